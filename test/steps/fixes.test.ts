import { describe, expect, it } from 'vitest';
import { pickFixes } from '../../src/steps/fixes';
import type { Finding, FixOffer, Rule } from '../../src/types';

const rule = (id: string, fields: Partial<Rule> = { create: () => ({}) }): Rule => ({
  id,
  severity: 'high',
  cwe: 'CWE-89',
  owasp: 'A05:2025 Injection',
  fixed: 'sometimes',
  summary: `${id} matters.`,
  ...fields,
});
const RULES = [rule('sql/value'), rule('cookies/secure'), rule('headers/missing', { check: () => [] })];

const MEASURES = [{ meta: { title: 'Databases' }, rules: RULES }];

const finding = (id: string, line: number, fields: Partial<Finding> = {}): Finding => ({
  ...{ rule: id, severity: 'high', message: 'It is so.', fix: 'automatic', risk: 'none', cwe: null },
  ...{ file: 'app.js', line, column: 1, endLine: line, start: 0, end: 0 },
  ...fields,
});
const FINDINGS = [
  ...[1, 2, 3, 4].map((line) => finding('sql/value', line)),
  finding('sql/value', 5, { fix: 'manual' }),
  finding('cookies/secure', 6, { risk: 'behaviour' }),
  finding('cookies/secure', 7),
  finding('headers/missing', 8),
];

const lines = (findings: Finding[]): number[] => findings.map(({ line }) => line);

/** Answers with these rules, and keeps what was offered. */
function asker(answer: string[]) {
  const offered: FixOffer[] = [];
  const chooseFixes = (offers: FixOffer[]): Promise<string[]> => {
    offered.push(...offers);
    return Promise.resolve(answer);
  };
  return { offered, chooseFixes };
}

describe('pickFixes', () => {
  it('takes what is harmless where nobody can be asked', async () => {
    const { fixes, left } = await pickFixes(MEASURES, FINDINGS, [], null);
    expect(lines(fixes)).toEqual([1, 2, 3, 4, 7, 8]);
    expect(lines(left)).toEqual([6]);
  });

  it('leaves what is a matter of style alone until it is asked for', async () => {
    const style = [finding('sql/value', 9, { severity: 'info' })];
    expect((await pickFixes(MEASURES, style, [], null)).fixes).toEqual([]);
    expect(lines((await pickFixes(MEASURES, style, ['sql/value'], null)).fixes)).toEqual([9]);
    const { offered, chooseFixes } = asker([]);
    await pickFixes(MEASURES, style, [], { chooseFixes });
    expect(offered).toMatchObject([{ rule: 'sql/value', mayChange: false, recommended: false }]);
  });

  it.each([['cookies/secure'], ['all']])('takes all that --fix %s names', async (name) => {
    expect(lines((await pickFixes(MEASURES, FINDINGS, [name], null)).left)).toEqual([]);
  });

  it('offers each rule with its count and first places', async () => {
    const { offered, chooseFixes } = asker([]);
    await pickFixes(MEASURES, FINDINGS, [], { chooseFixes });
    expect(offered).toEqual([
      {
        ...{
          rule: 'sql/value',
          measure: 'Databases',
          summary: 'sql/value matters.',
          count: 4,
          mayChange: false,
          recommended: true,
        },
        places: ['app.js:1', 'app.js:2', 'app.js:3'],
      },
      {
        ...{
          rule: 'cookies/secure',
          measure: 'Databases',
          summary: 'cookies/secure matters.',
          count: 2,
          mayChange: true,
          recommended: false,
        },
        places: ['app.js:6', 'app.js:7'],
      },
    ]);
  });

  it('takes the rules that were chosen, and what comes with its measure', async () => {
    const { fixes, left } = await pickFixes(MEASURES, FINDINGS, [], asker(['cookies/secure']));
    expect(lines(fixes)).toEqual([6, 7, 8]);
    expect(lines(left)).toEqual([1, 2, 3, 4]);
  });

  it('does not ask for what --fix names, nor for rules of measures that were not chosen', async () => {
    const { offered, chooseFixes } = asker([]);
    await pickFixes([{ ...MEASURES[0]!, rules: RULES.slice(0, 1) }], FINDINGS, ['sql/value'], { chooseFixes });
    expect(offered).toEqual([]);
  });
});
