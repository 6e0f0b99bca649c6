import { expect, it } from 'vitest';
import type { Session } from '../../src/commands/session';
import { summaryOf } from '../../src/commands/what-is-done';

const session = (files: string[]): Session => {
  const changes = files.map((file) => ({ file, before: 'old', after: 'new', measures: [] }));
  return { parts: [], changeSet: { changes, manual: [], advice: [] } } as unknown as Session;
};

it('says that only the record has changed, as where a measure without files is taken out, and asks for no tests', () => {
  const { done, next } = summaryOf(session(['.tempered/record.json']), [], []);
  expect(done).toEqual(['Only what tempered keeps of the project has changed: commit .tempered.']);
  expect(next).toEqual([]);
});

it('names what else has changed', () => {
  const { done, next } = summaryOf(session(['app.js', '.tempered/record.json']), [], []);
  expect(done).toEqual(['changed app.js']);
  expect(next).toHaveLength(1);
});
