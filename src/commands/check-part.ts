import { join, posix, resolve } from 'node:path';
import { relativeTo } from '../project/paths';
import { measures } from '../measures/index';
import type { CheckPart } from '../report/check/model';
import { describeProject } from '../report/json';
import type { Remarks } from '../report/remarks';
import type { Audit } from '../steps/audit';
import { BASELINE, compareWithBaseline, entriesOf, readBaseline, writeBaseline } from '../steps/baseline';
import { checklistOf } from '../steps/checklist';
import type { Finding, Measure, Project } from '../types';
import { type Io, withoutControls } from '../ui/screen';
import type { Checked } from './check-projects';
import { fixesFor, hardeningOf, sourceOf } from './check-source';
import { needsNoApp } from './detect';
import type { CheckOptions } from './options';

/**
 * What the reports say of a project: of its findings, those that are new since the baseline. `shared` are those that the
 * root of its workspace has for all.
 */
export async function partOf(
  { project, directory, measures, role, packages }: Checked,
  audit: Audit,
  shared: readonly Finding[],
  options: CheckOptions & { directory: string },
): Promise<CheckPart> {
  const { findings, ...remarks } = await compared(project, audit, measures, options);
  const entries = entriesOf(project.root, findings);
  const isApp = role === 'alone' || role === 'backend';
  const shown = findings.map((finding, index) => ({
    ...fromDirectory(options.directory, project, finding),
    identity: entries[index]!.fingerprint,
  }));
  return {
    directory,
    project: describeProject(project),
    findings: shown,
    ...sourceOf({ project, directory: options.directory, found: audit.findings }),
    fixes: fixesFor(project, findings, shown, options),
    hardening: hardeningOf(project),
    // What the baseline knows is not mended: it counts here. How a library stands shows in the backends.
    checklist:
      role === 'library'
        ? { entries: [], score: null }
        : checklistOf(project, measures, role === 'backend' ? [...audit.findings, ...shared] : audit.findings),
    remarks: {
      ...remarks,
      // The root of a workspace, and a library, need no app.
      withoutApp: isApp ? remarks.withoutApp : null,
      // Files of packages are theirs, or named as left out.
      leftOut: isApp && packages.length === 0 ? remarks.leftOut : { ...remarks.leftOut, packages: 0 },
    },
  };
}

/** What is new since the baseline, where there is one, and what else there is to say. */
async function compared(
  project: Project,
  { findings, ...audit }: Audit,
  asked: readonly Measure[],
  options: CheckOptions,
): Promise<Remarks & { findings: Finding[] }> {
  const isSelected = selection(asked, options);
  const baseline = (await readBaseline(project.root)) ?? [];
  const { fresh, known, stale } = compareWithBaseline(project.root, findings, baseline.filter(isSelected));
  const withoutApp = needsNoApp(options) ? null : project.withoutApp;
  // Where the app was not looked at, its findings are not mended yet.
  return { ...audit, findings: fresh, baselined: known, stale: project.withoutApp === null ? stale : [], withoutApp };
}

/** Takes what is found today as known; what measures found that are not looked at now stays. */
export async function adopt(
  { project: { root }, directory, measures: asked }: Checked,
  { findings, notes }: Audit,
  options: CheckOptions,
  io: Io,
): Promise<void> {
  const isSelected = selection(asked, options);
  const others = (await readBaseline(root).catch(() => null))?.filter((entry) => !isSelected(entry)) ?? [];
  await writeBaseline(root, [...others, ...entriesOf(root, findings)]);
  const count = `${findings.length} finding${findings.length === 1 ? '' : 's'}`;
  const lines = [
    ...notes,
    `${posix.join(directory, BASELINE)} knows ${count}; from now on, check reports what is new.`,
  ];
  if (!options.quiet) io.stderr.write(withoutControls(lines.map((line) => `${line}\n`).join('')));
}

/** Which entries of a baseline are about what was looked for: without --deps and --history that is less. */
function selection(asked: readonly Measure[], options: CheckOptions): (entry: { rule: string }) => boolean {
  const ids = new Set(asked.map(({ id }) => id));
  const rules = asked.flatMap((measure) => measure.rules);
  const sought = rules.filter((rule) => !(rule.deps && !options.deps) && !(rule.history && !options.history));
  const unasked = measures
    .flatMap((measure) => measure.rules)
    .filter(({ id }) => !sought.some((rule) => rule.id === id));
  return ({ rule }) => ids.has(rule.split('/')[0]!) && !unasked.some(({ id }) => id === rule);
}

/** Files are named relative to the directory that was given. */
const fromDirectory = (directory: string, project: Project, finding: Finding): Finding => ({
  ...finding,
  file: relativeTo(resolve(directory), join(project.root, finding.file)),
});
