import { join } from 'node:path';
import type { FileChange } from '../../types';
import { outcomeOf } from './journal';
import { statusesOf } from './status';
import type { StoredRun } from './runs';

/** What undoing a run would do, as changes of what is there now; files that are no text are only named. */
export async function changesOfUndo(run: StoredRun): Promise<{ changes: FileChange[]; binary: string[] }> {
  const { store, folder, journal } = run;
  const statuses = await statusesOf(run, await outcomeOf(store.files, folder));
  const changes: FileChange[] = [];
  const binary: string[] = [];
  for (const [index, { file, path, before }] of journal.entries.entries()) {
    if (statuses[index] === 'before') continue;
    const now = await textAt(run, join(store.root, path));
    const original = before ? await textAt(run, join(folder, `${index}.before`)) : null;
    if (now === undefined || original === undefined) binary.push(file);
    else changes.push({ file, before: now, after: original, measures: [] });
  }
  return { changes, binary };
}

/** Null where there is no file, undefined where it is no UTF-8. */
async function textAt({ store: { files } }: StoredRun, path: string): Promise<string | null | undefined> {
  const stats = await files.lstat(path);
  if (!stats?.isFile()) return stats ? undefined : null;
  const bytes = await files.read(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
