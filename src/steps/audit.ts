import { setImmediate } from 'node:timers/promises';
import { worksWithoutApp } from '../frameworks/index';
import { type Syntax, syntaxOf } from '../../codemods/lib/parse';
import { suppressibleLines } from '../../codemods/lib/suppress';
import { listed } from '../report/listed';
import { parsedName } from '../project/scan/left-out';
import type { Finding, LeftOut, Measure, Project, Scan } from '../types';
import { type AuditRun, startAudit } from './audit-run';
import { auditSource } from './audit-source';
import { auditTexts } from './audit-texts';
import { prepareEngine } from './engine';
import { type Found, once, spanOf, toFinding } from './finding';
import { ignoredBy, notesOnIgnores } from './suppressed';

/** What was found, and what was not looked at. */
export interface Audit {
  findings: Finding[];
  /** How many findings the user suppresses, by comments or in the configuration. */
  suppressed: number;
  /** What is wrong with those comments and the configuration, a sentence each. */
  notes: string[];
  leftOut: LeftOut;
}

/** Says how far it is. */
type Tell = (far: string) => void;

/** Runs the rules of the measures over the project. Reads only. */
export const audit = (project: Project, measures: readonly Measure[], tell?: Tell): Finding[] =>
  runAudit(project, measures, tell).findings;

/** The same, with a count of the files that were left out. Each file is read, parsed and walked once at most. */
export function runAudit(project: Project, measures: readonly Measure[], tell?: Tell): Audit {
  const steps = auditSteps(project, measures, tell);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Milliseconds between two looks at what else there is to do, above all at Ctrl-C. */
const TURN = 100;

/** The same, and Ctrl-C is heard meanwhile. */
export async function auditInTurns(project: Project, measures: readonly Measure[], tell?: Tell): Promise<Audit> {
  const steps = auditSteps(project, measures, tell);
  for (let turn = Date.now(); ;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (Date.now() - turn < TURN) continue;
    await setImmediate();
    turn = Date.now();
  }
}

/** Yields after each piece of work. */
function* auditSteps(project: Project, measures: readonly Measure[], tell?: Tell): Generator<undefined, Audit> {
  prepareEngine();
  const rules = measures.flatMap((measure) => measure.rules);
  const scan = project.scan();
  const run = startAudit(project, rules);
  const all: Found[] = [];
  for (const measure of measures) {
    all.push(...checkProject(run, measure));
    yield;
  }
  const ofSources = new Map<string, Found[]>();
  for (const path of bySyntax(scan)) {
    tell?.(`file ${ofSources.size + 1} of ${scan.sources.length}`);
    ofSources.set(path, auditSource(run, path));
    yield;
  }
  all.push(...scan.sources.flatMap((path) => ofSources.get(path)!));
  const found = once([...all, ...auditTexts(run, rules)]);
  const isIgnored = ignoredBy(project.ignores);
  const findings = found.filter(({ suppressed, ...finding }) => !suppressed && !isIgnored(finding)).map(shown);
  return {
    findings,
    suppressed: found.length - findings.length,
    notes: [
      ...notesOnIgnores(project.ignores),
      ...run.comments.notes(),
      ...noteOnUnreadable(scan.unreadable()),
      ...run.faults.notes(),
    ],
    leftOut: scan.leftOut(),
  };
}

/** The files of each syntax in a row: V8 makes fast code for a parser, and slower code for several that take turns. */
function bySyntax({ sources, read }: Scan): string[] {
  const groups = new Map<Syntax, string[]>();
  for (const path of sources) {
    const syntax = syntaxOf(read(path) ?? '', parsedName(path));
    const group = groups.get(syntax);
    if (group) group.push(path);
    else groups.set(syntax, [path]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length).flat();
}

const NAMED = 10;

function noteOnUnreadable(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  return [`Not looked at, as it cannot be read or parsed: ${listed(paths, NAMED)}.`];
}

const shown = ({ suppressed: _, ...finding }: Found): Finding => finding;

/** Rules of apps have nothing to look at where there is none. */
function checkProject({ project, comments, faults }: AuditRun, measure: Measure): Found[] {
  const isAsked = project.withoutApp === null || worksWithoutApp(measure);
  const asked = measure.rules.filter(({ repository }) => isAsked || repository);
  return asked.flatMap((rule) =>
    faults
      .guard(rule, null, () => rule.check?.(project) ?? [], [])
      .map(({ file, node, ...details }) => {
        const module = project.moduleOf(file);
        const text = module?.text ?? otherText(project, file);
        const lines = node && module ? () => suppressibleLines(module, node) : undefined;
        return toFinding(rule, details, { file, text, comments: comments.of(file, text), ...spanOf(node), lines });
      }),
  );
}

const otherText = ({ repository, dependencies }: Project, file: string): string =>
  repository.workflows.find(({ path }) => path === file)?.text ??
  dependencies?.manifests.find((manifest) => manifest.file === file)?.text ??
  '';
