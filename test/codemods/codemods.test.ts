import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../codemods/lib/parse';
import { cases, here, transformed } from './run';

const all = cases();

it.each(readdirSync(join(here, '../../codemods')).filter((name) => name.endsWith('.ts')))('%s has cases', (name) => {
  expect(all.filter(({ codemod }) => `${codemod}.ts` === name).length).toBeGreaterThan(5);
});

describe.each(all)('$codemod, $name', (each) => {
  if (each.output === null) {
    it('leaves the file alone', () => expect(transformed(each, each.input)).toBeUndefined());
    return;
  }
  const { output, file } = each;
  it('writes the output', () => expect(transformed(each, each.input)).toBe(output));
  it('changes nothing more when it runs again', () => expect(transformed(each, output) ?? output).toBe(output));
  // Templates of views are no source code: their engines read them in test/templates.
  it.runIf(/\.[cm]?[jt]sx?$/.test(file))('writes what parses', () =>
    expect(parseSource(output, file)).toMatchObject({ errors: [] }),
  );
});
