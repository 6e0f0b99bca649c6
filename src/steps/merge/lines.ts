import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diff3Merge } from 'node-diff3';

/** The lines of three versions: as it was, and what each side made of it. */
export interface Versions<Text> {
  base: Text;
  yours: Text;
  theirs: Text;
}

/** A part of a merge: lines that are settled, or that both sides changed. */
export type Region = { lines: string[] } | { conflict: Versions<string[]> };

/** Longer than any line of equals signs that somebody has drawn in one of the texts. */
function markerSize(versions: Versions<string[]>): number {
  const drawn = [versions.base, versions.yours, versions.theirs].flat();
  return drawn.reduce((size, line) => Math.max(size, (/^([<|=>])\1*/.exec(line)?.[0].length ?? 0) + 1), 7);
}

/** A three-way merge of lines, by git where it is installed. */
export async function mergeLines(versions: Versions<string[]>): Promise<Region[]> {
  return (await mergeWithGit(versions)) ?? mergeWithoutGit(versions);
}

/** By `git merge-file`; null where there is no git, or one that does not know zdiff3 (before 2.35). */
export async function mergeWithGit(versions: Versions<string[]>): Promise<Region[] | null> {
  const { base, yours, theirs } = versions;
  const size = markerSize(versions);
  const folder = await mkdtemp(join(tmpdir(), 'tempered-merge-'));
  try {
    const files = { yours, base, theirs };
    for (const [name, lines] of Object.entries(files))
      await writeFile(join(folder, name), lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
    const flags = ['merge-file', '-p', '--zdiff3', `--marker-size=${size}`];
    const { execa } = await import('execa');
    const { exitCode, stdout } = await execa('git', [...flags, ...Object.keys(files)], {
      cwd: folder,
      reject: false,
      stripFinalNewline: false,
      // The folder is in no repository, whatever the temporary folder is in.
      env: { GIT_CEILING_DIRECTORIES: tmpdir(), GIT_CONFIG_NOSYSTEM: '1' },
    });
    // The exit code is the number of conflicts; errors are above 127.
    return exitCode !== undefined && exitCode <= 127 ? parseMarkers(stdout, size) : null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same without git. */
export function mergeWithoutGit({ base, yours, theirs }: Versions<string[]>): Region[] {
  const regions = diff3Merge(yours, base, theirs, { excludeFalseConflicts: true });
  return regions.flatMap(({ ok, conflict }): Region[] =>
    conflict ? narrowed({ yours: conflict.a, base: conflict.o, theirs: conflict.b }) : [{ lines: ok ?? [] }],
  );
}

/** What both sides begin and end a conflict with is none: the z of zdiff3. */
function narrowed({ yours, base, theirs }: Versions<string[]>): Region[] {
  let head = 0;
  while (head < yours.length && head < theirs.length && yours[head] === theirs[head]) head += 1;
  let tail = 0;
  const shorter = Math.min(yours.length, theirs.length) - head;
  while (tail < shorter && yours.at(-1 - tail) === theirs.at(-1 - tail)) tail += 1;
  const inner = (lines: string[]): string[] => lines.slice(head, lines.length - tail);
  return [
    { lines: yours.slice(0, head) },
    { conflict: { yours: inner(yours), base, theirs: inner(theirs) } },
    { lines: tail === 0 ? [] : yours.slice(-tail) },
  ];
}

function parseMarkers(text: string, size: number): Region[] {
  const marker = new RegExp(`^([<|=>])\\1{${size - 1}}(?: |$)`);
  const regions: Region[] = [];
  let lines: string[] = [];
  let conflict: Versions<string[]> | null = null;
  const all = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  for (const line of all) {
    const mark = marker.exec(line)?.[1];
    if (mark === '<') {
      regions.push({ lines });
      conflict = { yours: [], base: [], theirs: [] };
      lines = conflict.yours;
    } else if (conflict && mark === '|') lines = conflict.base;
    else if (conflict && mark === '=') lines = conflict.theirs;
    else if (conflict && mark === '>') {
      regions.push({ conflict });
      conflict = null;
      lines = [];
    } else lines.push(line);
  }
  return [...regions, { lines }];
}
