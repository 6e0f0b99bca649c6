import type { ProbeMeta, Proof, ProofReport } from '../../types/proof';
import { shownLine } from './line';

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

/** The rows whose probe ran at least once; all of them where none did, since there is nothing else to show. */
export function shownRows(rows: Row[]): Row[] {
  const ran = rows.filter(({ before, after }) => after.status !== 'skipped' || (before ?? after).status !== 'skipped');
  return ran.length > 0 ? ran : rows;
}

/** Rows by measure, in their order. */
export function byMeasure(rows: Row[]): [measure: string, Row[]][] {
  return group(rows, ({ measure }) => measure);
}

/** What was not run at all, by reason, most frequent first. */
export function bySkipReason(rows: Row[]): [reason: string, Row[]][] {
  const shown = new Set(shownRows(rows));
  const skipped = rows.filter((row) => !shown.has(row));
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
