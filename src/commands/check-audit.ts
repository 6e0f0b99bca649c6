import { measures } from '../measures/index';
import { type Audit, runAudit } from '../steps/audit';
import { ignoredBy } from '../steps/suppressed';
import type { Finding, Project } from '../types';
import type { Progress } from '../ui/progress';
import type { Checked } from './check-projects';
import { selected } from './detect';
import type { CheckOptions } from './options';

/** What is found in a project. `unknown`: something could not be asked for. */
export async function auditOf(
  { project, measures: asked, role, directory }: Checked,
  options: CheckOptions,
  progress: Progress,
): Promise<{ audit: Audit; unknown: boolean }> {
  const where = directory === '' ? '' : ` in ${directory}`;
  const { notes, unknown } = await lookAt(project, options, progress);
  const audit = await progress.during(`Looking for weaknesses${where}`, (tell) => runAudit(project, asked, tell));
  // The history is that of the whole repository.
  const whole = role === 'alone' || role === 'root';
  const looked = whole ? await withHistory(project, audit, options, progress) : audit;
  return { audit: { ...looked, notes: [...looked.notes, ...notes] }, unknown };
}

/** Of the findings at the root of a workspace, those that are about all its packages. */
export function aboutAll(findings: readonly Finding[]): Finding[] {
  const ids = new Set(measures.flatMap(({ rules }) => rules.flatMap(({ id, atRoot }) => (atRoot ? [id] : []))));
  return findings.filter(({ rule }) => ids.has(rule));
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
  const { searchHistory } = await import('../steps/history/index');
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
