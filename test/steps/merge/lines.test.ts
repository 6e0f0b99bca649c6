import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { mergeWithGit, mergeWithoutGit, type Region, type Versions } from '../../../src/steps/merge/lines';
import { seeded } from '../../support/random';

const joined = (regions: readonly Region[]): (string | Versions<string[]>)[] =>
  regions.flatMap((region): (string | Versions<string[]>)[] => ('lines' in region ? region.lines : [region.conflict]));

it('is the same with git and without it', async () => {
  const base = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const versions = {
    base,
    yours: ['mine', 'a', 'b', 'C', 'd', 'e', 'f', 'g'],
    theirs: ['a', 'b', 'X', 'd', 'e', 'f', 'G', '<<<<<<< no marker'],
  };
  const conflict = { base: ['c'], yours: ['C'], theirs: ['X'] };
  const merged = ['mine', 'a', 'b', conflict, 'd', 'e', 'f', 'G', '<<<<<<< no marker'];
  expect(joined((await mergeWithGit(versions))!)).toEqual(merged);
  expect(joined(mergeWithoutGit(versions))).toEqual(merged);
});

it('takes no line of a text for a marker, however long', async () => {
  const drawn = ['<', '|', '=', '>'].map((mark) => mark.repeat(63));
  const conflict = { base: ['b'], yours: [...drawn, 'mine'], theirs: ['new', ...drawn.map((line) => `${line} a`)] };
  const versions = {
    base: ['a', 'b', 'c'],
    yours: ['a', ...conflict.yours, 'c'],
    theirs: ['a', ...conflict.theirs, 'c'],
  };
  expect(joined((await mergeWithGit(versions))!)).toEqual(['a', conflict, 'c']);
});

it('leaves out of a conflict what both sides agree on', async () => {
  const versions = { base: ['a', 'z'], yours: ['a', '1', 'mine', '2', 'z'], theirs: ['a', '1', 'new', '2', 'z'] };
  const conflict = { base: [], yours: ['mine'], theirs: ['new'] };
  expect(joined((await mergeWithGit(versions))!)).toEqual(['a', '1', conflict, '2', 'z']);
  expect(joined(mergeWithoutGit(versions))).toEqual(['a', '1', conflict, '2', 'z']);
});

/** Some lines of a text removed, changed or added. */
function edited(lines: readonly string[], random: () => number, name: string): string[] {
  const at = new Map(
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => [Math.floor(random() * lines.length), random()]),
  );
  return lines.flatMap((line, index) => {
    const what = at.get(index);
    if (what === undefined) return [line];
    return what < 0.3 ? [] : what < 0.7 ? [`${line} // ${name}`] : [line, `// ${name} ${index}`];
  });
}

const rounds = process.env['TEMPERED_TEST_ALL'] === '1' ? 400 : 25;

it(
  `agrees on what is a conflict, with git and without it, in ${rounds} edits of templates`,
  { timeout: 120_000 },
  async () => {
    const random = seeded(6);
    const texts = await Promise.all(
      ['headers/express', 'cors/express', 'rate-limit/express', 'validation/express'].map((name) =>
        readFile(new URL(`../../../templates/${name}.ts.ejs`, import.meta.url), 'utf8'),
      ),
    );
    for (let round = 0; round < rounds; round += 1) {
      const base = texts[round % texts.length]!.split('\n');
      const versions = { base, yours: edited(base, random, 'yours'), theirs: edited(base, random, 'new') };
      const [git, own] = [joined((await mergeWithGit(versions))!), joined(mergeWithoutGit(versions))];
      const conflicts = (merged: typeof git): number => merged.filter((part) => typeof part !== 'string').length;
      expect(conflicts(own) > 0, `round ${round}`).toBe(conflicts(git) > 0);
      if (conflicts(git) === 0) expect(own).toEqual(git);
    }
  },
);
