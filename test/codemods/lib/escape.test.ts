import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  autolink,
  codeSpan,
  envValue,
  inComment,
  inShellQuotes,
  member,
  propertyKey,
  quoted,
  shellWord,
} from '../../../codemods/lib/escape';

export const hostile = [
  `"]; process.exit()//`,
  `'); process.exit(); ('`,
  '`${process.exit()}`',
  '*/ process.exit() /*',
  'a\nprocess.exit()',
  'a\r\n- b: c\t#',
  '\u2028process.exit()\u2029',
  '\\',
  "\\'; process.exit() //",
  '\u202Etxt.exe\u2066',
  '$(touch /tmp/x) `id` ; & | > <',
  '--flag',
  '~root',
  '__proto__',
  '${{ secrets.TOKEN }}',
  'a\u0000b\u001B[2J\u0085',
  '💥',
  '`` a ` b',
  'a` <script>alert(1)</script> `b',
  'a](https://evil.example) ![x](y',
  'x> <img src=y>',
  '--> # Heading',
  'https://a.example/> **b**',
];

/** What JavaScript makes of an expression. */
// eslint-disable-next-line no-new-func -- the expression is made here
const evaluated = (code: string): unknown => new Function(`return (${code});`)() as unknown;

describe.each(hostile.map((text) => [JSON.stringify(text), text] as const))('the text %s', (_name, text) => {
  it.each(["'", '"'])('is one string of code in %s', (quote) => {
    expect(evaluated(quoted(text, quote))).toBe(text);
    expect(quoted(text, quote)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
  });

  it('is one scalar of YAML', () => {
    expect(parse(`on: [${quoted(text, '"')}]\n`)).toEqual({ on: [text] });
  });

  it('is one key of an object, and one member', () => {
    const object = evaluated(`{ ${propertyKey(text)}: 1 }`) as object;
    expect(Object.entries(object)).toEqual([[text, 1]]);
    expect(evaluated(`((all) => ${member('all', text, "'")})({})`)).toBe(
      text === '__proto__' ? Object.prototype : undefined,
    );
  });

  it('ends no comment', () => {
    expect(evaluated(`/* ${inComment(text)} */ 1`)).toBe(1);
    expect(evaluated(`1 // ${inComment(text)}\n`)).toBe(1);
  });

  it.skipIf(text.includes('\0'))('is one word of a shell', () => {
    expect(execFileSync('/bin/sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text);
  });

  it.skipIf(text.includes('\0'))('is text between the double quotes of a shell', () => {
    const script = `printf %s "a${inShellQuotes(text)}b"`;
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe(`a${text}b`);
  });

  it('is one line of code in Markdown, which ends where it should', () => {
    const [, fence, inside] = /^(`+)(.*[^`])\1$/u.exec(codeSpan(text))!;
    expect(inside!.match(/`+/g) ?? []).not.toContain(fence);
    expect(inside).not.toMatch(/[\p{C}\u2028\u2029]/u);
    expect(inside!.trim()).toBe(text.replace(/\s+/g, ' ').replace(/\p{C}/gu, '?').trim());
  });

  it('is no link in Markdown', () => expect(autolink(text)).toBe(codeSpan(text)));

  it('is one value of an env file, or none', () => {
    const value = envValue(text);
    if (value !== null) expect(parseEnv(`A=${value}\nB=1\n`)).toEqual({ A: text, B: '1' });
    else expect(text).toMatch(/['\p{C}\u2028]/u);
  });
});

it.each(['/auth/*/x', 'app.js', 'JWT_SECRET'])('%s is plain code in Markdown', (text) => {
  expect(codeSpan(text)).toBe(`\`${text}\``);
});

it('nothing is code in Markdown, too', () => expect(codeSpan('')).toBe('`  `'));

it.each(['security@example.com', 'https://example.com/report?a=b'])('%s is a link in Markdown', (text) => {
  expect(autolink(text)).toBe(`<${text}>`);
});

it.each(['javascript:alert(1)', 'http://example.com', 'example.com', 'a@b'])('%s is none', (text) => {
  expect(autolink(text)).toBe(`\`${text}\``);
});
