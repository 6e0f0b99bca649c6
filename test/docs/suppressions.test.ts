import { expect, it } from 'vitest';
import { measures } from '../../src/measures/index';
import { readPages } from './pages';

const known = new Set(measures.flatMap(({ id, rules }) => [id, `${id}/*`, ...rules.map((rule) => rule.id)]));

it('no page suppresses a rule that does not exist', async () => {
  const named = [...(await readPages())].flatMap(([page, text]) =>
    [...text.matchAll(/tempered-ignore-next-line ([\w*/,-]+(?:, [\w*/-]+)*)/g)].flatMap(([, list]) =>
      list!.split(/, */).map((rule) => ({ page, rule })),
    ),
  );
  expect(named.length).toBeGreaterThan(2);
  // RULE stands for any.
  expect(named.filter(({ rule }) => rule !== 'RULE' && !known.has(rule))).toEqual([]);
});
