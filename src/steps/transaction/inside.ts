import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../../errors';
import { toPosix } from '../../project/paths';
import type { Files } from './files';

export const HINT = 'Nothing was written. Run again, so that the change is made to what is there now.';
const OF_LINK = 'Nothing was written. Put a file or folder of the project in the place of the link, then run again.';

/**
 * Where a file of the project really is, relative to the root's real path. A symbolic link may lead anywhere inside the
 * root, and nowhere else. UserError 3 for what is outside.
 */
export async function pathInside(files: Files, root: string, file: string): Promise<string> {
  const outside = new UserError(`${file} is outside of the project`, OF_LINK);
  if (isAbsolute(file) || file.includes('\0') || file.split(/[\\/]/).includes('..')) throw outside;
  const missing: string[] = [];
  let path = join(root, file);
  while ((await lstatOf(files, path, file)) === null) {
    missing.unshift(path.slice(dirname(path).length + 1));
    path = dirname(path);
  }
  const real = await files.realpath(path).catch(() => {
    throw new UserError(`${file} is a broken symbolic link`, OF_LINK);
  });
  const inside = relative(root, real);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw outside;
  return toPosix(join(inside, ...missing));
}

async function lstatOf(files: Files, path: string, file: string): ReturnType<Files['lstat']> {
  return files.lstat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`${file} cannot be reached: ${error.message}`, HINT);
  });
}

/** Whether the path, as it was found then, still leads where it led: a folder may have become a link. */
export const isInPlace = (files: Files, root: string, path: string): Promise<boolean> =>
  pathInside(files, root, path).then(
    (now) => now === path,
    () => false,
  );
