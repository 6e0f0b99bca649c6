import { readdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { readText } from './read';

/** The path with `/`, as it is shown and recorded. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** `path` relative to `root`, with `/`; it may begin with `../`. */
export function relativeTo(root: string, path: string): string {
  return toPosix(relative(root, path));
}

/** Whether what `relativeTo` returned leads out of the root. On Windows, what is on another drive stays absolute. */
export const leadsOut = (path: string): boolean => path === '..' || path.startsWith('../') || isAbsolute(path);

/** The text of a file, or null where there is none that can be read. */
export async function readTextIfExists(path: string): Promise<string | null> {
  try {
    return await readText(path);
  } catch {
    return null;
  }
}

/** What is at a path, after symbolic links; null where there is nothing, or a pipe or device. */
export async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  const stats = await stat(path).catch(() => null);
  if (stats?.isDirectory()) return 'folder';
  return stats?.isFile() ? 'file' : null;
}

/** Names in a folder, sorted; none where it cannot be read. */
export async function listFolder(path: string): Promise<string[]> {
  const names = await readdir(path).catch(() => []);
  return names.sort();
}

/** The folder and everything above it, up to and including `last` (the file system's root by default). */
export function foldersUpwards(folder: string, last?: string): string[] {
  const folders = [folder];
  for (let current = folder; current !== last && dirname(current) !== current;) {
    current = dirname(current);
    folders.push(current);
  }
  return folders;
}

/** The git work tree that holds a folder, or null. A `.git` file (worktree, submodule) counts; git is not run. */
export async function findGitRoot(folder: string): Promise<string | null> {
  for (const candidate of foldersUpwards(folder)) {
    if (await kindOf(join(candidate, '.git'))) return candidate;
  }
  return null;
}

/** The text without a byte order mark. */
export function stripBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** A name as a file system compares it that knows no case and writes accents in its own way: macOS and Windows. */
export const folded = (name: string): string => name.normalize('NFC').toLowerCase();
