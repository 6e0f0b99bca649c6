import { describe, expect, it } from 'vitest';
import { laidOutLike } from '../../../src/steps/merge/layout';
import { isUnedited } from '../../../src/steps/merge/index';

describe('the same program in another layout', () => {
  it.each([
    ['brackets that change nothing', 'f((a) => (a === 1 ? 2 : 3));\n', 'f(a => a === 1 ? 2 : 3);\n'],
    ['names in quotes', "f({ 'a': 1 });\n", 'f({ a: 1 });\n'],
    ['no semicolons', 'a();\nb();\n', 'a()\nb()\n'],
    ['other quotes', "a('b');\n", 'a("b")\n'],
    ['what looks like an element', "import a from 'a';\na < /b/;\n", "import a from 'a';\na </b/;\n"],
  ])('is seen in spite of %s', (_name, base, text) => {
    expect(isUnedited('a.js', base, text)).toBe(true);
  });

  it.each([
    ['brackets that change something', 'a = (b + c) * d;\n', 'a = b + c * d;\n'],
    ['a semicolon that does', 'a;\n(b);\n', 'a\n(b)\n'],
    ['a comment', 'a();\n', 'a(); // mine\n'],
    ['another value', 'a(1);\n', 'a(2);\n'],
  ])('is not seen in %s', (_name, base, text) => {
    expect(isUnedited('a.js', base, text)).toBe(false);
  });

  it.each(['by token', 'by line'] as const)(
    'does not come of a layout that makes one statement of two, %s',
    (manner) => {
      expect([null, 'a;\n(b);\nc()\n']).toContain(laidOutLike('a;\n(b);\nc();\n', 'a(b)\nc()\n', 'a.js', manner));
    },
  );

  it.each(['by token', 'by line'] as const)(
    'does not return nothing where the brackets of the other layout are not taken over, %s',
    (manner) => {
      const text = 'function f() {\n  return a || b;\n}\n';
      const model = 'function f() {\n    return (\n        a || c\n    )\n}\n';
      expect(laidOutLike(text, model, 'a.js', manner)).toBe('function f() {\n    return a || b;\n}\n');
    },
  );
});
