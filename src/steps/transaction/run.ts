import { randomBytes } from 'node:crypto';
import { join, relative } from 'node:path';
import { UserError } from '../../errors';
import { toPosix } from '../../project/paths';
import type { FileChange, PackageManagerName } from '../../types';
import { tool } from '../../version';
import { asUserError } from './failures';
import { disk, type Files, makeFolders } from './files';
import { emptiedFolders, inspect, lookAt, missingFolders, type Target } from './inspect';
import { hashOf, markDone, markInstalling, outcomeOf, removeJournal, writeJournal } from './journal';
import { placeFile, removeFile, temporaryBeside } from './place';
import { statusesOf } from './status';
import { closeStore, lastRun, nextRunFolder, openStore, removeRun, type Store, type StoredRun, sweep } from './store';

/** What is to be written, and what else may be written on the way. */
export interface RunInput {
  root: string;
  changes: readonly FileChange[];
  command: string;
  /** Where packages are to be installed: by what, and the folder of the workspace's lockfile. */
  packages?: { manager: PackageManagerName; workspaceRoot: string };
  files?: Files;
}

const LOCKFILES = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

/**
 * Takes the lock, looks at every file, and brings the original bytes and the new ones to the disk, before anything else
 * is written. UserError 3 where that cannot be: then nothing was written, and nothing is left.
 */
export async function beginRun(input: RunInput): Promise<StoredRun> {
  const store = await openStore(input.files ?? disk, input.root).catch(notKept);
  try {
    if (await isInterrupted(store))
      throw new UserError('An earlier run was interrupted.', 'Put its files back with: tempered undo.');
    await sweep(store);
    const targets = [
      ...(await inspect(store.files, store.root, input.changes)),
      ...(input.packages ? await watched(store, input) : []),
    ];
    return await keep(store, input, targets);
  } catch (error) {
    await closeStore(store);
    return notKept(error);
  }
}

async function isInterrupted(store: Store): Promise<boolean> {
  const run = await lastRun(store);
  return run !== null && run.state !== 'done';
}

/** What installing packages writes: no edit describes it. */
async function watched({ files, root }: Store, { changes, packages }: RunInput): Promise<Target[]> {
  const folders = [...new Set(['', toPosix(relative(root, await files.realpath(packages!.workspaceRoot)))])];
  const manifest = changes.some(({ file, before, after }) => file === 'package.json' && before !== after)
    ? []
    : ['package.json'];
  const names = [
    ...manifest,
    ...folders.flatMap((folder) => LOCKFILES.map((name) => (folder ? `${folder}/${name}` : name))),
  ];
  const targets: Target[] = [];
  for (const path of names) {
    const stats = await files.lstat(join(root, path));
    if (stats && !stats.isFile()) continue;
    const found = await lookAt(files, join(root, path), path);
    const kind = path === 'package.json' ? 'manifest' : 'lockfile';
    const sha256 = found?.original.sha256 ?? null;
    // What a package manager has made of it is compared with what it was.
    const bytes = { before: found?.bytes ?? null, after: kind === 'manifest' ? (found?.bytes ?? null) : null };
    targets.push({ file: path, path, before: found?.original ?? null, after: sha256, kind, bytes });
  }
  return targets;
}

async function keep(store: Store, { command, packages }: RunInput, targets: Target[]): Promise<StoredRun> {
  const { files, root, project } = store;
  const folder = await nextRunFolder(store);
  const journal = {
    schemaVersion: 1 as const,
    tempered: tool.version,
    command,
    started: new Date().toISOString(),
    project,
    token: randomBytes(4).toString('hex'),
    manager: packages?.manager ?? null,
    entries: targets.map(({ bytes: _, ...entry }) => entry),
    made: await missingFolders(files, root, targets),
    emptied: await emptiedFolders(files, root, targets),
  };
  try {
    await makeFolders(files, folder, 0o700);
    for (const [index, { bytes }] of targets.entries()) {
      if (bytes.before) await files.create(join(folder, `${index}.before`), bytes.before, 0o600);
      if (bytes.after) await files.create(join(folder, `${index}.after`), bytes.after, 0o600);
    }
    await writeJournal(files, folder, journal);
    await files.sync(join(folder, '..'));
  } catch (error) {
    await removeJournal(files, folder).catch(() => undefined);
    await removeRun(files, folder).catch(() => undefined);
    throw error;
  }
  return { store, folder, journal, state: 'begun' };
}

const notKept = (error: unknown): never => {
  throw asUserError(
    error,
    'What is needed to put everything back could not be kept',
    'Nothing was written. Mend this and run again.',
  );
};

/** Writes what is not written yet, one file after the other, each at once. */
export async function writeFiles(run: StoredRun): Promise<void> {
  const { store, folder, journal } = run;
  const { files, root } = store;
  const outcome = await outcomeOf(files, folder);
  const statuses = await statusesOf(run, outcome);
  const others = journal.entries.flatMap(({ file }, index) => (statuses[index] === 'other' ? [file] : []));
  if (others.length > 0) throw new UserError(`Changed meanwhile: ${others.join(', ')}`, 'Run again.');
  for (const path of journal.made) await makeFolders(files, join(root, path), 0o777);
  for (const [index, { path, before, after, kind }] of journal.entries.entries()) {
    if (statuses[index] === 'after' || kind === 'lockfile' || after === (before?.sha256 ?? null)) continue;
    const target = join(root, path);
    if (after === null) await removeFile(files, target);
    else {
      const bytes = await files.read(join(folder, `${index}.after`));
      await placeFile(files, target, temporaryBeside(target, journal.token, index), bytes, before);
    }
  }
  for (const { path } of journal.emptied) await files.removeFolder(join(root, path));
}

/** Says that from now on a package manager writes as well. */
export const beginInstall = ({ store, folder }: StoredRun): Promise<void> => markInstalling(store.files, folder);

/** The run came to its end: it can be undone from now on. One that changed nothing is forgotten. */
export async function settleRun(run: StoredRun, installed: boolean): Promise<void> {
  const { store, folder, journal } = run;
  const outcome = await outcomeOf(store.files, folder);
  const statuses = await statusesOf(run, outcome);
  if (statuses.every((status) => status === 'before')) return forgetRun(run);
  const settled: Record<string, string | null> = {};
  for (const [index, { path, kind }] of journal.entries.entries()) {
    if (kind === 'source' || statuses[index] === 'other') continue;
    const target = join(store.root, path);
    settled[path] = (await store.files.lstat(target)) ? hashOf(await store.files.read(target)) : null;
  }
  await markDone(store.files, folder, { installed: installed ? 'yes' : outcome.installed, settled });
  // They were for finishing it.
  for (const index of journal.entries.keys())
    await store.files.remove(join(folder, `${index}.after`)).catch(() => undefined);
}

/** Nothing of the run is to be put back any more. */
export async function forgetRun({ store, folder }: StoredRun): Promise<void> {
  await removeJournal(store.files, folder);
  // Without its journal, the next command sweeps it.
  await removeRun(store.files, folder).catch(() => undefined);
}

/** Gives the lock back. A run that is neither settled nor forgotten is an interrupted one. */
export const closeRun = ({ store }: StoredRun): Promise<void> => closeStore(store);
