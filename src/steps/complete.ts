import type { ChangeSet, Finding, Project } from '../types';
import type { Decision } from './ask';
import { nextRecord } from './next-record';
import { makePlan, manualFindings } from './plan';
import { recordChanges } from './record';
import { stage } from './stage';

/** The change set that a decision comes to: the staged edits, with the record that goes with them. */
export async function complete(
  project: Project,
  decision: Decision,
  findings: readonly Finding[],
  version: string,
): Promise<ChangeSet> {
  const plan = makePlan(project, decision.measures, decision.fixes, decision.answers);
  const staged = await stage(project, plan.edits);
  const rendered = Object.fromEntries(
    staged.changes.flatMap(({ file, rendered }) => (rendered === undefined ? [] : [[file, rendered]])),
  );
  const next = nextRecord(project, plan, decision.answers, staged.changes, version);
  const record = await recordChanges(project.root, project.record, next, rendered);
  const changes = staged.changes.filter(({ before, after }) => before !== after);
  const touched = changes.length > 0 || record.length > 0;
  return {
    changes: touched ? [...changes, ...record] : [],
    dependencies: staged.dependencies,
    manual: [...plan.manual, ...staged.manual, ...manualFindings(findings, decision.considered, decision.left)],
  };
}
