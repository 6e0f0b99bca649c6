import { join } from 'node:path';
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

/** The folder of the run after the last one. */
export async function nextRunFolder({ files, folder }: Store): Promise<string> {
  const names = await files.list(join(folder, 'runs'));
  const last = Math.max(0, ...names.map(Number).filter(Number.isInteger));
  return join(folder, 'runs', String(last + 1).padStart(6, '0'));
}

/** The last run that has something to put back; null where there is none. */
export async function lastRun(store: Store): Promise<StoredRun | null> {
  const { files } = store;
  const runs = join(store.folder, 'runs');
  for (const name of (await files.list(runs)).reverse()) {
    const folder = join(runs, name);
    const journal = await readJournal(files, folder);
    if (journal) return { store, folder, journal, state: await stateOf(files, folder) };
  }
  return null;
}

/** What a run has left that was ended before it wrote anything, or after it was undone. */
export async function hasRemains(store: Store): Promise<boolean> {
  const { files, folder } = store;
  const names = await files.list(join(folder, 'runs'));
  if (names.length === 0 || (await files.list(folder)).some((name) => name.startsWith('lock'))) return true;
  for (const name of names) if (!(await hasJournal(files, join(folder, 'runs', name)))) return true;
  return false;
}

/** Removes that; the lock has to be taken. */
export async function sweep({ files, folder }: Store): Promise<void> {
  for (const name of await files.list(join(folder, 'runs'))) {
    const run = join(folder, 'runs', name);
    if (!(await hasJournal(files, run))) await removeRun(files, run);
  }
}

/** Removes a run's folder whose journal is gone. */
export async function removeRun(files: Files, folder: string): Promise<void> {
  for (const name of await files.list(folder)) await files.remove(join(folder, name));
  await files.removeFolder(folder);
}
