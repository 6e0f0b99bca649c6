import { CHECKLIST, type ChecklistLine } from '../measures/checklist';
import type { Checklist, ChecklistEntry, Finding, Measure, Project, Severity } from '../types';

/** The most that a project can have while there is a finding of this severity, whatever else is met. */
const CAPS: Partial<Record<Severity, number>> = { critical: 50, high: 80 };

/**
 * How the project stands: a line is met where none of its rules finds anything. Lines about measures that were not looked
 * at are left out, and there is no score then.
 */
export function checklistOf(project: Project, measures: readonly Measure[], findings: readonly Finding[]): Checklist {
  const ids = measures.map(({ id }) => id);
  const isLookedAt = ({ rules }: ChecklistLine): boolean => rules.every((rule) => ids.includes(rule.split('/')[0]!));
  const lines = CHECKLIST.filter(isLookedAt);
  const entries = lines.map((line) => entryOf(project, line, findings));
  return { entries, score: lines.length === CHECKLIST.length ? scoreOf(entries, findings) : null };
}

function entryOf(
  project: Project,
  { id, title, rules, applies }: ChecklistLine,
  all: readonly Finding[],
): ChecklistEntry {
  const found = all.filter(({ rule }) => rules.some((each) => each === rule || each === `${rule.split('/')[0]}/*`));
  const names = [...new Set(found.map(({ rule }) => rule))].sort();
  const findings = names.map((rule) => ({ rule, count: found.filter((finding) => finding.rule === rule).length }));
  const absent = applies?.(project) === false ? 'not-applicable' : 'met';
  return { id, title, state: found.length > 0 ? 'not-met' : absent, findings };
}

/** The share of the lines that apply which is met, in hundredths; less where something worse is found. */
function scoreOf(entries: readonly ChecklistEntry[], findings: readonly Finding[]): number | null {
  const applying = entries.filter(({ state }) => state !== 'not-applicable');
  if (applying.length === 0) return null;
  const met = applying.filter(({ state }) => state === 'met');
  const caps = findings.map(({ severity }) => CAPS[severity] ?? 100);
  // Not rounded up: a hundred means that all is met.
  return Math.floor(Math.min((100 * met.length) / applying.length, ...caps));
}
