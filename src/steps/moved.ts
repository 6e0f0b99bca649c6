import { basename, extname, join, posix } from 'node:path';
import { findGitRoot, readTextIfExists } from '../project/paths';
import { listFiles, nestedPackages } from '../project/scan/list';
import type { ProjectRecord, RecordedFile } from '../types';
import { linesOf } from './merge/text';
import { readBase, readRecord } from './record';

/** As git does it: what has this much in common is the same file under another name. */
const ALIKE = 0.6;
/** Bytes; what is generated is far below. */
const LARGEST = 200_000;
/** Beyond so many files, only those of the same name are looked at. */
const MANY = 3000;

/**
 * The record with generated files where they are now: one that is not in its place is found by its content. Null before
 * the first run. UserError 3 where the record is damaged.
 */
export async function currentRecord(root: string): Promise<ProjectRecord | null> {
  const record = await readRecord(root);
  if (!record) return null;
  const missing: string[] = [];
  for (const [file, { deleted }] of Object.entries(record.files))
    if (!deleted && (await readTextIfExists(join(root, file))) === null) missing.push(file);
  return missing.length === 0 ? record : follow(record, await findMoved(root, record, missing));
}

/** Old place → new place, each used once, those most alike first. */
async function findMoved(
  root: string,
  record: ProjectRecord,
  missing: readonly string[],
): Promise<Map<string, string>> {
  const files = await candidatesIn(root, record);
  const pairs: { from: string; to: string; alike: number }[] = [];
  const bases = new Map<string, Map<string, number>>();
  for (const from of missing) bases.set(from, weigh((await readBase(root, record, from)) ?? ''));
  for (const to of files) {
    const candidates = missing.filter(
      (from) => kindOf(from) === kindOf(to) && (files.length < MANY || isNamesake(from, to)),
    );
    const text = candidates.length > 0 ? await readTextIfExists(join(root, to)) : null;
    if (text === null || text.length > LARGEST) continue;
    const weight = weigh(text);
    for (const from of candidates) pairs.push({ from, to, alike: similarity(bases.get(from)!, weight) });
  }
  const found = new Map<string, string>();
  const better = (a: (typeof pairs)[number], b: (typeof pairs)[number]): number =>
    b.alike - a.alike || Number(isNamesake(b.from, b.to)) - Number(isNamesake(a.from, a.to));
  const taken = new Set<string>();
  for (const { from, to } of pairs.filter(({ alike }) => alike >= ALIKE).sort(better)) {
    if (found.has(from) || taken.has(to)) continue;
    found.set(from, to);
    taken.add(to);
  }
  return found;
}

/** What a generated file may have become: nothing of another package, which may be hardened too, nor what is built. */
async function candidatesIn(root: string, record: ProjectRecord): Promise<string[]> {
  const files = listFiles(root, (await findGitRoot(root)) !== null);
  const packages = nestedPackages(root, files);
  return files.filter(
    (file) =>
      !record.files[file] &&
      !/(^|\/)(\.tempered|dist|build|out)\//.test(file) &&
      !packages.some((folder) => file.startsWith(folder)),
  );
}

const kindOf = (file: string): string => (/\.[cm]?[jt]sx?$/.test(file) ? 'code' : extname(file));
const isNamesake = (a: string, b: string): boolean => basename(a) === basename(b);

/** How many characters of each line a text has, blanks around it left out: a formatter moves those. */
function weigh(text: string): Map<string, number> {
  const weight = new Map<string, number>();
  for (const line of linesOf(text)) {
    const key = line.trim();
    if (key !== '') weight.set(key, (weight.get(key) ?? 0) + key.length);
  }
  return weight;
}

/** Which part of the larger text both have. */
function similarity(a: Map<string, number>, b: Map<string, number>): number {
  const total = (weight: Map<string, number>): number => [...weight.values()].reduce((sum, size) => sum + size, 0);
  let common = 0;
  for (const [line, size] of a) common += Math.min(size, b.get(line) ?? 0);
  return common / Math.max(total(a), total(b), 1);
}

function follow(record: ProjectRecord, moved: ReadonlyMap<string, string>): ProjectRecord {
  if (moved.size === 0) return record;
  const files = Object.entries(record.files).map(([file, entry]): [string, RecordedFile] => {
    const to = moved.get(file);
    return to === undefined ? [file, entry] : [to, { ...entry, original: entry.original ?? file }];
  });
  const places = Object.fromEntries([...moved].map(([from, to]) => [to, from]));
  return { ...record, securityFolder: movedFolder(record, moved), files: Object.fromEntries(files), moved: places };
}

/** The folder of the generated modules, where all of it was moved. */
function movedFolder({ securityFolder, files }: ProjectRecord, moved: ReadonlyMap<string, string>): string {
  const own = Object.keys(files).filter((file) => posix.dirname(file) === securityFolder && !files[file]!.deleted);
  const targets = new Set(own.map((file) => posix.dirname(moved.get(file) ?? file)));
  const [target] = targets;
  return targets.size === 1 && target !== undefined ? target : securityFolder;
}
