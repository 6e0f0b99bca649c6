import type { ProbeMeta, ProofReport } from '../../types/proof';
import { shownLine } from '../line';
import { bootProblems, type ShownProblem } from './problem';
import { cweLink, referenceLink } from '../links';
import { code, commentMark, fenced, LONGEST, table, tableUpTo, text } from '../markdown';
import { bySkipReason, type Outcome, proofNotes, type Row, splitRows, type Status } from './rows';
import { proofSentence } from './sentence';

const MARKS: Record<Status, string> = { passed: '✅', failed: '❌', skipped: '➖' };

/**
 * The proof as Markdown, for the comment on a pull request. What the app answered can neither break the table nor become
 * a link, a mention or HTML. Secrets are masked.
 */
export function proofMarkdown(report: ProofReport): string {
  const { shown, skipped } = splitRows(report);
  const blocks = [
    commentMark('verify', report.project),
    `## Proof: ${text(shownLine(report.project))}`,
    `**${text(proofSentence(report))}**`,
    ...bootProblems(report).map(problemBlock),
    regressionsBlock(report),
    shown.length === 0 ? '' : resultsTable(shown, report.before !== null),
    skippedBlock(skipped),
    proofNotes(report)
      .map((note) => `- ${text(note)}`)
      .join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function resultsTable(rows: Row[], compared: boolean): string {
  return tableUpTo(
    LONGEST,
    ['Attack', ...(compared ? ['before', 'after'] : ['result']), 'Proves'],
    rows.map(({ probe, before, after }) => {
      return [text(shownLine(probe.attack)), ...(before ? [cell(before)] : []), cell(after), why(probe)];
    }),
  );
}

function cell({ status, evidence }: Outcome): string {
  return `${MARKS[status]} ${status} ${code(evidence)}`;
}

function why({ proves, cwe, reference }: ProbeMeta): string {
  const link = (name: string, address: string | null) => (address ? `[${text(name)}](${address})` : text(name));
  const { name, address } = referenceLink(reference);
  return `${text(proves)} ${link(cwe, cweLink(cwe))}, ${link(name, address)}`;
}

function skippedBlock(skipped: Row[]): string {
  const reasons = bySkipReason(skipped).map(([reason, of]) => `${text(reason)} (${of.length})`);
  return reasons.length === 0 ? '' : `Skipped: ${reasons.join('; ')}.`;
}

function problemBlock({ title, reason, log, hint }: ShownProblem): string {
  const shown = log.length === 0 ? [] : [fenced('text', log)];
  return [`❌ **${text(title)}.** ${text(reason)}`, ...shown, `Try: ${text(hint)}`].join('\n\n');
}

function regressionsBlock({ regressions }: ProofReport): string {
  if (regressions.length === 0) return '';
  const show = (part: string) => code(shownLine(part));
  const rows = regressions.map(({ method, path, before, after }) => [
    show(`${method} ${path}`),
    show(before),
    show(after),
  ]);
  return `❌ **Answered differently afterwards**\n\n${table(['Request', 'before', 'after'], rows)}`;
}
