import type { Finding, Severity } from '../types';
import { maskSecrets } from './mask';
import { byPlace, countSeverities, SEVERITIES } from './order';
import { printable } from './printable';
import { columns, wrap } from '../wrap';

type Paint = (style: Severity | 'bold' | 'dim', text: string) => string;

export interface TableOptions {
  /** What the findings are listed under. */
  groupBy: 'file' | 'severity';
  /** Colours a part of the table; without it the table is plain text. */
  paint?: Paint;
  /** How many columns the terminal has. Where a line does not fit, the messages stand below; without it lines stay whole. */
  width?: number | undefined;
  /** So many are listed at most, of those grouped by severity the worst; the others are counted. */
  most?: number;
}

interface Row {
  place: string;
  severity: Severity;
  message: string;
  rule: string;
  note: string;
}

/** The findings as a table for people, and a line that counts them. Secrets are masked. */
export function findingsTable(
  findings: Finding[],
  { groupBy, paint = (_, text) => text, width = Infinity, most = Infinity }: TableOptions,
): string {
  if (findings.length === 0) return 'No findings.\n';
  const groups = first(most, groupBy === 'file' ? groupByFile(findings) : groupBySeverity(findings));
  const rows = groups.flatMap(([, found]) => found).map((finding) => toRow(finding, groupBy));
  const place = Math.max(...rows.map((row) => row.place.length));
  // It may be the title already.
  const named = groupBy === 'severity';
  const severity = named ? 0 : Math.max(...rows.map((row) => row.severity.length));
  const severityOf = (row: Row): string => (named ? '' : `  ${paint(row.severity, row.severity.padEnd(severity))}`);
  const beside = (row: Row): string =>
    `  ${paint('dim', row.place.padEnd(place))}${severityOf(row)}  ${row.message}  ${paint('dim', row.rule + row.note)}`;
  const fits = rows.every((row) => place + severity + columns(row.message + row.rule + row.note) + 8 <= width);
  const shown = (row: Row): string[] => (fits ? [beside(row)] : below(row, severityOf(row).trimEnd(), width, paint));
  const titleOf = (title: string): string => paint('bold', named ? paint(title as Severity, title) : title);
  const blocks = groups.map(([title, found]) =>
    [titleOf(title), ...found.flatMap((finding) => shown(toRow(finding, groupBy)))].join('\n'),
  );
  const more =
    findings.length > rows.length ? [`and ${findings.length - rows.length} more: \`tempered check\` lists all`] : [];
  const summary = wrap(summaryLine(findings), Math.max(width, 40)).map((line) => paint('bold', line));
  return `${[...blocks, ...more, summary.join('\n')].join('\n\n')}\n`;
}

/** The groups with so many findings at most. */
function first(most: number, groups: [string, Finding[]][]): [string, Finding[]][] {
  let left = most;
  return groups.flatMap(([title, found]): [string, Finding[]][] => {
    const taken = found.slice(0, left);
    left -= taken.length;
    return taken.length > 0 ? [[title, taken]] : [];
  });
}

/** Where the place and the rule leave no room for the message. */
function below({ place, message, rule, note }: Row, severity: string, width: number, paint: Paint): string[] {
  const lines = (text: string, indent: string): string[] =>
    wrap(text, Math.max(width, 40) - indent.length).map((line) => indent + line);
  return [
    `  ${paint('dim', place)}${severity}`,
    ...lines(message, '    '),
    ...lines(rule + note, '    ').map((line) => paint('dim', line)),
  ];
}

/** `3 findings: 1 critical, 2 high; 2 can be fixed automatically` */
export function summaryLine(findings: Finding[]): string {
  const counts = countSeverities(findings).map(([severity, count]) => `${count} ${severity}`);
  const fixable = findings.filter(({ fix }) => fix === 'automatic').length;
  const fixes = fixable > 0 ? `; ${fixable} can be fixed automatically` : '';
  return `${findings.length} finding${findings.length === 1 ? '' : 's'}: ${counts.join(', ')}${fixes}`;
}

function groupByFile(findings: Finding[]): [string, Finding[]][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of byPlace(findings)) {
    const title = printable(finding.file);
    groups.set(title, [...(groups.get(title) ?? []), finding]);
  }
  return [...groups];
}

function groupBySeverity(findings: Finding[]): [string, Finding[]][] {
  const sorted = byPlace(findings);
  const groups = SEVERITIES.map((severity): [string, Finding[]] => {
    return [severity, sorted.filter((finding) => finding.severity === severity)];
  });
  return groups.filter(([, found]) => found.length > 0);
}

function toRow(
  { file, line, column, severity, message, rule, fix, risk }: Finding,
  groupBy: TableOptions['groupBy'],
): Row {
  const place = `${line}:${column}`;
  const automatic = risk === 'behaviour' ? ' (fix may change behaviour)' : ' (fixable)';
  return {
    place: groupBy === 'file' ? place : `${printable(file)}:${place}`,
    severity,
    message: printable(maskSecrets(message)),
    rule,
    note: fix === 'automatic' ? automatic : '',
  };
}
