import { UserError } from '../../errors';
import { asUserError } from './failures';
import { disk, type Files } from './files';
import { outcomeOf } from './journal';
import { settleRun, writeFiles } from './run';
import { statusesOf } from './status';
import { hasRemains, lastRun, markOf, type StoredRun, sweep } from './runs';
import { closeStore, findStore, isBusy, openStore, removeEmptyFolder } from './store';

/** A run that something ended before its time. */
export interface Interrupted {
  run: StoredRun;
  /** How many of its files are written. */
  written: number;
  files: number;
}

/**
 * What an earlier run has left half done; null where there is nothing, and where it is at work still. What a run left
 * that was ended before it wrote anything is removed without a word.
 */
export async function findInterrupted(directory: string, files: Files = disk): Promise<Interrupted | null> {
  try {
    const store = await findStore(files, directory);
    if (!store) await removeEmptyFolder(files, directory);
    if (!store || (await isBusy(store))) return null;
    if (await hasRemains(store)) await cleanUp(directory, files);
    const run = await lastRun(store);
    return run && run.state !== 'done' ? await described(run) : null;
  } catch (error) {
    // The store of another user: whoever writes is told.
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

async function cleanUp(directory: string, files: Files): Promise<void> {
  const store = await openStore(files, directory);
  try {
    await sweep(store);
  } finally {
    await closeStore(store);
  }
}

async function described(run: StoredRun): Promise<Interrupted> {
  const statuses = await statusesOf(run, await outcomeOf(run.store.files, run.folder));
  const own = run.journal.entries.map(({ kind }) => kind !== 'lockfile');
  const written = statuses.filter((status, index) => own[index] && status === 'after').length;
  return { run, written, files: own.filter(Boolean).length };
}

/** The last run that can be undone, or was interrupted; null where there is none. Nothing is locked. */
export async function findLastRun(directory: string, files: Files = disk): Promise<StoredRun | null> {
  const store = await findStore(files, directory);
  return store && lastRun(store);
}

/** What the last run is known by, and how far it is; null where there is none. */
export async function lastMark(directory: string): Promise<string | null> {
  const run = await findLastRun(directory);
  return run && markOf(run);
}

/**
 * Goes on with a run, with the lock taken. UserError 3 where another process has it, or has looked after the run in the
 * meantime.
 */
export async function resume<T>(
  { store, folder, state, journal }: StoredRun,
  work: (run: StoredRun) => Promise<T>,
): Promise<T> {
  try {
    const opened = await openStore(store.files, store.root, journal.others);
    try {
      await sweep(opened);
      const run = await lastRun(opened);
      if (run?.folder !== folder || run.state !== state)
        throw new UserError(
          'Another tempered has looked after that run meanwhile.',
          'See what is there now, and run again.',
        );
      return await work(run);
    } finally {
      await closeStore(opened);
    }
  } catch (error) {
    throw asUserError(error, 'The disk is in the way', 'Mend this and run again: it goes on where it stopped.');
  }
}

/** Writes what an interrupted run has not written. Installing is left to the user. */
export async function finishRun(run: StoredRun): Promise<void> {
  await writeFiles(run);
  await settleRun(run, false);
}
