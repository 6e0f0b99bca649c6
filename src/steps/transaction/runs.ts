import { basename, join } from 'node:path';
import { UserError } from '../../errors';
import type { Files } from './files';
import { hasJournal, type Journal, readJournal, type RunState, stateOf } from './journal';
import type { Store } from './store';

/** A run that is kept: what it takes to go on with it, or to put it back. */
export interface StoredRun {
  store: Store;
  /** Absolute. */
  folder: string;
  journal: Journal;
  state: RunState;
}

/** The folders of all runs, in their order. UserError 3 where a link leads elsewhere: what is there is not ours. */
async function runFolders({ files, folder }: Store): Promise<string[]> {
  const runs = join(folder, 'runs');
  if (!(await files.lstat(runs))) return [];
  const folders = (await files.list(runs)).map((name) => join(runs, name));
  for (const path of [runs, ...folders])
    if (!(await files.lstat(path))?.isDirectory())
      throw new UserError(`${path} is no folder.`, 'Remove it, and run again.');
  return folders;
}

/** The folder of the run after the last one. */
export async function nextRunFolder(store: Store): Promise<string> {
  const numbers = (await runFolders(store)).map((path) => Number(basename(path))).filter(Number.isInteger);
  return join(store.folder, 'runs', String(Math.max(0, ...numbers) + 1).padStart(6, '0'));
}

/** The last run that has something to put back; null where there is none. */
export async function lastRun(store: Store): Promise<StoredRun | null> {
  for await (const run of runsBack(store)) return run;
  return null;
}

/** What tells a run, and how far it is, from every other: who read the project beside a run has read it of two times. */
export const markOf = ({ journal, state }: StoredRun): string => `${journal.token} ${state}`;

/** The runs that have something to put back, the last one first. */
export async function* runsBack(store: Store): AsyncGenerator<StoredRun> {
  const { files } = store;
  for (const folder of (await runFolders(store)).reverse()) {
    const journal = await readJournal(files, folder);
    if (!journal) continue;
    if (journal.inode !== store.inode)
      throw new UserError(
        `${store.folder} was not written here: it came with the project, or was copied.`,
        'It is not used, since it could put back anything. Remove it, and run again.',
      );
    yield { store, folder, journal, state: await stateOf(files, folder) };
  }
}

/** What a run has left that was ended before it wrote anything, or after it was undone. */
export async function hasRemains(store: Store): Promise<boolean> {
  const { files, folder } = store;
  const folders = await runFolders(store);
  if (folders.length === 0 || (await files.list(folder)).some((name) => name.startsWith('lock'))) return true;
  for (const run of folders) if (!(await hasJournal(files, run))) return true;
  return false;
}

/** Removes that; the lock has to be taken. */
export async function sweep(store: Store): Promise<void> {
  for (const run of await runFolders(store))
    if (!(await hasJournal(store.files, run))) await removeRun(store.files, run);
}

/** Removes a run's folder whose journal is gone. */
export async function removeRun(files: Files, folder: string): Promise<void> {
  for (const name of await files.list(folder)) await files.remove(join(folder, name));
  await files.removeFolder(folder);
}
