import type { ProofReport, Regression } from '../../types/proof';
import { shownLine } from '../line';
import { bootProblems, type ShownProblem } from './problem';
import { byMeasure, bySkipReason, type Outcome, proofNotes, type Row, splitRows, type Status } from './rows';
import { proofSentence } from './sentence';
import { type Cell, grid, type Style } from './grid';
import { hanging, wrap } from '../../wrap';

export interface ProofTableOptions {
  /** Colours a part of the table; without it the table is plain text. */
  paint?: (style: Style, text: string) => string;
  /** How many columns the terminal has; fewer than 40 are not believed. */
  width?: number;
  /** Words in place of marks and rulers, in lines, as a screen reader reads them. */
  plain?: boolean;
}

type Paint = (style: Style, text: string) => string;

/** Apart from their colour, passed and failed differ in shape. */
const MARKS: Record<Status, [mark: string, style: Style]> = {
  passed: ['✓', 'good'],
  failed: ['✗', 'high'],
  skipped: ['–', 'dim'],
};
const WORDS: typeof MARKS = {
  passed: ['passed:', 'good'],
  failed: ['failed:', 'high'],
  skipped: ['skipped:', 'dim'],
};
/** Narrower than this, the results stand below the attack instead of beside it. */
const NARROW = 80;

/** The proof as a table for people: what was tried, what came of it, and a sentence that sums it up. Secrets are masked. */
export function proofTable(
  report: ProofReport,
  { paint = (_, text) => text, width: columns = 100, plain = false }: ProofTableOptions = {},
): string {
  const width = Math.max(columns, 40);
  const { shown, skipped } = splitRows(report);
  const bad =
    report.after.problem || report.regressions.length > 0 || shown.some(({ after }) => after.status === 'failed');
  const blocks = [
    ...bootProblems(report).map((problem) => problemBlock(problem, width, paint, plain)),
    plain || width < NARROW ? list(shown, width, paint, plain ? WORDS : MARKS) : resultsGrid(shown, width, paint),
    plain ? regressionLines(report.regressions, width) : regressionsBlock(report.regressions, width, paint),
    skippedLines(skipped, width)
      .map((line) => paint('dim', line))
      .join('\n'),
    proofNotes(report)
      .flatMap((note) => hanging('Note: ', note, width))
      .join('\n'),
    paint(bad ? 'high' : 'good', paint('bold', wrap(proofSentence(report), width).join('\n'))),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function resultsGrid(rows: Row[], width: number, paint: Paint): string {
  if (rows.length === 0) return '';
  const compared = rows.some(({ before }) => before !== null);
  const header = ['Attack', ...(compared ? ['before', 'after'] : ['result'])];
  const groups = byMeasure(rows).map(([measure, of]): [string, Cell[][]] => [measure, of.map(cells)]);
  return grid(header, groups, { width, paint });
}

function cells({ probe, before, after }: Row): Cell[] {
  const attack: Cell = { mark: '', style: null, text: shownLine(probe.attack) };
  return [attack, ...(before ? [cell(before)] : []), cell(after)];
}

function cell({ status, evidence }: Outcome): Cell {
  const [mark, style] = MARKS[status];
  return { mark, style, text: evidence };
}

function list(rows: Row[], width: number, paint: Paint, marks: typeof MARKS): string {
  const blocks = byMeasure(rows).map(([measure, of]) => [
    paint('bold', measure),
    ...of.flatMap((row) => stacked(row, width, paint, marks)),
  ]);
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

/** The attack, and below it what came of it. */
function stacked({ probe, before, after }: Row, width: number, paint: Paint, marks: typeof MARKS): string[] {
  const result = (label: string, { status, evidence }: Outcome): string[] => {
    const [mark, style] = marks[status];
    return hanging(`    ${label}${mark} `, evidence, width, 3).map((line) => paint(style, line));
  };
  const results = before ? [...result('before ', before), ...result('after  ', after)] : result('', after);
  return [...hanging('  ', shownLine(probe.attack), width), ...results];
}

/** `Skipped: no route takes a login (3); no folder of static files (1).` */
function skippedLines(skipped: Row[], width: number): string[] {
  const reasons = bySkipReason(skipped).map(([reason, of]) => `${reason} (${of.length})`);
  return reasons.length === 0 ? [] : hanging('Skipped: ', `${reasons.join('; ')}.`, width);
}

function problemBlock({ title, reason, log, hint }: ShownProblem, width: number, paint: Paint, plain: boolean): string {
  return [
    ...hanging(plain ? 'Failed: ' : '✗ ', `${title}: ${reason}`, width).map((line) => paint('high', line)),
    ...log.flatMap((line) => wrap(line, width - 4, 3)).map((line) => paint('dim', `  ${plain ? ' ' : '│'} ${line}`)),
    ...hanging('  Try: ', hint, width),
  ].join('\n');
}

function regressionLines(regressions: Regression[], width: number): string {
  return regressions
    .map(({ method, path, before, after }) => `${method} ${path} was answered ${before} before, and ${after} after.`)
    .flatMap((line) => hanging('Failed: ', shownLine(line), width))
    .join('\n');
}

function regressionsBlock(regressions: Regression[], width: number, paint: Paint): string {
  if (regressions.length === 0) return '';
  const rows = regressions.map(({ method, path, before, after }): Cell[] => [
    { mark: '', style: null, text: shownLine(`${method} ${path}`) },
    { mark: '', style: null, text: shownLine(before) },
    { mark: '✗', style: 'high', text: shownLine(after) },
  ]);
  return grid(['Answered differently', 'before', 'after'], [['', rows]], { width, paint });
}
