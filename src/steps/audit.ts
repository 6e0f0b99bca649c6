import type { Node } from '@babel/types';
import { Flow } from '../../codemods/lib/flow/flow';
import type { Module } from '../../codemods/lib/resolve';
import { positionOf } from '../../codemods/lib/text';
import { shownAt, walk } from '../../codemods/lib/walk';
import { requestShape } from '../frameworks/index';
import { isBrowserCode } from '../project/scan/browser-code';
import type { Finding, LeftOut, Measure, Project, ReportDetails, Rule, SourceFile } from '../types';

/** What was found, and what was not looked at. */
export interface Audit {
  findings: Finding[];
  leftOut: LeftOut;
}

type Handler = (node: never, ancestors: Node[]) => void;

/** Runs the rules of the measures over the project. Reads only. */
export const audit = (project: Project, measures: readonly Measure[]): Finding[] =>
  runAudit(project, measures).findings;

/** The same, with a count of the files that were left out. Each file is read, parsed and walked once at most. */
export function runAudit(project: Project, measures: readonly Measure[]): Audit {
  const rules = measures.flatMap((measure) => measure.rules);
  const scan = project.scan();
  const findings = [
    ...measures.flatMap((measure) => checkProject(project, measure)),
    ...scan.sources.flatMap((path) => auditFile(project, rules, path)),
    ...auditTexts(project, rules),
  ];
  return { findings, leftOut: scan.leftOut() };
}

/** Rules of apps have nothing to look at where there is none. */
function checkProject(project: Project, { rules, bindings }: Measure): Finding[] {
  const asked = rules.filter(({ repository }) => project.withoutApp === null || repository || bindings === undefined);
  return asked.flatMap((rule) =>
    (rule.check?.(project) ?? []).map((report) => {
      const text = project.moduleOf(report.file)?.text ?? textOf(project, report.file);
      const [start, end] = report.node ? [shownAt(report.node).start!, report.node.end!] : [0, 0];
      return toFinding(rule, report, { file: report.file, text, start, end });
    }),
  );
}

const textOf = ({ repository }: Project, file: string): string =>
  repository.workflows.find(({ path }) => path === file)?.text ?? '';

const isKeyed = ({ keywords }: Rule, text: string): boolean => keywords?.some((word) => text.includes(word)) ?? true;

function auditFile(project: Project, rules: readonly Rule[], path: string): Finding[] {
  const scan = project.scan();
  const text = scan.read(path);
  let wanted = text === null ? [] : rules.filter((rule) => rule.create && isKeyed(rule, text));
  if (text === null || wanted.length === 0) return [];
  const loaded = project.files.find((file) => file.path === path);
  const file = loaded ?? unloadedFile(path, text);
  if (file.browser) wanted = wanted.filter(({ browser }) => browser);
  const module = wanted.length === 0 ? null : loaded ? project.moduleOf(path) : scan.parse(path, text);
  return module ? auditModule(project, wanted, file, module) : [];
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
function auditModule(project: Project, rules: readonly Rule[], file: SourceFile, module: Module): Finding[] {
  const findings: Finding[] = [];
  const { resolver } = project;
  const flow = new Flow(module, resolver, requestShape(project.framework));
  const handlers = new Map<string, Handler[]>();
  for (const rule of rules) {
    const report = (node: Node, details: ReportDetails): void => {
      const place = { file: file.path, text: file.text, start: shownAt(node).start!, end: node.end! };
      findings.push(toFinding(rule, details, place));
    };
    const visitor = rule.create!({ file, module, resolver, flow, project, report });
    for (const [type, handler] of Object.entries(visitor))
      if (handler) handlers.set(type, [...(handlers.get(type) ?? []), handler]);
  }
  walk(module.ast.program, (node, ancestors) => {
    for (const handler of handlers.get(node.type) ?? []) handler(node as never, ancestors as Node[]);
  });
  return findings;
}

/** Files that are no source code: templates of views, say. */
function auditTexts(project: Project, rules: readonly Rule[]): Finding[] {
  const scan = project.scan();
  const asking = rules.filter(({ files, text }) => files && text);
  const paths = asking.length === 0 ? [] : scan.texts((path) => asking.some(({ files }) => files!.test(path)));
  return paths.flatMap((path) => {
    const text = scan.read(path);
    const findings: Finding[] = [];
    for (const rule of text === null ? [] : asking.filter((each) => each.files!.test(path) && isKeyed(each, text)))
      rule.text!({
        path,
        text: text!,
        project,
        report: (start, end, details) =>
          void findings.push(toFinding(rule, details, { file: path, text: text!, start, end })),
      });
    return findings;
  });
}

interface Place {
  file: string;
  text: string;
  start: number;
  end: number;
}

function toFinding(rule: Rule, details: ReportDetails, { file, text, start, end }: Place): Finding {
  const { message, fix = 'none', risk = rule.risk ?? 'none', severity = rule.severity, snippet } = details;
  const { line, column } = positionOf(text, start);
  const place = { file, line, column, endLine: positionOf(text, end).line, start, end };
  return {
    rule: rule.id,
    severity,
    message,
    fix,
    risk,
    cwe: rule.cwe ?? null,
    ...place,
    ...(snippet === undefined ? {} : { snippet }),
  };
}
