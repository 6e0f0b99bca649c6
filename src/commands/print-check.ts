import { measures } from '../measures/index';
import { checkDocument } from '../report/check/document';
import type { CheckPart, CheckReport } from '../report/check/report';
import { sarifDocument } from '../report/check/sarif';
import { checkTable } from '../report/check/table';
import { remarksText } from '../report/remarks';
import { createScreen, type Io, withoutControls } from '../ui/screen';
import type { CheckOptions } from './options';
import { writeText } from './output';

/** Prints what was found in the format asked for, to stdout or into a file; what else there is to say goes to stderr. */
export async function printCheck(report: CheckReport, options: CheckOptions, io: Io): Promise<void> {
  const { format, output, quiet } = options;
  const screen = createScreen(io.stdout, io.env);
  const paint = output === undefined ? screen.paint : (_style: string, text: string): string => text;
  const texts: Record<CheckOptions['format'], () => string> = {
    table: () => checkTable(report, { paint, width: output === undefined ? screen.columns : undefined }),
    json: () => checkDocument(report),
    sarif: () =>
      sarifDocument(
        report,
        measures.flatMap(({ rules }) => rules),
      ),
  };
  if (output !== undefined || !quiet || format !== 'table') await writeText(texts[format](), output, io);
  if (!quiet) io.stderr.write(withoutControls(report.parts.map((part) => remarksOf(part, report)).join('')));
}

/** Among several projects, each line says which one it is about. */
function remarksOf({ remarks, directory }: CheckPart, { parts }: CheckReport): string {
  const text = remarksText(remarks);
  return parts.length === 1 ? text : text.replace(/^(?=.)/gm, `${directory || '.'}: `);
}
