import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerSets } from './answers';
import { mutate } from './mutate';
import { randomOf } from './random';
import { given, runAll } from './run-all';
import { type Outcome, runProject } from './run-case';
import { hostileApp, seeds } from './seeds';

const everything = process.env['TEMPERED_TEST_ALL'] === '1';
const [projects, answers] = everything ? [1000, 1000] : [10, 15];
const timeout = everything ? 3_600_000 : 300_000;

/** Where everything were refused, nothing would be tried, and the other way round. */
function expectOutcomes(outcomes: Outcome[], least: Partial<Record<Outcome, number>>): void {
  if (given !== undefined) return;
  for (const [outcome, part] of Object.entries(least))
    expect(outcomes.filter((each) => each === outcome).length, outcome).toBeGreaterThan(outcomes.length * part);
}

describe('fuzzing', () => {
  it(`${projects} projects: none crashes, hangs, or is written outside`, { timeout }, async () => {
    const outcomes = await runAll(projects, (seed) => {
      const random = randomOf(seed);
      const from = random.chance(0.25) ? hostileApp(random) : random.pick(seeds);
      return runProject(mutate(from, random));
    });
    expectOutcomes(outcomes, { changed: 0.25, refused: 0.02 });
  });

  describe('with answers', () => {
    let run: (seed: number) => Promise<Outcome>;
    let remove = async (): Promise<void> => undefined;
    beforeAll(async () => {
      ({ run, remove } = await answerSets());
    });
    afterAll(() => remove());

    it(`${answers} sets of them: none crashes, hangs, or becomes code`, { timeout }, async () => {
      expectOutcomes(await runAll(answers, run), { changed: 0.2, refused: 0.2 });
    });
  });
});
