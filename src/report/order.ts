import type { Finding, Severity } from '../types';

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** The findings by file, line, column and rule: the same ones always come in the same order. */
export function byPlace<T extends Finding>(findings: readonly T[]): T[] {
  return [...findings].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message),
  );
}

/** How many findings there are of each severity, worst first; those without any are left out. */
export function countSeverities(findings: readonly Finding[]): [Severity, number][] {
  const counts = SEVERITIES.map((severity): [Severity, number] => {
    return [severity, findings.filter((finding) => finding.severity === severity).length];
  });
  return counts.filter(([, count]) => count > 0);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
