import { createHash } from 'node:crypto';
import type { Answers, FileChange, Project, ProjectRecord } from '../types';
import type { Plan } from './plan';

/** The record as it is after the plan: answers, versions, and the hash of every generated file as rendered. */
export function nextRecord(
  project: Project,
  plan: Plan,
  answers: Answers,
  changes: readonly FileChange[],
  version: string,
): ProjectRecord {
  const planned = plan.edits.flatMap((edit) =>
    edit.kind === 'template' ? [{ file: edit.file, measure: edit.measure }] : [],
  );
  const files: ProjectRecord['files'] = {};
  for (const { file, measure } of planned) {
    const rendered = changes.find((change) => change.file === file)?.rendered;
    const sha256 =
      rendered === undefined
        ? project.record?.files[file]?.sha256
        : createHash('sha256').update(rendered).digest('hex');
    if (sha256 !== undefined) files[file] = { measure, sha256 };
  }
  const measures = Object.fromEntries(plan.measures.map(({ id, version }) => [id, { version }]));
  return {
    schemaVersion: 1,
    tempered: version,
    securityFolder: project.securityFolder,
    answers: { ...project.record?.answers, ...answers },
    measures,
    files,
  };
}
