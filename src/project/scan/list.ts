import { spawnSync } from 'node:child_process';
import { type Dirent, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { GIT_OPTIONS, gitEnvironment } from '../git';
import { readTextSync } from '../read';

/** The files of a project, as they were when they were first asked for. */
export interface Listing {
  /** Relative and sorted. */
  files: readonly string[];
  /** Folders that this user may not read, with a `/` behind each. */
  unreadable: readonly string[];
}

const LIST = [...GIT_OPTIONS, 'ls-files', '-coz', '--exclude-standard'];
const LARGEST_LIST = 256 * 1024 * 1024;

/** Listed once, for all that ask. */
export function listing(root: string, isWorkTree: boolean): () => Listing {
  let known: Listing | null = null;
  return () => (known ??= list(root, isWorkTree));
}

function list(root: string, isWorkTree: boolean): Listing {
  const unreadable: string[] = [];
  const files = listFiles(root, isWorkTree, (folder) => void unreadable.push(folder));
  return { files, unreadable };
}

/**
 * Every file below the root, relative and sorted: those that git knows or would add, all of them without git.
 * `isUnreadable` is told of each folder that this user may not read, with a `/` behind it.
 */
export function listFiles(
  root: string,
  isWorkTree: boolean,
  isUnreadable: (folder: string) => void = () => undefined,
): string[] {
  const known = isWorkTree ? gitFiles(root, isUnreadable) : null;
  return [...new Set(known ?? walkedFiles(root, '', isUnreadable))]
    .filter((path) => !/(^|\/)node_modules\//.test(path))
    .sort();
}

/** Null where git does not answer, or does not know the project: it is ignored by a repository around it, say. */
function gitFiles(root: string, isUnreadable: (folder: string) => void): string[] | null {
  const { status, stdout, stderr } = spawnSync('git', LIST, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: LARGEST_LIST,
    env: gitEnvironment(),
  });
  if (status !== 0) return null;
  const files = stdout.split('\0').filter((path) => path !== '');
  if (!files.includes('package.json')) return null;
  for (const [, folder] of stderr.matchAll(/could not open directory '(.+\/)'/g)) isUnreadable(folder!);
  return files;
}

function walkedFiles(root: string, folder: string, isUnreadable: (folder: string) => void): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    isUnreadable(`${folder}/`);
    return [];
  }
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory())
      return /^(node_modules|\.git)$/.test(entry.name) ? [] : walkedFiles(root, path, isUnreadable);
    return entry.isFile() ? [path] : [];
  });
}

/** The folders that are packages of their own, each with a `/` behind it. A mere `{ "type": "module" }` makes none. */
export function nestedPackages(root: string, files: readonly string[]): string[] {
  return files
    .filter((path) => path.endsWith('/package.json') && isPackage(join(root, path)))
    .map((path) => path.slice(0, -'package.json'.length));
}

function isPackage(path: string): boolean {
  try {
    const manifest = JSON.parse(readTextSync(path)) as Record<string, unknown>;
    return ['name', 'dependencies', 'devDependencies', 'scripts'].some((field) => manifest[field] !== undefined);
  } catch {
    return false;
  }
}
