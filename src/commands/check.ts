import { join, relative, sep } from 'node:path';
import { UserError } from '../errors';
import { rootOf } from '../project/model';
import { type CheckPart, findingsOf } from '../report/check/report';
import { describeProject } from '../report/json';
import { SEVERITIES } from '../report/order';
import type { Remarks } from '../report/remarks';
import { measures } from '../measures/index';
import { type Audit, runAudit } from '../steps/audit';
import { checklistOf } from '../steps/checklist';
import { searchHistory } from '../steps/history/index';
import { ignoredBy } from '../steps/suppressed';
import { BASELINE, compareWithBaseline, entriesOf, readBaseline, writeBaseline } from '../steps/baseline';
import type { Finding, Project, Severity } from '../types';
import { createProgress, type Progress } from '../ui/progress';
import { type Io, withoutControls } from '../ui/screen';
import { tool } from '../version';
import { detectForAudit, needsNoApp, selected } from './detect';
import type { CheckOptions } from './options';
import { checkOutput } from './output';
import { printCheck } from './print-check';
import { recover } from './recovery';

/** Audits only. Returns the exit code: 1 where a finding is at least as severe as `--fail-on`, otherwise 0 (see `lookAt`). */
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
  const project = await progress.during('Reading the project', () => detectForAudit(directory, options));
  const { notes, unknown: unsure } = await lookAt(project, options, progress);
  const found = await progress.during('Looking for weaknesses', (tell) => runAudit(project, selected(options), tell));
  const looked = await withHistory(project, found, options, progress);
  const audit = { ...looked, notes: [...looked.notes, ...notes] };
  if (options.writeBaseline) return adopt(project, audit, options, io);
  const part = await partOf(project, audit, options);
  const report = { tool, folder: folderOf(project), parts: [part] };
  await printCheck(report, options, io);
  if (findingsOf(report).some(({ severity }) => reaches(severity, options.failOn))) return 1;
  // What could not be asked for is not taken for clean.
  return unsure && options.failOn !== 'none' ? 3 : 0;
}

/** The folder that was given, below the top of its repository. */
const folderOf = ({ repository: { gitRoot }, directory }: Project): string =>
  gitRoot === null ? '' : relative(gitRoot, directory).split(sep).join('/');

/** What the reports say of a project: of its findings, those that are new since the baseline. */
async function partOf(project: Project, audit: Audit, options: CheckOptions): Promise<CheckPart> {
  const { findings, ...remarks } = await compared(project, audit, options);
  const entries = entriesOf(project.root, findings);
  return {
    directory: '',
    project: describeProject(project),
    findings: findings.map((finding, index) => ({
      ...fromDirectory(project, finding),
      identity: entries[index]!.fingerprint,
    })),
    // What the baseline knows is not mended: it counts here.
    checklist: checklistOf(project, selected(options), audit.findings),
    remarks,
  };
}

/** With `--deps`: what the package manager and knip know is put beside the model, for the rules that go by it. */
async function lookAt(
  project: Project,
  options: CheckOptions,
  progress: Progress,
): Promise<{ notes: string[]; unknown: boolean }> {
  const wanted = selected(options).some(({ rules }) => rules.some(({ deps }) => deps));
  if (!options.deps || !wanted) return { notes: [], unknown: false };
  const { lookAtDependencies } = await import('../steps/dependencies/index');
  const { report, ...rest } = await progress.during('Asking the package manager and knip', () =>
    lookAtDependencies(project),
  );
  project.dependencies = report;
  return rest;
}

/** What the history holds, where that was asked for: its findings come after those of today's files. */
async function withHistory(project: Project, audit: Audit, options: CheckOptions, progress: Progress): Promise<Audit> {
  if (!options.history || !selected(options).some(({ rules }) => rules.some(({ history }) => history))) return audit;
  const { findings, notes } = await progress.during('Looking for secrets in the history', (tell) =>
    searchHistory(project, (commits) => tell(`${commits} commits`)),
  );
  const isIgnored = ignoredBy(project.ignores);
  const shown = findings.filter((finding) => !isIgnored(finding));
  return {
    ...audit,
    findings: [...audit.findings, ...shown],
    suppressed: audit.suppressed + findings.length - shown.length,
    notes: [...audit.notes, ...notes],
  };
}

/** What is new since the baseline, where there is one, and what else there is to say. */
async function compared(
  project: Project,
  { findings, ...audit }: Audit,
  options: CheckOptions,
): Promise<Remarks & { findings: Finding[] }> {
  const isSelected = selection(options);
  const baseline = (await readBaseline(project.root)) ?? [];
  const { fresh, known, stale } = compareWithBaseline(project.root, findings, baseline.filter(isSelected));
  const withoutApp = needsNoApp(options) ? null : project.withoutApp;
  // Where the app was not looked at, its findings are not mended yet.
  return { ...audit, findings: fresh, baselined: known, stale: project.withoutApp === null ? stale : [], withoutApp };
}

/** Takes what is found today as known; what measures found that are not looked at now stays. */
async function adopt({ root }: Project, { findings, notes }: Audit, options: CheckOptions, io: Io): Promise<number> {
  const isSelected = selection(options);
  const others = (await readBaseline(root).catch(() => null))?.filter((entry) => !isSelected(entry)) ?? [];
  await writeBaseline(root, [...others, ...entriesOf(root, findings)]);
  const count = `${findings.length} finding${findings.length === 1 ? '' : 's'}`;
  const lines = [...notes, `${BASELINE} knows ${count}; from now on, check reports what is new.`];
  if (!options.quiet) io.stderr.write(withoutControls(lines.map((line) => `${line}\n`).join('')));
  return 0;
}

function selection(options: CheckOptions): (entry: { rule: string }) => boolean {
  const chosen = selected(options);
  const ids = new Set(chosen.map(({ id }) => id));
  // Without --deps and --history nobody has looked for these.
  const unasked = new Set(
    chosen.flatMap(({ rules }) =>
      rules.filter((rule) => (rule.deps && !options.deps) || (rule.history && !options.history)).map(({ id }) => id),
    ),
  );
  return ({ rule }) => ids.has(rule.split('/')[0]!) && !unasked.has(rule);
}

const reaches = (severity: Severity, limit: CheckOptions['failOn']): boolean =>
  limit !== 'none' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(limit);

/** Files are named relative to the directory that was given. */
const fromDirectory = (project: Project, finding: Finding): Finding => ({
  ...finding,
  file: relative(project.directory, join(project.root, finding.file)).split(sep).join('/'),
});
