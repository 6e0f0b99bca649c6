import { basename, dirname, join } from 'node:path';
import type { Files } from './files';
import type { Original } from './journal';

/** What a file keeps whatever is written to it. */
export type Keeps = Pick<Original, 'mode' | 'uid' | 'gid'>;

/**
 * Puts a file with these bytes in the place of what is there: nobody ever sees a part of it. `temporary` is beside it;
 * without `keeps` the file is made as any new one, to be run or not.
 */
export async function placeFile(
  files: Files,
  path: string,
  temporary: string,
  bytes: Uint8Array,
  keeps: Keeps | null,
  executable = false,
): Promise<void> {
  await files.remove(temporary);
  try {
    await files.create(temporary, bytes, keeps ? 0o600 : executable ? 0o777 : 0o666);
    if (keeps) await keep(files, temporary, keeps);
    await files.rename(temporary, path);
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    throw error;
  }
  await files.sync(dirname(path));
}

export async function removeFile(files: Files, path: string): Promise<void> {
  await files.remove(path);
  if (await files.lstat(dirname(path))) await files.sync(dirname(path));
}

/** Puts a file that has the bytes already in the place: for a disk without room for a second one. */
export async function moveFile(files: Files, from: string, path: string, keeps: Keeps): Promise<void> {
  await keep(files, from, keeps);
  await files.rename(from, path);
  await files.sync(dirname(path));
}

async function keep(files: Files, path: string, { mode, uid, gid }: Keeps): Promise<void> {
  const made = await files.lstat(path);
  // The owner first: a change of it takes bits off the mode.
  if (made && (made.uid !== uid || made.gid !== gid)) await files.setOwner(path, uid, gid);
  await files.setMode(path, mode);
}

/** A name for a temporary file that is as short in a folder with long names. */
export const temporaryBeside = (path: string, token: string, index: number): string =>
  join(dirname(path), `.tempered-${token}-${index}.tmp`);

/** A name beside the file that nothing has yet: `app.js.yours`, `app.js.yours-2`. */
export async function freeNameBeside(files: Files, path: string, suffix: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = join(dirname(path), `${basename(path)}.${suffix}${number === 1 ? '' : `-${number}`}`);
    if (!(await files.lstat(name))) return name;
  }
}
