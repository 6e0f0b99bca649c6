import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ensureImport } from '../../codemods/lib/imports';
import { parseSource } from '../../codemods/lib/parse';
import { Source } from '../../codemods/lib/source';
import { runCodemod } from '../../src/edits/codemods';
import { here } from './run';

const COUNT = 300;
const packages = join(here, '../../node_modules');

/** Sources of moderate size that import something, spread over all installed packages. */
function sample(): { path: string; text: string }[] {
  const names = readdirSync(packages, { recursive: true, encoding: 'utf8' });
  const sources = names
    .filter((name) => /\.[cm]?[jt]s$/.test(name) && !/(^|\/)\.|\.min\.|\.d\.[cm]?ts$/.test(name))
    .sort();
  const step = Math.max(1, Math.floor(sources.length / (COUNT * 4)));
  return sources
    .filter((_, index) => index % step === 0)
    .map((path) => ({ path, text: readFileSync(join(packages, path), 'utf8') }))
    .filter(({ text }) => text.length > 500 && text.length < 30_000 && /\brequire\(|^import /m.test(text))
    .slice(0, COUNT);
}

const files = sample();

/** What was inserted, where the rest is the original byte for byte; null where it is not. */
function inserted(before: string, after: string): string | null {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  const tail = before.length - start;
  return before.slice(start) === after.slice(after.length - tail) ? after.slice(start, after.length - tail) : null;
}

function expectOneInsertion(path: string, before: string, after: string | undefined): void {
  expect(after, path).toBeDefined();
  expect(inserted(before, after!), path).toMatch(/security/);
  expect(() => parseSource(after!, path), path).not.toThrow();
}

/** A name in the middle of the file, as the place of a use. */
function importInTheMiddle(path: string, text: string): string | undefined {
  const source = Source.open(path, text)!;
  const { body } = source.ast.program;
  ensureImport(source, { names: ['secureApp'], from: './security' }, body[body.length >> 1] ?? source.ast.program);
  return source.finish();
}

it('finds files to try', () => expect(files).toHaveLength(COUNT));

it('imports first without a change to any other byte', () => {
  const options = { from: './security/env', mainOnly: false };
  for (const { path, text } of files) expectOneInsertion(path, text, runCodemod('import-first', path, text, options));
});

it('imports a name without a change to any other byte', () => {
  for (const { path, text } of files) expectOneInsertion(path, text, importInTheMiddle(path, text));
});
