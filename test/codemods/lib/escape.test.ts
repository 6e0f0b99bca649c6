import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { envValue, inComment, member, propertyKey, quoted, shellWord } from '../../../codemods/lib/escape';

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
];

/** What JavaScript makes of an expression. */
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

  it('is one value of an env file, or none', () => {
    const value = envValue(text);
    if (value !== null) expect(parseEnv(`A=${value}\nB=1\n`)).toEqual({ A: text, B: '1' });
    else expect(text).toMatch(/['\p{C}\u2028]/u);
  });
});
