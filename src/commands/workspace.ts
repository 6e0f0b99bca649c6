import { join } from 'node:path';
import { UserError } from '../errors';
import { frameworkOf, rowFor } from '../frameworks/index';
import { isRecorded } from '../measures/place';
import { measures as registry } from '../measures/index';
import { findPackageRoot } from '../project/manifest';
import { findPackages } from '../project/packages';
import { guardTree } from '../steps/guard';
import type { Measure, Project } from '../types';
import { chooseProjects, type ProjectChoice } from '../ui/projects';
import type { Progress } from '../ui/progress';
import type { Io } from '../ui/screen';
import { detect, detectAny, needsNoApp, ofPackage } from './detect';
import type { HardenOptions } from './options';
import type { Run, Wanted } from './part';
import { recover } from './recovery';

/** A package of a workspace that can be hardened. */
interface Backend {
  folder: string;
  project: Project;
}

/**
 * At the root of a workspace with backends: the root, for what belongs to the whole repository, and the backends that the
 * user chooses. Null elsewhere, and where only measures are wanted that need no app: those are the root's own.
 */
export async function chooseParts(
  directory: string,
  options: HardenOptions,
  io: Io,
  progress: Progress,
): Promise<Run | null> {
  const root = await findPackageRoot(directory);
  const { backends: folders } = await findPackages(root);
  if (folders.length === 0 || needsNoApp(options)) return null;
  refuseForOne(options, folders[0]!);
  // Before anything is asked that would be in vain.
  if (!options.allowDirty && !options.dryRun) await guardTree(root);
  const { backends, left } = await progress.during('Reading the projects', () => lookAt(root, folders, options));
  if (backends.length === 0) throw noneLeft(left);
  const chosen = await chooseProjects(backends.map(choiceOf(backends)), left, io);
  const whole = await detectAny(root, options);
  if (chosen.length === 0) return { project: whole, wanted: [] };
  const members = backends.filter(({ folder }) => chosen.includes(folder));
  for (const { project } of members) await recover(project.root, options, io);
  const wanted = [ofRoot(whole), ...members.map(ofMember)].flatMap((each) => narrowed(each, options));
  return { project: whole, wanted };
}

/** What is said of one app is not said of several. */
function refuseForOne(options: HardenOptions, example: string): void {
  const { set, fix, remove, start, envFile, output, format, dryRun } = options;
  const given: [string, boolean][] = [
    ['--set', set.length > 0],
    ['--fix', fix.some((rule) => rule !== 'all')],
    ['--remove', remove.length > 0],
    ['--start', start !== undefined],
    ['--env-file', envFile !== undefined],
    ['--output', output !== undefined],
    [`--format ${format}`, format !== 'table' && !dryRun],
  ];
  const [first] = given.filter(([, isGiven]) => isGiven);
  if (first)
    throw new UserError(
      `${first[0]} is about one project, and this is the root of a workspace.`,
      `Name one: tempered harden ${example} ${first[0]} …`,
      2,
    );
}

/** Every backend as a project, and those that cannot be handled with the reason. */
async function lookAt(
  root: string,
  folders: readonly string[],
  options: HardenOptions,
): Promise<{ backends: Backend[]; left: { folder: string; reason: string }[] }> {
  const backends: Backend[] = [];
  const left: { folder: string; reason: string }[] = [];
  for (const folder of folders) {
    try {
      backends.push({ folder, project: await detect(join(root, folder), options) });
    } catch (error) {
      if (!(error instanceof UserError) || error.exitCode !== 3) throw error;
      left.push({ folder, reason: error.message });
    }
  }
  return { backends, left };
}

const noneLeft = (left: readonly { folder: string; reason: string }[]): UserError =>
  new UserError(
    `None of the backends of this workspace can be hardened: ${left.map(({ folder, reason }) => `${folder} (${reason})`).join(', ')}.`,
    `tempered harden ${left[0]!.folder} says what to do about it.`,
  );

/** Those that were hardened before are chosen again; the first time, all are. */
function choiceOf(backends: readonly Backend[]): (backend: Backend) => ProjectChoice {
  const isFirst = backends.every(({ project }) => project.record === null);
  return ({ folder, project: { manifest, framework, form, record } }) => ({
    folder,
    name: manifest.name,
    what: `${frameworkOf(framework.id).title} ${framework.version.replace(/^[\^~]/, '')}, ${form.language === 'ts' ? 'TypeScript' : 'JavaScript'}`,
    here: record ? `Hardened before, with ${Object.keys(record.measures).length} measures.` : 'Not hardened yet.',
    chosen: isFirst || record !== null,
  });
}

const isOffered = (project: Project, { bindings }: Measure): boolean =>
  !bindings || rowFor(bindings, project.framework) !== undefined;

/** What has to do with the files of the repository. An app of its own is hardened as any other. */
function ofRoot(project: Project): Wanted {
  const title = 'The repository';
  const whole = ({ id, meta, rules }: Measure): boolean =>
    project.withoutApp === null ||
    meta.group === 'repository' ||
    rules.some(({ repository }) => repository) ||
    isRecorded(project, id);
  return { project, folder: '', title, measures: registry.filter((each) => whole(each) && isOffered(project, each)) };
}

/** What is the repository's and nothing of an app's is asked about at the root. */
function ofMember({ project, folder }: Backend): Wanted {
  const own = (measure: Measure): boolean =>
    measure.meta.group !== 'repository' || measure.bindings !== undefined || isRecorded(project, measure.id);
  return {
    project,
    folder,
    title: folder,
    measures: registry.filter((each) => own(each) && isOffered(project, each)).map(ofPackage),
  };
}

/** `--only` and `--skip` may name what is offered in some of the projects only. */
function narrowed(wanted: Wanted, options: HardenOptions): Wanted[] {
  const ids = new Set(wanted.measures.map(({ id }) => id));
  const unknown = [...options.only, ...options.skip].find((id) => !registry.some((measure) => measure.id === id));
  if (unknown !== undefined)
    throw new UserError(
      `There is no measure "${unknown}".`,
      `Known are: ${registry.map(({ id }) => id).join(', ')}.`,
      2,
    );
  const here = (names: readonly string[]): string[] => names.filter((id) => ids.has(id));
  const only = here(options.only);
  if (options.only.length > 0 && only.length === 0) return [];
  return [{ ...wanted, options: { ...options, only, skip: here(options.skip) } }];
}
