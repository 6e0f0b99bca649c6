import { proofDocument } from '../report/proof/document';
import { proofHtml } from '../report/proof/html';
import { proofMarkdown } from '../report/proof/markdown';
import { proofTable } from '../report/proof/table';
import type { ProofReport } from '../types/proof';
import { createScreen, type Io, isAccessible } from '../ui/screen';
import { tool } from '../version';
import type { ProofFormat } from './options';
import { widthOf, writeText } from './output';

/** Prints what was proven in the format asked for, to stdout or into a file. */
export async function printProof(
  report: ProofReport,
  { format, output }: { format: ProofFormat; output?: string },
  io: Io,
): Promise<void> {
  const screen = createScreen(io.stdout, io.env);
  const paint = output === undefined ? screen.paint : (_style: string, text: string): string => text;
  const texts: Record<ProofFormat, () => string> = {
    table: () => proofTable(report, { paint, width: widthOf(io), plain: isAccessible(io.env) }),
    json: () => proofDocument(report, tool),
    markdown: () => proofMarkdown(report),
    html: () => proofHtml(report),
  };
  await writeText(texts[format](), output, io);
}
