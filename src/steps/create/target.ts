import { lstat, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../../errors';
import { findGitRoot } from '../../project/paths';
import { listed } from '../../report/listed';

/** The name for package.json, after the folder: `My API` is `my-api`. UserError 2 where nothing of it is left. */
export function nameFor(directory: string): string {
  const name = basename(resolve(directory))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '')
    .slice(0, 100)
    .replace(/[._-]+$/, '');
  if (/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(basename(directory)))
    throw new UserError(
      'The name of the folder has characters that nobody sees.',
      'Name another folder: tempered create my-api.',
      2,
    );
  if (name === '' || name === 'node_modules')
    throw new UserError(
      `No package can be called like ${directory}.`,
      'Name another folder: tempered create my-api.',
      2,
    );
  return name;
}

/** UserError 3 where one of these files is in the folder already, or the folder is none. */
export async function checkTarget(root: string, files: readonly string[]): Promise<void> {
  const found = await stat(root).catch(() => null);
  if (found && !found.isDirectory()) throw new UserError(`${root} is no folder.`, 'Name another folder.');
  const taken: string[] = [];
  for (const file of files) if (await blocks(root, file)) taken.push(file);
  if (taken.length === 0) return;
  throw new UserError(
    `The folder has files that would be overwritten: ${listed(taken, 5)}.`,
    'Name an empty or a new folder. An app that is there already is hardened with: tempered harden.',
  );
}

/** The file is there, or something that is no folder stands where one of its folders has to be. */
async function blocks(root: string, file: string): Promise<boolean> {
  if (await lstat(join(root, file)).catch(() => null)) return true;
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    const found = await lstat(join(root, folder)).catch(() => null);
    if (found) return !found.isDirectory();
  }
  return false;
}

/**
 * The git work tree that the new app will be in, for its skeleton at `staging`: null where it begins one of its own, and
 * otherwise as far above it as the real one is above `root`.
 */
export async function outerGitRoot(root: string, staging: string): Promise<string | null> {
  const found = await findGitRoot(root);
  return found === null || found === root ? null : join(staging, relative(root, found));
}
