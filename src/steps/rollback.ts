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
 * Puts every file of an applied change set back as it was, and the lockfiles. UserError 3 or 4 where a file was changed
 * by somebody else meanwhile, or cannot be written.
 */
export async function rollBack(root: string, changes: FileChange[], lockfiles: Lockfiles): Promise<void> {
  const reversed = changes.map(({ file, before, after, measures }) => ({
    file,
    before: after,
    after: before,
    measures,
  }));
  for (const change of reversed) {
    // Package managers write into it themselves.
    if (change.file === 'package.json') change.before = await readFile(join(root, change.file), 'utf8');
  }
  await applyChanges(root, reversed);
  for (const [path, bytes] of lockfiles) {
    const now = await read(path);
    if (bytes === null && now !== null) await rm(path);
    else if (bytes !== null && now?.equals(bytes) !== true) await writeFileAtomic(path, bytes);
  }
}

const read = (path: string): Promise<Buffer | null> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
