import { randomBytes } from 'node:crypto';
import { join, relative } from 'node:path';
import { UserError } from '../../errors';
import { LOCKFILES } from '../../project/manager';
import { toPosix } from '../../project/paths';
import type { FileChange, PackageManagerName } from '../../types';
import { tool } from '../../version';
import { asUserError } from './failures';
import { disk, type Files, makeFolders } from './files';
import { HINT } from './inside';
import { emptiedFolders, inspect, lookAt, missingFolders, type Target } from './inspect';
import { removeJournal, writeJournal } from './journal';
import { lastRun, markOf, nextRunFolder, removeRun, type StoredRun, sweep } from './runs';
import { closeStore, openStore, type Store } from './store';

/** What is to be written, and what else may be written on the way. */
export interface RunInput {
  root: string;
  changes: readonly FileChange[];
  command: string;
  /** Folders of other projects that it changes, below the root. */
  others?: readonly string[];
  /** The last run when the project was read, as `lastMark` gives it; whatever was run since is in the way. */
  since?: string | null;
  /** Where packages are to be installed: by what, and the folder of the workspace's lockfile. */
  packages?: { manager: PackageManagerName; workspaceRoot: string };
  files?: Files;
}

/**
 * Takes the lock, looks at every file, and brings the original bytes and the new ones to the disk, before anything else
 * is written. UserError 3 where that cannot be: then nothing was written, and nothing is left.
 */
export async function beginRun(input: RunInput): Promise<StoredRun> {
  const store = await openStore(input.files ?? disk, input.root, input.others).catch(notKept);
  try {
    await refuseLater(store, input.since);
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

/** Files that are all as they were read may still not belong together: some were read before another run, some behind it. */
async function refuseLater(store: Store, since: string | null | undefined): Promise<void> {
  const run = await lastRun(store);
  if (run !== null && run.state !== 'done')
    throw new UserError('An earlier run was interrupted.', 'Put its files back with: tempered undo.');
  if (since !== undefined && (run && markOf(run)) !== since)
    throw new UserError('Another run of tempered has changed this project meanwhile.', HINT);
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

async function keep(store: Store, { command, packages, others = [] }: RunInput, targets: Target[]): Promise<StoredRun> {
  const { files, root, project } = store;
  const folder = await nextRunFolder(store);
  const journal = {
    schemaVersion: 1 as const,
    tempered: tool.version,
    command,
    started: new Date().toISOString(),
    project,
    inode: store.inode,
    token: randomBytes(4).toString('hex'),
    manager: packages?.manager ?? null,
    ...(others.length > 0 && { others: [...others] }),
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
