import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { UserError } from '../errors';
import { readText, readTextSync } from '../project/read';
import type { Finding } from '../types';
import { applyChanges } from './apply';

export const BASELINE = '.tempered/baseline.json';
const HINT = 'Write it anew with `tempered check --write-baseline`, or remove it.';

/** Findings that were there when tempered was adopted: file → rule → fingerprints. */
export type Baseline = Record<string, Record<string, string[]>>;

export interface Entry {
  file: string;
  rule: string;
  fingerprint: string;
}

/**
 * What a finding is known by, wherever its line moves: its rule, its file, the text of its line without blanks, and
 * which of several alike it is. Only a hash is kept, since the line may hold a secret.
 */
export function entriesOf(root: string, findings: readonly Finding[]): Entry[] {
  const texts = new Map<string, string[]>();
  const counts = new Map<string, number>();
  const lineOf = ({ file, line }: Finding): string => {
    const lines = texts.get(file) ?? linesOf(join(root, file));
    texts.set(file, lines);
    return (lines[line - 1] ?? '').replace(/\s+/g, '');
  };
  const inOrder = findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => a.finding.start - b.finding.start);
  const entries: Entry[] = [];
  for (const { finding, index } of inOrder) {
    const { file, rule } = finding;
    const like = JSON.stringify([rule, file, finding.fingerprint ?? lineOf(finding)]);
    const occurrence = counts.get(like) ?? 0;
    counts.set(like, occurrence + 1);
    const fingerprint = createHash('sha256').update(`${like}#${occurrence}`).digest('hex').slice(0, 16);
    entries[index] = { file, rule, fingerprint };
  }
  return entries;
}

function linesOf(path: string): string[] {
  try {
    return readTextSync(path).split('\n');
  } catch {
    return [];
  }
}

/** The baseline of a project, or null where there is none. UserError 3 where it is damaged. */
export async function readBaseline(root: string): Promise<Entry[] | null> {
  const text = await readText(join(root, BASELINE)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw new UserError(`${BASELINE} cannot be read: ${error.message}`, HINT);
  });
  if (text === null) return null;
  let document: { schemaVersion?: unknown; findings?: unknown } | null;
  try {
    document = JSON.parse(text) as typeof document;
  } catch {
    throw new UserError(`${BASELINE} is damaged: it is not JSON.`, HINT);
  }
  if (document?.schemaVersion !== 1 || !isBaseline(document.findings))
    throw new UserError(`${BASELINE} is damaged, or was written by a newer tempered.`, HINT);
  return Object.entries(document.findings).flatMap(([file, rules]) =>
    Object.entries(rules).flatMap(([rule, all]) => all.map((fingerprint) => ({ file, rule, fingerprint }))),
  );
}

function isBaseline(value: unknown): value is Baseline {
  const isObject = (item: unknown): item is object => typeof item === 'object' && item !== null && !Array.isArray(item);
  return (
    isObject(value) &&
    Object.values(value).every(
      (rules) =>
        isObject(rules) &&
        Object.values(rules).every((all) => Array.isArray(all) && all.every((item) => typeof item === 'string')),
    )
  );
}

/**
 * Sorted, one fingerprint a line: what two branches add merges where it is not about the same rule in the same file.
 * UserError 3 where a link leads out of the project.
 */
export async function writeBaseline(root: string, entries: readonly Entry[]): Promise<void> {
  const findings = Object.create(null) as Baseline;
  const sorted = [...entries].sort(
    (a, b) => compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint),
  );
  for (const { file, rule, fingerprint } of sorted)
    ((findings[file] ??= Object.create(null) as Baseline[string])[rule] ??= []).push(fingerprint);
  const before = await readText(join(root, BASELINE)).catch(() => null);
  const after = `${JSON.stringify({ schemaVersion: 1, findings }, null, 2)}\n`;
  await applyChanges(root, [{ file: BASELINE, before, after, measures: [] }], { command: 'check' });
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const keyOf = ({ file, rule, fingerprint }: Entry): string => JSON.stringify([file, rule, fingerprint]);

/** Of the findings, those that the baseline does not know; and its entries that nothing is found for any more. */
export function compareWithBaseline(
  root: string,
  findings: readonly Finding[],
  baseline: readonly Entry[],
): { fresh: Finding[]; known: number; stale: Entry[] } {
  const keys = entriesOf(root, findings).map(keyOf);
  const expected = new Set(baseline.map(keyOf));
  const found = new Set(keys);
  const fresh = findings.filter((_, index) => !expected.has(keys[index]!));
  return { fresh, known: findings.length - fresh.length, stale: baseline.filter((entry) => !found.has(keyOf(entry))) };
}
