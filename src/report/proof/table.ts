import type { ProofReport, Regression } from '../../types/proof';
import { shownLine } from './line';
import { bootProblems, type ShownProblem } from './problem';
import { byMeasure, bySkipReason, type Outcome, proofNotes, proofRows, type Row, shownRows, type Status } from './rows';
import { proofSentence } from './sentence';
import { type Cell, grid, type Style } from './grid';
import { wrap } from './wrap';

export interface ProofTableOptions {
  /** Colours a part of the table; without it the table is plain text. */
  paint?: (style: Style, text: string) => string;
  /** How many columns the terminal has. */
  width?: number;
}

type Paint = (style: Style, text: string) => string;

/** Apart from their colour, passed and failed differ in shape. */
const MARKS: Record<Status, [mark: string, style: Style]> = {
  passed: ['✓', 'good'],
  failed: ['✗', 'high'],
  skipped: ['–', 'dim'],
};
/** Narrower than this, the results stand below the attack instead of beside it. */
const NARROW = 80;

/** The proof as a table for people: what was tried, what came of it, and a sentence that sums it up. Secrets are masked. */
export function proofTable(
  report: ProofReport,
  { paint = (_, text) => text, width = 100 }: ProofTableOptions = {},
): string {
  const rows = proofRows(report);
  const failed = rows.some(({ after }) => after.status === 'failed') || report.after.problem !== null;
  const sentence = wrap(proofSentence(report), width).join('\n');
  const blocks = [
    ...bootProblems(report).map((problem) => problemBlock(problem, width, paint)),
    rows.length > 0 ? resultsBlock(rows, width, paint) : '',
    regressionsBlock(report.regressions, width, paint),
    skippedBlock(rows, width, paint),
    proofNotes(report)
      .flatMap((note) => hanging('Note: ', note, width))
      .join('\n'),
    paint(failed || report.regressions.length > 0 ? 'high' : 'good', paint('bold', sentence)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function resultsBlock(rows: Row[], width: number, paint: Paint): string {
  const groups = byMeasure(shownRows(rows));
  const narrow = width < NARROW;
  const compared = rows.some(({ before }) => before !== null);
  if (narrow)
    return groups
      .map(([measure, of]) => [paint('bold', measure), ...of.flatMap((row) => stacked(row, width, paint))].join('\n'))
      .join('\n\n');
  const header = ['Attack', ...(compared ? ['before', 'after'] : ['result'])];
  return grid(
    header,
    groups.map(([measure, of]) => [measure, of.map(cells)]),
    { width, paint },
  );
}

function cells({ probe, before, after }: Row): Cell[] {
  const attack: Cell = { mark: '', style: null, text: shownLine(probe.attack) };
  return [attack, ...(before ? [cell(before)] : []), cell(after)];
}

function cell({ status, evidence }: Outcome): Cell {
  const [mark, style] = MARKS[status];
  return { mark, style, text: evidence };
}

/** The attack, and below it what came of it. */
function stacked({ probe, before, after }: Row, width: number, paint: Paint): string[] {
  const line = (label: string, { status, evidence }: Outcome) => {
    const [mark, style] = MARKS[status];
    return hanging(`    ${label}${mark} `, evidence, width, 3).map((text) => paint(style, text));
  };
  const attack = hanging('  ', shownLine(probe.attack), width);
  return before ? [...attack, ...line('before ', before), ...line('after  ', after)] : [...attack, ...line('', after)];
}

/** `Skipped: no route takes a login (3); no folder of static files (1).` */
function skippedBlock(rows: Row[], width: number, paint: Paint): string {
  const reasons = bySkipReason(rows).map(([reason, of]) => `${reason} (${of.length})`);
  return reasons.length === 0
    ? ''
    : hanging('Skipped: ', `${reasons.join('; ')}.`, width)
        .map((line) => paint('dim', line))
        .join('\n');
}

function problemBlock({ title, reason, log, hint }: ShownProblem, width: number, paint: Paint): string {
  return [
    ...hanging('✗ ', `${title}: ${reason}`, width).map((line) => paint('high', line)),
    ...log.flatMap((line) => wrap(line, width - 4, 3)).map((line) => paint('dim', `  │ ${line}`)),
    ...hanging('  Try: ', hint, width),
  ].join('\n');
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

/** Text behind a first word, its further lines indented as far. */
function hanging(first: string, text: string, width: number, most?: number): string[] {
  return wrap(text, width - first.length, most).map(
    (line, index) => (index === 0 ? first : ' '.repeat(first.length)) + line,
  );
}
