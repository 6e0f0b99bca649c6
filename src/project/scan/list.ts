import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readTextSync } from '../read';

/** A repository's own configuration may name a program to run as file system monitor; git is not to start it. */
const LIST = ['-c', 'core.fsmonitor=false', 'ls-files', '-coz', '--exclude-standard'];
const LARGEST_LIST = 256 * 1024 * 1024;

/** Every file below the root, relative and sorted: those that git knows or would add, all of them without git. */
export function listFiles(root: string, isWorkTree: boolean): string[] {
  const known = isWorkTree ? gitFiles(root) : null;
  return [...new Set(known ?? walkedFiles(root, ''))].filter((path) => !/(^|\/)node_modules\//.test(path)).sort();
}

/** Null where git does not answer, or does not know the project: it is ignored by a repository around it, say. */
function gitFiles(root: string): string[] | null {
  const { status, stdout } = spawnSync('git', LIST, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: LARGEST_LIST,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  });
  if (status !== 0) return null;
  const files = stdout.split('\0').filter((path) => path !== '');
  return files.includes('package.json') ? files : null;
}

function walkedFiles(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return /^(node_modules|\.git)$/.test(entry.name) ? [] : walkedFiles(root, path);
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
