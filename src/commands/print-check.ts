import { measures } from '../measures/index';
import { checkDocument } from '../report/check/document';
import { gitlabDocument } from '../report/check/gitlab';
import { type CheckPart, type CheckReport, findingsOf } from '../report/check/model';
import { checkTable } from '../report/check/table';
import { remarksText } from '../report/remarks';
import type { Hardening } from '../types/proof';
import { createScreen, type Io, withoutControls } from '../ui/screen';
import { onGitHub, tellGitHubOfCheck } from './github';
import type { CheckFormat, CheckOptions } from './options';
import { writeText } from './output';
import { rulePages } from './rule-pages';

/** How a table looks: with the colours and columns of a terminal, or with neither in a file. */
type Look = Parameters<typeof checkTable>[1];
const plain: Look = { paint: (_style, text) => text };

const texts: Record<CheckFormat, (report: CheckReport, look: Look) => string | Promise<string>> = {
  table: checkTable,
  json: checkDocument,
  gitlab: gitlabDocument,
  // What fewer ask for is loaded with its own format.
  sarif: async (report) => (await import('../report/check/sarif')).sarifDocument(report, rules(), await extras(report)),
  markdown: async (report) => (await import('../report/check/markdown')).checkMarkdown(report),
  html: async (report) => (await import('../report/check/html')).checkHtml(report, rules(), await pageExtras(report)),
};

const rules = () => measures.flatMap((measure) => measure.rules);

/** What the pages of the rules say, and what `harden` would write. */
async function extras(report: CheckReport) {
  const pages = await rulePages(findingsOf(report).map(({ rule }) => rule));
  const fixes = new Map((await Promise.all(report.parts.map((part) => part.fixes()))).flatMap((each) => [...each]));
  return { pages, fixes };
}

/** What the page shows of the run before as well. */
async function pageExtras(report: CheckReport) {
  const hardenings = new Map<CheckPart, Hardening>();
  for (const part of report.parts) {
    const last = await part.hardening();
    if (last) hardenings.set(part, last);
  }
  return { ...(await extras(report)), hardenings };
}

/** Prints what was found in the format asked for, to stdout or into a file; what else there is to say goes to stderr. */
export async function printCheck(report: CheckReport, options: CheckOptions, given: Io): Promise<void> {
  const { format, output, quiet } = options;
  const { paint, columns } = createScreen(given.stdout, given.env);
  const look = output === undefined ? { paint, width: columns } : plain;
  const io = onGitHub(given, format === 'table');
  const isShown = output !== undefined || !quiet || format !== 'table';
  if (isShown) await writeText(await texts[format](report, look), output, io);
  for (const beside of options.report) await writeText(await texts[beside.format](report, plain), beside.file, io);
  if (isShown && output === undefined && format === 'table') await tellGitHubOfCheck(report, given);
  if (!quiet) io.stderr.write(withoutControls(report.parts.map((part) => remarksOf(part, report)).join('')));
}

/** Among several projects, each line says which one it is about. */
function remarksOf({ remarks, directory }: CheckPart, { parts }: CheckReport): string {
  const text = remarksText(remarks);
  return parts.length === 1 ? text : text.replace(/^(?=.)/gm, `${directory || '.'}: `);
}
