import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jscodeshift } from './jscodeshift';
import { type Case, cases, here } from './run';

const root = join(here, '../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tempered-codemods-'));
  const names = (await readdir(join(root, 'codemods'))).filter((name) => name.endsWith('.ts'));
  const entryPoints = names.map((name) => join(root, 'codemods', name));
  await build({ entryPoints, bundle: true, platform: 'node', format: 'cjs', outdir: folder, logLevel: 'warning' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command line takes one set of options per run. */
function groups(): Case[][] {
  const found = new Map<string, Case[]>();
  for (const each of cases()) {
    const key = JSON.stringify([each.codemod, each.options]);
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  const largest = [...found.values()].sort((a, b) => b.length - a.length);
  if (process.env['TEMPERED_TEST_ALL'] === '1') return largest;
  const codemods = largest.map(([first]) => first!.codemod);
  return largest.filter((_, index) => codemods.indexOf(codemods[index]!) === index);
}

describe.each(groups().map((group, index) => ({ ...group[0]!, group, index })))(
  'the jscodeshift command line, $codemod, options $index',
  ({ codemod, options, group, index }) => {
    it(`gives the same bytes for ${group.length} files`, async () => {
      const files = group.map(({ name, file }) => join(folder, `${index}-${name}${extname(file)}`));
      await Promise.all(group.map(({ input }, at) => writeFile(files[at]!, input)));
      const flags = Object.entries(options).map(([name, value]) => `--${name}=${JSON.stringify(value)}`);
      const transform = join(folder, `${codemod}.js`);
      const stdout = await jscodeshift(['--no-babel', ...flags, '--transform', transform, ...files]);
      expect(stdout).toContain('\n0 errors');
      const written = await Promise.all(files.map((file) => readFile(file, 'utf8')));
      expect(written).toEqual(group.map(({ input, output }) => output ?? input));
    });
  },
);
