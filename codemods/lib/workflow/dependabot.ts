import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Dependabot, Watch } from './watches';

/** A configuration of Dependabot as GitHub reads it; null where it is none. */
export function readDependabot(text: string): Dependabot | null {
  const document = parseDocument(text);
  if (document.errors.length > 0 || document.get('version') !== 2) return null;
  const updates = document.get('updates', true);
  if (!isSeq(updates)) return null;
  const entries = updates.items.filter((item): item is YAMLMap => isMap(item));
  if (entries.length === 0 || entries.length !== updates.items.length) return null;
  return {
    watches: [...entries.map(watchOf), ...commentedOut(text)],
    end: updates.flow || entries.some(({ flow }) => flow) ? null : endOf(text, entries),
  };
}

function watchOf(entry: YAMLMap): Watch {
  const { directory, directories, ...rest } = entry.toJSON() as Record<string, unknown>;
  const folders = Array.isArray(directories) ? directories : [directory ?? '/'];
  return { ecosystem: String(rest['package-ecosystem']), folders: folders.map(String) };
}

const commentedOut = (text: string): Watch[] =>
  [...text.matchAll(/^\s*#.*\bpackage-ecosystem["']?:\s*["']?([\w-]+)/gm)].map(([, ecosystem]) => ({
    ecosystem: ecosystem!,
    folders: [],
  }));

/** After the last entry and the comments that stand inside it. */
function endOf(text: string, entries: YAMLMap[]): Dependabot['end'] {
  const [first, last] = [entries[0]!, entries.at(-1)!].map(({ range }) => range!);
  const start = first![0];
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const indent = /^( *)- +$/.exec(line)?.[1];
  if (indent === undefined) return null;
  let at = lineEnd(text, lastByte(text, last![1]));
  for (let next = at; next < text.length;) {
    const end = lineEnd(text, next);
    const comment = /^( *)#|^\s*$/.exec(text.slice(next, end));
    if (!comment) break;
    if ((comment[1]?.length ?? 0) > indent.length) at = end;
    next = end;
  }
  return { at, indent };
}

const lastByte = (text: string, end: number): number => text.slice(0, end).trimEnd().length;

/** Where the line of an offset ends, its line break included. */
function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}
