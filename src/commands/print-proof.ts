import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../errors';
import { proofDocument } from '../report/proof/document';
import { proofHtml } from '../report/proof/html';
import { proofMarkdown } from '../report/proof/markdown';
import { proofTable } from '../report/proof/table';
import type { ProofReport } from '../types/proof';
import { createScreen, type Io } from '../ui/screen';
import { tool } from '../version';
import type { ProofFormat } from './options';

/** Prints what was proven in the format asked for, to stdout or into a file. */
export async function printProof(
  report: ProofReport,
  { format, output }: { format: ProofFormat; output?: string },
  io: Io,
): Promise<void> {
  const screen = createScreen(io.stdout, io.env);
  const paint = output === undefined ? screen.paint : (_style: string, text: string): string => text;
  const texts: Record<ProofFormat, () => string> = {
    table: () => proofTable(report, { paint, width: widthOf(io) }),
    json: () => proofDocument(report, tool),
    markdown: () => proofMarkdown(report),
    html: () => proofHtml(report),
  };
  await writeText(texts[format](), output, io);
}

/** Of the terminal, wherever on it the text goes. */
export const widthOf = ({ stdout, stderr }: Io): number => stdout.columns ?? stderr.columns ?? 100;

/** UserError 2 where the folder of `--output` is not there, before anything is done. */
export async function checkOutput(output: string | undefined): Promise<void> {
  if (output === undefined) return;
  const folder = dirname(resolve(output));
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory())
    throw new UserError(`There is no folder ${folder}.`, 'Make it, or name another --output.', 2);
}

/** Writes a result to stdout, or into the file that `--output` names. */
export async function writeText(text: string, output: string | undefined, io: Io): Promise<void> {
  if (output === undefined) io.stdout.write(text);
  else await writeFile(output, text);
}
