import type { Node } from '@babel/types';
import { Flow } from '../../codemods/lib/flow/flow';
import type { Module } from '../../codemods/lib/resolve';
import { isSuppressed, suppressibleLines, type Suppression, suppressionsOf } from '../../codemods/lib/suppress';
import { positionOf } from '../../codemods/lib/text';
import { shownAt, walk } from '../../codemods/lib/walk';
import { requestShape } from '../frameworks/index';
import { isBrowserCode } from '../project/scan/browser-code';
import { Faults } from './faults';
import { Keywords } from './keywords';
import { collectEarly } from './memory';
import { ignoredBy, notesOnComments, notesOnIgnores } from './suppressed';
import type { Finding, LeftOut, Measure, Project, ReportDetails, Rule, SourceFile, Visitor } from '../types';

/** What was found, and what was not looked at. */
export interface Audit {
  findings: Finding[];
  /** How many findings the user suppresses, by comments or in the configuration. */
  suppressed: number;
  /** What is wrong with those comments and the configuration, a sentence each. */
  notes: string[];
  leftOut: LeftOut;
}

const NAMED = 10;

/** A finding, and whether a comment suppresses it. */
type Found = Finding & { suppressed: boolean };

type Handler = (node: never, ancestors: Node[]) => void;

/** Runs the rules of the measures over the project. Reads only. */
export const audit = (project: Project, measures: readonly Measure[]): Finding[] =>
  runAudit(project, measures).findings;

/** The same, with a count of the files that were left out. Each file is read, parsed and walked once at most. */
export function runAudit(project: Project, measures: readonly Measure[]): Audit {
  collectEarly();
  const rules = measures.flatMap((measure) => measure.rules);
  const keywords = new Keywords(rules.filter(({ create }) => create));
  const scan = project.scan();
  const comments = new Comments();
  const faults = new Faults();
  const found = once([
    ...measures.flatMap((measure) => checkProject(project, measure, comments, faults)),
    ...scan.sources.flatMap((path) => auditFile(project, keywords, path, comments, faults)),
    ...auditTexts(project, rules, comments, faults),
  ]);
  const isIgnored = ignoredBy(project.ignores);
  const findings = found.filter(({ suppressed, ...finding }) => !suppressed && !isIgnored(finding)).map(shown);
  return {
    findings,
    suppressed: found.length - findings.length,
    notes: [
      ...notesOnIgnores(project.ignores),
      ...comments.notes(),
      ...noteOnUnreadable(scan.unreadable()),
      ...faults.notes(),
    ],
    leftOut: scan.leftOut(),
  };
}

function noteOnUnreadable(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const rest = paths.length > NAMED ? `, and ${paths.length - NAMED} more` : '';
  return [`Not looked at, as it cannot be parsed: ${paths.slice(0, NAMED).join(', ')}${rest}.`];
}

/** What several calls share, options in a variable say, is said once. */
function once(found: readonly Found[]): Found[] {
  const known = new Map(
    found.map((each) => [[each.rule, each.file, each.start, each.end, each.message].join('\n'), each] as const),
  );
  return [...known.values()];
}

const shown = ({ suppressed: _, ...finding }: Found): Finding => finding;

/** The comments of the files that suppress findings. */
class Comments {
  readonly #byFile = new Map<string, Suppression[]>();

  of(path: string, text: string): Suppression[] {
    const known = this.#byFile.get(path) ?? suppressionsOf(text);
    if (known.length > 0) this.#byFile.set(path, known);
    return known;
  }

  notes(): string[] {
    return [...this.#byFile].flatMap(([path, comments]) => notesOnComments(path, comments));
  }
}

/** Rules of apps have nothing to look at where there is none. */
function checkProject(project: Project, { rules, bindings }: Measure, comments: Comments, faults: Faults): Found[] {
  const asked = rules.filter(({ repository }) => project.withoutApp === null || repository || bindings === undefined);
  return asked.flatMap((rule) =>
    faults
      .guard(rule, null, () => rule.check?.(project) ?? [], [])
      .map(({ file, node, ...details }) => {
        const module = project.moduleOf(file);
        const text = module?.text ?? textOf(project, file);
        const lines = node && module ? () => suppressibleLines(module, node) : undefined;
        return toFinding(rule, details, { file, text, comments: comments.of(file, text), ...spanOf(node), lines });
      }),
  );
}

const textOf = ({ repository }: Project, file: string): string =>
  repository.workflows.find(({ path }) => path === file)?.text ?? '';

const spanOf = (node: Node | undefined): Pick<Place, 'start' | 'end'> =>
  node ? { start: shownAt(node).start!, end: node.end! } : { start: 0, end: 0 };

function auditFile(project: Project, keywords: Keywords, path: string, comments: Comments, faults: Faults): Found[] {
  const scan = project.scan();
  const text = scan.read(path);
  if (text === null) return [];
  const suppressions = comments.of(path, text);
  let wanted = keywords.rulesFor(text);
  if (wanted.length === 0) return [];
  const loaded = project.files.find((file) => file.path === path);
  const file = loaded ?? unloadedFile(path, text);
  if (file.browser) wanted = wanted.filter(({ browser }) => browser);
  const module = wanted.length === 0 ? null : loaded ? project.moduleOf(path) : scan.parse(path, text);
  return module ? auditModule(project, wanted, file, module, suppressions, faults) : [];
}

const unloadedFile = (path: string, text: string): SourceFile => ({
  path,
  text,
  module: /^\s*(import|export)\s/m.test(text) ? 'esm' : 'cjs',
  reachable: false,
  generated: false,
  browser: isBrowserCode(path, text),
});

/** One walk over the file serves all rules. */
function auditModule(
  project: Project,
  rules: readonly Rule[],
  file: SourceFile,
  module: Module,
  comments: Suppression[],
  faults: Faults,
): Found[] {
  const findings: Found[] = [];
  const { resolver } = project;
  const flow = new Flow(module, resolver, requestShape(project.framework));
  const handlers = new Map<string, [Rule, Handler][]>();
  const failed = new Set<Rule>();
  for (const rule of rules) {
    const report = (node: Node, details: ReportDetails): void => {
      const lines = (): number[] => suppressibleLines(module, node);
      const place = { file: file.path, text: file.text, comments, ...spanOf(node), lines };
      findings.push(toFinding(rule, details, place));
    };
    const create = (): Visitor => rule.create!({ file, module, resolver, flow, project, report });
    const visitor = faults.guard(rule, file.path, create, {});
    for (const [type, handler] of Object.entries(visitor))
      if (handler) handlers.set(type, [...(handlers.get(type) ?? []), [rule, handler]]);
  }
  walk(module.ast.program, (node, ancestors) => {
    const called = handlers.get(node.type);
    if (!called) return;
    for (const [rule, handler] of called) {
      if (failed.has(rule)) continue;
      const run = (): boolean => (handler(node as never, ancestors as Node[]), true);
      if (!faults.guard(rule, file.path, run, false)) failed.add(rule);
    }
  });
  return findings;
}

/** Files that are no source code: templates of views, say. */
function auditTexts(project: Project, rules: readonly Rule[], comments: Comments, faults: Faults): Found[] {
  const scan = project.scan();
  const asking = rules.filter(({ files, text }) => files && text);
  const keywords = new Keywords(asking);
  const paths = asking.length === 0 ? [] : scan.texts((path) => asking.some(({ files }) => files!.test(path)));
  return paths.flatMap((path) => {
    const text = scan.read(path);
    if (text === null) return [];
    const suppressions = comments.of(path, text);
    const findings: Found[] = [];
    for (const rule of keywords.rulesFor(text).filter(({ files }) => files!.test(path))) {
      const report = (start: number, end: number, details: ReportDetails): void =>
        void findings.push(toFinding(rule, details, { file: path, text, comments: suppressions, start, end }));
      faults.guard(rule, path, () => rule.text!({ path, text, project, report }), undefined);
    }
    return findings;
  });
}

interface Place {
  file: string;
  text: string;
  start: number;
  end: number;
  comments: readonly Suppression[];
  /** The lines that a comment may stand before; that of `start` by default. */
  lines?: (() => number[]) | undefined;
}

function toFinding(rule: Rule, details: ReportDetails, place: Place): Found {
  const { message, fix = 'none', risk = rule.risk ?? 'none', severity = rule.severity, snippet } = details;
  const { file, text, start, end, comments, lines } = place;
  const { line, column } = positionOf(text, start);
  return {
    rule: rule.id,
    severity,
    message,
    fix,
    risk,
    cwe: rule.cwe,
    file,
    line,
    column,
    endLine: positionOf(text, end).line,
    start,
    end,
    suppressed: comments.length > 0 && isSuppressed(comments, rule.id, lines?.() ?? [line]),
    ...(snippet === undefined ? {} : { snippet }),
  };
}
