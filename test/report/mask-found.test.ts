import { expect, it } from 'vitest';
import { maskFound } from '../../src/report/mask-found';
import { finding } from './check/fixture';

const found = (text: string, at: string, rule = 'secrets/hard-coded') => {
  const start = text.indexOf(at);
  const line = text.slice(0, start).split('\n').length;
  return maskFound([finding({ rule, file: 'a', start, end: start + at.length, line })], () => text);
};

it('masks what was found to be a secret wherever it stands, whatever it is called', () => {
  const text = 'boot(\'plain words\');\nother("x");\n';
  const mask = found(text, "boot('plain words')");
  expect(mask(text)).toBe('boot(\'***\');\nother("x");\n');
  expect(mask("again('plain words')")).toBe("again('***')");
});

it('leaves lines where they are', () => {
  const text = 'a = `one\ntwo\nthree`;\nb();\n';
  const masked = found(text, '`one\ntwo\nthree`')(text);
  expect(masked).not.toMatch(/one|two|three/);
  expect(masked.split('\n')).toHaveLength(text.split('\n').length);
  expect(masked.split('\n')[3]).toBe('b();');
});

it.each([
  ['key: plain words\n', 'key: ***\n'],
  ['KEY=plain words\n', 'KEY=***\n'],
])('masks values without quotes: %j', (text, expected) => {
  expect(found(text, text.trim())(text)).toBe(expected);
});

it('masks no literal for another finding', () => {
  expect(found("query('SELECT 1')", "'SELECT 1'", 'sql/raw')("query('SELECT 1')")).toBe("query('SELECT 1')");
});
