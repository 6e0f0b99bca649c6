import { stat } from 'node:fs/promises';
import { disk, type Files } from '../../src/steps/transaction/files';

/** What changes the disk; everything else only looks. */
const WRITES = ['create', 'setMode', 'setOwner', 'rename', 'remove', 'makeFolder', 'removeFolder', 'sync'] as const;
type Write = (typeof WRITES)[number];
type Operation = { name: Write; args: unknown[]; run: () => Promise<unknown> };

/** The real disk, with every operation that writes going through `around`. */
function intercepted(around: (operation: Operation) => Promise<unknown>, always: () => void = () => undefined): Files {
  const wrapped = Object.entries(disk).map(([name, run]) => [
    name,
    async (...args: unknown[]) => {
      always();
      const call = (): Promise<unknown> => (run as (...args: unknown[]) => Promise<unknown>)(...args);
      return WRITES.includes(name as Write) ? around({ name: name as Write, args, run: call }) : call();
    },
  ]);
  return Object.fromEntries(wrapped) as unknown as Files;
}

export class Killed extends Error {}

/**
 * A process that is killed at its n-th writing operation, counted from 0: before it, or in the middle of it where it
 * writes a file. Nothing that it does afterwards reaches the disk.
 */
export function killedAt(
  n: number,
  when: 'before' | 'amid' = 'before',
): { files: Files; steps: () => number; isDead: () => boolean } {
  let steps = 0;
  let dead = false;
  const check = (): void => {
    if (dead) throw new Killed();
  };
  const files = intercepted(async ({ name, args, run }) => {
    if (steps++ !== n) return run();
    dead = true;
    if (when === 'amid' && name === 'create') {
      const bytes = Buffer.from(args[1] as Buffer);
      await disk.create(args[0] as string, bytes.subarray(0, bytes.length / 2), args[2] as number);
    }
    throw new Killed();
  }, check);
  return { files, steps: () => steps, isDead: () => dead };
}

/** How many writing operations a piece of work has. */
export function counting(): { files: Files; steps: () => number } {
  return killedAt(Infinity);
}

/** A disk on which the operations that match fail with this code. */
export function failing(code: string, matches: (name: Write, path: string, step: number) => boolean): Files {
  let steps = 0;
  return intercepted(({ name, args, run }) =>
    matches(name, String(args[0]), steps++)
      ? Promise.reject(Object.assign(new Error(`${code}: injected`), { code }))
      : run(),
  );
}

/** A disk that has room for this many bytes more; what is removed, or replaced, makes room. Other paths are on another disk. */
export function withRoomFor(bytes: number, isOn: (path: string) => boolean = () => true): Files {
  let room = bytes;
  const sizeOf = (path: unknown): Promise<number> =>
    stat(path as string).then(
      ({ size }) => size,
      () => 0,
    );
  return intercepted(async ({ name, args, run }) => {
    if (!isOn(String(args[0]))) return run();
    const needed = name === 'create' ? Buffer.from(args[1] as Buffer).length : 0;
    if (needed > room) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const freed = name === 'remove' ? await sizeOf(args[0]) : name === 'rename' ? await sizeOf(args[1]) : 0;
    const result = await run();
    room += freed - needed;
    return result;
  });
}
