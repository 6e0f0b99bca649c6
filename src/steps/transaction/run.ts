import { join } from 'node:path';
import { UserError } from '../../errors';
import { makeFolders } from './files';
import { HINT } from './inside';
import { hashOf, markDone, markInstalling, outcomeOf, removeJournal } from './journal';
import { placeFile, removeFile, temporaryBeside } from './place';
import { removeRun, type StoredRun } from './runs';
import { statusesOf } from './status';
import { closeStore } from './store';

/** Writes what is not written yet, one file after the other, each at once. */
export async function writeFiles(run: StoredRun): Promise<void> {
  const { store, folder, journal } = run;
  const { files, root } = store;
  const outcome = await outcomeOf(files, folder);
  const statuses = await statusesOf(run, outcome);
  const others = journal.entries.flatMap(({ file }, index) => (statuses[index] === 'other' ? [file] : []));
  if (others.length > 0) throw new UserError(`Changed meanwhile: ${others.join(', ')}.`, HINT);
  for (const path of journal.made) await makeFolders(files, join(root, path), 0o777);
  for (const [index, { path, before, after, kind, executable }] of journal.entries.entries()) {
    if (statuses[index] === 'after' || kind === 'lockfile' || after === (before?.sha256 ?? null)) continue;
    const target = join(root, path);
    if (after === null) await removeFile(files, target);
    else {
      const bytes = await files.read(join(folder, `${index}.after`));
      await placeFile(files, target, temporaryBeside(target, journal.token, index), bytes, before, executable);
    }
  }
  for (const { path } of journal.emptied) await files.removeFolder(join(root, path));
}

/** Says that from now on a package manager writes as well. */
export const beginInstall = ({ store, folder }: StoredRun): Promise<void> => markInstalling(store.files, folder);

/** The run came to its end: it can be undone from now on. One that changed nothing is forgotten. */
export async function settleRun(run: StoredRun, installed: boolean): Promise<void> {
  const { store, folder, journal } = run;
  const outcome = await outcomeOf(store.files, folder);
  const statuses = await statusesOf(run, outcome);
  if (statuses.every((status) => status === 'before')) return forgetRun(run);
  const settled: Record<string, string | null> = {};
  for (const [index, { path, kind }] of journal.entries.entries()) {
    if (kind === 'source' || statuses[index] === 'other') continue;
    const target = join(store.root, path);
    settled[path] = (await store.files.lstat(target)) ? hashOf(await store.files.read(target)) : null;
  }
  await markDone(store.files, folder, { installed: installed ? 'yes' : outcome.installed, settled });
  // They were for finishing it. Those of sources tell a formatter's work from an edit.
  for (const [index, { kind }] of journal.entries.entries())
    if (kind !== 'source') await store.files.remove(join(folder, `${index}.after`)).catch(() => undefined);
}

/** Nothing of the run is to be put back any more. */
export async function forgetRun({ store, folder }: StoredRun): Promise<void> {
  await removeJournal(store.files, folder);
  // Without its journal, the next command sweeps it.
  await removeRun(store.files, folder).catch(() => undefined);
}

/** Gives the lock back. A run that is neither settled nor forgotten is an interrupted one. */
export const closeRun = ({ store }: StoredRun): Promise<void> => closeStore(store);
