import { join } from 'node:path';
import type { Hardening } from '../../types/proof';
import { disk } from './files';
import { runsBack, type StoredRun } from './runs';
import { findStore } from './store';

/** Beside a run's journal, so that it goes with the run where that is undone. */
const FILE = 'hardening.json';

/** What a run has seen of its projects, by their folders. */
type KeptFile = { schemaVersion: 1; projects: Record<string, Omit<Hardening, 'started'>> };

/** Keeps what a run has seen of its projects. It is for reports only: a full disk is no reason to put a run back. */
export async function keepHardening({ store, folder }: StoredRun, projects: KeptFile['projects']): Promise<void> {
  const text = `${JSON.stringify({ schemaVersion: 1, projects } satisfies KeptFile)}\n`;
  await store.files.create(join(folder, FILE), text, 0o600).catch(() => undefined);
}

/** What the last run that looked at this project has seen of it; null where none is kept here, or it cannot be read. */
export async function lastHardening(root: string, folder = ''): Promise<Hardening | null> {
  try {
    const store = await findStore(disk, root);
    if (store === null) return null;
    for await (const { folder: run, journal, state } of runsBack(store)) {
      const path = join(run, FILE);
      if (state !== 'done' || !(await disk.lstat(path))?.isFile()) continue;
      const { schemaVersion, projects } = JSON.parse(String(await disk.read(path))) as KeptFile;
      const kept = schemaVersion === 1 && Object.hasOwn(projects, folder) ? projects[folder] : undefined;
      if (kept) return { started: journal.started, ...kept };
    }
  } catch {
    // No report fails for it.
  }
  return null;
}
