import { join, relative, resolve } from 'node:path';
import { shellWord } from '../../codemods/lib/escape';
import { UserError } from '../errors';
import { readPackageJson } from '../project/manifest';
import { rootOf } from '../project/model';
import { unifiedDiff } from '../report/diff';
import { formatCommands, runCommand } from '../steps/install';
import {
  changedSince,
  foreignFiles,
  isThere,
  type PutBack,
  putFilesBack,
  putPackageFilesBack,
} from '../steps/transaction/back';
import { findInterrupted, findLastRun, resume } from '../steps/transaction/recover';
import { forgetRun } from '../steps/transaction/run';
import type { StoredRun } from '../steps/transaction/runs';
import { changesOfUndo } from '../steps/transaction/undo';
import type { Asker } from '../ui/asker';
import { createProgress, type Progress } from '../ui/progress';
import { createScreen, inLines, type Io, isInteractive, type Screen } from '../ui/screen';
import { printSummary } from '../ui/summary';
import { untilInterrupted } from './interrupt';
import type { UndoOptions } from './options';
import { forgetHooks } from './forget-hooks';
import { dateOf, describe, installCommandOf } from './recovery';
import { lastRunAbove } from './run-above';

/** Puts the files of the last run back, or of one that was interrupted. Returns the exit code. */
export async function undo(directory: string, options: UndoOptions, io: Io): Promise<number> {
  const root = await rootWithRun(directory);
  const screen = createScreen(io.stderr, io.env);
  const interrupted = await findInterrupted(root);
  if (interrupted) screen.write(inLines(screen, describe(interrupted)));
  const run = interrupted?.run ?? (await findLastRun(root));
  if (!interrupted && !options.force) await refuseAbove(root, run);
  if (!run) {
    if (!options.quiet) screen.write('Nothing to undo: no run of tempered has changed anything here.\n');
    return 0;
  }
  if (options.dryRun) return preview(run, io);
  const asker = await askerFor(options, io);
  const count = run.journal.entries.filter(({ kind }) => kind !== 'lockfile').length;
  const files = count === 1 ? 'file' : `${count} files`;
  if (!options.force) {
    await refuseLater(run);
    await refuseForeign(run);
    await refuseElsewhere(run);
  }
  if (asker && !(await asker.confirm(`Put the ${files} of the run of ${dateOf(run)} back?`, true)))
    throw new UserError('Cancelled', 'Nothing was put back.', 130);
  const installs = await wantsInstall(run, options, asker);
  const progress = createProgress(io, options);
  // Ctrl-C waits until all is put back; installing is ended by it.
  await untilInterrupted((signal) =>
    resume(run, (again) => putBack(again, options, { screen, progress, installs, signal })),
  );
  return 0;
}

/** A run over a workspace is undone as a whole, and before what an earlier one in the package has done. */
async function refuseAbove(root: string, own: StoredRun | null): Promise<void> {
  const run = await lastRunAbove(root);
  if (run && (!own || isLater(run, own)))
    throw new UserError(
      `The last run that changed something here (${dateOf(run)}) was at the root of the workspace.`,
      `Put back what it did everywhere: ${undoCommand(run.store.root)}`,
    );
}

/** A later run in one of its packages went on from what this one had left there. */
async function refuseLater(run: StoredRun): Promise<void> {
  for (const folder of run.journal.others ?? []) {
    const root = join(run.store.root, folder);
    const later = await findLastRun(root);
    if (later && isLater(later, run))
      throw new UserError(
        `${folder} was changed by a later run (${later.journal.command}, ${dateOf(later)}).`,
        `Undo that one first: ${undoCommand(root)}. Then run this again.`,
      );
  }
}

const isLater = (one: StoredRun, other: StoredRun): boolean => one.journal.started > other.journal.started;
const undoCommand = (root: string): string => `tempered undo ${shellWord(relative('.', root) || '.')}`;

/** A folder whose package.json is gone may have been the project. */
async function rootWithRun(directory: string): Promise<string> {
  const here = resolve(directory);
  const isHere = await findLastRun(here).catch(() => null);
  return isHere ? here : rootOf({ directory });
}

async function askerFor(options: UndoOptions, io: Io): Promise<Asker | null> {
  if (!isInteractive(io, options)) return null;
  const { createAsker } = await import('../ui/prompts');
  return createAsker(io);
}

/** Before anything is asked that would be in vain. */
async function refuseForeign(run: StoredRun): Promise<void> {
  const foreign = await foreignFiles(run);
  if (foreign.length > 0) throw changedSince(foreign);
}

/** What is not here may be on another branch: the data to undo it with is kept until then. */
async function refuseElsewhere(run: StoredRun): Promise<void> {
  if (run.state !== 'done' || (await isThere(run))) return;
  throw new UserError(
    `Nothing of the last run (${dateOf(run)}) is here: all its files are as they were before it.`,
    'Undo it on the branch that has it, or forget it with `tempered undo --force`.',
  );
}

interface Undoing {
  screen: Screen;
  progress: Progress;
  /** The packages are brought in line, too. */
  installs: boolean;
  signal: AbortSignal;
}

async function putBack(run: StoredRun, options: UndoOptions, undoing: Undoing): Promise<void> {
  const result = await putFilesBack(run, options.force ? 'copy' : 'refuse');
  const left = await bringInLine(run, undoing);
  await putPackageFilesBack(run);
  await forgetRun(run);
  const next = [...left, ...(await buildAgain(run, result)), ...(await forgetHooks(run.store.root))];
  if (!options.quiet) printSummary(undoing.screen, summaryOf(run, result, next));
}

/** Before anything is put back: a question in the middle could be cancelled. */
async function wantsInstall(run: StoredRun, { yes, install }: UndoOptions, asker: Asker | null): Promise<boolean> {
  const command = installCommandOf(run);
  if (!command || !install || yes || !asker) return install && yes === true;
  return asker.confirm(`Bring the packages in line afterwards, with ${formatCommands([command])}?`, true);
}

/** Runs what makes node_modules what the lockfile says again, or returns it as what is left to do. */
async function bringInLine(run: StoredRun, { screen, progress, installs, signal }: Undoing): Promise<string[]> {
  const command = installCommandOf(run);
  if (!command) return [];
  const shown = formatCommands([command]);
  const later = [`Bring the packages in line with what is put back: ${shown}`];
  if (!installs || signal.aborted) return later;
  screen.write(`\n$ ${shown}\n`);
  const failure = await progress.during('Installing the packages', () => runCommand(command, undefined, signal));
  if (failure) screen.write(`${failure.join('\n')}\n`);
  return failure ? later : [];
}

/** What was built of the sources is not put back: the app that is started would be the hardened one still. */
async function buildAgain({ store: { root } }: StoredRun, { restored }: PutBack): Promise<string[]> {
  const scripts = (await readPackageJson(root).catch(() => null))?.['scripts'];
  const isBuilt = typeof scripts === 'object' && scripts !== null && 'build' in scripts;
  const hasSources = restored.some(({ path }) => /\.[cm]?[jt]sx?$/.test(path));
  return isBuilt && hasSources ? ['Build again, if you start what is built.'] : [];
}

function summaryOf(run: StoredRun, { restored, foreign }: PutBack, next: string[]): Parameters<typeof printSummary>[1] {
  const done = restored
    .filter(({ path }) => !/(^|\/)\.tempered\//.test(path))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ file, before }) => `${before ? 'put back' : 'removed'} ${file}`);
  const copies = foreign.flatMap(({ file, copy }) =>
    copy ? [`what you had made of ${file} is in ${relative(run.store.root, copy)}`] : [],
  );
  return { done, check: copies, manual: [], next };
}

async function preview(run: StoredRun, io: Io): Promise<number> {
  const { changes, binary } = await changesOfUndo(run);
  io.stdout.write(unifiedDiff(changes, run.store.project));
  for (const file of binary) io.stderr.write(`${file} is put back too; it is no text.\n`);
  io.stderr.write(
    'A dry run: nothing was put back. The diff is exact, so it may show secrets of the files it touches.\n',
  );
  return 0;
}
