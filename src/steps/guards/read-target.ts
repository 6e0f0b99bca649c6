import { join } from 'node:path';
import { UserError } from '../../errors';
import { readText } from '../../project/read';
import { mayNotRead } from '../../project/unreadable';

/** The text of a file that is to be edited; null where there is none. UserError 3 where it is there, but cannot be read. */
export async function readTarget(root: string, file: string): Promise<string | null> {
  return readText(join(root, file)).catch((error: NodeJS.ErrnoException) => {
    const code = error.code ?? '';
    if (/^(ENOENT|ENOTDIR|ELOOP)$/.test(code)) return null;
    if (/^(EISDIR|EINVAL|ENXIO)$/.test(code))
      throw new UserError(`${file} is not a file.`, 'Move what is there out of the way, and run again.');
    throw mayNotRead(file, error);
  });
}
