import { chmod, lstat, mkdir, readFile, realpath, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { UserError } from '../errors';
import type { FileChange } from '../types';

/** A change whose file has been looked at: where it really is, and what it holds. */
interface Target {
  file: string;
  /** Absolute, symbolic links followed. */
  path: string;
  /** Null where the file does not exist. */
  original: { bytes: Buffer; mode: number } | null;
  after: string | null;
}

/** What puts one step back; they are run last first. */
type Undo = { what: string; run: () => Promise<unknown> };

const HINT = 'Nothing was written. Run again, so that the change is made to what is there now.';

/**
 * Writes a change set, all or nothing. Every file is read again first, and UserError 3 says which one is not `before`
 * any more, is not UTF-8 or lies outside `root`; then nothing was written. Where writing fails, what was written is put
 * back, and UserError 4 says so. Files are replaced atomically and keep their mode.
 */
export async function applyChanges(root: string, changes: FileChange[]): Promise<void> {
  const realRoot = await realpath(root);
  const targets: Target[] = [];
  for (const change of changes) {
    if (change.before === change.after) continue;
    targets.push(await inspect(realRoot, change, targets));
  }
  const undo: Undo[] = [];
  try {
    for (const target of targets) await write(realRoot, target, undo);
  } catch (error) {
    throw await rollBack(undo, error);
  }
}

async function inspect(root: string, change: FileChange, seen: Target[]): Promise<Target> {
  const { file, before, after } = change;
  const path = await resolveInside(root, file);
  if (seen.some((target) => target.path === path)) throw new UserError(`${file} is to be changed twice`, HINT);
  const original = await readOriginal(path, file);
  const text = original && decode(original.bytes, file);
  if (text !== before) throw new UserError(staleMessage(file, before, text), HINT);
  if (after !== null && Buffer.from(after).toString() !== after)
    throw new UserError(`${file} would not be valid UTF-8`, HINT);
  return { file, path, original, after };
}

/** Where a file of the project really is. A symbolic link may lead anywhere inside the root, and nowhere else. */
async function resolveInside(root: string, file: string): Promise<string> {
  const outside = new UserError(`${file} is outside of the project`, HINT);
  if (isAbsolute(file) || file.includes('\0') || file.split(/[\\/]/).includes('..')) throw outside;
  const missing: string[] = [];
  let path = join(root, file);
  while ((await lstatOrNull(path)) === null) {
    missing.unshift(path.slice(dirname(path).length + 1));
    path = dirname(path);
  }
  const real = await realpath(path).catch(() => {
    throw new UserError(`${file} is a broken symbolic link`, HINT);
  });
  const inside = relative(root, real);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw outside;
  return join(real, ...missing);
}

async function readOriginal(path: string, file: string): Promise<Target['original']> {
  const stats = await lstatOrNull(path);
  if (!stats) return null;
  if (!stats.isFile()) throw new UserError(`${file} is not a file`, HINT);
  return { bytes: await readFile(path), mode: Number(stats.mode) & 0o7777 };
}

function decode(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UserError(`${file} is not UTF-8 text`, 'Nothing was written. Convert the file, or leave it out.');
  }
}

function staleMessage(file: string, before: string | null, now: string | null): string {
  if (before === null) return `${file} exists meanwhile`;
  return now === null ? `${file} does not exist any more` : `${file} was changed meanwhile`;
}

async function write(root: string, { file, path, original, after }: Target, undo: Undo[]): Promise<void> {
  if (after === null) {
    await unlink(path);
    undo.push({ what: file, run: () => putBack(path, original) });
    await removeEmptyFolders(root, dirname(path), undo);
    return;
  }
  await makeFolders(dirname(path), undo);
  await writeFileAtomic(path, after);
  undo.push({ what: file, run: () => putBack(path, original) });
}

async function putBack(path: string, original: Target['original']): Promise<void> {
  if (!original) return unlink(path).catch(ignoreMissing);
  await writeFileAtomic(path, original.bytes);
  await chmod(path, original.mode);
}

async function makeFolders(folder: string, undo: Undo[]): Promise<void> {
  if (await lstatOrNull(folder)) return;
  await makeFolders(dirname(folder), undo);
  await mkdir(folder);
  undo.push({ what: folder, run: () => rmdir(folder).catch(ignoreMissing) });
}

/** A folder that a removal leaves empty goes too: git would not keep it either. */
async function removeEmptyFolders(root: string, folder: string, undo: Undo[]): Promise<void> {
  if (folder === root) return;
  const { mode } = await stat(folder);
  const removed = await rmdir(folder).then(
    () => true,
    () => false,
  );
  if (!removed) return;
  undo.push({ what: folder, run: () => mkdir(folder, { mode: mode & 0o7777 }) });
  await removeEmptyFolders(root, dirname(folder), undo);
}

async function rollBack(undo: Undo[], cause: unknown): Promise<UserError> {
  const lost: string[] = [];
  for (const step of undo.reverse()) await step.run().catch(() => lost.push(step.what));
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The changes could not be written: ${reason}`;
  if (lost.length === 0) return new UserError(message, 'Everything is as it was before. Mend this and run again.', 4);
  return new UserError(message, `Could not be put back, look at these yourself: ${lost.join(', ')}`, 4);
}

async function lstatOrNull(path: string): Promise<Awaited<ReturnType<typeof lstat>> | null> {
  return lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new UserError(`${path} cannot be reached: ${error.message}`, HINT);
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
