import type { Finding, JsonObject, LeftOut } from '../../types';
import { print, toolEntry } from '../print';
import { maskSecrets } from '../mask';
import { byPlace, countSeverities } from '../order';
import type { Remarks } from '../remarks';
import { type CheckPart, type CheckReport, findingsOf } from './model';

/**
 * The document of `check --format json`: findings in a stable order, secrets masked. Of several projects it says the same
 * of all together, and what differs under `projects`.
 */
export function checkDocument(report: CheckReport): string {
  const { tool, parts } = report;
  const head = { schemaVersion: 1, tool: toolEntry(tool) };
  if (parts.length === 1) return print({ ...head, ...partEntry(parts[0]!) });
  return print({ ...head, ...partEntry(together(report)), projects: parts.map(projectEntry) });
}

function partEntry({
  project,
  findings,
  checklist,
  remarks,
}: Pick<CheckPart, 'findings' | 'checklist' | 'remarks'> & { project: JsonObject | null }): JsonObject {
  return {
    project,
    summary: summaryEntry(findings),
    findings: byPlace(findings).map(findingEntry),
    checklist: checklist.entries.map(({ id, title, state, findings: broken }) => ({
      id,
      title,
      state,
      findings: broken.map(({ rule, count }) => ({ rule, count })),
    })),
    score: checklist.score,
    suppressed: remarks.suppressed,
    baselined: remarks.baselined,
    stale: remarks.stale.map(({ file, rule }) => ({ file, rule })),
    notes: [...remarks.notes],
    leftOut: { ...remarks.leftOut },
  };
}

/** All that is said of one project, but for its findings, which stand in the list of all. */
function projectEntry(part: CheckPart): JsonObject {
  const { findings: _, ...entry } = partEntry(part);
  return { directory: part.directory, ...entry };
}

const summaryEntry = (findings: readonly Finding[]): JsonObject => ({
  total: findings.length,
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  info: 0,
  ...Object.fromEntries(countSeverities(findings)),
  fixable: findings.filter(({ fix }) => fix === 'automatic').length,
});

function findingEntry({ rule, severity, message, fix, risk, cwe, file, line, column, endLine }: Finding): JsonObject {
  return { rule, severity, message: maskSecrets(message), fix, risk, cwe, file, line, column, endLine };
}

/** What all projects come to. Each has a checklist of its own. */
function together(report: CheckReport): Parameters<typeof partEntry>[0] {
  const remarks = report.parts.map((part) => part.remarks);
  const sum = (of: (each: Remarks) => number): number => remarks.reduce((total, each) => total + of(each), 0);
  const reasons = [...new Set(remarks.flatMap(({ leftOut }) => Object.keys(leftOut)))] as (keyof LeftOut)[];
  return {
    project: null,
    findings: findingsOf(report),
    checklist: { entries: [], score: null },
    remarks: {
      withoutApp: null,
      suppressed: sum(({ suppressed }) => suppressed),
      baselined: sum(({ baselined }) => baselined),
      stale: remarks.flatMap(({ stale }) => stale),
      notes: remarks.flatMap(({ notes }) => notes),
      leftOut: Object.fromEntries(reasons.map((reason) => [reason, sum(({ leftOut }) => leftOut[reason])])) as LeftOut,
    },
  };
}
