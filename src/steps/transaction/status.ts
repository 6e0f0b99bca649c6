import { join } from 'node:path';
import { type Entry, hashOf, type Outcome, type RunState } from './journal';
import { isInPlace } from './inside';
import type { Files } from './files';
import type { Store, StoredRun } from './store';

/** A file as it was before the run, as the run left it, or as somebody else has made it since. */
export type Status = 'before' | 'after' | 'other';

/** What each file of a run is now, in the order of its entries. */
export async function statusesOf({ store, folder, journal, state }: StoredRun, outcome: Outcome): Promise<Status[]> {
  const statuses: Status[] = [];
  for (const [index, entry] of journal.entries.entries()) {
    const path = join(store.root, entry.path);
    const isHere = await isReached(store, entry);
    const stats = isHere ? await store.files.lstat(path) : null;
    const bytes = stats?.isFile() ? await store.files.read(path) : null;
    if (!isHere || (stats && !bytes)) statuses.push('other');
    else statuses.push(await statusOf(store.files, join(folder, `${index}.after`), entry, bytes, outcome, state));
  }
  return statuses;
}

/** The lockfile of a workspace is above the root. */
export const isReached = async ({ files, root }: Store, { path, kind }: Entry): Promise<boolean> =>
  (kind === 'lockfile' && path.startsWith('../')) || isInPlace(files, root, path);

async function statusOf(
  files: Files,
  written: string,
  entry: Entry,
  bytes: Buffer | null,
  { installed, settled }: Outcome,
  state: RunState,
): Promise<Status> {
  const now = bytes && hashOf(bytes);
  if (now === (entry.before?.sha256 ?? null)) return 'before';
  if (entry.kind === 'lockfile' && installed !== 'yes') return installed === 'no' ? 'before' : 'after';
  if (now === entry.after || (entry.path in settled && now === settled[entry.path])) return 'after';
  // Where putting back was begun, what is not there is what it was about to replace.
  if (bytes === null) return state === 'undoing' ? 'after' : 'other';
  if (entry.kind === 'manifest' && installed !== 'no' && state !== 'done' && (await files.lstat(written)))
    return differsInManager(String(bytes), String(await files.read(written))) ? 'after' : 'other';
  return 'other';
}

/** Package managers write their own name into package.json, and write all of it anew to do so. */
export function differsInManager(now: string, written: string): boolean {
  const rest = (text: string): string => {
    const { packageManager: _, ...others } = JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;
    return JSON.stringify(others);
  };
  try {
    return rest(now) === rest(written);
  } catch {
    return false;
  }
}
