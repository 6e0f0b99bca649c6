import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import { type Binding, isKey } from '../scope';
import { isFunction, memberName, unwrap, walk } from '../walk';
import type { SqlCall } from './calls';
import { Refusal } from './slots';

/**
 * Whether a value that stood in a text made earlier may stand in the call instead: what it is read from means the same
 * there, and the text goes nowhere else.
 */
export function mayMove(module: Module, { node: call, sql }: SqlCall, site: Node, value: Node): Refusal | null {
  if (within(site, call)) return null;
  const { scopes } = module;
  const name = unwrap(sql);
  const binding = name.type === 'Identifier' ? scopes.lookup(name.name, name) : null;
  if (!binding || name.type !== 'Identifier') return new Refusal('The text is put together elsewhere.');
  if (isUsedElsewhere(module, binding, name)) return new Refusal('The text is used in more than one place.');
  return changes(module, site, value, call)
    ? new Refusal('What the value is read from may change before the query.')
    : null;
}

const within = (node: Node, around: Node): boolean => node.start! >= around.start! && node.end! <= around.end!;

/** Uses of the text beside the call, its own `+=` and what prints it. */
function isUsedElsewhere({ scopes, ast }: Module, binding: Binding, use: Node): boolean {
  let used = false;
  walk(ast.program, (node, ancestors) => {
    const parent = ancestors.at(-1);
    if (used || node.type !== 'Identifier' || node.name !== binding.name || isKey(node, parent)) return !used;
    if (node === use || node === binding.identifier || scopes.lookup(node.name, node) !== binding) return true;
    if (parent?.type === 'AssignmentExpression' && parent.left === node) return true;
    used = !ancestors.slice(-4).some(isPrint);
    return !used;
  });
  return used;
}

const isPrint = (node: Node): boolean =>
  node.type === 'CallExpression' &&
  node.callee.type === 'MemberExpression' &&
  /^(log|debug|info|trace|verbose|warn|error)$/.test(memberName(node.callee) ?? '');

function changes(module: Module, site: Node, value: Node, call: Node): boolean {
  const { scopes, text } = module;
  const between = text.slice(site.end!, call.start!);
  let changed = false;
  walk(value, (node, ancestors) => {
    if (/^(Await|Yield|Assignment|Update)Expression$/.test(node.type) || isFunction(node)) changed = true;
    if (node.type === 'ThisExpression') changed ||= scopes.functionAround(site) !== scopes.functionAround(call);
    if (node.type !== 'Identifier' || isKey(node, ancestors.at(-1))) return !changed;
    const binding = scopes.lookup(node.name, node);
    changed ||= binding !== scopes.lookup(node.name, call);
    changed ||= binding?.assignments.some((right) => right.start! > site.start!) ?? false;
    changed ||= new RegExp(
      `\\b${node.name.replaceAll('$', '\\$')}\\b[\\w.\\[\\]'"]*\\s*(?:[-+*/]?=[^=>]|\\+\\+|--)`,
    ).test(between);
    return !changed;
  });
  return changed;
}
