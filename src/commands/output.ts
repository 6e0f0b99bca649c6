import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../errors';
import { asUserError } from '../steps/transaction/failures';
import type { Io } from '../ui/screen';

/** Of the terminal, wherever on it the text goes. */
export const widthOf = ({ stdout, stderr }: Io): number => stdout.columns ?? stderr.columns ?? 100;

/** UserError 2 where the folder of a file to write is not there, or the file is one, before anything is done. */
export async function checkOutput(output: string | undefined): Promise<void> {
  if (output === undefined) return;
  const isFolder = async (path: string): Promise<boolean> =>
    (await stat(path).catch(() => null))?.isDirectory() === true;
  const folder = dirname(resolve(output));
  if (!(await isFolder(folder)))
    throw new UserError(`There is no folder ${folder}.`, 'Make it, or name another file.', 2);
  if (await isFolder(output)) throw new UserError(`${output} is a folder.`, 'Name a file in it.', 2);
}

/** Writes a result to stdout, or into the file that `--output` names. */
export async function writeText(text: string, output: string | undefined, io: Io): Promise<void> {
  if (output === undefined) io.stdout.write(text);
  else
    await writeFile(output, text).catch((error: unknown) => {
      throw asUserError(error, `${output} could not be written`, 'Mend this, or name another file.');
    });
}
