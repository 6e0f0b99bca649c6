import { createHash } from 'node:crypto';
import type { Answers, Generated, Package, Project, ProjectRecord, RecordedFile } from '../types';
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
  packages: { dependencies: readonly Package[]; removed: readonly string[] },
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
    ...addedPackages(previous, packages),
  };
}

/** A record that was begun before packages were noted goes on without. */
function addedPackages(
  previous: ProjectRecord | null,
  { dependencies, removed }: { dependencies: readonly Package[]; removed: readonly string[] },
): Pick<ProjectRecord, 'dependencies'> {
  if (previous && !previous.dependencies) return {};
  const names = [...(previous?.dependencies ?? []), ...dependencies.map(({ name }) => name)];
  return { dependencies: [...new Set(names)].filter((name) => !removed.includes(name)).sort() };
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
