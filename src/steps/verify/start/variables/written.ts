import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { runFile, runFolder } from '../../boot/run-files';

/** `file:./dev.db?mode=rw` of Prisma, `sqlite:./x.db`; not `file::memory:`. */
const DATABASE_ADDRESS = /^((?:file|sqlite3?):(?:\/\/)?)([^:?]+)(\?.*)?$/i;
const DATABASE_FILE = /^[^:?*<>|\s]+\.(db3?|sqlite3?)$/i;

/** Names of what apps write to. What they only read (views, public files, certificates) is theirs as it is. */
const WRITTEN =
  /(^|_)(UPLOADS?|STORAGE|STORE|DATA|DATABASE|DB|SQLITE|TE?MP|CACHE|LOGS?|MEDIA|FILES?(?=_)|BACKUPS?|EXPORTS?|SESSIONS?|OUT|OUTPUT|ATTACHMENTS?|DOWNLOADS?|AVATARS?|DOCUMENTS?)(_|$)/;
const PLACE = /(^|_)(DIR|DIRECTORY|FOLDER|FILE|FILENAME|DEST|DESTINATION)$/;
/** May be the path of an address as well. */
const UNSURE = /(^|_)(PATH|ROOT|LOCATION)$/;
const IS_FILE = /(^|_)(FILE|FILENAME)$|(^|_)(DB|DATABASE|SQLITE)(_\w+)?_(PATH|LOCATION)$/;

export const upperName = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();

/**
 * A value of the example file; where it names a file or folder that the app writes to, one in the temporary folder of the
 * run, with a copy of what is there in the project: its database keeps its schema, and its rows.
 */
export function redirected(name: string, value: string, root: string): string {
  const [, scheme = '', path = '', query = ''] = DATABASE_ADDRESS.exec(value) ?? [];
  if (path !== '') return scheme + runFile(found(path, root)) + query;
  if (DATABASE_FILE.test(value)) return runFile(found(value, root));
  const upper = upperName(name);
  if (!WRITTEN.test(upper) || !isPath(upper, value, root)) return value;
  const isFile = IS_FILE.test(upper) || /\.\w+$/.test(value);
  return (isFile ? runFile : runFolder)(resolve(root, value));
}

/** Prisma goes by the folder of its schema. */
const found = (path: string, root: string): string =>
  [resolve(root, path), join(root, 'prisma', path)].find((each) => existsSync(each)) ?? resolve(root, path);

function isPath(upper: string, value: string, root: string): boolean {
  if (/[:?*<>|\s]/.test(value)) return false;
  if (/^\.\.?(\/|$)/.test(value)) return true;
  const exists = existsSync(resolve(root, value));
  return isAbsolute(value) ? exists : PLACE.test(upper) || (UNSURE.test(upper) && exists);
}

/** A file, or a folder, for a variable that names one; null for others. With SQLite the name of a database is a path. */
export function madeUpPlace(upper: string, sqlite: boolean): string | null {
  const isDatabase = /(^|_)(DB|DATABASE|SQLITE)(_|$)/.test(upper);
  if (isDatabase && (/SQLITE/.test(upper) || (sqlite && /(^|_)(DB|DATABASE)(_(NAME|STORAGE))?$/.test(upper))))
    return runFile('app.db');
  if (IS_FILE.test(upper)) return runFile(isDatabase ? 'app.db' : 'app');
  if (PLACE.test(upper) || (WRITTEN.test(upper) && UNSURE.test(upper))) return runFolder('app');
  return null;
}
