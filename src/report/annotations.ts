import type { ProofReport } from '../types/proof';
import type { Finding, Severity } from '../types';
import { shownLine } from './line';
import { byPlace, SEVERITIES } from './order';
import { proofRows } from './proof/rows';
import { type CheckReport, findingsOf, fromTop } from './check/model';

type Level = 'error' | 'warning' | 'notice';

const LEVELS: Record<Severity, Level> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};
/** GitHub shows no more of one level for each step. */
const MOST = 10;

/** Workflow commands that make GitHub show the worst findings beside the code. */
export function checkAnnotations(report: CheckReport): string {
  const findings = byPlace(findingsOf(report)).sort((a, b) => rank(a) - rank(b));
  const shown = (['error', 'warning', 'notice'] as const).flatMap((level) =>
    findings.filter(({ severity }) => LEVELS[severity] === level).slice(0, MOST),
  );
  return shown
    .map(({ rule, severity, message, file, line, column }) =>
      command(
        LEVELS[severity],
        { file: fromTop(report, file), line: String(line), col: String(column), title: `${rule} (${severity})` },
        message,
      ),
    )
    .join('');
}

/** The same for attacks that succeeded, which have no place in the code. */
export const proofAnnotations = (report: ProofReport): string =>
  proofRows(report)
    .filter(({ after }) => after.status === 'failed')
    .slice(0, MOST)
    .map(({ probe, after }) => command('error', { title: probe.id }, `${probe.attack}: ${after.evidence}`))
    .join('');

const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);

/** One line: nothing in a name or a message ends it, or the property that it stands in. */
function command(level: Level, properties: Record<string, string>, message: string): string {
  const named = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${level} ${named.join(',')}::${data(shownLine(message))}\n`;
}

const data = (text: string): string => text.replace(/[%\r\n]/g, (sign) => encodeURIComponent(sign));
const property = (text: string): string => text.replace(/[%\r\n:,]/g, (sign) => encodeURIComponent(sign));

/**
 * Text for the log of a GitHub job without the commands that it would obey: `::error::` at the start of a line, and
 * `##[error]` anywhere. Names of files, and what an app writes, come from strangers.
 */
export const withoutCommands = (text: string): string =>
  text.replace(/^([^\S\n]*:):/gm, '$1 :').replaceAll('##[', '## [');
