import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../../errors';
import type { Files } from './files';

/** Who holds a lock. */
interface Holder {
  pid: number;
  host: string;
  /** When the process began, as the system counts it: process ids are used again. Null where it does not say. */
  born: string | null;
}

/** The locks that this process has, or is about to take. */
const held = new Set<string>();
/** Milliseconds in which who has made the file may still be writing its name into it. */
const YOUNG = 1000;

/**
 * Takes the lock of a project at a path, in a folder that is there. UserError 3 where somebody else who is alive has it.
 */
export async function takeLock(files: Files, path: string, project = 'this project'): Promise<void> {
  if (held.has(path)) throw await heldError(files, path, project);
  held.add(path);
  try {
    if (await isHeldByOther(files, path)) throw await heldError(files, path, project);
    await removeStale(files, path, project);
    const mine: Holder = { pid: process.pid, host: hostname(), born: bornAt(process.pid) };
    await files.create(path, JSON.stringify(mine), 0o600);
  } catch (error) {
    held.delete(path);
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? await heldError(files, path, project) : error;
  }
}

export async function releaseLock(files: Files, path: string): Promise<void> {
  if (held.delete(path)) await files.remove(path);
}

/** Whether a living process has the lock. */
export const isLocked = async (files: Files, path: string): Promise<boolean> =>
  held.has(path) || isHeldByOther(files, path);

async function isHeldByOther(files: Files, path: string): Promise<boolean> {
  const stats = await files.lstat(path);
  if (!stats) return false;
  const holder = await holderOf(files, path);
  if (holder) return isAlive(holder);
  if (Math.abs(Date.now() - stats.mtimeMs) > YOUNG) return false;
  await setTimeout(50);
  return isHeldByOther(files, path);
}

/** Somebody else may be about to do the same: what is taken away is looked at once more. */
async function removeStale(files: Files, path: string, project: string): Promise<void> {
  if (!(await files.lstat(path))) return;
  const aside = `${path}.${process.pid}`;
  await files.rename(path, aside);
  if (await isHeldByOther(files, aside)) {
    await files.rename(aside, path);
    throw await heldError(files, path, project);
  }
  await files.remove(aside);
}

async function holderOf(files: Files, path: string): Promise<Holder | null> {
  const text = await files.read(path).then(String, () => '');
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

function isAlive({ pid, host, born }: Holder): boolean {
  // Nobody can look into another machine, or into another container.
  if (host !== hostname()) return true;
  // An earlier process with the same id: containers begin to count anew.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return born === null || born === bornAt(pid);
}

async function heldError(files: Files, path: string, project: string): Promise<UserError> {
  const holder = await holderOf(files, path);
  const elsewhere = holder && holder.host !== hostname();
  return new UserError(
    `Another tempered is at work on ${project}${holder ? ` (process ${holder.pid}${elsewhere ? ` on ${holder.host}` : ''})` : ''}.`,
    `Wait until it is done, and run again.${elsewhere ? ` If it is not running any more, remove ${path}.` : ''}`,
  );
}

/** Clock ticks from the start of the machine to the start of the process, on Linux. */
function bornAt(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
