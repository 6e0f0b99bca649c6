import { isForDevelopment } from '../../codemods/lib/secrets/hard-coded';
import { exampleFile } from '../measures/env-lines';
import { measures } from '../measures/index';
import type { ChangeSet, Edit, Finding, Line, Project } from '../types';
import type { Decision } from './ask';
import { takeLeave } from './leaving/index';
import { blockedMeasures } from './leaving/blocked';
import { followImports } from './follow-imports';
import type { Verdicts } from './generated';
import { nextRecord } from './next-record';
import { makePlan, manualFindings, type Plan } from './plan';
import { recordChanges } from './record';
import { stage, Tree } from './stage';

/** The change set that a decision comes to: the staged edits, with the record that goes with them. */
export async function complete(
  project: Project,
  decision: Decision,
  findings: readonly Finding[],
  version: string,
  verdicts: Verdicts = () => undefined,
): Promise<ChangeSet> {
  const { blocked, manual: stuck } = await blockedMeasures(project, decision.removed);
  const removed = decision.removed.filter((id) => !blocked.includes(id));
  const chosen = decision.measures.filter(({ id }) => !removed.includes(id));
  const planFor = (each: Project): Plan => makePlan(each, chosen, decision.fixes, decision.answers);
  const first = planFor(project);
  const mended = await withFixes(project, first.edits);
  const plan = mended === project ? first : planFor(mended);
  const tree = new Tree(project, verdicts);
  const wanted = plan.edits.filter(isWanted(project, decision, removed));
  for (const edit of [...followImports(project), ...wanted]) await tree.apply(edit);
  const gone = await takeLeave(project, tree, plan, { removed, alone: decision.alone }, verdicts);
  for (const edit of leftLines(project, removed, plan, decision)) await tree.apply(edit);
  for (const edit of leavingEdits(project, removed)) await tree.apply(edit);
  const staged = tree.staged();
  const rendered = Object.fromEntries(
    staged.generated.flatMap(({ file, rendered }) => (rendered === null ? [] : [[file, rendered]])),
  );
  const isDone = (id: string): boolean => decision.alone?.includes(id.split('.')[0]!) ?? true;
  const done = { ...plan, measures: plan.measures.filter(({ id }) => isDone(id)) };
  const answers = Object.fromEntries(Object.entries(decision.answers).filter(([id]) => isDone(id)));
  const next = nextRecord(project, done, answers, staged.generated, gone, staged, version);
  const record = await recordChanges(project.root, project.record, next, rendered);
  const { changes } = staged;
  const touched = changes.length > 0 || record.length > 0;
  return {
    changes: touched ? [...changes, ...record] : [],
    dependencies: staged.dependencies,
    removed: staged.removed,
    doubts: [...staged.doubts, ...gone.doubts],
    manual: [
      ...plan.manual,
      ...stuck,
      ...staged.manual,
      ...gone.manual,
      ...manualFindings(findings, decision.considered, decision.left),
    ],
    advice: adviceOf(mended, plan, decision),
  };
}

/**
 * Where only some measures are named, their edits; and modules of the others that call what leaves, or are theirs from now
 * on.
 */
function isWanted(project: Project, decision: Decision, removed: readonly string[]): (edit: Edit) => boolean {
  const { alone } = decision;
  if (alone === null) return () => true;
  const all = removed.length === 0 ? [] : makePlan(project, decision.measures, [], decision.answers).edits;
  const before = new Set(all.map((edit) => JSON.stringify(edit)));
  return (edit) =>
    alone.includes(edit.measure) ||
    (removed.length > 0 && edit.kind === 'template' && !before.has(JSON.stringify(edit)));
}

/** Lines of the list of variables that only the measures that leave have asked for. */
function leftLines(project: Project, removed: readonly string[], plan: Plan, decision: Decision): Edit[] {
  if (removed.length === 0) return [];
  const example = exampleFile(project);
  const read = new Set(project.environment.map(({ name }) => name));
  const lines = (edits: readonly Edit[]): Line[] =>
    edits.flatMap((edit) => (edit.kind === 'lines' && edit.file === example ? edit.lines : []));
  const kept = new Set(lines(plan.edits).map(({ key }) => key));
  const all = makePlan(project, decision.measures, [], decision.answers);
  return removed.flatMap((measure): Edit[] => {
    const own = lines(all.edits.filter((edit) => edit.measure === measure));
    const dropped = own.filter(({ key }) => key !== undefined && !kept.has(key) && !read.has(key));
    return dropped.length === 0 ? [] : [{ measure, kind: 'without-lines', file: example, lines: dropped }];
  });
}

const leavingEdits = (project: Project, removed: readonly string[]): Edit[] =>
  measures.filter(({ id }) => removed.includes(id)).flatMap((measure) => measure.leave?.(project) ?? []);

function adviceOf(project: Project, { measures: planned }: Plan, decision: Decision): string[] {
  const ids = new Set(planned.map(({ id }) => id));
  const others = planned.some(({ bindings }) => bindings) ? leftAlone(project) : [];
  return [
    ...others,
    ...planned.flatMap(
      (measure) => measure.advise?.(project, fixesOf(measure.id, decision), decision.answers, ids) ?? [],
    ),
  ];
}

const leftAlone = ({ app: { beside = [] } }: Project): string[] =>
  beside.map(
    ({ file, node }) =>
      `the app that ${file}:${node.loc!.start.line} makes only tells how the process is, or sends clients to https: it is left as it is.`,
  );

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
