/** The processes of a tree, from /proc: a process that left the group still has the mark in its environment, or a parent that does. */
import { readdirSync, readFileSync } from 'node:fs';
import { mayKill, type Tree } from './processes';

/** A shorter one would be found in the environment of others. */
const SHORTEST_MARK = 16;

interface Entry {
  pid: number;
  parent: number;
  group: number;
  session: number;
}

/** Ids of the living processes of the tree; null where the system has no /proc. */
export function listProcesses({ pid: root, mark, known }: Tree): number[] | null {
  // Group 0 is that of the kernel, and everything comes of process 1: a root that is none must never match them.
  if (!mayKill(root) || mark.length < SHORTEST_MARK) return [];
  const entries = readTable();
  if (entries === null) return null;
  const leads = new Set([root, ...known().filter(mayKill)]);
  const members = new Set(
    entries
      .filter(({ pid, group, session }) => leads.has(pid) || group === root || session === root || isMarked(pid, mark))
      .map(({ pid }) => pid),
  );
  for (let size = -1; size !== members.size;) {
    size = members.size;
    for (const { pid, parent } of entries) if (members.has(parent)) members.add(pid);
  }
  return [...members];
}

function readTable(): Entry[] | null {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.length === 0 ? null : pids.map(Number).flatMap(readEntry);
  } catch {
    return null;
  }
}

/** `pid (name) state parent group session …`: the name may hold anything. Zombies are left out: they are dead. */
function readEntry(pid: number): Entry[] {
  const text = read(`/proc/${pid}/stat`);
  const [state, ...numbers] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [parent = 0, group = 0, session = 0] = numbers.map(Number);
  return text === '' || state === 'Z' || state === 'X' ? [] : [{ pid, parent, group, session }];
}

const isMarked = (pid: number, mark: string): boolean => read(`/proc/${pid}/environ`).includes(mark);

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // It has ended, or belongs to somebody else.
    return '';
  }
}
