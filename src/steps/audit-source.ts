import type { Node } from '@babel/types';
import { withoutComments } from '../../codemods/lib/comments';
import { isGivenRequests, mayReadRequest } from '../../codemods/lib/flow/may-read';
import { Flow } from '../../codemods/lib/flow/flow';
import type { Module } from '../../codemods/lib/resolve';
import { suppressibleLines } from '../../codemods/lib/suppress';
import { byKind } from '../../codemods/lib/visitor-keys';
import { flatOf } from '../../codemods/lib/walk';
import { isBrowserCode } from '../project/scan/browser-code';
import type { ReportDetails, Rule, SourceFile, Visitor } from '../types';
import type { AuditRun } from './audit-run';
import { type Found, spanOf, toFinding } from './finding';

/** What the rules say of one source file; it is parsed where one of them has something to look for in it. */
export function auditSource(run: AuditRun, path: string): Found[] {
  const scan = run.project.scan();
  const text = scan.read(path);
  if (text === null) return [];
  // Comments that suppress nothing are told of, whatever is found.
  run.comments.of(path, text);
  const code = withoutComments(text);
  let wanted = run.keywords.rulesFor(code);
  if (wanted.length === 0) return [];
  const file = run.loaded.get(path) ?? unloadedFile(path, text);
  if (file.browser) wanted = wanted.filter(({ browser }) => browser);
  const isLoaded = run.loaded.has(path);
  if (!isLoaded) wanted = worthParsing(wanted, path, code);
  if (wanted.length === 0) return [];
  const look = (module: Module): Found[] => {
    const isGiven = isLoaded || wanted.every(({ ofRequests }) => !ofRequests) || isGivenRequests(module);
    return auditModule(run, isGiven ? wanted : wanted.filter(({ ofRequests }) => !ofRequests), file, module);
  };
  return scan.parse(path, text, look) ?? [];
}

const unloadedFile = (path: string, text: string): SourceFile => ({
  path,
  text,
  module: /(?:im|ex)port\s(?<=^[^\S\n]*(?:im|ex)port\s)/m.test(text) ? 'esm' : 'cjs',
  reachable: false,
  generated: false,
  browser: isBrowserCode(path, text),
});

/** The rules that may find something, by a closer look at the text; what several of them ask is asked once. */
function worthParsing(rules: readonly Rule[], path: string, code: string): Rule[] {
  const answers = new Map<Rule['worth'], boolean>();
  return rules.filter(({ appOnly, ofRequests, worth }) => {
    if (appOnly) return false;
    const answer = answers.get(worth) ?? worth?.(code, path) ?? true;
    answers.set(worth, answer);
    return answer && (!ofRequests || mayReadRequest(code));
  });
}

type Handler = (node: never) => void;

/** One walk over the file serves all rules. */
function auditModule(
  { project, shape, comments, faults }: AuditRun,
  rules: readonly Rule[],
  file: SourceFile,
  module: Module,
): Found[] {
  const findings: Found[] = [];
  const { resolver } = project;
  const flow = new Flow(module, resolver, shape);
  const suppressions = comments.of(file.path, file.text);
  const handlers = new Map<string, [Rule, Handler][]>();
  const failed = new Set<Rule>();
  for (const rule of rules) {
    const report = (node: Node, details: ReportDetails): void => {
      const lines = (): number[] => suppressibleLines(module, node);
      const place = { file: file.path, text: file.text, comments: suppressions, ...spanOf(node), lines };
      findings.push(toFinding(rule, details, place));
    };
    const create = (): Visitor => rule.create!({ file, module, resolver, flow, project, report });
    const visitor = faults.guard(rule, file.path, create, {});
    for (const [type, handler] of Object.entries(visitor))
      if (handler) handlers.set(type, [...(handlers.get(type) ?? []), [rule, handler]]);
  }
  const called = byKind(handlers);
  const { nodes, kinds } = flatOf(module.ast.program);
  for (let index = 0; index < nodes.length; index += 1) {
    const ofKind = called[kinds[index]!];
    if (!ofKind) continue;
    const node = nodes[index]!;
    for (const [rule, handler] of ofKind) {
      if (failed.has(rule)) continue;
      try {
        handler(node as never);
      } catch (error) {
        faults.note(rule, file.path, error);
        failed.add(rule);
      }
    }
  }
  return findings;
}
