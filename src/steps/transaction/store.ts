import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { UserError } from '../../errors';
import { gitFolder } from '../../project/git-index';
import { findGitRoot, relativeTo } from '../../project/paths';
import { type Files, makeFolders } from './files';
import { isLocked, releaseLock, takeLock } from './lock';

/** Where the undo data of a project is kept: original bytes, so for its owner's eyes only. */
export interface Store {
  files: Files;
  /** The project's real path. */
  root: string;
  /** The project, relative to the work tree's root. */
  project: string;
  folder: string;
}

const PRIVATE = 0o700;

/** Without git. */
const ownFolder = (root: string): string => join(root, '.tempered', 'undo');

/** In the work tree's own git folder, so that nothing shows; beside the record without git, or where that is not to be written. */
async function placesOf(files: Files, root: string): Promise<[project: string, folders: string[]]> {
  const gitRoot = await findGitRoot(root);
  const own = ownFolder(root);
  if (gitRoot === null) return ['', [own]];
  const project = relativeTo(gitRoot, root);
  const folder = await gitFolder(gitRoot);
  const key = createHash('sha256').update(project).digest('hex').slice(0, 16);
  const isFolder = (await files.lstat(folder).catch(() => null))?.isDirectory() === true;
  return [project, isFolder ? [join(folder, 'tempered', key), own] : [own]];
}

/** The store that is there already; null where nothing was ever written, or all of it was undone. */
export async function findStore(files: Files, directory: string): Promise<Store | null> {
  const root = await files.realpath(directory).catch(() => null);
  if (root === null || !(await files.lstat(root))?.isDirectory()) return null;
  const [project, folders] = await placesOf(files, root);
  for (const folder of folders)
    if (await files.lstat(folder).catch(() => null)) return { files, root, project, folder };
  return null;
}

/** The store, made where it is not there, with its lock taken. UserError 3 where another process has it. */
export async function openStore(files: Files, directory: string): Promise<Store> {
  const found = await findStore(files, directory);
  const root = await files.realpath(directory);
  const [project, folders] = found ? [found.project, [found.folder]] : await placesOf(files, root);
  for (const [at, folder] of folders.entries()) {
    const store = { files, root, project, folder };
    try {
      await prepare(store);
      return store;
    } catch (error) {
      const denied = ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (!denied || at === folders.length - 1) throw error;
    }
  }
  throw new Error('there is no place for a store');
}

async function prepare(store: Store): Promise<void> {
  const { files, root, folder } = store;
  await lock(store).catch(async (error: unknown) => {
    if (!(error instanceof UserError)) await removeIfEmpty(files, folder).catch(() => undefined);
    throw error;
  });
  try {
    if (folder === ownFolder(root)) await ignoreAll(files, folder);
    await files.sync(folder);
  } catch (error) {
    await closeStore(store);
    throw error;
  }
}

/** Another process that comes to its end may remove the folder in between: then once more. */
async function lock(store: Store, attempts = 5): Promise<void> {
  const { files, folder } = store;
  await makeFolders(files, dirname(folder), 0o777);
  await makeFolders(files, folder, PRIVATE);
  try {
    await takeLock(files, join(folder, 'lock'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempts === 0) throw error;
    await lock(store, attempts - 1);
  }
}

async function removeIfEmpty(files: Files, folder: string): Promise<void> {
  if (await files.removeFolder(folder)) await files.removeFolder(dirname(folder));
}

async function ignoreAll(files: Files, folder: string): Promise<void> {
  const path = join(folder, '.gitignore');
  if (!(await files.lstat(path))) await files.create(path, '*\n', 0o600);
}

/** Gives the lock back. A store that holds nothing goes; where that fails, the next command sweeps. */
export async function closeStore(store: Store): Promise<void> {
  const { files, folder } = store;
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
  await files.removeFolder(dirname(ownFolder(directory)));
}
