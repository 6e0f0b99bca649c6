import { constants, type Stats } from 'node:fs';
import {
  access,
  chmod,
  chown,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rmdir,
  unlink,
} from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * All that the writing of a change set, and the putting back of it, does to the disk. Each is one step: a process may be
 * killed between any two of them, and tests do.
 */
export interface Files {
  /** Of the path itself, links are not followed; null where nothing is there. */
  lstat(path: string): Promise<Stats | null>;
  realpath(path: string): Promise<string>;
  read(path: string): Promise<Buffer>;
  /** Names in a folder, sorted; none where there is no folder. */
  list(folder: string): Promise<string[]>;
  /** Fails where this user may not write. */
  checkWritable(path: string): Promise<void>;
  /** Makes a file that must not be there yet; its bytes are on the disk when this returns. */
  create(path: string, bytes: Uint8Array | string, mode: number): Promise<void>;
  setMode(path: string, mode: number): Promise<void>;
  setOwner(path: string, uid: number, gid: number): Promise<void>;
  /** Takes the place of what is at `to`. */
  rename(from: string, to: string): Promise<void>;
  /** Nothing where it is gone already. */
  remove(path: string): Promise<void>;
  makeFolder(path: string, mode: number): Promise<void>;
  /** False where it is not empty. */
  removeFolder(path: string): Promise<boolean>;
  /** Brings what was renamed, made and removed in a folder to the disk. */
  sync(folder: string): Promise<void>;
}

/** The real disk. */
export const disk: Files = {
  lstat: (path) => lstat(path).catch(unless<null>(null, 'ENOENT')),
  realpath: (path) => realpath(path),
  read: (path) => readFile(path),
  list: async (folder) => (await readdir(folder).catch(unless<string[]>([], 'ENOENT'))).sort(),
  checkWritable: (path) => access(path, constants.W_OK),
  create: async (path, bytes, mode) => {
    const file = await open(path, 'wx', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } catch (error) {
      // A part of it is of no use to anybody.
      await unlink(path).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
  },
  setMode: (path, mode) => chmod(path, mode),
  // Who is not root may give nothing away: the file is theirs then, as with any editor that saves in this way.
  setOwner: (path, uid, gid) => chown(path, uid, gid).catch(unless<void>(undefined, 'EPERM', 'EINVAL', 'ENOSYS')),
  rename: (from, to) => rename(from, to),
  remove: (path) => unlink(path).catch(unless<void>(undefined, 'ENOENT')),
  makeFolder: async (path, mode) => void (await mkdir(path, { mode })),
  removeFolder: (path) =>
    rmdir(path).then(() => true, unless<boolean>(false, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EBUSY')),
  sync: async (folder) => {
    const handle = await open(folder, 'r').catch(unless<null>(null, 'EISDIR', 'EPERM', 'EACCES'));
    // Not every file system can.
    await handle?.sync().catch(unless<void>(undefined, 'EINVAL', 'EPERM', 'ENOTSUP'));
    await handle?.close();
  },
};

/** Takes failures with these codes for this value. */
function unless<T>(value: T, ...codes: string[]): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (codes.includes(error.code ?? '')) return value;
    throw error;
  };
}

/** Makes a folder, and those above it that are missing. */
export async function makeFolders(files: Files, folder: string, mode: number): Promise<void> {
  if (await files.lstat(folder)) return;
  await makeFolders(files, dirname(folder), mode);
  await files.makeFolder(folder, mode).catch(unless<void>(undefined, 'EEXIST'));
  await files.sync(dirname(folder));
}
