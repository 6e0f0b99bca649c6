import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { FileChange, Project } from '../types';
import { applyChanges } from './apply';

/** The lockfiles that installing packages may write: no edit describes them. Null where there was none. */
export type Lockfiles = Map<string, Buffer | null>;

const NAMES = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

/** Reads the lockfiles of the project and of its workspace, by absolute path. */
export async function readLockfiles({ root, packageManager }: Project): Promise<Lockfiles> {
  const folders = [...new Set([root, packageManager.workspaceRoot])];
  const found: Lockfiles = new Map();
  for (const path of folders.flatMap((folder) => NAMES.map((name) => join(folder, name))))
    found.set(path, await read(path));
  return found;
}

/**
 * Puts the files of an applied change set back as they were, and the lockfiles. What somebody else has changed since is
 * left alone: these files are returned. UserError 3 or 4 where a file cannot be written.
 */
export async function rollBack(root: string, changes: FileChange[], lockfiles: Lockfiles): Promise<string[]> {
  const reversed: FileChange[] = [];
  const left: string[] = [];
  for (const { file, before, after, measures } of changes) {
    const now = (await read(join(root, file)))?.toString() ?? null;
    if (now === after || (file === 'package.json' && differsInPackages(now, after)))
      reversed.push({ file, before: now, after: before, measures });
    else left.push(file);
  }
  await applyChanges(root, reversed);
  await restoreLockfiles(lockfiles);
  return left;
}

/** Every lockfile as it was read. */
export async function restoreLockfiles(lockfiles: Lockfiles): Promise<void> {
  for (const [path, bytes] of lockfiles) await restore(path, bytes);
}

/** Package managers write into package.json as well: dependencies, and their own name. */
function differsInPackages(now: string | null, after: string | null): boolean {
  const rest = (text: string | null): string => {
    const { dependencies: _1, devDependencies: _2, packageManager: _3, ...others } = JSON.parse(text ?? '{}');
    return JSON.stringify(others);
  };
  try {
    return rest(now) === rest(after);
  } catch {
    return false;
  }
}

async function restore(path: string, bytes: Buffer | null): Promise<void> {
  const now = await read(path);
  if (bytes === null && now !== null) await rm(path);
  else if (bytes !== null && now?.equals(bytes) !== true) await writeFileAtomic(path, bytes);
}

const read = (path: string): Promise<Buffer | null> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
