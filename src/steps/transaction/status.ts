import { join } from 'node:path';
import { isUnedited } from '../merge/index';
import { type Entry, hashOf, type Outcome } from './journal';
import { isInPlace } from './inside';
import type { StoredRun } from './runs';
import type { Store } from './store';

/** A file as it was before the run, as the run left it, or as somebody else has made it since; a formatter is nobody. */
export type Status = 'before' | 'after' | 'other';

/** What each file of a run is now, in the order of its entries. */
export async function statusesOf(run: StoredRun, outcome: Outcome): Promise<Status[]> {
  const { store, journal } = run;
  const statuses: Status[] = [];
  for (const [index, entry] of journal.entries.entries()) {
    const path = join(store.root, entry.path);
    const isHere = await isReached(store, entry);
    const stats = isHere ? await store.files.lstat(path) : null;
    const bytes = stats?.isFile() ? await store.files.read(path) : null;
    if (!isHere || (stats && !bytes)) statuses.push('other');
    else statuses.push(await statusOf(run, index, entry, bytes, outcome));
  }
  return statuses;
}

/** The lockfile of a workspace is above the root. */
export const isReached = async ({ files, root }: Store, { path, kind }: Entry): Promise<boolean> =>
  (kind === 'lockfile' && path.startsWith('../')) || isInPlace(files, root, path);

async function statusOf(
  { store, folder, state }: StoredRun,
  index: number,
  entry: Entry,
  bytes: Buffer | null,
  { installed, settled }: Outcome,
): Promise<Status> {
  const now = bytes && hashOf(bytes);
  const isBusy = state !== 'done' && installed !== 'no';
  if (now === (entry.before?.sha256 ?? null)) return 'before';
  // Installing nothing leaves it alone; installing, and installing again when it is put back, writes it.
  if (entry.kind === 'lockfile' && installed === 'no') return 'before';
  if (entry.kind === 'lockfile' && (isBusy || installed === 'begun')) return 'after';
  if (now === entry.after || (entry.path in settled && now === settled[entry.path])) return 'after';
  // Where putting back was begun, what is not there is what it was about to replace.
  if (bytes === null) return state === 'undoing' ? 'after' : 'other';
  const kept = (name: string): Promise<string | null> => store.files.read(join(folder, name)).then(String, () => null);
  if (entry.kind === 'source') {
    const written = state === 'done' ? await kept(`${index}.after`) : null;
    return written !== null && isUnedited(entry.path, written, String(bytes)) ? 'after' : 'other';
  }
  if (entry.kind !== 'manifest' || !isBusy) return 'other';
  for (const name of [`${index}.after`, `${index}.before`]) {
    const known = await kept(name);
    if (known !== null && differsInManager(String(bytes), known)) return 'after';
  }
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
