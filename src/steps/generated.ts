import { renderTemplate } from '../edits/template';
import type { Doubt, Edit, Generated, Manual, Project, ProjectRecord, Verdict } from '../types';
import { asPlaced } from './follow-imports';
import { mergeGenerated, type Side } from './merge/index';
import { linesOf } from './merge/text';
import { readBase } from './record';
import { hashOf } from './transaction/journal';
import { leadsTo, sourcesIn } from './wiring';

export type TemplateEdit = Extract<Edit, { kind: 'template' }>;
/** What the user decided; undefined where nobody was asked. */
export type Verdicts = (doubt: Doubt) => Verdict | undefined;

/** What a template comes to where the user may have a file of it. */
interface Written {
  /** The file's text from now on; null where it stays as it is. */
  text: string | null;
  generated: Generated | null;
  doubts: Doubt[];
  manual: Manual[];
}

/** A template brought together with the file that it became, and what the user made of that. */
export async function writeGenerated(
  project: Project,
  edit: TemplateEdit,
  file: string,
  user: string | null,
  verdicts: Verdicts,
): Promise<Written> {
  const rendered = renderTemplate(edit.template, edit.data, project.form, project.style);
  const entry = project.record?.files[file];
  const generated: Generated = { file, planned: edit.file, measure: edit.measure, rendered, deleted: false };
  const placed = asPlaced(project.record, file, rendered);
  const done = (text: string): Written => ({ text, generated, doubts: [], manual: [] });
  if (user === null) return entry ? deletedFile(entry.deleted === true, generated, placed, verdicts) : done(placed);
  if (entry) return upgraded(project, generated, user, verdicts);
  if (user === placed) return done(placed);
  const reason = 'A file of this name is there already.';
  return { text: null, generated: null, doubts: [], manual: [left(generated, reason, null)] };
}

function deletedFile(isKnown: boolean, generated: Generated, placed: string, verdicts: Verdicts): Written {
  const { file, measure } = generated;
  const doubt: Doubt = { kind: 'deleted', index: 0, file, measure, base: '', yours: '', theirs: placed };
  const verdict = verdicts(doubt);
  if (verdict === 'new') return { text: placed, generated, doubts: [], manual: [] };
  const told = isKnown || verdict !== undefined;
  return {
    text: null,
    generated: { ...generated, rendered: null, deleted: true },
    doubts: told ? [] : [doubt],
    manual: told ? [] : [left(generated, deletedText(measure), null)],
  };
}

/** The index goes with the last measure only. */
const deletedText = (measure: string): string =>
  `You deleted this file; it was not written again (--force does so${measure === 'index' ? '' : `, --remove ${measure} takes out what still uses it`}).`;

async function upgraded(project: Project, generated: Generated, user: string, verdicts: Verdicts): Promise<Written> {
  const { root, record } = project;
  const { file, measure } = generated;
  const stored = await readBase(root, record, file);
  const { sha256 } = record!.files[file]!;
  const theirs = generated.rendered!;
  // The hash tells what a formatter, or a replacement in all files, has made of the base.
  const known = [theirs, stored, user].find((text) => text !== null && hasHash(text, sha256));
  const isBaseFormatted = known === undefined;
  const base = known ?? (stored !== null && hasOnlyRecorded(project.record!, generated, stored) ? stored : null);
  const placed = (text: string): string => asPlaced(record, file, text);
  const versions = { base: base === null ? null : placed(base), yours: user, theirs: placed(theirs), isBaseFormatted };
  const merge = await mergeGenerated(file, versions, measure === 'index');
  const doubts = merge.conflicts.map((conflict, index): Doubt => ({
    kind: 'conflict',
    index,
    file,
    measure,
    ...conflict,
  }));
  const said = doubts.map((doubt) => verdicts(doubt));
  const text = merge.settle(said.map((verdict): Side => verdict ?? 'yours'));
  return {
    text,
    generated,
    doubts: doubts.filter((_, at) => said[at] === undefined),
    manual: doubts.flatMap((doubt, at) => conflictLeft(generated, doubt, text, said[at])),
  };
}

function conflictLeft(
  generated: Generated,
  { yours, theirs }: Doubt,
  text: string,
  verdict: Verdict | undefined,
): Manual[] {
  if (verdict === 'markers') return [left(generated, 'It holds conflict markers: finish the merge by hand.', null)];
  if (verdict !== undefined) return [];
  const reason = 'Your edits and the new version change the same lines; yours were kept. The new ones are:';
  return [{ ...left(generated, reason, theirs), line: lineOf(text, yours) }];
}

function lineOf(text: string, part: string): number | null {
  const at = part === '' || part === text ? -1 : text.replaceAll('\r\n', '\n').indexOf(part);
  return at < 0 ? null : text.slice(0, at).split('\n').length;
}

/**
 * Whether a base imports nothing but what is recorded: git may have merged it with that of a branch whose record was not
 * taken over, and what only that one has is not to go.
 */
function hasOnlyRecorded({ files }: ProjectRecord, { file, planned }: Generated, base: string): boolean {
  const places = Object.entries(files).flatMap(([each, { original }]) => [each, original ?? each]);
  return sourcesIn(file, base).every(
    (from) =>
      !from.startsWith('.') || places.some((place) => leadsTo(file, from, place) || leadsTo(planned, from, place)),
  );
}

/** Whether a text is the one that was recorded, whatever ends its lines in this checkout. */
const hasHash = (text: string, sha256: string): boolean =>
  [text, linesOf(text).join('\n')].some((each) => hashOf(Buffer.from(each)) === sha256);

const left = ({ measure, file }: Generated, reason: string, snippet: string | null): Manual => ({
  measure,
  file,
  line: null,
  reason,
  snippet,
});
