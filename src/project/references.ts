import type { Node } from '@babel/types';
import type { Module } from '../../codemods/lib/resolve';
import { walk } from '../../codemods/lib/walk';

/** The uses of a name inside a function, its declaration left out. */
export function references(module: Module, fn: Node, identifier: Node, name: string): Node[] {
  const found: Node[] = [];
  walk(fn, (node, ancestors) => {
    if (node.type !== 'Identifier' || node.name !== name || node === identifier) return;
    const parent = ancestors.at(-1);
    const isPlain = parent && !('computed' in parent && parent.computed);
    const isMember = isPlain && 'property' in parent && parent.property === node;
    // In `{ body }` the value is a node of its own.
    const isKey = isPlain && 'key' in parent && parent.key === node;
    if (!isMember && !isKey && module.scopes.lookup(name, node)?.identifier === identifier) found.push(node);
  });
  return found;
}

/** The expression with the casts around it: what its parent sees. */
export function withCasts(module: Module, expression: Node): Node {
  const parent = module.scopes.parents.get(expression);
  const casts = parent && /^(TS(As|Satisfies|NonNull)Expression|TSTypeAssertion|TypeCastExpression)$/.test(parent.type);
  return casts || parent?.type === 'ParenthesizedExpression' ? withCasts(module, parent) : expression;
}

/** Whether the node runs only on some of the paths through the function. */
export function isConditional(module: Module, fn: Node, node: Node): boolean {
  const { parents } = module.scopes;
  for (
    let child = node, parent = parents.get(node);
    parent && child !== fn;
    child = parent, parent = parents.get(parent)
  ) {
    if ('test' in parent && parent.test !== child && /^(If|For|While|ConditionalE|SwitchC)/.test(parent.type))
      return true;
    if (parent.type === 'LogicalExpression' && parent.right === child)
      if (parent.operator !== '&&' || readsParameter(module, fn, parent.left)) return true;
    if (parent.type === 'CatchClause' || /^For(Of|In)Statement$/.test(parent.type)) return true;
  }
  return false;
}

/**
 * `type === 'card' && number.trim()`: another field says whether this one is needed. What is asked of anything else, such
 * as a user that was found, only says whether the request succeeds.
 */
function readsParameter(module: Module, fn: Node, condition: Node, depth = 0): boolean {
  let found = false;
  walk(condition, (node, ancestors) => {
    const parent = ancestors.at(-1);
    if (node.type !== 'Identifier' || (parent && 'property' in parent && parent.property === node)) return !found;
    const binding = module.scopes.lookup(node.name, node);
    if (binding?.kind === 'parameter' && binding.declaration === fn) found = true;
    const init = binding?.kind === 'variable' ? binding.init : null;
    if (init && depth < 3 && !isCall(init)) found ||= readsParameter(module, fn, init, depth + 1);
    return !found;
  });
  return found;
}

const isCall = ({ type }: Node): boolean => type === 'CallExpression' || type === 'AwaitExpression';
