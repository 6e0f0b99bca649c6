import { measures } from '../measures/index';
import type { printSummary } from '../ui/summary';
import { assumptionsOf, type Session, shownOf } from './session';
import type { Tried } from './trial';
import { whatIsLeft } from './what-is-left';

/** The measures that a change is for; what all of them share is for none. */
function because(ids: readonly string[]): string {
  const known = ids.filter((id) => measures.some((measure) => measure.id === id));
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

/** What a run tells at its end. */
export function summaryOf(
  { parts, changeSet }: Session,
  next: string[],
  tried: readonly Tried[],
): Parameters<typeof printSummary>[1] {
  if (changeSet.changes.length === 0)
    return { done: ['Nothing to do: everything chosen is in place.'], check: [], manual: changeSet.manual, next };
  const shown = shownOf(changeSet);
  // As where a measure goes that has written nothing.
  if (shown.length === 0)
    return {
      done: ['Only what tempered keeps of the project has changed: commit .tempered.'],
      check: [],
      manual: changeSet.manual,
      next: [...next, ...whatIsLeft(parts, tried)],
    };
  const done = shown.map(
    ({ file, before, after, measures: ids }) =>
      `${before === null ? 'added' : after === null ? 'removed' : 'changed'} ${file}${because(ids)}`,
  );
  return {
    done,
    check: [...assumptionsOf(parts), ...changeSet.advice],
    manual: changeSet.manual,
    next: [
      ...next,
      ...whatIsLeft(parts, tried),
      'Run your tests, read the diff (git status, git diff), and commit. `tempered undo` takes it all back.',
    ],
  };
}
