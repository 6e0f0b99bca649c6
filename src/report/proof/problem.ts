import type { BootProblem, ProofReport } from '../../types/proof';
import { maskSecrets } from '../mask';
import { shownLine } from '../line';

export interface ShownProblem extends BootProblem {
  /** `The app did not start before the change.` */
  title: string;
}

/** Why the app did not start, before and after, with all lines as `shownLine` makes them. */
export function bootProblems({ before, after }: ProofReport): ShownProblem[] {
  if (!before) return after.problem ? [shown(after.problem, 'The app did not start')] : [];
  if (before.problem && after.problem) return [shown(after.problem, 'The app starts neither before nor after')];
  if (before.problem) return [shown(before.problem, 'The app did not start before')];
  return after.problem ? [shown(after.problem, 'The app started before and does not any more')] : [];
}

function shown({ reason, log, hint }: BootProblem, title: string): ShownProblem {
  return {
    title,
    reason: shownLine(reason),
    log: maskedLog(log).map(shownLine),
    hint: shownLine(hint),
  };
}

/** Lines of a log with secrets masked, also those that span several lines. */
export function maskedLog(log: string[]): string[] {
  return log.length === 0 ? [] : maskSecrets(log.join('\n')).split('\n');
}
