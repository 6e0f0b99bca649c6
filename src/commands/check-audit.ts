import { join } from 'node:path';
import { measures } from '../measures/index';
import { type Audit, auditInTurns } from '../steps/audit';
import { ignoredBy } from '../steps/suppressed';
import type { DependencyReport, Finding, Project } from '../types';
import type { Progress } from '../ui/progress';
import type { Checked } from './check-projects';
import { selected } from './detect';
import type { CheckOptions } from './options';

/**
 * What is found in a project. `unknown`: something could not be asked for. `known` holds what was learned at the root of a
 * workspace about the dependencies of its packages, by their root.
 */
export async function auditOf(
  checked: Checked,
  options: CheckOptions,
  progress: Progress,
  known: Map<string, DependencyReport>,
): Promise<{ audit: Audit; unknown: boolean }> {
  const { project, measures: asked, role, directory } = checked;
  const where = directory === '' ? '' : ` in ${directory}`;
  const { notes, unknown } = await lookAt(checked, options, progress, known);
  const audit = await progress.during(`Looking for weaknesses${where}`, (tell) => auditInTurns(project, asked, tell));
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
  { project, packages }: Checked,
  options: CheckOptions,
  progress: Progress,
  known: Map<string, DependencyReport>,
): Promise<{ notes: string[]; unknown: boolean }> {
  const wanted = selected(options).some(({ rules }) => rules.some(({ deps }) => deps));
  if (!options.deps || !wanted) return { notes: [], unknown: false };
  const learned = known.get(project.root);
  if (learned) {
    project.dependencies = learned;
    return { notes: [], unknown: false };
  }
  const { lookAtDependencies } = await import('../steps/dependencies/index');
  const looked = await progress.during('Asking the package manager and knip', () =>
    lookAtDependencies(project, packages),
  );
  project.dependencies = looked.report;
  for (const [folder, report] of looked.packages) known.set(join(project.root, folder), report);
  return looked;
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
