import type { Node } from '@babel/types';
import { calledName, madeOf, writtenName } from '../../../../codemods/lib/flow/made-of';
import type { Flow } from '../../../../codemods/lib/flow/flow';
import { keyName, literalText, propertyOf } from '../../../../codemods/lib/walk';
import type { Rule, RuleContext } from '../../../types';
import { whereFrom } from '../../where-from';
import { type Call, type Sink, sinkVisitor } from '../sink';
import { isExponential } from './ambiguity';

type Pattern = Extract<Node, { type: 'RegExpLiteral' }>;

export const patternRules: Rule[] = [
  {
    id: 'injection/slow-pattern',
    severity: 'high',
    cwe: 'CWE-1333',
    owasp: 'A06:2025 Insecure Design',
    summary: 'A pattern takes exponential time on some texts: one request keeps the process busy for ever.',
    fixed: 'never',
    keywords: [')+', ')*', '){'],
    worth: mayLoop,
    create: (context) => ({ RegExpLiteral: (node: Pattern) => lookAt(context, node) }),
  },
  {
    id: 'injection/pattern-from-request',
    severity: 'medium',
    cwe: 'CWE-1333',
    owasp: 'A05:2025 Injection',
    summary: 'A client sends the pattern itself: one that takes for ever, or that fits what it should not.',
    fixed: 'never',
    keywords: ['RegExp(', '$regex'],
    ofRequests: true,
    create: (context) => ({
      ...sinkVisitor(context, (call, name) => {
        const value = name === 'RegExp' ? (call.arguments[0] as Node | undefined) : undefined;
        return value && !isEscaped(context.flow, value) ? [fromRequest(value, call)] : [];
      }),
      ObjectProperty: (node: Extract<Node, { type: 'ObjectProperty' }>) => lookAtOperator(context, node),
    }),
  },
];

/** A group that is repeated, between two slashes: without a loop around something no pattern takes exponential time. */
const REPEATS = /\)(?:[*+]|\{\d)/g;

function mayLoop(text: string): boolean {
  return [...text.matchAll(REPEATS)].some(({ index }) => {
    const end = text.indexOf('\n', index);
    const slash = text.indexOf('/', index);
    return slash !== -1 && (end === -1 || slash < end) && text.lastIndexOf('/', index) > text.lastIndexOf('\n', index);
  });
}

const ESCAPED = "value.replace(/[.*+?^${}()|[\\]\\\\]/g, '\\\\$&')";
const says = (from: string): string => `A pattern is made of text from ${from}.`;
const fromRequest = (value: Node, call: Call): Sink => ({ value, call, says, snippet: `new RegExp(${ESCAPED}, 'i')` });

/** `{ name: { $regex: req.query.name } }`: MongoDB gives up on a pattern that takes too long. */
function lookAtOperator({ flow, report }: RuleContext, node: Extract<Node, { type: 'ObjectProperty' }>): void {
  if (keyName(node) !== '$regex' || flow.originOf(node.value) !== 'request' || isEscaped(flow, node.value)) return;
  // Those that are made with `RegExp` are found there.
  if (
    madeOf(flow, node.value).some(
      (part) => /^(New|Call)/.test(part.type) && calledName(flow, part as Call) === 'RegExp',
    )
  )
    return;
  report(node, {
    message: says(whereFrom(flow, node.value)),
    severity: 'low',
    fix: 'manual',
    snippet: `$regex: ${ESCAPED}`,
  });
}

/** `escapeRegExp(text)`, `text.replace(/[…]/g, '\\$&')` */
const isEscaped = (flow: Flow, value: Node): boolean =>
  madeOf(flow, value).some(
    (node) =>
      node.type === 'CallExpression' &&
      (/escape|quote/i.test(writtenName(node)) ||
        (/^replace(All)?$/.test(writtenName(node)) && /\\\$|\$&/.test(literalText(node.arguments[1]) ?? ''))),
  );

/** Calls and settings that try a pattern on what a client sent. */
const VALIDATES = /^(regex|pattern|matches|match)$/;

function lookAt({ flow, module, report }: RuleContext, node: Pattern): void {
  if (!isExponential(node.pattern, node.flags)) return;
  const subject = subjectOf(flow, node);
  const origin = subject === 'validated' ? 'request' : subject ? flow.originOf(subject) : 'constant';
  if (origin !== 'request' && origin !== 'argument') return;
  const from = subject === 'validated' ? 'what clients send' : whereFrom(flow, subject!);
  report(node, {
    message:
      origin === 'request'
        ? `This pattern takes exponential time on some texts, and is tried on ${from}.`
        : 'This pattern takes exponential time on some texts, and is tried on what the function is given.',
    ...(origin === 'argument' ? { severity: 'medium' as const } : {}),
    fix: 'manual',
    snippet: `${module.text.slice(node.start!, node.end!)} // one repetition within another: take one of them out`,
  });
}

/** What a pattern is tried on; `validated` where a schema or validator has it. */
function subjectOf(flow: Flow, pattern: Pattern): Node | 'validated' | null {
  const { scopes } = flow.module;
  const parent = scopes.parents.get(pattern);
  if (parent?.type === 'ObjectProperty') {
    const holder = scopes.parents.get(parent);
    return VALIDATES.test(keyName(parent) ?? '') && propertyOf(holder, 'type') ? 'validated' : null;
  }
  if (parent?.type === 'ArrayExpression') {
    const property = scopes.parents.get(parent);
    return property?.type === 'ObjectProperty' && keyName(property) === 'match' ? 'validated' : null;
  }
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier')
    return usesOfName(flow, parent.id.name, pattern);
  return usedAt(flow, pattern, parent);
}

/** What the pattern at this place is tried on. */
function usedAt(flow: Flow, node: Node, parent: Node | undefined): Node | 'validated' | null {
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const call = flow.module.scopes.parents.get(parent);
    const tries = call?.type === 'CallExpression' && /^(test|exec)$/.test(writtenName(call));
    return tries ? ((call.arguments[0] as Node | undefined) ?? null) : null;
  }
  if (parent?.type !== 'CallExpression' || !parent.arguments.includes(node as never)) return null;
  const method = writtenName(parent);
  const object = parent.callee.type === 'MemberExpression' ? parent.callee.object : null;
  if (/^(regex|pattern|matches)$/.test(method)) return 'validated';
  return object && /^(match|matchAll|replace|replaceAll|search|split)$/.test(method) ? object : null;
}

/** The worst of what a pattern with a name is tried on. */
function usesOfName(flow: Flow, name: string, pattern: Pattern): Node | 'validated' | null {
  const { scopes } = flow.module;
  const binding = scopes.lookup(name, pattern);
  let found: Node | 'validated' | null = null;
  if (!binding) return null;
  for (const use of scopes.usesOf(binding)) {
    const subject = usedAt(flow, use, scopes.parents.get(use));
    if (subject === 'validated' || (subject && flow.originOf(subject) === 'request')) return subject;
    found ??= subject;
  }
  return found;
}
