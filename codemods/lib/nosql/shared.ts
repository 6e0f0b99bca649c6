import type { Node } from '@babel/types';
import { writtenName } from '../flow/made-of';
import type { Module } from '../resolve';
import { type Binding, isKey } from '../scope';
import { keyName, unwrap, walk } from '../walk';
import { type Call, FILTERS } from './filters';

/**
 * Whether the filter of a call is a variable that serves for something else as well, such as `User.create(filter)` or an
 * answer: with operators in it, it would mean something else there.
 */
export function isShared(module: Module, call: Call): boolean {
  let shared = false;
  walk(call, (node) => {
    const parent = module.scopes.parents.get(node);
    if (node.type !== 'Identifier' || !isFilter(node, parent)) return !shared;
    const binding = module.scopes.lookup(node.name, node);
    shared ||= binding?.kind === 'variable' && isUsedElsewhere(module, binding);
    return !shared;
  });
  return shared;
}

/** `User.find(filter)`, `[{ $match: filter }]`, and the stages themselves: `Order.aggregate(stages)`. */
function isFilter(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'ObjectProperty') return parent.value === node && keyName(parent) === '$match';
  if (parent?.type !== 'CallExpression') return false;
  const method = writtenName(parent);
  const index = method === 'distinct' ? 1 : FILTERS.test(method) || method === 'aggregate' ? 0 : -1;
  return index >= 0 && parent.arguments[index] === node;
}

function isUsedElsewhere({ ast, scopes }: Module, binding: Binding): boolean {
  const init = binding.init ? unwrap(binding.init) : null;
  if (!init || !/^(Object|Array)Expression$/.test(init.type)) return false;
  let used = false;
  walk(ast.program, (node, ancestors) => {
    const parent = ancestors.at(-1);
    if (used || node.type !== 'Identifier' || node.name !== binding.name || isKey(node, parent)) return !used;
    if (node === binding.identifier || scopes.lookup(node.name, node) !== binding) return true;
    const around = ancestors.at(-2);
    const isField = parent?.type === 'MemberExpression' && parent.object === node;
    const isGiven = isField && around?.type === 'AssignmentExpression' && around.left === parent;
    used = !isGiven && !isFilter(node, parent);
    return !used;
  });
  return used;
}
