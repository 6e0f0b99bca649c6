import { isAbsolute, join, resolve } from 'node:path';
import { kindOf, readTextIfExists } from './paths';
import { readBytes } from './read';

/** Fixed fields of an entry before its hash: times, device, inode, mode, owner, size. */
const BEFORE_HASH = 40;
const EXTENDED = 0x4000;

/**
 * The paths that git tracks, relative to its work tree, from its index (https://git-scm.com/docs/index-format); empty
 * where there is none, or none that can be read. Git is not run: its configuration may name programs.
 */
export async function trackedPaths(gitRoot: string): Promise<string[]> {
  const folder = await gitFolder(gitRoot);
  const index = await readBytes(join(folder, 'index')).catch(() => null);
  if (index === null) return [];
  const config = (await readTextIfExists(join(folder, 'config'))) ?? '';
  try {
    return entriesOf(index, /objectformat\s*=\s*sha256/i.test(config) ? 32 : 20);
  } catch {
    // Cut off, or of a form that is not known: then nothing is said of it.
    return [];
  }
}

/** `.git`, or what the file of that name in a linked work tree or a submodule names. */
export async function gitFolder(gitRoot: string): Promise<string> {
  const path = join(gitRoot, '.git');
  if ((await kindOf(path)) !== 'file') return path;
  const target = /^gitdir:\s*(.+)$/m.exec((await readTextIfExists(path)) ?? '')?.[1]?.trim() ?? '';
  const folder = isAbsolute(target) ? target : resolve(gitRoot, target);
  // Whatever else a file names is none of git's: nothing is read there, and above all nothing written.
  return (await kindOf(join(folder, 'HEAD'))) === 'file' ? folder : path;
}

function entriesOf(index: Buffer, hashLength: number): string[] {
  const version = index.readUInt32BE(4);
  if (index.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return [];
  const paths: string[] = [];
  let at = 12;
  let before = Buffer.alloc(0);
  for (let left = index.readUInt32BE(8); left > 0; left--) {
    const flags = index.readUInt16BE(at + BEFORE_HASH + hashLength);
    const start = at + BEFORE_HASH + hashLength + 2 + (flags & EXTENDED ? 2 : 0);
    // Version 4 writes how much of the path before is left out, and what follows.
    const [removed, from] = version === 4 ? variableLength(index, start) : [before.length, start];
    const end = index.indexOf(0, from);
    if (end < 0) return [];
    before = Buffer.concat([before.subarray(0, before.length - removed), index.subarray(from, end)]);
    paths.push(before.toString('utf8'));
    // The others are filled up with NULs to a multiple of eight.
    at = version === 4 ? end + 1 : at + (((end - at) >> 3) + 1) * 8;
  }
  return paths;
}

/** A number in groups of seven bits, as git writes offsets. */
function variableLength(bytes: Buffer, start: number): [value: number, next: number] {
  let at = start;
  let byte = bytes[at++]!;
  let value = byte & 127;
  while (byte & 128) {
    byte = bytes[at++]!;
    value = (value + 1) * 128 + (byte & 127);
  }
  return [value, at];
}
