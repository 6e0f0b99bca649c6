import type { Node } from '@babel/types';
import type { Module } from './resolve';
import { isFunction } from './walk';

/**
 * Whether a node is reached in development or tests only: `if (process.env.NODE_ENV !== 'production') …`, also in a
 * function that is called nowhere else.
 */
export function inDevelopment(module: Module, node: Node, depth = 0): boolean {
  const { parents } = module.scopes;
  for (let child = node, parent = parents.get(node); parent; child = parent, parent = parents.get(parent)) {
    if (isForDevelopment(parent, child, module.text)) return true;
    const calls = isFunction(parent) && depth < 3 ? callsOf(module, parent) : [];
    if (calls.length > 0 && calls.every((call) => inDevelopment(module, call, depth + 1))) return true;
  }
  return false;
}

/** All calls of a function by its name; none where it may be called in other ways. */
function callsOf({ scopes, exports }: Module, fn: Node): Node[] {
  const parent = scopes.parents.get(fn);
  const id = fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : null;
  const binding = id?.type === 'Identifier' ? scopes.lookup(id.name, id) : null;
  if (!binding || [...exports.named.values()].some((each) => each === id || each === fn)) return [];
  return scopes.callsOnly(binding) ?? [];
}

function isForDevelopment(node: Node, child: Node, text: string): boolean {
  if (node.type === 'LogicalExpression')
    return node.operator === '&&' && child === node.right && holdsIn(textOf(node.left, text)) === 'development';
  if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return false;
  const condition = textOf(node.test, text);
  const mode = holdsIn(condition);
  return child === node.consequent
    ? mode === 'development' && !condition.includes('||')
    : child === node.alternate && mode === 'production' && !condition.includes('&&');
}

const textOf = (node: Node, text: string): string => text.slice(node.start!, node.end!);

/** Which mode a condition asks for: `app.get('env') === 'development'`, `!isProd`. */
function holdsIn(condition: string): 'development' | 'production' | null {
  const development = /['"](dev|development|local|test)['"]|\bis_?dev|__DEV__/i.test(condition);
  if (!development && !/['"]prod(uction)?['"]|\bis_?prod/i.test(condition)) return null;
  return development === /!==?|!\s*\(?[\w$.]*is_?(dev|prod)/i.test(condition) ? 'production' : 'development';
}
