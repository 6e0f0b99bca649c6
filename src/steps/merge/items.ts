import { diffArrays } from 'diff';
import type { Versions } from './lines';

/** Items `start` to `end` of the base, and what takes their place. */
interface Hunk {
  start: number;
  end: number;
  items: string[];
}

/**
 * A three-way merge of items, where changes of neighbours are no conflict; null where both sides changed the same ones, or
 * added something in the same place.
 */
export function mergeItems({ base, yours, theirs }: Versions<string[]>): string[] | null {
  const hunks = [...hunksOf(base, yours), ...hunksOf(base, theirs)].sort((a, b) => a.start - b.start || a.end - b.end);
  const result: string[] = [];
  let at = 0;
  let last: Hunk | undefined;
  for (const hunk of hunks) {
    if (last && isSame(last, hunk)) continue;
    const isSamePlace = last?.start === hunk.start && last.items.length > 0 && hunk.items.length > 0;
    if (hunk.start < at || isSamePlace) return null;
    result.push(...base.slice(at, hunk.start), ...hunk.items);
    at = hunk.end;
    last = hunk;
  }
  return [...result, ...base.slice(at)];
}

const isSame = (a: Hunk, b: Hunk): boolean =>
  a.start === b.start && a.end === b.end && a.items.join('\0') === b.items.join('\0');

function hunksOf(base: string[], side: string[]): Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  for (const { added, removed, value } of diffArrays(base, side)) {
    const last = hunks.at(-1);
    const hunk = last?.end === at ? last : { start: at, end: at, items: [] };
    if ((added || removed) && hunk !== last) hunks.push(hunk);
    if (added) hunk.items.push(...value);
    else at += value.length;
    if (removed) hunk.end = at;
  }
  return hunks;
}
