import { parse } from '@babel/parser';
import { describe, expect, it } from 'vitest';
import { statementEnd } from '../../../codemods/lib/text';

const endOf = (text: string): number => statementEnd(text, parse(text).program.body[0]!);

describe('the end of a statement', () => {
  it('leaves the guard of the next line to that', () => {
    expect(endOf('a = b // why\n;[1].map(f)')).toBe('a = b'.length);
  });

  it('takes no time to be found behind a line of slashes', () => {
    const text = `a = b\n${'/'.repeat(400)}\n+ c;`;
    expect(endOf(text)).toBe(text.length);
  });
});
