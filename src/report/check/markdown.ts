import type { Finding, Severity } from '../../types';
import { shownLine } from '../line';
import { code, commentMark, details, LONGEST, table, tableUpTo, text } from '../markdown';
import { byPlace, SEVERITIES } from '../order';
import { summaryLine } from '../table';
import { type CheckPart, type CheckReport, checklistTitle, findingsOf, scoreText, titleOf } from './model';

/** What is this bad is not folded away. */
const OPEN: readonly Severity[] = ['critical', 'high'];
const MARKS = { met: '✅', 'not-met': '❌', 'not-applicable': '➖' };

/**
 * What was found as Markdown, for a comment on a pull request: short, the worst first, the rest folded away. Names of
 * files and messages can neither break the tables nor become a link, a mention or HTML. Secrets are masked.
 */
export function checkMarkdown(report: CheckReport): string {
  const findings = byPlace(findingsOf(report));
  const score = report.parts.length === 1 ? scoreText(report.parts[0]!) : '';
  const blocks = [
    commentMark('check', report.folder),
    `## tempered check: ${text(shownLine(titleOf(report)))}${score && `, ${score}`}`,
    findings.length === 0 ? 'No findings.' : `**${text(summaryLine(findings))}**`,
    ...groups(findings),
    ...report.parts.map((part) => checklist(part, report.parts.length > 1)),
    hidden(report),
    findings.length === 0
      ? ''
      : `\`npx tempered explain ${findings[0]!.rule}\` says why that matters; \`npx tempered harden\` mends what is fixable.`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The findings of each severity; those that get no room any more are counted. */
function groups(findings: readonly Finding[]): string[] {
  let room = LONGEST;
  return SEVERITIES.flatMap((severity) => {
    const rows = findings.filter((finding) => finding.severity === severity).map(row);
    if (rows.length === 0) return [];
    const shown = tableUpTo(room, ['Where', 'What', 'Rule'], rows);
    room = Math.max(0, room - shown.length);
    const title = `${rows.length} ${severity}`;
    return [OPEN.includes(severity) ? `### ${title}\n\n${shown}` : details(title, shown)];
  });
}

function row({ file, line, message, rule, fix, risk }: Finding): string[] {
  const note = fix !== 'automatic' ? '' : risk === 'behaviour' ? ' fixable, may change behaviour' : ' fixable';
  return [code(shownLine(`${file}:${line}`)), text(shownLine(message)), `${code(rule)}${note}`];
}

function checklist(part: CheckPart, named: boolean): string {
  const { entries } = part.checklist;
  if (entries.length === 0) return '';
  const rows = entries.map(({ state, title, findings }) => [
    MARKS[state],
    text(title),
    findings.map(({ rule, count }) => code(rule) + (count > 1 ? ` (${count})` : '')).join(', '),
  ]);
  const name = named ? `${text(shownLine(part.directory || '.'))}: ` : '';
  const score = named && part.checklist.score !== null ? `, ${scoreText(part)}` : '';
  return details(`${name}${checklistTitle(part)}${score}`, table(['', 'Checklist', 'What breaks it'], rows));
}

function hidden({ parts }: CheckReport): string {
  const sum = (of: (part: CheckPart) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const [suppressed, baselined] = [sum(({ remarks }) => remarks.suppressed), sum(({ remarks }) => remarks.baselined)];
  const counts = [
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(baselined > 0 ? [`${baselined} known from the baseline`] : []),
  ];
  const without = parts.flatMap(({ remarks }) => remarks.withoutApp ?? []);
  return [
    ...without.map((why) => `Only the code and the repository were looked at, not the app: ${text(shownLine(why))}`),
    ...(counts.length > 0 ? [`Not shown: ${counts.join(', ')}.`] : []),
  ].join('\n\n');
}
