import { isForDevelopment } from '../../codemods/lib/secrets/hard-coded';
import type { ChangeSet, Edit, Finding, Project } from '../types';
import type { Decision } from './ask';
import type { Verdicts } from './generated';
import { nextRecord } from './next-record';
import { makePlan, manualFindings, type Plan } from './plan';
import { recordChanges } from './record';
import { stage } from './stage';

/** The change set that a decision comes to: the staged edits, with the record that goes with them. */
export async function complete(
  project: Project,
  decision: Decision,
  findings: readonly Finding[],
  version: string,
  verdicts: Verdicts = () => undefined,
): Promise<ChangeSet> {
  const planFor = (each: Project): Plan => makePlan(each, decision.measures, decision.fixes, decision.answers);
  const first = planFor(project);
  const mended = await withFixes(project, first.edits);
  const plan = mended === project ? first : planFor(mended);
  const staged = await stage(project, plan.edits, verdicts);
  const rendered = Object.fromEntries(
    staged.generated.flatMap(({ file, rendered }) => (rendered === null ? [] : [[file, rendered]])),
  );
  const gone = { measures: [], files: [] };
  const next = nextRecord(project, plan, decision.answers, staged.generated, gone, version);
  const record = await recordChanges(project.root, project.record, next, rendered);
  const { changes } = staged;
  const touched = changes.length > 0 || record.length > 0;
  return {
    changes: touched ? [...changes, ...record] : [],
    dependencies: staged.dependencies,
    removed: [],
    doubts: staged.doubts,
    manual: [...plan.manual, ...staged.manual, ...manualFindings(findings, decision.considered, decision.left)],
    advice: plan.measures.flatMap((measure) => measure.advise?.(mended, fixesOf(measure.id, decision)) ?? []),
  };
}

const fixesOf = (measure: string, { fixes }: Decision): Finding[] =>
  fixes.filter(({ rule }) => rule.startsWith(`${measure}/`));

/** Fixes may make the code read variables that it did not: the start-up check of the same run has to know them. */
async function withFixes(project: Project, edits: readonly Edit[]): Promise<Project> {
  const moves = edits.filter((edit) => edit.kind === 'codemod' && edit.codemod === 'literal-to-env');
  if (moves.length === 0) return project;
  const { changes } = await stage(project, moves);
  const texts = new Map(changes.flatMap(({ file, after }) => (after === null ? [] : [[file, after] as const])));
  const had = new Map(project.environment.map((variable) => [variable.name, variable.fallback]));
  const environment = project.environmentWith(texts).map((variable) => {
    // What the code had a value for before, it cannot do without; settings for development are not there elsewhere.
    const isNew = !had.has(variable.name) || (had.get(variable.name) === true && !variable.fallback);
    const used = variable.reads.some(({ file }) => !isForDevelopment(file));
    return isNew && used ? { ...variable, required: true } : variable;
  });
  return { ...project, environment };
}
