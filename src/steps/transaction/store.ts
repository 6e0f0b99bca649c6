import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { UserError } from '../../errors';
import { gitFolder } from '../../project/git-index';
import { findGitRoot, relativeTo } from '../../project/paths';
import { type Files, makeFolders } from './files';
import { isInPlace } from './inside';
import { isLocked, releaseLock, takeLock } from './lock';

/** Where the undo data of a project may be kept. */
interface Place {
  files: Files;
  /** The project's real path. */
  root: string;
  /** The project, relative to the work tree's root. */
  project: string;
  folder: string;
}

/** Where it is kept: original bytes, so for their owner's eyes only. */
export interface Store extends Place {
  /** It is a part of the project, so it may have come with it: its folder's number tells. Null inside of git's folder. */
  inode: string | null;
  /** Those of other projects that the same run changes, whose locks it has as well. */
  others: Store[];
}

const PRIVATE = 0o700;

/** Without git. */
const OWN = '.tempered/undo';

/** In the work tree's own git folder, so that nothing shows; beside the record without git, or where that is not to be written. */
async function placesOf(files: Files, root: string): Promise<Place[]> {
  const gitRoot = await findGitRoot(root);
  const project = gitRoot === null ? '' : relativeTo(gitRoot, root);
  const folders: string[] = [];
  const git = gitRoot === null ? null : await gitFolder(gitRoot);
  if (git !== null && (await files.lstat(git).catch(() => null))?.isDirectory())
    folders.push(join(git, 'tempered', createHash('sha256').update(project).digest('hex').slice(0, 16)));
  // Nothing is kept, and nothing removed, where a link leads.
  if (await isInPlace(files, root, OWN)) folders.push(join(root, OWN));
  return folders.map((folder) => ({ files, root, project, folder }));
}

/** The store that is there already; null where nothing was ever written, or all of it was undone. */
export async function findStore(files: Files, directory: string): Promise<Store | null> {
  const root = await files.realpath(directory).catch(() => null);
  if (root === null || !(await files.lstat(root))?.isDirectory()) return null;
  for (const place of await placesOf(files, root))
    if (await files.lstat(place.folder).catch(() => null)) return withInode(place);
  return null;
}

async function withInode(place: Place): Promise<Store> {
  const { files, root, folder } = place;
  const inode = folder === join(root, OWN) ? String((await files.lstat(folder))?.ino) : null;
  return { ...place, inode, others: [] };
}

/**
 * The store, made where it is not there, with its lock taken, and with those of other projects in folders below. UserError
 * 3 where another process has one of them.
 */
export async function openStore(files: Files, directory: string, projects: readonly string[] = []): Promise<Store> {
  const store = await openOne(files, directory, 'this project');
  const others: Store[] = [];
  try {
    for (const project of [...projects].sort())
      if (await files.lstat(join(store.root, project)))
        others.push(await openOne(files, join(store.root, project), project));
  } catch (error) {
    await closeStore({ ...store, others });
    throw error;
  }
  return { ...store, others };
}

async function openOne(files: Files, directory: string, name: string): Promise<Store> {
  const found = await findStore(files, directory);
  const places = found ? [found] : await placesOf(files, await files.realpath(directory));
  for (const [at, place] of places.entries()) {
    try {
      return await prepare(place, name);
    } catch (error) {
      const denied = ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (!denied || at === places.length - 1) throw error;
    }
  }
  throw new UserError(
    `${OWN} is reached through a symbolic link, or is no folder.`,
    'Nothing was written. Make .tempered a folder of its own, and run again.',
  );
}

async function prepare(place: Place, name: string): Promise<Store> {
  const { files, folder } = place;
  await lock(place, name).catch(async (error: unknown) => {
    if (!(error instanceof UserError)) await removeIfEmpty(files, folder).catch(() => undefined);
    throw error;
  });
  const store = await withInode(place);
  try {
    if (store.inode !== null) await ignoreAll(files, folder);
    await files.sync(folder);
    return store;
  } catch (error) {
    await closeStore(store);
    throw error;
  }
}

/** Another process that comes to its end may remove the folder in between: then once more. */
async function lock(place: Place, name: string, attempts = 5): Promise<void> {
  const { files, folder } = place;
  await makeFolders(files, dirname(folder), 0o777);
  await makeFolders(files, folder, PRIVATE);
  try {
    await takeLock(files, join(folder, 'lock'), name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempts === 0) throw error;
    await lock(place, name, attempts - 1);
  }
}

async function removeIfEmpty(files: Files, folder: string): Promise<void> {
  if (await files.removeFolder(folder)) await files.removeFolder(dirname(folder));
}

async function ignoreAll(files: Files, folder: string): Promise<void> {
  const path = join(folder, '.gitignore');
  if (!(await files.lstat(path))) await files.create(path, '*\n', 0o600);
}

/** Gives the locks back. A store that holds nothing goes; where that fails, the next command sweeps. */
export async function closeStore(store: Store): Promise<void> {
  const { files, folder } = store;
  for (const other of [...store.others].reverse()) await closeStore(other);
  const isEmpty = await clear(store).catch(() => false);
  await releaseLock(files, join(folder, 'lock')).catch(() => undefined);
  if (isEmpty) await removeIfEmpty(files, folder).catch(() => undefined);
}

/** Removes what is only there for the sake of runs; false where there are some. */
async function clear({ files, folder }: Store): Promise<boolean> {
  const runs = join(folder, 'runs');
  await files.removeFolder(runs);
  if (await files.lstat(runs)) return false;
  for (const name of await files.list(folder)) if (name !== 'lock') await files.remove(join(folder, name));
  return true;
}

export const isBusy = ({ files, folder }: Store): Promise<boolean> => isLocked(files, join(folder, 'lock'));

/** A store that went may have left the folder that it was in. */
export async function removeEmptyFolder(files: Files, directory: string): Promise<void> {
  await files.removeFolder(dirname(join(directory, OWN)));
}
