import { resolve } from 'node:path';
import { UserError } from '../errors';
import { rootOf } from '../project/model';
import { type CheckPart, findingsOf } from '../report/check/model';
import { relativeTo } from '../project/paths';
import { SEVERITIES } from '../report/order';
import { measures } from '../measures/index';
import type { DependencyReport, Finding, Project, Severity } from '../types';
import { createProgress } from '../ui/progress';
import type { Io } from '../ui/screen';
import { tool } from '../version';
import { aboutAll, auditOf } from './check-audit';
import { adopt, partOf } from './check-part';
import { projectsToCheck } from './check-projects';
import type { CheckOptions } from './options';
import { checkOutput } from './output';
import { printCheck } from './print-check';
import { recover } from './recovery';

/** Audits only. Returns the exit code: 1 where a finding is at least as severe as `--fail-on`, otherwise 0 (see `auditOf`). */
export async function check(directory: string, options: CheckOptions, io: Io): Promise<number> {
  const unknown = [...options.only, ...options.skip].find((id) => !measures.some((measure) => measure.id === id));
  if (unknown !== undefined)
    throw new UserError(
      `There is no measure "${unknown}".`,
      `Known are: ${measures.map(({ id }) => id).join(', ')}.`,
      2,
    );
  await Promise.all([options.output, ...options.report.map(({ file }) => file)].map(checkOutput));
  await recover(await rootOf({ directory, app: options.app }), {}, io);
  const progress = createProgress(io, options);
  const notes: string[] = [];
  const parts: CheckPart[] = [];
  const known = new Map<string, DependencyReport>();
  let shared: Finding[] = [];
  let folder = '';
  let unsure = false;
  for await (const checked of projectsToCheck(directory, options, progress, (note) => void notes.push(note))) {
    const { audit, unknown } = await auditOf(checked, options, progress, known);
    unsure ||= unknown;
    folder = folderOf(checked.project, directory);
    if (checked.role === 'root') shared = aboutAll(audit.findings);
    if (options.writeBaseline) await adopt(checked, audit, options, io);
    else parts.push(await partOf(checked, audit, shared, { ...options, directory }));
  }
  if (options.writeBaseline) return 0;
  const report = { tool, folder, parts: withNotes(withoutRepeats(parts), notes) };
  await printCheck(report, options, io);
  if (findingsOf(report).some(({ severity }) => reaches(severity, options.failOn))) return 1;
  // What could not be asked for is not taken for clean.
  return unsure && options.failOn !== 'none' ? 3 : 0;
}

/** The folder that was given, below the top of its repository. */
const folderOf = ({ repository: { gitRoot } }: Project, directory: string): string =>
  gitRoot === null ? '' : relativeTo(gitRoot, resolve(directory));

/** Files above the packages, a linter's settings say, may be found at fault from each of them. */
function withoutRepeats(parts: readonly CheckPart[]): CheckPart[] {
  const seen = new Set<string>();
  const isFirst = ({ rule, file, start }: Finding): boolean => {
    const key = JSON.stringify([rule, file, start]);
    return !seen.has(key) && seen.add(key) !== undefined;
  };
  return parts.map((part) => ({ ...part, findings: part.findings.filter(isFirst) }));
}

/** What there is to say about none of the parts is said with the first. */
const withNotes = ([first, ...others]: CheckPart[], notes: readonly string[]): CheckPart[] =>
  first ? [{ ...first, remarks: { ...first.remarks, notes: [...first.remarks.notes, ...notes] } }, ...others] : [];

const reaches = (severity: Severity, limit: CheckOptions['failOn']): boolean =>
  limit !== 'none' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(limit);
