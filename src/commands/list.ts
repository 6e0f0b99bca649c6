import { join } from 'node:path';
import { measures } from '../measures/index';
import { findPackageRoot } from '../project/manifest';
import { findPackages } from '../project/packages';
import { type ListedFile, type ListedMeasure, listDocument, listTable } from '../report/list';
import { asPlaced } from '../steps/follow-imports';
import { isUnedited } from '../steps/merge/index';
import { currentRecord } from '../steps/moved';
import { readBase } from '../steps/record';
import { readTextIfExists } from '../project/paths';
import type { Measure, ProjectRecord } from '../types';
import { findInterrupted } from '../steps/transaction/recover';
import { createScreen, type Io, withoutControls } from '../ui/screen';
import { tool } from '../version';
import type { HardenOptions } from './options';
import { writeText } from './output';
import { describe } from './recovery';

/** What is applied, by the record: measures with their versions and answers, and files with what became of them. */
export async function list(directory: string, options: HardenOptions, io: Io): Promise<number> {
  const root = await findPackageRoot(directory);
  const record = await currentRecord(root);
  const listed: ListedMeasure[] = [];
  for (const measure of measures) listed.push(await listedMeasure(root, record, measure));
  const text =
    options.format === 'json'
      ? listDocument({ tool, recorded: record?.tempered ?? null, measures: listed })
      : listTable(listed, createScreen(io.stdout, io.env).paint);
  await writeText(text, options.output, io);
  const packages = await hardenedPackages(root);
  if (packages.length > 0)
    io.stderr.write(
      withoutControls(
        `Hardened packages: ${packages.join(', ')}. \`tempered harden ${packages[0]} --list\` lists one.\n`,
      ),
    );
  const interrupted = await findInterrupted(root);
  if (interrupted)
    io.stderr.write(withoutControls(`${describe(interrupted)} Put everything back with \`tempered undo\`.\n`));
  return 0;
}

/** Of a workspace, those with a record of their own. */
async function hardenedPackages(root: string): Promise<string[]> {
  const { backends } = await findPackages(root);
  const records = await Promise.all(backends.map((folder) => currentRecord(join(root, folder)).catch(() => null)));
  return backends.filter((_, at) => records[at] !== null);
}

async function listedMeasure(root: string, record: ProjectRecord | null, measure: Measure): Promise<ListedMeasure> {
  const { id, meta, version } = measure;
  const recorded = record?.measures[id]?.version ?? null;
  const answers = Object.entries(record?.answers ?? {}).filter(([question]) => question.startsWith(`${id}.`));
  const files: ListedFile[] = [];
  for (const [file, entry] of Object.entries(record?.files ?? {}))
    if (entry.measure === id) files.push({ file, state: await stateOf(root, record!, file) });
  return {
    id,
    title: meta.title,
    recorded,
    current: version,
    upgrade: recorded !== null && recorded < version,
    answers: Object.fromEntries(answers),
    files,
  };
}

async function stateOf(root: string, record: ProjectRecord, file: string): Promise<ListedFile['state']> {
  const text = await readTextIfExists(join(root, file));
  if (text === null) return 'deleted';
  const base = await readBase(root, record, file);
  return base !== null && isUnedited(file, asPlaced(record, file, base), text) ? 'untouched' : 'edited';
}
