import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Linter, type Rule } from 'eslint';
import { expect, it } from 'vitest';
import { runCodemod } from '../../src/edits/codemods';
import { here } from './run';

const packages = join(here, '../../node_modules');
const COUNT = 250;

/** Files of installed packages that are written with `var`. */
function sample(): { path: string; text: string }[] {
  const names = readdirSync(packages, { recursive: true, encoding: 'utf8' });
  const sources = names
    .filter((name) => /\/(lib|src)\/.*\.[cm]?js$/.test(name) && !/(^|\/)\.|\.min\.|\.js\//.test(name))
    .sort();
  const step = Math.max(1, Math.floor(sources.length / (COUNT * 12)));
  return sources
    .filter((_, index) => index % step === 0)
    .filter((path) => statSync(join(packages, path)).isFile())
    .map((path) => ({ path, text: readFileSync(join(packages, path), 'utf8') }))
    .filter(({ text }) => text.length < 60_000 && /^\s*var\s/m.test(text) && !text.includes('eslint-env'))
    .slice(0, COUNT);
}

/** What ESLint says that each name stands for: its place, and that of its declaration; counted in words, not letters. */
function meanings(text: string): string[] | null {
  const found: string[] = [];
  const rule: Rule.RuleModule = {
    create: ({ sourceCode: { scopeManager, ast } }) => ({
      'Program:exit'() {
        const word = new Map((ast.tokens ?? []).map(({ range }, index) => [range[0], index]));
        for (const { identifier, resolved } of scopeManager.scopes.flatMap(({ references }) => references)) {
          const [definition] = resolved?.defs ?? [];
          // Of a name that is declared several times ESLint knows the first place only.
          const place = (resolved?.defs.length ?? 0) > 1 ? '?' : word.get(definition?.name.range![0] ?? -1);
          found.push(`${word.get(identifier.range![0])} ${identifier.name} ${place}`);
        }
      },
    }),
  };
  const messages = new Linter().verify(
    text,
    [
      {
        plugins: { own: { rules: { meanings: rule } } },
        rules: { 'own/meanings': 'error', 'no-const-assign': 'error' },
        languageOptions: { sourceType: /^(import|export)\b/m.test(text) ? 'module' : 'commonjs' },
      },
    ],
    { allowInlineConfig: false },
  );
  return messages.length > 0 ? null : found.sort();
}

it('changes what no name stands for, in the code of installed packages', () => {
  const files = sample();
  expect(files.length).toBeGreaterThan(100);
  let changed = 0;
  for (const { path, text } of files) {
    const before = meanings(text);
    const after = runCodemod('replace-var', path, text, { rule: 'code/var' });
    if (before === null || after === undefined) continue;
    changed += 1;
    const now = meanings(after);
    expect(now, path).not.toBeNull();
    const several = new Set(
      before.filter((each) => each.endsWith('?')).map((each) => each.split(' ').slice(0, 2).join(' ')),
    );
    const known = (list: string[]): string[] =>
      list.filter((each) => !several.has(each.split(' ').slice(0, 2).join(' ')));
    expect(known(now!), path).toEqual(known(before));
  }
  expect(changed).toBeGreaterThan(80);
}, 300_000);
