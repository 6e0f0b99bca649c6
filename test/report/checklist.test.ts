import { expect, it } from 'vitest';
import { checklistText } from '../../src/report/checklist';
import type { ChecklistEntry } from '../../src/types';

const plain = (_style: string, text: string): string => text;
const entries: ChecklistEntry[] = [
  { id: 'headers', title: 'Security headers come first', state: 'met', findings: [] },
  {
    id: 'limits',
    title: 'Requests are limited',
    state: 'not-met',
    findings: [
      { rule: 'rate-limit/auth-missing', count: 2 },
      { rule: 'rate-limit/missing', count: 1 },
    ],
  },
  { id: 'sql', title: 'SQL takes values as parameters', state: 'not-applicable', findings: [] },
];

it('says of each line how it stands, with what breaks it', () => {
  expect(checklistText({ entries, score: 50 }, plain)).toBe(
    [
      'Checklist: 1 of 2 met. Score: 50 of 100.',
      '  met             Security headers come first',
      '  NOT MET         Requests are limited  rate-limit/auth-missing (2), rate-limit/missing',
      '  does not apply  SQL takes values as parameters',
      '',
    ].join('\n'),
  );
});

it('puts what breaks a line below it on a narrow terminal', () => {
  const lines = checklistText({ entries, score: 50 }, plain, 60).split('\n');
  expect(lines[2]).toBe('  NOT MET         Requests are limited');
  expect(lines.every((line) => line.length <= 60)).toBe(true);
  expect(lines.slice(3, 5).join(' ')).toMatch(/rate-limit\/auth-missing \(2\),\s+rate-limit\/missing/);
});

it('has no score where not everything was looked at, and says nothing where no line was', () => {
  expect(checklistText({ entries, score: null }, plain)).toMatch(/^Checklist: 1 of 2 met\.\n/);
  expect(checklistText({ entries: [], score: null }, plain)).toBe('');
});
