/** Files that an app writes to lie in the temporary folder of its run: nothing of the project is touched. */
import { cp, lstat, mkdir, opendir, realpath } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';

/** Bytes and files; of more than that no copy is made. */
const MOST_BYTES = 100 << 20;
const MOST_FILES = 5000;
const PLACEHOLDER = /\{tempered-(file|folder):([^}]*)\}/g;

/**
 * What stands for a file, or a folder, in the value of a variable, until there is a run. By its absolute path it begins as
 * a copy of what is there, by a mere name empty.
 */
export const runFile = (path: string): string => `{tempered-file:${encodeURIComponent(path)}}`;
export const runFolder = (path: string): string => `{tempered-folder:${encodeURIComponent(path)}}`;

/** The environment with the paths of such files, which are put below the folder. What is too large, or not readable, is left out. */
export async function placeFiles(
  env: Readonly<Record<string, string>>,
  folder: string,
): Promise<Record<string, string>> {
  const wanted = new Set(Object.values(env).flatMap((value) => value.match(PLACEHOLDER) ?? []));
  const placed = new Map<string, string>();
  for (const text of wanted) {
    const [, kind, code = ''] = new RegExp(PLACEHOLDER).exec(text)!;
    const path = decodeURIComponent(code);
    const place = join(folder, 'files', String(placed.size));
    const to = join(place, basename(path));
    await mkdir(kind === 'folder' ? to : place, { recursive: true });
    if (isAbsolute(path)) await copy(path, to);
    placed.set(text, to);
  }
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value.replace(PLACEHOLDER, (text) => placed.get(text) ?? text)]),
  );
}

/** With what SQLite has not yet written into the file itself. */
async function copy(from: string, to: string): Promise<void> {
  for (const end of ['', '-wal', '-journal'])
    try {
      const source = await realpath(from + end);
      if (await isSmall(source)) await cp(source, to + end, { recursive: true, filter: isPlain });
    } catch {
      // It is not there, or not for us to read.
    }
}

/** A link would lead back to where nothing may be written. */
async function isPlain(path: string): Promise<boolean> {
  const found = await lstat(path);
  return found.isFile() || found.isDirectory();
}

async function isSmall(path: string): Promise<boolean> {
  const found = await lstat(path);
  if (!found.isDirectory()) return found.size <= MOST_BYTES;
  let [files, bytes] = [0, 0];
  for await (const entry of await opendir(path, { recursive: true })) {
    files += 1;
    if (entry.isFile()) bytes += (await lstat(join(entry.parentPath, entry.name))).size;
    if (files > MOST_FILES || bytes > MOST_BYTES) return false;
  }
  return true;
}
