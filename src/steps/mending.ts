import { structuredPatch } from 'diff';
import { rowFor, worksWithoutApp } from '../frameworks/index';
import { measures } from '../measures/index';
import type { Answers, Edit, Finding, Measure, Project } from '../types';
import type { Fix, LineEdit } from '../types/fix';
import { makePlan } from './plan';
import { stage } from './stage';

/**
 * What `harden` would write for the findings whose fix is automatic, of each finding in its own file; of those that generated
 * modules alone mend, what it would add. Nothing is said where it cannot be told which change mends which finding.
 */
export async function fixesOf(project: Project, findings: readonly Finding[]): Promise<Map<Finding, Fix>> {
  const fixes = new Map<Finding, Fix>();
  for (const measure of measures.filter((each) => isOffered(project, each))) {
    const own = findings.filter(({ rule, fix }) => fix === 'automatic' && rule.startsWith(`${measure.id}/`));
    if (own.length === 0) continue;
    const planner = new Planner(project, measure);
    for (const alike of groups(own)) for (const [finding, fix] of await planner.fixes(alike)) fixes.set(finding, fix);
  }
  return fixes;
}

const isOffered = (project: Project, measure: Measure): boolean =>
  (project.withoutApp === null || worksWithoutApp(measure)) &&
  (!measure.bindings || rowFor(measure.bindings, project.framework) !== undefined);

/** A codemod mends all that its rule finds in a file. */
function groups(findings: readonly Finding[]): Finding[][] {
  const byPlace = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.file]);
    byPlace.set(key, [...(byPlace.get(key) ?? []), finding]);
  }
  return [...byPlace.values()];
}

/** What one measure does about findings, with the answers that a run without questions takes. */
class Planner {
  readonly #answers: Answers;
  readonly #anyway: ReadonlySet<string>;
  readonly #chosen = new Set(measures.filter(({ meta }) => meta.recommended).map(({ id }) => id));

  constructor(
    readonly project: Project,
    readonly measure: Measure,
  ) {
    const recorded = project.record?.answers ?? {};
    this.#answers = Object.fromEntries(
      measure.questions(project).map((question) => [question.id, recorded[question.id] ?? question.default]),
    );
    this.#anyway = new Set(this.#plan([]).map((edit) => JSON.stringify(edit)));
  }

  #plan(findings: Finding[]): Edit[] {
    return this.measure.plan(this.project, findings, this.#answers, this.#chosen);
  }

  /** Of findings of one rule in one file. */
  async fixes(findings: Finding[]): Promise<[Finding, Fix][]> {
    const { file } = findings[0]!;
    const due = this.#plan(findings).filter((edit) => !this.#anyway.has(JSON.stringify(edit)));
    const codemods = due.filter(isCodemod);
    if (codemods.length === 0) return this.#added(findings, due);
    const { changes } = await stage(this.project, codemods);
    const change = changes.find((each) => each.file === file);
    if (!change || change.before === null || change.after === null) return [];
    const edits = lineEdits(change.before, change.after);
    if (edits === null) return [];
    const alone = due.length === codemods.length && changes.length === 1 && !edits.some(imports);
    return assigned(findings, edits).map(([finding, own, rest]) => [finding, { edits: own, alone: alone && !rest }]);
  }

  /** What comes for the findings, or where nothing comes for them alone, what the measure brings for all of its own. */
  async #added(findings: Finding[], due: readonly Edit[]): Promise<[Finding, Fix][]> {
    const own = (due.length > 0 ? due : this.#brought()).filter((edit) => !isCodemod(edit));
    const { changes, dependencies } = await stage(this.project, own);
    const files = changes.flatMap(({ file, before }) => (before === null ? [file] : []));
    const adds = { files, packages: dependencies.map(({ name }) => name) };
    if (files.length + adds.packages.length === 0) return [];
    return findings.map((finding) => [finding, { edits: [], adds, alone: false }]);
  }

  #brought(): Edit[] {
    const { id } = this.measure;
    return makePlan(this.project, [this.measure], [], this.#answers).edits.filter(({ measure }) => measure === id);
  }
}

const isCodemod = ({ kind }: Edit): boolean => kind === 'codemod';

const IMPORTED = /^\s*(?:import\b|(?:const|let|var)\b.*\brequire\s*\().*?(['"][^'"]+['"])/;
/** What is imported has to be there: a generated module, or a package. */
const imports = ({ removed, added }: LineEdit): boolean =>
  added.some((line) => {
    const source = IMPORTED.exec(line)?.[1];
    return source !== undefined && !removed.some((other) => other.includes(source));
  });

/** The lines that differ, line for line where as many come as go; null where the last one has no end. */
function lineEdits(before: string, after: string): LineEdit[] | null {
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context: 0 });
  if (hunks.some(({ lines }) => lines.some((line) => line.startsWith('\\')))) return null;
  return hunks.flatMap(({ oldStart, lines }): LineEdit[] => {
    const of = (sign: string): string[] => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
    const [removed, added] = [of('-'), of('+')];
    if (removed.length !== added.length) return [{ line: oldStart, removed, added }];
    return removed.map((line, index) => ({ line: oldStart + index, removed: [line], added: [added[index]!] }));
  });
}

/**
 * Which edits are whose: all of them where there is one finding, otherwise those on a finding's own lines. The third part
 * says whether something is left over that all of them need.
 */
function assigned(findings: Finding[], edits: LineEdit[]): [Finding, LineEdit[], rest: boolean][] {
  if (findings.length === 1) return [[findings[0]!, edits, false]];
  const owners = edits.map((edit) => findings.filter((finding) => touches(edit, finding)));
  const rest = owners.some((each) => each.length !== 1);
  return findings.flatMap((finding): [Finding, LineEdit[], boolean][] => {
    const own = edits.filter((_, index) => owners[index]!.includes(finding));
    return own.length === 0 ? [] : [[finding, own, rest]];
  });
}

const touches = ({ line, removed }: LineEdit, finding: Finding): boolean =>
  line <= finding.endLine && line + Math.max(removed.length, 1) - 1 >= finding.line;
