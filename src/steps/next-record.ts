import { createHash } from 'node:crypto';
import type { Answers, Generated, Project, ProjectRecord, RecordedFile } from '../types';
import type { Plan } from './plan';

/**
 * The record as it is after the plan: answers, versions, and the hash of every generated file as rendered. What the plan
 * was not about stays as it was recorded.
 */
export function nextRecord(
  project: Project,
  plan: Plan,
  answers: Answers,
  generated: readonly Generated[],
  gone: { measures: readonly string[]; files: readonly string[] },
  version: string,
): ProjectRecord {
  const previous = project.record;
  const files: ProjectRecord['files'] = {};
  for (const [file, entry] of Object.entries(previous?.files ?? {}))
    if (!gone.files.includes(file)) files[file] = entry;
  for (const each of generated) {
    const entry = entryOf(each, files[each.file]);
    if (entry) files[each.file] = entry;
  }
  const measures = {
    ...previous?.measures,
    ...Object.fromEntries(plan.measures.map(({ id, version }) => [id, { version }])),
  };
  const isKept = (id: string): boolean => !gone.measures.includes(id.split('.')[0]!);
  return {
    schemaVersion: 1,
    tempered: version,
    securityFolder: project.securityFolder,
    answers: kept({ ...previous?.answers, ...answers }, isKept),
    measures: kept(measures, isKept),
    files,
  };
}

const kept = <T>(items: Record<string, T>, isKept: (id: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(items).filter(([id]) => isKept(id)));

function entryOf(
  { file, planned, measure, rendered, deleted }: Generated,
  previous: RecordedFile | undefined,
): RecordedFile | null {
  if (rendered === null) return previous ? { ...previous, ...(deleted ? { deleted } : {}) } : null;
  const sha256 = createHash('sha256').update(rendered).digest('hex');
  return { measure, sha256, ...(planned === file ? {} : { original: planned }) };
}
