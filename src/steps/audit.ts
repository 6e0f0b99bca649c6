import type { Node } from '@babel/types';
import { Flow } from '../../codemods/lib/flow/flow';
import { positionOf } from '../../codemods/lib/text';
import { shownAt, walk } from '../../codemods/lib/walk';
import { requestShape } from '../frameworks/index';
import type { Finding, Measure, Project, Report, Rule, SourceFile, Visitor } from '../types';

/** Runs the rules of the measures over the project, each file walked once. Reads only. */
export function audit(project: Project, measures: readonly Measure[]): Finding[] {
  const rules = measures.flatMap((measure) => measure.rules);
  const ofProject = rules.flatMap((rule) =>
    (rule.check?.(project) ?? []).map((report) => toFinding(project, rule, report)),
  );
  const ofFiles = project.files
    .filter(({ generated }) => !generated)
    .flatMap((file) => auditFile(project, rules, file));
  return [...ofProject, ...ofFiles];
}

function auditFile(project: Project, rules: readonly Rule[], file: SourceFile): Finding[] {
  const module = project.moduleOf(file.path);
  const wanted = rules.filter(
    (rule) => rule.create && (rule.keywords?.some((word) => file.text.includes(word)) ?? true),
  );
  if (!module || wanted.length === 0) return [];
  const findings: Finding[] = [];
  const { resolver } = project;
  const flow = new Flow(module, resolver, requestShape(project.framework));
  const visitors = wanted.map((rule): Visitor => {
    const report = (node: Node, details: Omit<Report, 'file' | 'node'>): void =>
      void findings.push(toFinding(project, rule, { ...details, file: file.path, node }));
    return rule.create!({ file, module, resolver, flow, project, report });
  });
  walk(module.ast.program, (node, ancestors) => {
    for (const visitor of visitors) visitor[node.type]?.(node as never, ancestors as Node[]);
  });
  return findings;
}

function toFinding(project: Project, rule: Rule, report: Report): Finding {
  const { file, node, message, fix = 'none', risk = rule.risk ?? 'none', severity = rule.severity, snippet } = report;
  const text =
    project.moduleOf(file)?.text ?? project.repository.workflows.find(({ path }) => path === file)?.text ?? '';
  const [start, end] = [node ? shownAt(node).start! : 0, node?.end ?? 0];
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
