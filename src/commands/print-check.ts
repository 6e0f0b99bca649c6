import { measures } from '../measures/index';
import { checkDocument } from '../report/check/document';
import { gitlabDocument } from '../report/check/gitlab';
import type { CheckPart, CheckReport } from '../report/check/report';
import { sarifDocument } from '../report/check/sarif';
import { checkTable } from '../report/check/table';
import { remarksText } from '../report/remarks';
import { createScreen, type Io, withoutControls } from '../ui/screen';
import type { CheckFormat, CheckOptions } from './options';
import { writeText } from './output';

/** How a table looks: with the colours and columns of a terminal, or with neither in a file. */
type Look = Parameters<typeof checkTable>[1];
const plain: Look = { paint: (_style, text) => text };

const texts: Record<CheckFormat, (report: CheckReport, look: Look) => string> = {
  table: checkTable,
  json: checkDocument,
  sarif: (report) =>
    sarifDocument(
      report,
      measures.flatMap(({ rules }) => rules),
    ),
  gitlab: gitlabDocument,
};

/** Prints what was found in the format asked for, to stdout or into a file; what else there is to say goes to stderr. */
export async function printCheck(report: CheckReport, options: CheckOptions, io: Io): Promise<void> {
  const { format, output, quiet } = options;
  const { paint, columns } = createScreen(io.stdout, io.env);
  const look = output === undefined ? { paint, width: columns } : plain;
  if (output !== undefined || !quiet || format !== 'table') await writeText(texts[format](report, look), output, io);
  for (const beside of options.report) await writeText(texts[beside.format](report, plain), beside.file, io);
  if (!quiet) io.stderr.write(withoutControls(report.parts.map((part) => remarksOf(part, report)).join('')));
}

/** Among several projects, each line says which one it is about. */
function remarksOf({ remarks, directory }: CheckPart, { parts }: CheckReport): string {
  const text = remarksText(remarks);
  return parts.length === 1 ? text : text.replace(/^(?=.)/gm, `${directory || '.'}: `);
}
