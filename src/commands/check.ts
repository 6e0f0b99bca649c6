import { join, relative, sep } from 'node:path';
import { UserError } from '../errors';
import { checkDocument, describeProject } from '../report/json';
import { findingsTable } from '../report/table';
import { measures } from '../measures/index';
import { audit } from '../steps/audit';
import type { Finding, Project, Severity } from '../types';
import { createScreen, type Io } from '../ui/screen';
import { tool } from '../version';
import { detect, selected } from './detect';
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
  const project = await detect(directory, options);
  const findings = audit(project, selected(options)).map((finding) => fromDirectory(project, finding));
  const screen = createScreen(io.stdout, io.env);
  const paint = options.output === undefined ? screen.paint : (_style: string, text: string): string => text;
  const text =
    options.format === 'json'
      ? checkDocument({ tool, project: describeProject(project), findings })
      : findingsTable(findings, { groupBy: 'file', paint });
  if (options.output !== undefined || !options.quiet || options.format === 'json')
    await writeText(text, options.output, io);
  return findings.some(({ severity }) => reaches(severity, options.failOn)) ? 1 : 0;
}

const reaches = (severity: Severity, limit: CheckOptions['failOn']): boolean =>
  limit !== 'none' && ORDER.indexOf(severity) <= ORDER.indexOf(limit);

/** Files are named relative to the directory that was given. */
const fromDirectory = (project: Project, finding: Finding): Finding => ({
  ...finding,
  file: relative(project.directory, join(project.root, finding.file)).split(sep).join('/'),
});
