import type { ProofReport } from '../../types/proof';
import { type Counts, countOutcomes, proofRows, type Row } from './rows';

/**
 * What all of it comes to, one sentence: `13 of 27 attacks succeeded before, 0 after; 4 were skipped.` Without a
 * before: `25 of 27 probes passed, 2 failed; 4 were skipped.` What legitimate clients get is told where they do not.
 */
export function proofSentence(report: ProofReport): string {
  const rows = proofRows(report);
  const after = countOutcomes(rows.map((row) => row.after));
  const clauses = [
    report.before ? compared(report, rows) : alone(report, after),
    ...number(report.after.problem ? 0 : after.skipped, ['was skipped', 'were skipped']),
    ...number(report.regressions.length, ['request is answered differently', 'requests are answered differently']),
  ];
  return `${clauses.join('; ')}.`;
}

function compared(report: ProofReport, rows: Row[]): string {
  const [clients, attacks] = [true, false].map((client) =>
    rows.filter(({ probe }) => (probe.client ?? false) === client),
  );
  const count = (of: Row[], state: 'before' | 'after'): Counts => countOutcomes(of.map((row) => row[state]));
  const main = comparison(report, count(attacks!, 'before'), count(attacks!, 'after'));
  const [was, is] = [count(clients!, 'before').failed, count(clients!, 'after').failed];
  if (was + is === 0 || report.before?.problem || report.after.problem) return main;
  return `${main}; ${was} legitimate ${was === 1 ? 'request' : 'requests'} failed before, ${is} after`;
}

/** Nothing where there is none. */
function number(count: number, [one, many]: [string, string]): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

function comparison({ before, after }: ProofReport, was: Counts, is: Counts): string {
  if (after.problem) return before?.problem ? noStart(is) : 'The app started before and does not any more';
  if (before?.problem) return `The app did not start before; ${succeeded(is)} now`;
  const same = ran(was) === ran(is);
  return `${succeeded(was)} before, ${same ? is.failed : `${is.failed} of ${ran(is)}`} after`;
}

function alone({ after }: ProofReport, is: Counts): string {
  return after.problem ? noStart(is) : verdict(is);
}

const NO_START = 'The app did not start';

function noStart(is: Counts): string {
  return ran(is) === 0
    ? NO_START
    : `${NO_START}, so that nothing of it was proven; of what needs no app, ${verdict(is)}`;
}

function verdict(is: Counts): string {
  if (ran(is) === 0) return 'No probe ran';
  const failed = is.failed > 0 ? `, ${is.failed} failed` : '';
  return `${is.passed} of ${ran(is)} ${ran(is) === 1 ? 'probe' : 'probes'} passed${failed}`;
}

function succeeded(counts: Counts): string {
  return `${counts.failed} of ${ran(counts)} ${ran(counts) === 1 ? 'attack' : 'attacks'} succeeded`;
}

function ran({ passed, failed }: Counts): number {
  return passed + failed;
}
