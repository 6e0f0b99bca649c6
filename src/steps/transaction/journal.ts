import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { UserError } from '../../errors';
import { LOCKFILES } from '../../project/manager';
import type { PackageManagerName } from '../../types';
import type { Files } from './files';

/** What a file was before. */
export interface Original {
  sha256: string;
  mode: number;
  uid: number;
  gid: number;
}

/** A file that a run changes. Its bytes stand beside the journal, by its place in the list: `0.before`, `0.after`. */
export interface Entry {
  /** As the change set names it. */
  file: string;
  /** Where it really is, relative to the root's real path. */
  path: string;
  before: Original | null;
  /** The hash of what the run writes. */
  after: string | null;
  /** It is new, and made to be run. */
  executable?: true;
  /** A package manager may write it as well: `manifest` is package.json. */
  kind: 'source' | 'manifest' | 'lockfile';
}

/** What a run is going to do, written before it does anything. It never changes: later steps add files of their own. */
export interface Journal {
  schemaVersion: 1;
  tempered: string;
  command: string;
  started: string;
  /** The project, relative to the work tree's root. */
  project: string;
  /** Of the folder that it is kept in, where that is in the project. */
  inode: string | null;
  /** Part of the names of temporary files. */
  token: string;
  /** What installs packages; null where there are none to install. */
  manager: PackageManagerName | null;
  entries: Entry[];
  /** Folders of other projects that it changes, below the project. */
  others?: string[];
  /** Folders that were not there, those above first. */
  made: string[];
  /** Folders that are left empty and go, those below first. */
  emptied: { path: string; mode: number }[];
}

/** `done.json`: the run came to its end. */
export interface Outcome {
  installed: 'no' | 'begun' | 'yes';
  /** What package managers have made of package.json and lockfiles: hashes by path. */
  settled: Record<string, string | null>;
}

export type RunState = 'begun' | 'undoing' | 'done';

const MANAGERS: PackageManagerName[] = ['npm', 'pnpm', 'yarn', 'bun'];

const JOURNAL = 'journal.json';
const DONE = 'done.json';
/** An empty file each: even a full disk has room for it. */
const INSTALLING = 'installing';
const UNDOING = 'undoing';

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const hasJournal = async (files: Files, folder: string): Promise<boolean> =>
  (await files.lstat(join(folder, JOURNAL))) !== null;

/** Null where there is none, so that nothing was written yet. UserError 3 where it is of a newer tempered, or damaged. */
export async function readJournal(files: Files, folder: string): Promise<Journal | null> {
  if (!(await hasJournal(files, folder))) return null;
  const path = join(folder, JOURNAL);
  const journal = (await readJson(files, path)) as Partial<Journal> | null;
  if (Number(journal?.schemaVersion) > 1)
    throw new UserError(`${path} was written by a newer tempered.`, 'Update tempered and run again.');
  if (journal?.schemaVersion !== 1 || !isUsable(journal))
    throw new UserError(`${path} is damaged.`, `What the run has changed is beside it; remove ${folder} to go on.`);
  return journal as Journal;
}

/** Whoever hands on a folder may have put a journal into it: nothing that it names may lead out, or be run. */
function isUsable({ entries, made, emptied, token, manager, others = [] }: Partial<Journal>): boolean {
  return (
    [entries, made, emptied].every(Array.isArray) &&
    entries!.every(isEntry) &&
    Array.isArray(others) &&
    [...made!, ...others, ...emptied!.map((folder) => folder?.path)].every(isInside) &&
    typeof token === 'string' &&
    /^[0-9a-f]+$/.test(token) &&
    (manager === null || MANAGERS.includes(manager!))
  );
}

/** Its path is of this project, or that of a lockfile of the workspace above. */
function isEntry(entry: Partial<Entry> | null): boolean {
  const path: unknown = entry?.path;
  if (typeof path !== 'string' || typeof entry?.file !== 'string') return false;
  return isInside(path) || (entry.kind === 'lockfile' && LOCKFILES.includes(path.replace(/^(\.\.\/)+/, '')));
}

// A backslash is a character as any other, but on Windows.
const isInside = (path: unknown): boolean =>
  typeof path === 'string' &&
  !isAbsolute(path) &&
  !(sep === '\\' && path.includes(sep)) &&
  !path.split('/').some((part) => part === '..' || part === '.git');

export const writeJournal = (files: Files, folder: string, journal: Journal): Promise<void> =>
  writeJson(files, join(folder, JOURNAL), journal);

/** From now on there is nothing to put back. */
export async function removeJournal(files: Files, folder: string): Promise<void> {
  await files.remove(join(folder, JOURNAL));
  await files.sync(folder);
}

export async function stateOf(files: Files, folder: string): Promise<RunState> {
  if (await files.lstat(join(folder, UNDOING))) return 'undoing';
  return (await files.lstat(join(folder, DONE))) ? 'done' : 'begun';
}

export async function outcomeOf(files: Files, folder: string): Promise<Outcome> {
  const path = join(folder, DONE);
  if (await files.lstat(path)) return (await readJson(files, path)) as Outcome;
  const begun = await files.lstat(join(folder, INSTALLING));
  return { installed: begun ? 'begun' : 'no', settled: {} };
}

export const markDone = (files: Files, folder: string, outcome: Outcome): Promise<void> =>
  writeJson(files, join(folder, DONE), outcome);
export const markInstalling = (files: Files, folder: string): Promise<void> => mark(files, join(folder, INSTALLING));
export const markUndoing = (files: Files, folder: string): Promise<void> => mark(files, join(folder, UNDOING));

async function mark(files: Files, path: string): Promise<void> {
  if (await files.lstat(path)) return;
  await files.create(path, '', 0o600);
  await files.sync(dirname(path));
}

async function writeJson(files: Files, path: string, value: unknown): Promise<void> {
  const temporary = `${path}.tmp`;
  await files.remove(temporary);
  await files.create(temporary, `${JSON.stringify(value, null, 2)}\n`, 0o600);
  await files.rename(temporary, path);
  await files.sync(dirname(path));
}

async function readJson(files: Files, path: string): Promise<unknown> {
  try {
    return JSON.parse(String(await files.read(path)));
  } catch (error) {
    throw new UserError(`${path} is damaged: ${(error as Error).message}`, 'Remove it to go on without it.');
  }
}
