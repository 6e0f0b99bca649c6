import { describe, expect, it } from 'vitest';
import { Keywords } from '../../src/steps/keywords';
import type { Rule } from '../../src/types';

const rule = (id: string, keywords?: string[]): Rule => ({
  ...{ id, severity: 'low', cwe: 'CWE-89', owasp: 'A05:2025 Injection', fixed: 'never', summary: '' },
  ...(keywords ? { keywords } : {}),
});
const rules = [
  rule('sql', ['query', 'SELECT']),
  rule('jquery', ['jquery', 'uery(']),
  rule('ash', ['hash', 'has', 'a']),
  rule('all'),
  rule('none', []),
];
const ids = (text: string): string[] => new Keywords(rules).rulesFor(text).map(({ id }) => id);

describe('keywords', () => {
  it.each<[text: string, expected: string[]]>([
    ['', ['all']],
    ['db.query(1)', ['sql', 'jquery', 'all']],
    ['jquery', ['sql', 'jquery', 'all']],
    ['quer y', ['all']],
    ['SELEC SELECT', ['sql', 'all']],
    ['hhhas', ['ash', 'all']],
    ['ünïcödé → a', ['ash', 'all']],
    ['select', ['all']],
  ])('in %j', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it('finds what a search for each word finds', () => {
    const words = ['aab', 'ab', 'b', 'abab', 'bb', 'aaaa', 'ba'];
    const each = new Keywords(words.map((word) => rule(word, [word])));
    for (let seed = 0; seed < 512; seed += 1) {
      const text = seed.toString(2).padStart(9, '0').replaceAll('0', 'a').replaceAll('1', 'b');
      expect(each.rulesFor(text).map(({ id }) => id)).toEqual(words.filter((word) => text.includes(word)));
    }
  });
});
