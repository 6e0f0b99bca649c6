import type { ProbeMeta, ProofReport } from '../../types/proof';
import { shownLine } from './line';
import { bootProblems, type ShownProblem } from './problem';
import { cweLink, referenceLink } from './links';
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
  return table(
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
  // Longer than any run of backticks in it, which would end the block.
  const longest = Math.max(2, ...(log.join('\n').match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const shown = log.length === 0 ? [] : [[`${fence}text`, ...log, fence].join('\n')];
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

function table(header: string[], rows: string[][]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * One line of text as code: nothing in it means anything. Where it holds what ends a span of code or a cell, as HTML, in
 * which every sign is spelled by its number.
 */
function code(line: string): string {
  if (line.trim() === '') return '';
  if (!/[`|\\]/.test(line)) return `\`${line}\``;
  return `<code>${line.replace(/[^\p{L}\p{N}\p{M} ,;='"/%+-]/gu, (sign) => `&#${sign.codePointAt(0)};`)}</code>`;
}

/** One line of prose: no sign of Markdown or HTML, and no mention, reference or address that becomes a link by itself. */
function text(line: string): string {
  return line
    .replace(/(?<=[@#])(?=\w)|(?<=:)(?=\/\/)|(?<=www)(?=\.)/gi, '\u200B')
    .replace(/[&<>`|*_[\]\\~$\u200B]|^[#+=-]|(?<=^\d+)[.)]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
