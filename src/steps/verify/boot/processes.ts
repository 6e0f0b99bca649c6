/** Everything that tempered has started and that still runs, and its end. */
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { listProcesses } from './process-table';
import { removeSocketFiles } from './socket-files';

/** A program that was started in a process group of its own, with all that came of it. */
export interface Tree {
  /** Of the process that leads the group. */
  pid: number;
  /** Text that stands in the environment of every process of the tree. */
  mark: string;
  /** Processes known otherwise, which are alive. */
  known(): number[];
  /** Socket files that it has made, removed with it. */
  sockets?(): string[];
  /** Its temporary files, removed with it. */
  folder: string;
}

const ROUNDS = 40;
const PAUSE = 25;

const running = new Map<Tree, () => Promise<void>>();
let watching = false;

/** Remembers what has to be stopped when tempered ends; `forget` it once it is gone. */
export function remember(tree: Tree, stop: () => Promise<void>): void {
  running.set(tree, stop);
  if (watching) return;
  watching = true;
  // Whoever ends this process without stopAll() leaves only time for this.
  process.on('exit', () => [...running.keys()].forEach(endAtOnce));
}

export function forget(tree: Tree): void {
  running.delete(tree);
}

/** Stops everything that runs, at once; resolves when it is gone. To be called when tempered is interrupted. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running.values()].map((stop) => stop()));
}

/** Kills the tree, and what it started meanwhile, until nothing of it is left, its temporary files included. */
export async function endTree(tree: Tree): Promise<void> {
  for (let round = 0; round < ROUNDS && killTree(tree) > 0; round++) {
    await wait(PAUSE);
  }
  removeSocketFiles(tree.sockets?.() ?? []);
  await rm(tree.folder, { recursive: true, force: true, maxRetries: 3 });
}

function endAtOnce(tree: Tree): void {
  killTree(tree);
  removeSocketFiles(tree.sockets?.() ?? []);
  try {
    rmSync(tree.folder, { recursive: true, force: true });
  } catch {
    // Something that is about to end has just written to it.
  }
}

/** Sends SIGKILL to all of the tree, and returns how many processes there were. */
function killTree(tree: Tree): number {
  const found = listProcesses(tree);
  if (found) return found.filter((pid) => kill(pid, 'SIGKILL')).length;
  // Where there is no list of processes, the group and those that are known have to do.
  return [killGroup(tree.pid), ...tree.known().map((pid) => kill(pid, 'SIGKILL'))].filter(Boolean).length;
}

/** Whether it is one process, and neither this one, nor what started it, nor the system's first. */
export const mayKill = (pid: number): boolean =>
  Number.isSafeInteger(pid) && pid > 1 && pid !== process.pid && pid !== process.ppid;

/** Sends a signal; false where there is no such process any more, or it may not be killed. */
export const kill = (pid: number, signal: NodeJS.Signals): boolean => mayKill(pid) && send(pid, signal);

/** -1 would be all processes of the user, and 0 our own group. */
const killGroup = (pid: number): boolean => mayKill(pid) && send(-pid, 'SIGKILL');

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
