import type { Node } from '@babel/types';
import { calledName } from '../../../codemods/lib/flow/made-of';
import type { Rule, RuleContext } from '../../types';
import { whereFrom } from '../where-from';
import type { Call } from './sink';

/** Before these versions, a merge follows `__proto__` and `constructor.prototype` of what it copies. */
const MERGES: readonly [name: RegExp, version: readonly [number, number, number]][] = [
  // https://github.com/advisories/GHSA-jf85-cpcp-j695
  [/^lodash(\.|#)(merge|mergeWith|defaultsDeep)$/, [4, 17, 12]],
  // https://github.com/advisories/GHSA-hr2v-3952-633q
  [/^deep-extend$/, [0, 5, 1]],
  // https://github.com/advisories/GHSA-7wpw-2hjm-89gp
  [/^merge(#recursive)?$/, [2, 1, 1]],
];

/** Something is assigned to a computed name, or one of the packages is there. */
const ASSIGNS = /\]\s*(?:[-+*/%&|^?<>]{1,3})?=(?![=>])|lodash|deep-extend|['"]merge['"]/;

export const prototypeRules: Rule[] = [
  {
    id: 'injection/prototype',
    severity: 'high',
    cwe: 'CWE-1321',
    owasp: 'A05:2025 Injection',
    summary: 'A client can name `__proto__`, and so change what every object of the process has.',
    fixed: 'never',
    keywords: ['][', 'lodash', 'deep-extend', "'merge'", '"merge"'],
    ofRequests: true,
    worth: (text) => ASSIGNS.test(text),
    create: (context) => ({
      AssignmentExpression: (node: Extract<Node, { type: 'AssignmentExpression' }>) => assigned(context, node),
      CallExpression: (node: Call) => merged(context, node),
    }),
  },
];

/** `settings[req.body.group][req.body.name] = value` */
function assigned({ flow, report }: RuleContext, node: Extract<Node, { type: 'AssignmentExpression' }>): void {
  const { left } = node;
  if (left.type !== 'MemberExpression' || !left.computed || left.object.type !== 'MemberExpression') return;
  const { object } = left;
  if (!object.computed || ![left.property, object.property].every((key) => flow.originOf(key) === 'request')) return;
  report(node, {
    message: `Both names that are assigned to come from ${whereFrom(flow, object.property)}: "__proto__" leads to what all objects share.`,
    fix: 'manual',
    snippet: "if (!Object.hasOwn(target, key) || name === '__proto__') return; // or a Map of Maps",
  });
}

/** `_.merge(target, req.body)` of an old version */
function merged({ flow, report, project }: RuleContext, call: Call): void {
  const name = calledName(flow, call) ?? '';
  const [, fixed] = MERGES.find(([pattern]) => pattern.test(name)) ?? [];
  if (!fixed) return;
  const source = call.arguments.slice(1).find((each) => flow.read(each as Node)?.part === 'body') as Node | undefined;
  if (!source) return;
  const packageName = name.split('#')[0]!;
  const { installed, dependencies } = project.manifest;
  if (!isBefore(installed[packageName] ?? dependencies[packageName] ?? '', fixed)) return;
  report(call, {
    message: `${packageName} merges ${whereFrom(flow, source)} into an object, and follows "__proto__" in this version.`,
    fix: 'manual',
    snippet: `npm install ${packageName}@latest // ${fixed.join('.')} or later`,
  });
}

function isBefore(version: string, fixed: readonly number[]): boolean {
  const parts = /(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
  const index = parts?.findIndex((part, at) => part !== fixed[at]) ?? -1;
  return parts !== undefined && index >= 0 && parts[index]! < fixed[index]!;
}
