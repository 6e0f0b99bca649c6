import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../errors';
import { readText } from '../project/read';
import type { FileChange, Json, JsonObject, ProjectRecord } from '../types';
import { isUnedited } from './merge/index';

const RECORD = '.tempered/record.json';
const BASE = '.tempered/base/';
// No code and no YAML by its name: the project's linters, formatters and tests leave it alone, and so does the audit.
const BASE_SUFFIX = '.txt';
const LONGEST_LINE = 80;
const DAMAGED = 'Restore .tempered from git, or remove the folder to start afresh.';

/** The project's record, or null before the first run. UserError 3 where it is damaged or of a newer tempered. */
export async function readRecord(root: string): Promise<ProjectRecord | null> {
  const text = await readIfExists(root, RECORD);
  if (text === null) return null;
  let record: Partial<ProjectRecord> | null;
  try {
    record = JSON.parse(text) as Partial<ProjectRecord> | null;
  } catch {
    if (/^<<<<<<< /m.test(text))
      throw new UserError(
        `${RECORD} has the conflict markers of a merge.`,
        'Keep the lines of both sides, and run again.',
      );
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
 * run to run, so the same state gives no change. Of a project without measures nothing is kept.
 */
export async function recordChanges(
  root: string,
  previous: ProjectRecord | null,
  next: ProjectRecord,
  rendered: Record<string, string>,
): Promise<FileChange[]> {
  const bases = new Map<string, { after: string | null; measure: string }>();
  for (const [file, { measure }] of Object.entries(previous?.files ?? {}))
    bases.set(baseOf(previous, file), { after: null, measure });
  for (const [file, { measure }] of Object.entries(next.files)) {
    const [base, after] = [baseOf(next, file), rendered[file] ?? null];
    if (after === null) bases.delete(base);
    else bases.set(base, { after, measure });
  }
  const isEmpty = Object.keys(next.measures).length + Object.keys(next.files).length === 0;
  const changes = [await change(root, RECORD, isEmpty ? null : printRecord(next), [])];
  for (const [base, { after, measure }] of [...bases].sort(([a], [b]) => (a < b ? -1 : 1)))
    changes.push(await change(root, base, after, [measure]));
  return changes.filter(({ file, before, after }) => {
    if (before === null || after === null) return before !== after;
    // Their formatter may have gone over it.
    return file === RECORD ? !sameJson(before, after) : !isUnedited(file.slice(0, -BASE_SUFFIX.length), after, before);
  });
}

/** Where the rendering of a generated file is kept. */
const baseOf = (record: ProjectRecord | null, file: string): string =>
  `${BASE}${record?.files[file]?.original ?? file}${BASE_SUFFIX}`;

/** The text that a generated file was rendered with when it was last written; null where its base is lost. */
export async function readBase(root: string, record: ProjectRecord | null, file: string): Promise<string | null> {
  return readIfExists(root, baseOf(record, file));
}

async function readIfExists(root: string, file: string): Promise<string | null> {
  return readText(join(root, file)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw new UserError(`${file} cannot be read: ${error.message}`, DAMAGED);
  });
}

async function change(root: string, file: string, after: string | null, measures: string[]): Promise<FileChange> {
  return { file, before: await readIfExists(root, file), after, measures };
}

function sameJson(a: string | null, b: string | null): boolean {
  try {
    return a !== null && b !== null && isDeepStrictEqual(JSON.parse(a), JSON.parse(b));
  } catch {
    return false;
  }
}

/**
 * Sorted, and an answer, a measure or a file by itself: two branches that add some can be merged by git. Laid out as
 * Prettier does it by default, since many projects have it look at all their files.
 */
function printRecord(record: ProjectRecord): string {
  const { answers, dependencies, files, measures, moved: _, ...rest } = record;
  const section = (name: string, value: JsonObject): string => {
    const lines = Object.keys(value)
      .sort()
      .map((key) => `    ${JSON.stringify(key)}: ${entry(value[key]!)}`);
    return lines.length === 0 ? `  "${name}": {}` : `  "${name}": {\n${lines.join(',\n')}\n  }`;
  };
  const simple = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = [
    section('answers', answers),
    ...(dependencies ? [list('dependencies', dependencies)] : []),
    section('files', files as unknown as JsonObject),
    section('measures', measures),
    ...simple.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

function list(name: string, items: readonly string[]): string {
  const texts = items.map((item) => JSON.stringify(item));
  const line = `  "${name}": [${texts.join(', ')}]`;
  // With the comma behind it.
  return line.length < LONGEST_LINE ? line : `  "${name}": [\n    ${texts.join(',\n    ')}\n  ]`;
}

function entry(value: Json): string {
  if (!isObject(value)) return JSON.stringify(value);
  const parts = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(value[key])}`);
  return parts.length === 1 ? `{ ${parts[0]} }` : `{\n      ${parts.join(',\n      ')}\n    }`;
}

/** What is wrong with a record, or null. Its file names become paths, so they are checked as well. */
function findFlaw(record: Partial<ProjectRecord> | null): string | null {
  if (!isObject(record)) return 'it is not an object';
  if (record.schemaVersion !== 1) return 'schemaVersion is missing';
  if (typeof record.tempered !== 'string') return 'the version is missing';
  if (!isInside(record.securityFolder)) return 'securityFolder is not a folder of the project';
  if (!isObject(record.answers) || !Object.values(record.answers).every(isAnswer)) return 'the answers are unusable';
  if (
    !isObject(record.measures) ||
    !Object.values(record.measures).every((item) => isObject(item) && isNumber(item['version']))
  ) {
    return 'the measures are unusable';
  }
  const { dependencies = [] } = record;
  if (!Array.isArray(dependencies) || !dependencies.every((name) => typeof name === 'string'))
    return 'the dependencies are unusable';
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
  if (!isObject(entry) || typeof entry['measure'] !== 'string' || typeof entry['sha256'] !== 'string') return false;
  const { original, deleted } = entry;
  return (original === undefined || isInside(original)) && (deleted === undefined || deleted === true);
}

function isInside(path: unknown): boolean {
  if (typeof path !== 'string' || path === '' || /^[\\/]|^[A-Za-z]:|\0/.test(path)) return false;
  return !path.split(/[\\/]/).some((part) => part === '..' || /^(\.git|node_modules)$/i.test(part));
}
