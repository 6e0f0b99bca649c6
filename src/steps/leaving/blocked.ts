import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCodemod } from '../../edits/codemods';
import type { Manual, Project, ProjectRecord } from '../../types';
import { type Leaving, namesOf, usesIn, wholesOf } from './uses';

/** The measures that cannot be taken out, with why: the user's own code needs something of them. */
export async function blockedMeasures(
  project: Project,
  ids: readonly string[],
): Promise<{ blocked: string[]; manual: Manual[] }> {
  const manual: Manual[] = [];
  for (const id of ids) {
    const leaving = await leavingOf(project, id);
    for (const { path, text, generated } of project.files)
      if (!generated) manual.push(...stuckIn(project, id, path, text, leaving));
  }
  return { blocked: [...new Set(manual.map(({ measure }) => measure))], manual };
}

/** The modules of a measure, and what the index has of them. */
async function leavingOf({ root, record }: Project, id: string): Promise<Leaving> {
  const read = (file: string): Promise<string | null> => readFile(join(root, file), 'utf8').catch(() => null);
  const leaving = new Map<string, Set<string> | null>();
  const index = filesOf(record, 'index')[0];
  const indexText = index === undefined ? null : await read(index);
  const names = new Set<string>();
  for (const file of filesOf(record, id)) {
    const text = await read(file);
    if (text === null) continue;
    leaving.set(file, null);
    for (const name of namesOf(file, text)) names.add(name);
    if (indexText !== null) for (const name of wholesOf(index!, indexText, file)) names.add(name);
  }
  return index === undefined ? leaving : leaving.set(index, names);
}

export const filesOf = (record: ProjectRecord | null, measure: string): string[] =>
  Object.keys(record?.files ?? {}).filter((file) => record!.files[file]!.measure === measure);

function stuckIn(project: Project, measure: string, file: string, text: string, leaving: Leaving): Manual[] {
  const stuck = usesIn(project, file, text, leaving).filter(
    ({ options, whole }) => whole || runCodemod('take-out', file, text, options) === undefined,
  );
  return stuck.map(({ options: { names } }) => {
    const shown = Array.isArray(names) && names.length > 0 ? names.join(', ') : 'a module of it';
    const reason = `${measure} stays: this file needs ${shown}. Put something of your own there, then remove it again.`;
    return { measure, file, line: lineOf(text, names), reason, snippet: null };
  });
}

/** Where the last of the names stands: behind the import, mostly. */
function lineOf(text: string, names: unknown): number | null {
  const [name] = Array.isArray(names) ? (names as string[]) : [];
  const at = name === undefined ? -1 : text.search(new RegExp(`^(?!.*(import|require)).*\\b${name}\\b`, 'm'));
  return at < 0 ? null : text.slice(0, at).split('\n').length;
}
