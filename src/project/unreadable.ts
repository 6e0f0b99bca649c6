import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { UserError } from '../errors';

/** Bytes; larger files are data or built, and are not looked at. */
export const LARGEST = 1024 * 1024;

/** Of a text in the middle of a merge. */
export const CONFLICT = /^(<{7}|>{7}) .*$/m;

/** Why a file that the app cannot do without was not read. `name` is what the user calls it. */
export function unreadableError(path: string, name: string): UserError {
  let start: Buffer;
  try {
    start = startOf(path, LARGEST);
    if (statSync(path).size > LARGEST)
      return new UserError(`${name} is larger than 1 MB.`, 'Name the file that makes the app with --app FILE.');
  } catch (error) {
    return mayNotRead(name, error);
  }
  const encoding = encodingOf(start);
  if (encoding !== null)
    return new UserError(`${name} is ${encoding}, not text in UTF-8.`, 'Convert it, or name another file with --app.');
  if (CONFLICT.test(start.toString()))
    return new UserError(`${name} has the conflict markers of a merge.`, 'Resolve the conflict and run again.');
  return new UserError(`${name} cannot be parsed.`, 'Mend its syntax first; `node --check` shows the place.');
}

/** A file or folder that is there, and that this user may not read. */
export const mayNotRead = (name: string, error: unknown): UserError =>
  new UserError(
    `${name} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`,
    'Give this user the permission to read it, and run again.',
  );

/** What bytes are that no text in UTF-8 begins with; null where nothing speaks against it. */
export function encodingOf(bytes: Buffer): string | null {
  if (/^(\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2))) return 'UTF-16';
  return bytes.includes(0) ? 'binary' : null;
}

/** The first bytes of a file. */
export function startOf(path: string, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
  } finally {
    closeSync(file);
  }
}
