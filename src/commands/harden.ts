import { rowFor } from '../frameworks/index';
import { measures } from '../measures/index';
import { rootOf } from '../project/model';
import { relativeTo } from '../project/paths';
import { unifiedDiff } from '../report/diff';
import { changeSetDocument } from '../report/json';
import { guardChanges, guardFiles, guardTree } from '../steps/guard';
import { joined } from '../steps/join';
import { lastMark } from '../steps/transaction/recover';
import type { Project } from '../types';
import type { Asker } from '../ui/asker';
import { createProgress, type Progress } from '../ui/progress';
import { createScreen, type Io, isInteractive } from '../ui/screen';
import { printSummary } from '../ui/summary';
import { tool } from '../version';
import { detect } from './detect';
import { onGitHub } from './github';
import { list } from './list';
import type { HardenOptions } from './options';
import { checkOutput } from './output';
import { planPart, type Run } from './part';
import { recover } from './recovery';
import { assumptionsOf, type Part, type Session } from './session';

/** The wizard: detect, audit, ask, plan, stage, preview, apply, record. Returns the exit code. */
export async function harden(directory: string, options: HardenOptions, given: Io): Promise<number> {
  const io = onGitHub(given, false);
  await checkOutput(options.output);
  if (options.list) return list(directory, options, io);
  const place = await rootOf({ directory, app: options.app });
  await recover(place, options, io);
  const since = await lastMark(place);
  const progress = createProgress(io, options);
  const { project, wanted } =
    (await ofWorkspace(directory, options, io, progress)) ??
    alone(await progress.during('Reading the project', () => detect(directory, options)));
  if (wanted.length === 0) {
    io.stderr.write('Nothing was chosen, so nothing is to be done.\n');
    return 0;
  }
  const asker = await askerFor(options, io);
  const { root } = project;
  const guarded = !options.allowDirty && !options.dryRun;
  if (guarded) await guardTree(root);
  const screen = createScreen(asker ? io.stdout : io.stderr, io.env);
  const parts: Part[] = [];
  for (const each of wanted) parts.push(await planPart(each, options, { asker, screen, progress }));
  const changeSet = joined(parts.map((part) => part.changeSet));
  await guardFiles(root, changeSet.changes, options.dryRun);
  if (guarded) await guardChanges(root, changeSet.changes);
  const session: Session = { project, since, parts, changeSet, options, asker, screen, progress, io };
  if (options.dryRun) return preview(session);
  // What starts and attacks an app, and its reports, are not loaded for less.
  const { carryOut } = await import('./carry-out');
  return carryOut(session);
}

/** Without a terminal nobody can say which of several backends is meant. */
async function ofWorkspace(directory: string, options: HardenOptions, io: Io, progress: Progress): Promise<Run | null> {
  if (options.app !== undefined || !isInteractive(io, options)) return null;
  const { chooseParts } = await import('./workspace');
  return chooseParts(directory, options, io, progress);
}

/** A project by itself. Rules of measures that are not offered there have nothing to look at. */
function alone(project: Project): Run {
  const offered = measures.filter(({ bindings }) => !bindings || rowFor(bindings, project.framework));
  return { project, wanted: [{ project, folder: '', measures: offered }] };
}

/** Null where nothing may be asked. UserError 2 without a terminal, unless the flags say everything. */
async function askerFor({ yes, dryRun }: HardenOptions, io: Io): Promise<Asker | null> {
  if (yes || (dryRun && !isInteractive(io))) return null;
  const { createAsker } = await import('../ui/prompts');
  return createAsker(io);
}

function preview({ project, parts, changeSet, options: { format, quiet }, io }: Session): number {
  const { gitRoot } = project.repository;
  io.stdout.write(
    format === 'json'
      ? changeSetDocument({ tool, changeSet, applied: false })
      : // `git apply` takes paths from the top of the work tree.
        unifiedDiff(changeSet.changes, gitRoot === null ? '' : relativeTo(gitRoot, project.root)),
  );
  io.stderr.write(
    'A dry run: nothing was written. The diff is exact, so it may show secrets of the files it touches.\n',
  );
  if (!quiet)
    printSummary(createScreen(io.stderr, io.env), {
      done: [],
      check: [...assumptionsOf(parts), ...changeSet.advice],
      manual: changeSet.manual,
      next: [],
    });
  return 0;
}
