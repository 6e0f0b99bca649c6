import type { Node } from '@babel/types';
import { parseSource } from '../parse';
import { Module } from '../resolve';
import { patternNames } from '../pattern';
import type { Binding } from '../scope';
import { literalText, memberName, unwrap, walk } from '../walk';

/** The rules of ESLint that a linter is asked for, by ESLint's names. */
export const LINTED = [
  'no-eval',
  'no-implied-eval',
  'no-new-func',
  'no-extend-native',
  'no-implicit-globals',
  'no-var',
  'prefer-const',
  'eqeqeq',
] as const;
export type Linted = (typeof LINTED)[number];

/** What each file that breaks a rule holds. */
const WORDS: Record<Linted, RegExp> = {
  'no-eval': /\beval\b/,
  'no-implied-eval': /\b(setTimeout|setInterval|setImmediate|execScript)\b/,
  'no-new-func': /\bFunction\b/,
  'no-extend-native': /\bprototype\b/,
  'no-implicit-globals': /=|\b(of|in)\b/,
  'no-var': /\bvar\b/,
  'prefer-const': /\blet\b/,
  eqeqeq: /(?<![!=])[!=]=(?!=)/,
};
const NATIVE =
  /^(Array|ArrayBuffer|BigInt|Boolean|DataView|Date|Error|Function|Map|Number|Object|Promise|Proxy|Reflect|RegExp|Set|String|Symbol|Weak\w+|\w+Array|\w+Error|Intl|JSON|Math|Atomics|Iterator)$/;

/** Whether a file holds what breaks a rule; where it does not, there is no need to parse it. */
export const mayBreak = (rule: Linted, text: string): boolean => WORDS[rule].test(text);

/**
 * The rules, of those that are asked for, that a file breaks. In doubt it breaks one: a rule that nobody breaks becomes an
 * error in the project's own linter, and must not fail its build.
 */
export function brokenRules(path: string, text: string, asked: readonly Linted[] = LINTED): Linted[] {
  const open = asked.filter((rule) => mayBreak(rule, text));
  const module = open.length > 0 ? parsed(path, text) : null;
  if (!module) return [];
  const broken = new Set<Linted>();
  walk(module.ast.program, (node, ancestors) => {
    for (const rule of brokenBy(module, node, ancestors)) broken.add(rule);
  });
  return open.filter((rule) => broken.has(rule));
}

/** A file that cannot be parsed fails the linter as it is. */
function parsed(path: string, text: string): Module | null {
  try {
    return new Module(path, text, parseSource(text, path));
  } catch {
    return null;
  }
}

function brokenBy(module: Module, node: Node, ancestors: readonly Node[]): Linted[] {
  switch (node.type) {
    case 'VariableDeclaration':
      if (node.kind === 'var') return ['no-var'];
      return node.kind === 'let' && mayBeConst(module, node, ancestors.at(-1)) ? ['prefer-const'] : [];
    case 'BinaryExpression':
      return /^[!=]=$/.test(node.operator) && ![node.left, node.right].some(({ type }) => type === 'NullLiteral')
        ? ['eqeqeq']
        : [];
    case 'AssignmentExpression':
    case 'UpdateExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return writesUndeclared(module, node) ? ['no-implicit-globals'] : [];
    case 'Identifier':
      if (node.name === 'eval') return ['no-eval'];
      return node.name === 'Function' && isValue(ancestors.at(-1)) ? ['no-new-func'] : [];
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return memberName(node) === 'prototype' && NATIVE.test(rootName(node.object)) && isExtended(ancestors)
        ? ['no-extend-native']
        : [];
    case 'CallExpression':
    case 'OptionalCallExpression':
      return takesCode(module, node) ? ['no-implied-eval'] : [];
    default:
      return [];
  }
}

/** `x instanceof Function` and types make nothing. */
const isValue = (parent: Node | undefined): boolean =>
  parent !== undefined && !/^(BinaryExpression|TS\w+|ObjectProperty)$/.test(parent.type);

/** `String` of `String` and `global.String`. */
const rootName = (node: Node): string => (node.type === 'Identifier' ? node.name : (memberName(node) ?? ''));

/** `String.prototype.x = …`, and whatever a function may do to it: `Object.defineProperty(String.prototype, …)`. */
function isExtended(ancestors: readonly Node[]): boolean {
  const [parent, outer] = [ancestors.at(-1)!, ancestors.at(-2)];
  if (parent.type === 'CallExpression') return true;
  return parent.type === 'MemberExpression' && outer?.type === 'AssignmentExpression' && outer.left === parent;
}

/** `setTimeout('…')`, and whatever may be a text. */
function takesCode(module: Module, { callee, arguments: [first] }: { callee: Node; arguments: Node[] }): boolean {
  const name = callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? '');
  if (!/^(setTimeout|setInterval|setImmediate|execScript)$/.test(name) || !first) return false;
  const value = unwrap(first);
  if (/^(StringLiteral|TemplateLiteral|TaggedTemplateExpression|BinaryExpression)$/.test(value.type)) return true;
  const binding = value.type === 'Identifier' ? module.scopes.lookup(value.name, value) : null;
  return binding?.init != null && (literalText(binding.init) !== null || binding.init.type === 'TemplateLiteral');
}

const writesUndeclared = (module: Module, node: Node): boolean =>
  patternNames('argument' in node ? (node.argument as Node) : (node as unknown as { left: Node }).left).some(
    ({ name, node: identifier }) => {
      const binding = module.scopes.lookup(name, identifier);
      return binding === null || binding.kind === 'global';
    },
  );

/** A declaration with `let` that `prefer-const` would find, with `destructuring: 'all'`. */
function mayBeConst(module: Module, node: Extract<Node, { type: 'VariableDeclaration' }>, parent?: Node): boolean {
  if (node.declare) return false;
  const isHead = parent?.type === 'ForInStatement' || parent?.type === 'ForOfStatement';
  return node.declarations.some(({ id, init }) =>
    patternNames(id).every(({ name, node: identifier }) => {
      const binding = module.scopes.lookup(name, identifier);
      // Parts of TypeScript's namespaces may share a name in our reading of them.
      if (binding?.identifier !== identifier) return true;
      const writes = module.scopes.usesOf(binding).filter((use) => isWritten(module, use));
      if (init || isHead) return writes.length === 0;
      return writes.length === 1 && isSameBlock(module, binding, writes[0]!);
    }),
  );
}

/** Whether the name gets a value there, on its own or as a part of a pattern. */
function isWritten({ scopes: { parents } }: Module, use: Node): boolean {
  let child = use;
  for (let at = parents.get(use); at; child = at, at = parents.get(at)) {
    if (at.type === 'UpdateExpression') return true;
    if (at.type === 'AssignmentExpression' || at.type === 'ForInStatement' || at.type === 'ForOfStatement')
      return at.left === child;
    const isPart =
      /^(ObjectPattern|ArrayPattern|RestElement|ParenthesizedExpression|TSNonNullExpression|TSAsExpression)$/.test(
        at.type,
      ) ||
      (at.type === 'ObjectProperty' && at.value === child) ||
      (at.type === 'AssignmentPattern' && at.left === child);
    if (!isPart) return false;
  }
  return false;
}

/** A value that is given once, elsewhere than beside the declaration, could not be given there. */
function isSameBlock({ scopes: { parents } }: Module, { declaration }: Binding, write: Node): boolean {
  const around = (node: Node): Node | undefined => {
    let at = parents.get(node);
    while (at && !/^(BlockStatement|Program|StaticBlock|TSModuleBlock|SwitchStatement|For\w*Statement)$/.test(at.type))
      at = parents.get(at);
    return at;
  };
  return around(declaration) === around(write);
}
