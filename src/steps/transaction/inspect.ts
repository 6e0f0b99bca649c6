import { dirname, join, posix } from 'node:path';
import { UserError } from '../../errors';
import type { FileChange } from '../../types';
import type { Files } from './files';
import { HINT, pathInside } from './inside';
import { type Entry, hashOf } from './journal';

/** A change whose file has been looked at: where it really is, what it holds, and what it is to hold. */
export interface Target extends Entry {
  bytes: { before: Buffer | null; after: Buffer | null };
}

/**
 * Looks at every file of a change set. UserError 3 says which one is not `before` any more, is not UTF-8, may not be
 * written, or lies outside of the root.
 */
export async function inspect(files: Files, root: string, changes: readonly FileChange[]): Promise<Target[]> {
  const targets = new Map<string, Target>();
  const left = changes.filter(({ before, after }) => before !== after);
  for (let at = 0; at < left.length; at += AT_ONCE) {
    const looked = await Promise.allSettled(
      left.slice(at, at + AT_ONCE).map((change) => inspectOne(files, root, change)),
    );
    for (const each of looked) {
      if (each.status === 'rejected') throw each.reason;
      const { file, path } = each.value;
      if (targets.has(path)) throw new UserError(`${file} is to be changed twice`, HINT);
      targets.set(path, each.value);
    }
  }
  return [...targets.values()];
}

/** How many files are looked at at the same time: each answer takes its time, and few files may be open. */
const AT_ONCE = 16;

async function inspectOne(files: Files, root: string, change: FileChange): Promise<Target> {
  const { file, before, after, executable } = change;
  const path = await pathInside(files, root, file);
  const found = await lookAt(files, join(root, path), file);
  const text = found && decode(found.bytes, file);
  if (text !== before) throw new UserError(staleMessage(file, before, text), HINT);
  if (after !== null && Buffer.from(after).toString() !== after)
    throw new UserError(`${file} would not be valid UTF-8`, HINT);
  await checkWritable(files, join(root, path), file, found?.original.mode ?? null);
  const bytes = { before: found?.bytes ?? null, after: after === null ? null : Buffer.from(after) };
  const kind: Entry['kind'] = posix.basename(path) === 'package.json' ? 'manifest' : 'source';
  const target = {
    file,
    path,
    before: found?.original ?? null,
    after: bytes.after && hashOf(bytes.after),
    kind,
    bytes,
  };
  return executable ? { ...target, executable } : target;
}

/** What is at a path, for putting it back; null where nothing is there. */
export async function lookAt(
  files: Files,
  path: string,
  file: string,
): Promise<{ bytes: Buffer; original: NonNullable<Entry['before']> } | null> {
  const stats = await files.lstat(path);
  if (!stats) return null;
  if (!stats.isFile()) throw new UserError(`${file} is not a file`, HINT);
  const bytes = await files.read(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`${file} cannot be read: ${error.message}`, HINT);
  });
  const { mode, uid, gid } = stats;
  return { bytes, original: { sha256: hashOf(bytes), mode: mode & 0o7777, uid, gid } };
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

/** Who made a file read-only means it, though replacing it would work all the same. */
async function checkWritable(files: Files, path: string, file: string, mode: number | null): Promise<void> {
  const hint = 'Nothing was written. Make it writable, and run again.';
  if (mode !== null && (mode & 0o222) === 0) throw new UserError(`${file} is read-only`, hint);
  if (mode !== null)
    await files.checkWritable(path).catch(() => {
      throw new UserError(`${file} may not be written by this user`, hint);
    });
  let folder = dirname(path);
  while (!(await files.lstat(folder))) folder = dirname(folder);
  await files.checkWritable(folder).catch(() => {
    throw new UserError(`The folder of ${file} may not be written by this user`, hint);
  });
}

/** The folders that are not there yet, those above first; relative to the root. */
export async function missingFolders(files: Files, root: string, targets: readonly Target[]): Promise<string[]> {
  const missing = new Set<string>();
  for (const { path, after } of targets) {
    if (after === null) continue;
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) {
      if (missing.has(folder) || (await files.lstat(join(root, folder)))) break;
      missing.add(folder);
    }
  }
  return [...missing].sort((a, b) => a.length - b.length);
}

/** The folders that have nothing in them once the targets are removed, those below first: git would not keep them either. */
export async function emptiedFolders(
  files: Files,
  root: string,
  targets: readonly Target[],
): Promise<{ path: string; mode: number }[]> {
  const gone = new Set(targets.flatMap(({ path, after }) => (after === null ? [path] : [])));
  const kept = targets.flatMap(({ path, after }) => (after === null ? [] : [path]));
  const emptied: { path: string; mode: number }[] = [];
  for (const file of [...gone]) {
    for (let folder = posix.dirname(file); folder !== '.' && !gone.has(folder); folder = posix.dirname(folder)) {
      const names = await files.list(join(root, folder));
      if (!names.every((name) => gone.has(posix.join(folder, name)))) break;
      if (kept.some((path) => path.startsWith(`${folder}/`))) break;
      const stats = await files.lstat(join(root, folder));
      gone.add(folder);
      emptied.push({ path: folder, mode: (stats?.mode ?? 0o755) & 0o7777 });
    }
  }
  return emptied;
}
