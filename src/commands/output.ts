import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../errors';
import type { Io } from '../ui/screen';

/** Of the terminal, wherever on it the text goes. */
export const widthOf = ({ stdout, stderr }: Io): number => stdout.columns ?? stderr.columns ?? 100;

/** UserError 2 where the folder of a file to write is not there, before anything is done. */
export async function checkOutput(output: string | undefined): Promise<void> {
  if (output === undefined) return;
  const folder = dirname(resolve(output));
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new UserError(`There is no folder ${folder}.`, 'Make it, or name another file.', 2);
}

/** Writes a result to stdout, or into the file that `--output` names. */
export async function writeText(text: string, output: string | undefined, io: Io): Promise<void> {
  if (output === undefined) io.stdout.write(text);
  else await writeFile(output, text);
}
