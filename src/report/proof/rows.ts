import type { ProbeMeta, Proof, ProofReport } from '../../types/proof';
import { shownLine } from '../line';

export type Status = 'passed' | 'failed' | 'skipped';

export interface Outcome {
  status: Status;
  /** As `shownLine` makes it. */
  evidence: string;
}

/** One probe, and what came of it. */
export interface Row {
  probe: ProbeMeta;
  measure: string;
  before: Outcome | null;
  after: Outcome;
}

export type Counts = Record<Status, number>;

/** Every probe of the report, in its order. */
export function proofRows({ probes, before, after }: ProofReport): Row[] {
  return probes.map((probe) => ({
    probe,
    measure: probe.id.split('/', 1)[0] ?? '',
    before: before && outcome(before, probe.id),
    after: outcome(after, probe.id),
  }));
}

function outcome({ results, problem }: Proof, id: string): Outcome {
  const result = results.find((each) => each.id === id);
  if (!result) return { status: 'skipped', evidence: problem ? 'the app did not start' : 'not run' };
  return { status: result.status, evidence: shownLine(result.evidence) };
}

/**
 * The rows that are shown one by one, and those that are summed up: what was skipped both times. Where an app that runs
 * gave nothing to attack at all, every row is shown, since there is nothing else to show.
 */
export function splitRows(report: ProofReport): { shown: Row[]; skipped: Row[] } {
  const rows = proofRows(report);
  const isSkipped = ({ before, after }: Row): boolean =>
    (before ?? after).status === 'skipped' && after.status === 'skipped';
  const shown = rows.filter((row) => !isSkipped(row));
  return shown.length > 0 || report.after.problem
    ? { shown, skipped: rows.filter(isSkipped) }
    : { shown: rows, skipped: [] };
}

/** Rows by measure, in their order. */
export function byMeasure(rows: Row[]): [measure: string, Row[]][] {
  return group(rows, ({ measure }) => measure);
}

/** Skipped rows by reason, most frequent first. */
export function bySkipReason(skipped: Row[]): [reason: string, Row[]][] {
  return group(skipped, ({ after }) => after.evidence).sort(([, a], [, b]) => b.length - a.length);
}

export function countOutcomes(outcomes: (Outcome | null)[]): Counts {
  const count = (status: Status) => outcomes.filter((each) => each?.status === status).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** What readers must know, each once. */
export function proofNotes({ before, after }: ProofReport): string[] {
  return [...new Set([...(before?.notes ?? []), ...after.notes])].map(shownLine);
}

function group<T>(items: T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups];
}
