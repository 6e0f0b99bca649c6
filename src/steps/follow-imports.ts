import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { runCodemod } from '../edits/codemods';
import type { Edit, Project, ProjectRecord } from '../types';
import { leadsTo, sourcesIn } from './wiring';

/** The edits that let imports lead to generated files again that were moved, where the user has not seen to it. */
export function followImports(project: Project): Edit[] {
  const moved = Object.entries(project.record?.moved ?? {});
  if (moved.length === 0) return [];
  return project.files.flatMap(({ path, text }) =>
    sourcesIn(path, text).flatMap((from): Edit[] => {
      const to = from.startsWith('.') ? followed(project, path, from, moved) : null;
      return to === null || to === from ? [] : [edit(path, from, to)];
    }),
  );
}

/**
 * A generated text with its imports of others as they are spelled from where all of them are now: what only follows from
 * a move is no edit of the user's when the text is merged or compared.
 */
export function asPlaced(record: ProjectRecord | null, file: string, text: string): string {
  const files = Object.entries(record?.files ?? {}).map(([now, { original = now }]) => ({ now, original }));
  if (files.every(({ now, original }) => now === original)) return text;
  const origin = record!.files[file]?.original ?? file;
  return sourcesIn(file, text).reduce((placed, from) => {
    const known = files.find(({ original }) => leadsTo(origin, from, original))?.now;
    // What it imports for the first time is made beside the place that it was moved from.
    const target = known ?? (origin !== file && from.startsWith('.') ? posix.join(posix.dirname(origin), from) : null);
    const to = target === null ? from : respelled(file, from, target);
    return to === from ? placed : (runCodemod('move-import', file, placed, { from, to }) ?? placed);
  }, text);
}

/** Where an import leads that leads nowhere now; null where it is none of ours. */
function followed({ root, record }: Project, file: string, from: string, moved: [string, string][]): string | null {
  const origin = record!.moved![file] ?? file;
  const target = moved.find(([, place]) => leadsTo(origin, from, place) || leadsTo(file, from, place))?.[0];
  if (target !== undefined) return respelled(file, from, target);
  // A moved file still means its neighbours that were left behind.
  if (origin === file) return null;
  const neighbour = Object.keys(record!.files).find((each) => leadsTo(origin, from, each));
  return neighbour !== undefined && existsSync(join(root, neighbour)) && !leadsTo(file, from, neighbour)
    ? respelled(file, from, neighbour)
    : null;
}

/** The path from one file to another, with the extension that the import had, or without. */
function respelled(file: string, from: string, target: string): string {
  const extension = posix.extname(target);
  const bare = target.slice(0, target.length - extension.length);
  const carried = /\.[cm]?[jt]sx?$/.exec(from)?.[0] ?? '';
  const short = carried === '' && posix.basename(bare) === 'index' ? posix.dirname(bare) : bare;
  const path = posix.relative(posix.dirname(file), short) + carried;
  return path.startsWith('.') ? path : `./${path}`;
}

const edit = (file: string, from: string, to: string): Edit => ({
  measure: 'index',
  kind: 'codemod',
  codemod: 'move-import',
  file,
  options: { from, to },
  present: to,
  manual: { reason: `The import of '${from}' leads to '${to}' now.`, line: null, snippet: `'${to}'` },
});
