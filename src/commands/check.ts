import { join, relative, sep } from 'node:path';
import { UserError } from '../errors';
import { checkDocument, describeProject } from '../report/json';
import { findingsTable } from '../report/table';
import { measures } from '../measures/index';
import { leftOutLine } from '../report/left-out';
import { runAudit } from '../steps/audit';
import type { Finding, Project, Severity } from '../types';
import { createScreen, type Io, withoutControls } from '../ui/screen';
import { tool } from '../version';
import { detectForAudit, needsNoApp, selected } from './detect';
import type { CheckOptions } from './options';
import { checkOutput, writeText } from './output';

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Audits only. Returns the exit code: 1 where a finding is at least as severe as `--fail-on`, otherwise 0. */
export async function check(directory: string, options: CheckOptions, io: Io): Promise<number> {
  const unknown = [...options.only, ...options.skip].find((id) => !measures.some((measure) => measure.id === id));
  if (unknown !== undefined)
    throw new UserError(
      `There is no measure "${unknown}".`,
      `Known are: ${measures.map(({ id }) => id).join(', ')}.`,
      2,
    );
  await checkOutput(options.output);
  const project = await detectForAudit(directory, options);
  const { findings: found, leftOut } = runAudit(project, selected(options));
  const findings = found.map((finding) => fromDirectory(project, finding));
  const screen = createScreen(io.stdout, io.env);
  const paint = options.output === undefined ? screen.paint : (_style: string, text: string): string => text;
  const text =
    options.format === 'json'
      ? checkDocument({ tool, project: describeProject(project), findings, leftOut })
      : findingsTable(findings, { groupBy: 'file', paint }) + paint('dim', hint(findings));
  if (options.output !== undefined || !options.quiet || options.format === 'json')
    await writeText(text, options.output, io);
  if (!options.quiet) io.stderr.write(withoutControls(withoutAppLine(project, options) + leftOutLine(leftOut)));
  return findings.some(({ severity }) => reaches(severity, options.failOn)) ? 1 : 0;
}

/** How to learn more, with one of the rules as an example. */
const hint = ([first]: readonly Finding[]): string =>
  first ? `\`tempered explain ${first.rule}\` says why that matters and what to do.\n` : '';

const reaches = (severity: Severity, limit: CheckOptions['failOn']): boolean =>
  limit !== 'none' && ORDER.indexOf(severity) <= ORDER.indexOf(limit);

/** What was not looked at, and why, where measures of apps were asked for. */
const withoutAppLine = ({ withoutApp }: Project, options: CheckOptions): string =>
  withoutApp === null || needsNoApp(options)
    ? ''
    : `Only the code and the repository were looked at, not the app: ${withoutApp}\n`;

/** Files are named relative to the directory that was given. */
const fromDirectory = (project: Project, finding: Finding): Finding => ({
  ...finding,
  file: relative(project.directory, join(project.root, finding.file)).split(sep).join('/'),
});
