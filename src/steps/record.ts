import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diff3Merge } from 'node-diff3';
import { UserError } from '../errors';
import type { FileChange, Json, JsonObject, ProjectRecord } from '../types';

const RECORD = '.tempered/record.json';
const BASE = '.tempered/base/';
const DAMAGED = 'Restore .tempered from git, or remove the folder to start afresh.';

/** The project's record, or null before the first run. UserError 3 where it is damaged or of a newer tempered. */
export async function readRecord(root: string): Promise<ProjectRecord | null> {
  const text = await readIfExists(root, RECORD);
  if (text === null) return null;
  let record: Partial<ProjectRecord> | null;
  try {
    record = JSON.parse(text) as Partial<ProjectRecord> | null;
  } catch {
    throw new UserError(`${RECORD} is damaged: it is not JSON`, DAMAGED);
  }
  const version: unknown = record?.schemaVersion;
  if (typeof version === 'number' && version > 1) {
    throw new UserError(`${RECORD} was written by a newer tempered`, 'Update tempered and run again.');
  }
  const flaw = findFlaw(record);
  if (flaw) throw new UserError(`${RECORD} is damaged: ${flaw}`, DAMAGED);
  return record as ProjectRecord;
}

/**
 * The changes of `.tempered/` from the previous record to the next: record.json, and per generated file its exact
 * rendering as the base of a later merge. `rendered` needs to hold only what was rendered this time. Nothing varies from
 * run to run, so the same state gives no change.
 */
export async function recordChanges(
  root: string,
  previous: ProjectRecord | null,
  next: ProjectRecord,
  rendered: Record<string, string>,
): Promise<FileChange[]> {
  const gone = Object.keys(previous?.files ?? {}).filter((file) => !(file in next.files));
  const kept = Object.keys(next.files).filter((file) => rendered[file] !== undefined);
  const bases = [
    ...kept.map((file) => ({ file, after: rendered[file] ?? null, measure: next.files[file]?.measure })),
    ...gone.map((file) => ({ file, after: null, measure: previous?.files[file]?.measure })),
  ];
  const changes = [await change(root, RECORD, `${JSON.stringify(sorted(next as unknown as Json), null, 2)}\n`, [])];
  for (const { file, after, measure } of bases.sort((a, b) => (a.file < b.file ? -1 : 1))) {
    changes.push(await change(root, BASE + file, after, measure === undefined ? [] : [measure]));
  }
  return changes.filter(({ before, after }) => !sameText(before, after));
}

/** The text that a generated file was rendered with when it was last written; null where its base is lost. */
export async function readBase(root: string, file: string): Promise<string | null> {
  return readIfExists(root, BASE + file);
}

/**
 * A generated file as it was rendered then (`base`, null where lost) and now (`theirs`), brought together with what the
 * user made of it. Where both changed the same lines the user's text is kept and `conflict` says so. Line ends and a
 * byte order mark are the user's.
 */
export function mergeGenerated({ base, theirs, user }: { base: string | null; theirs: string; user: string }): {
  text: string;
  conflict: boolean;
} {
  if (sameText(user, theirs) || (base !== null && sameText(theirs, base))) return { text: user, conflict: false };
  if (base === null) return { text: user, conflict: true };
  if (user === base) return { text: theirs, conflict: false };
  const regions = diff3Merge(lines(user), lines(base), lines(theirs), { excludeFalseConflicts: true });
  if (regions.some((region) => region.conflict)) return { text: user, conflict: true };
  const merged = regions.flatMap((region) => region.ok ?? []).join(user.includes('\r\n') ? '\r\n' : '\n');
  return { text: user.startsWith('\uFEFF') ? `\uFEFF${merged}` : merged, conflict: false };
}

async function readIfExists(root: string, file: string): Promise<string | null> {
  return readFile(join(root, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw new UserError(`${file} cannot be read: ${error.message}`, DAMAGED);
  });
}

async function change(root: string, file: string, after: string | null, measures: string[]): Promise<FileChange> {
  return { file, before: await readIfExists(root, file), after, measures };
}

/** Git may check out our own files with other line ends; that is no change. */
function sameText(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return a === b || lines(a).join('\n') === lines(b).join('\n');
}

function lines(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** What is wrong with a record, or null. Its file names become paths, so they are checked as well. */
function findFlaw(record: Partial<ProjectRecord> | null): string | null {
  if (!isObject(record)) return 'it is not an object';
  if (record.schemaVersion !== 1) return 'schemaVersion is missing';
  if (typeof record.tempered !== 'string') return 'the version is missing';
  if (!isInside(record.securityFolder)) return 'securityFolder is not a folder of the project';
  if (!isObject(record.answers) || !Object.values(record.answers).every(isAnswer)) return 'the answers are unusable';
  if (!isObject(record.measures) || !Object.values(record.measures).every((item) => isNumber(item?.version))) {
    return 'the measures are unusable';
  }
  if (!isObject(record.files)) return 'the files are missing';
  const broken = Object.entries(record.files).find(([file, entry]) => !isInside(file) || !isEntry(entry));
  return broken ? `the entry of ${JSON.stringify(broken[0])} is unusable` : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAnswer(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || isNumber(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function isEntry(entry: unknown): boolean {
  return isObject(entry) && typeof entry['measure'] === 'string' && typeof entry['sha256'] === 'string';
}

function isInside(path: unknown): boolean {
  if (typeof path !== 'string' || path === '' || /^[\\/]|^[A-Za-z]:|\0/.test(path)) return false;
  return !path.split(/[\\/]/).includes('..');
}
