import { dirname, join } from 'node:path';
import { UserError } from '../../errors';
import { makeFolders } from './files';
import { isInPlace } from './inside';
import { type Entry, markUndoing, outcomeOf } from './journal';
import { freeNameBeside, moveFile, placeFile, removeFile, temporaryBeside } from './place';
import { isReached, statusesOf } from './status';
import type { StoredRun } from './runs';

/** What to do with files that somebody else has changed since: refuse, keep a copy of each, or leave these alone. */
export type Foreign = 'refuse' | 'copy' | 'leave';

export interface PutBack {
  /** Files as they were before the run again. */
  restored: Entry[];
  /** Files that somebody else has changed since, and what their copy is called. */
  foreign: { file: string; copy: string | null }[];
}

/** The files of a run that are neither what it left nor what they were before it. */
export async function foreignFiles(run: StoredRun): Promise<string[]> {
  const statuses = await statusesOf(run, await outcomeOf(run.store.files, run.folder));
  return run.journal.entries.flatMap(({ file }, index) => (statuses[index] === 'other' ? [file] : []));
}

/** Whether any file is not what it was before the run. */
export async function isThere(run: StoredRun): Promise<boolean> {
  const statuses = await statusesOf(run, await outcomeOf(run.store.files, run.folder));
  return statuses.some((status) => status !== 'before');
}

/**
 * Puts every file of a run back: bytes, mode, owner, absence. There is no other way of putting back: a run that fails,
 * one that is cancelled, one that was killed and one that is undone all go through here. May itself be ended anywhere,
 * and be begun again.
 */
export async function putFilesBack(run: StoredRun, policy: Foreign): Promise<PutBack> {
  const { store, folder, journal } = run;
  const { files, root } = store;
  const statuses = await statusesOf(run, await outcomeOf(files, folder));
  const others = journal.entries.flatMap(({ file }, index) => (statuses[index] === 'other' ? [file] : []));
  if (policy === 'refuse' && others.length > 0) throw changedSince(others);
  if (policy === 'copy') await refuseLinks(run);
  await markUndoing(files, folder).catch((error: Error) => {
    // Of a run that was not at its end, this changes nothing.
    if (run.state === 'done') throw error;
  });
  await remakeFolders(run);
  const result: PutBack = { restored: [], foreign: [] };
  for (const [index, entry] of [...journal.entries.entries()].reverse()) {
    if (await isReached(store, entry))
      await files.remove(temporaryBeside(join(root, entry.path), journal.token, index)).catch(ignoreNoFolder);
    if (statuses[index] === 'before') continue;
    const copy = statuses[index] === 'other' && policy === 'copy' ? await setAside(run, entry) : null;
    if (statuses[index] === 'other') result.foreign.push({ file: entry.file, copy });
    if (statuses[index] === 'other' && policy === 'leave') continue;
    await restore(run, index, entry);
    result.restored.push(entry);
  }
  for (const path of [...journal.made].reverse())
    if (await isInPlace(files, root, path)) await files.removeFolder(join(root, path));
  return result;
}

/** A copy would be made of what the link leads to. */
async function refuseLinks({ store, journal }: StoredRun): Promise<void> {
  for (const entry of journal.entries)
    if (!(await isReached(store, entry)))
      throw new UserError(
        `${entry.file} is reached through a symbolic link that was not there.`,
        'Nothing was put back. Put the folder back in the place of the link, and run again.',
      );
}

/** Those that were left empty, and went. */
async function remakeFolders({ store: { files, root }, journal }: StoredRun): Promise<void> {
  for (const { path, mode } of [...journal.emptied].reverse()) {
    if (!(await isInPlace(files, root, path)) || (await files.lstat(join(root, path)))) continue;
    await makeFolders(files, join(root, path), mode);
    await files.setMode(join(root, path), mode);
  }
}

/**
 * package.json and lockfiles once more: installing by a lockfile may write it anew, in the spelling of this package
 * manager's version.
 */
export async function putPackageFilesBack(run: StoredRun): Promise<void> {
  const { store, folder, journal } = run;
  const statuses = await statusesOf({ ...run, state: 'undoing' }, await outcomeOf(store.files, folder));
  for (const [index, entry] of journal.entries.entries())
    if (entry.kind !== 'source' && statuses[index] === 'after') await restore(run, index, entry);
}

async function restore({ store, folder, journal }: StoredRun, index: number, { path, before }: Entry): Promise<void> {
  const { files } = store;
  const target = join(store.root, path);
  if (!before) return removeFile(files, target);
  const kept = join(folder, `${index}.before`);
  await makeFolders(files, dirname(target), 0o777);
  const bytes = await files.read(kept);
  await placeFile(files, target, temporaryBeside(target, journal.token, index), bytes, before).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') throw error;
      return moveFile(files, kept, target, before);
    },
  );
}

/** What somebody else has made of a file, whatever it is, gets another name. */
async function setAside({ store: { files, root } }: StoredRun, { path }: Entry): Promise<string | null> {
  const target = join(root, path);
  if (!(await files.lstat(target))) return null;
  const copy = await freeNameBeside(files, target, 'yours');
  await files.rename(target, copy);
  await files.sync(dirname(target));
  return copy;
}

/** Why nothing is put back. */
export const changedSince = (others: string[]): UserError =>
  new UserError(
    `Changed since that run: ${others.join(', ')}.`,
    'Nothing was put back. `tempered undo --force` puts them back as well, and keeps a copy of each beside it.',
  );

function ignoreNoFolder(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTDIR') throw error;
}
