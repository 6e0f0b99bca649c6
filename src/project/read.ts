import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';

/** A pipe, a terminal or a device, which a link may lead to, keeps its reader waiting or never ends. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
/** Nothing that anybody writes by hand is larger. */
const LARGEST = 64 * 1024 * 1024;

/** The text of a file. @throws where there is none that can be read, or what is there is no file. */
export async function readText(path: string): Promise<string> {
  return (await readBytes(path)).toString('utf8');
}

/** The bytes of a file. @throws as `readText` */
export async function readBytes(path: string): Promise<Buffer> {
  const file = await open(path, WITHOUT_WAITING);
  try {
    check(await file.stat());
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** The text of a file, at once. @throws as `readText` */
export function readTextSync(path: string): string {
  const file = openSync(path, WITHOUT_WAITING);
  try {
    check(fstatSync(file));
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function check(stats: Stats): void {
  if (stats.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
  if (!stats.isFile()) throw Object.assign(new Error('it is no plain file'), { code: 'EINVAL' });
  if (stats.size > LARGEST) throw Object.assign(new Error('it has more than 64 MB'), { code: 'EFBIG' });
}
