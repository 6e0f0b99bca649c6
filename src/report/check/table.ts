import { checklistText } from '../checklist';
import { printable } from '../printable';
import { findingsTable } from '../table';
import { findingsOf, type CheckPart, type CheckReport } from './model';

export interface CheckTableOptions {
  paint: (style: string, text: string) => string;
  /** How many columns the terminal has; without it lines stay whole. */
  width?: number | undefined;
}

/** The findings by file, and how each project stands. */
export function checkTable(report: CheckReport, { paint, width }: CheckTableOptions): string {
  const findings = findingsOf(report);
  const blocks = [
    findingsTable(findings, { groupBy: 'file', paint, width }) + paint('dim', hint(findings)),
    ...report.parts.map((part) => checklistBlock(part, report.parts.length > 1, paint, width)),
  ];
  return blocks.filter((block) => block !== '').join('\n');
}

/** How to learn more, with one of the rules as an example. */
const hint = ([first]: readonly { rule: string }[]): string =>
  first ? `\`tempered explain ${first.rule}\` says why that matters and what to do.\n` : '';

function checklistBlock(
  { directory, checklist }: CheckPart,
  named: boolean,
  paint: CheckTableOptions['paint'],
  width: number | undefined,
): string {
  const text = checklistText(checklist, paint, width);
  return named && text !== '' ? `${paint('bold', printable(directory || '.'))}\n${text}` : text;
}
