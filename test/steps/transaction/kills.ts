import { describe, expect, it } from 'vitest';
import { disk } from '../../../src/steps/transaction/files';
import { treeOf } from '../../support/tree';
import { finish, harden, kill, type Kind, rollBack, scenario } from './scenario';

/** Ends at the file operations of a run, of its recovery and of its undo; of each `every`-th only. */
export function killsAt(every: number): void {
  describe.each<Kind>(['with git', 'without git'])('a run that is killed, %s', (kind) => {
    const points = (steps: number): [n: number, when: 'before' | 'amid'][] =>
      Array.from({ length: Math.ceil(steps / every) }, (_, at) => at * every + (at % every)).flatMap((n) => [
        [n, 'before'],
        [n, 'amid'],
      ]);

    it('is rolled back by the next command, whichever operation it was killed at', async () => {
      const { reset, before, steps } = await scenario(kind);
      expect(steps).toBeGreaterThan(80);
      for (const [n, when] of points(steps)) {
        const root = await reset();
        await kill(n, when, (on) => harden(root, on));
        await rollBack(root, disk);
        expect(await treeOf(root), `killed ${when} operation ${n}`).toEqual(before);
      }
    });

    it('is finished by the next command, whichever operation it was killed at', async () => {
      const { reset, before, completed, steps } = await scenario(kind);
      let finished = 0;
      for (const [n, when] of points(steps)) {
        const root = await reset();
        await kill(n, when, (on) => harden(root, on));
        await finish(root, disk);
        const tree = await treeOf(root, ['.git', '.tempered/undo']);
        const isBefore = JSON.stringify(tree) === JSON.stringify(before);
        if (!isBefore) expect(completed, `killed ${when} operation ${n}`).toContainEqual(tree);
        if (!isBefore) finished += 1;
        await rollBack(root, disk);
        expect(await treeOf(root), `killed ${when} operation ${n}, then undone`).toEqual(before);
      }
      expect(finished).toBeGreaterThan(points(steps).length / 3);
    });

    it('is looked after though the command that does it is killed as well', async () => {
      const { reset, before, completed, steps } = await scenario(kind);
      const apart = 11;
      let killed = 0;
      for (const [at, [n, when]] of points(steps).entries()) {
        const root = await reset();
        await kill(n, when, (on) => harden(root, on));
        const next = at % 2 === 0 ? rollBack : finish;
        // Each time it comes a little further.
        for (let m = at % apart; await kill(m, at % 4 < 2 ? 'amid' : 'before', (on) => next(root, on)); m += apart)
          killed += 1;
        const tree = await treeOf(root, ['.git', '.tempered/undo']);
        expect([before, ...completed], `killed ${when} operation ${n}`).toContainEqual(tree);
        if (next === rollBack) expect(await treeOf(root)).toEqual(before);
      }
      expect(killed).toBeGreaterThan(points(steps).length);
    });

    it('is undone though undo is killed at every one of its operations', async () => {
      const { reset, before } = await scenario(kind);
      for (let n = 0, more = true; more; n += every) {
        const root = await reset();
        await harden(root, disk);
        more = await kill(n, n % 2 ? 'amid' : 'before', (on) => rollBack(root, on));
        await rollBack(root, disk);
        expect(await treeOf(root), `killed at operation ${n}`).toEqual(before);
      }
    });
  });
}
