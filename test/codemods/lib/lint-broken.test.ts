import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { brokenRules, LINTED } from '../../../codemods/lib/lint/broken';

const rules = {
  ...Object.fromEntries(LINTED.map((rule) => [rule, 'error'])),
  'prefer-const': ['error', { destructuring: 'all' }],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
} as Linter.RulesRecord;

const globals = {
  setTimeout: 'readonly',
  setInterval: 'readonly',
  window: 'readonly',
  globalThis: 'readonly',
} as const;
const languageOptions: Linter.LanguageOptions = { sourceType: 'commonjs', globals };

/** What ESLint itself finds. */
function foundByEslint(text: string): string[] {
  const messages = new Linter().verify(text, [{ languageOptions, rules }]);
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return [...new Set(messages.map(({ ruleId }) => ruleId!))].sort();
}

describe('the rules that a file breaks', () => {
  it.each([
    'eval("1"); globalThis.eval("2");',
    'const run = eval; run("1");',
    'setTimeout("run()", 1); window.setInterval(`run()`, 1);',
    'const text = "run()"; setTimeout(text, 1);',
    'setTimeout(() => run(), 1); setInterval(run, 1); function run() {}',
    'const f = new Function("a", "return a"); Function("b"); f instanceof Function;',
    'String.prototype.shout = function () {}; Object.defineProperty(Array.prototype, "last", {});',
    'Object.prototype.hasOwnProperty.call({}, "a"); class Own {} Own.prototype.x = 1;',
    'leak = 1; for (other of [1]) {} ({ a: deep } = {}); known.member = 1;',
    'var a = 1; for (var b of [a]) {}',
    'let a = 1; console.log(a);',
    'let a; a = 1; console.log(a);',
    'let a; if (true) { a = 1; } console.log(a);',
    'let a; function set() { a = 1; } set(); console.log(a);',
    'let { a, b } = {}; b = 1; console.log(a, b);',
    'let { a, b } = {}; console.log(a, b);',
    'for (let a of []) console.log(a); for (let i = 0; i < 1; i++) {}',
    'let a = 0; a++; let b = 1; [b] = [a]; let c; console.log(c);',
    'let a = 1; { let a = 2; a = 3; console.log(a); } console.log(a);',
    'exports.a = (x) => x == 1 || x != "a"; ',
    'exports.a = (x) => x == null || x === 1;',
    'exports.a = (x) => x !== 1 && x!=="a";',
    'for (leak in {});',
  ])('are those that ESLint finds: %s', (text) => {
    expect(brokenRules('a.js', text).sort()).toEqual(foundByEslint(text));
  });

  it('are of those that are asked for', () => {
    expect(brokenRules('a.js', 'var a = eval("1") == 2;', ['no-eval', 'prefer-const'])).toEqual(['no-eval']);
  });

  it('are none where a file cannot be parsed', () => {
    expect(brokenRules('a.js', 'var {')).toEqual([]);
  });
});
