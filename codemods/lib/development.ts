import type { Node } from '@babel/types';
import type { Module } from './resolve';

/** Whether a node is reached in development or tests only: `if (process.env.NODE_ENV !== 'production') …`. */
export function inDevelopment(module: Module, node: Node): boolean {
  const { parents } = module.scopes;
  for (let child = node, parent = parents.get(node); parent; child = parent, parent = parents.get(parent))
    if (isForDevelopment(parent, child, module.text)) return true;
  return false;
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
