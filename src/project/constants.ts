import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { literalText } from '../../codemods/lib/walk';

const DEPTH = 8;

/** The text that an expression stands for, through names, members, templates and `+` of constants; null where unknown. */
export function constantText(resolver: Resolver, module: Module, expression: Node, depth = 0): string | null {
  if (depth > DEPTH) return null;
  const value = resolver.resolve(module, expression);
  if (value?.kind !== 'node') return null;
  const { node } = value;
  const part = (inner: Node): string | null => constantText(resolver, value.module, inner, depth + 1);
  if (node.type === 'NumericLiteral') return String(node.value);
  if (node.type === 'BinaryExpression' && node.operator === '+') return joined([part(node.left), part(node.right)]);
  if (node.type !== 'TemplateLiteral') return literalText(node);
  return joined(
    node.quasis.flatMap((quasi, index) => {
      const expression = node.expressions[index];
      return [quasi.value.cooked ?? null, ...(expression ? [part(expression)] : [])];
    }),
  );
}

const joined = (parts: (string | null)[]): string | null => (parts.includes(null) ? null : parts.join(''));

/** The path that a call of `use` or a route begins with, and the argument that says it. */
export interface PathArgument {
  /** Null where the first argument is no path but something to register. */
  node: Node | null;
  /** `/` where the call names none; null where it is computed. */
  path: string | null;
}

/** Reads the first argument as a path; of several paths in a list the first. */
export function pathArgument(resolver: Resolver, module: Module, call: Node): PathArgument {
  const first = 'arguments' in call ? call.arguments[0] : undefined;
  if (!first || !('arguments' in call)) return { node: null, path: '/' };
  const text = pathText(resolver, module, first);
  if (text !== null) return { node: first, path: text };
  const computed = isComputedPath(resolver, module, first) && call.arguments.length > 1;
  return computed ? { node: first, path: null } : { node: null, path: '/' };
}

/** The path that an expression says, in a list the first one; null where it says none. */
export function pathText(resolver: Resolver, module: Module, node: Node): string | null {
  const text = constantText(resolver, module, node);
  if (text !== null) return text;
  const value = resolver.resolve(module, node);
  const first = value?.kind === 'node' && value.node.type === 'ArrayExpression' ? value.node.elements[0] : null;
  return first && value?.kind === 'node' ? constantText(resolver, value.module, first) : null;
}

const PATH_NAME = /path|prefix|base|root|url|endpoint|mount|version/i;

/** Expressions that make a text, and names of paths whose value is not known: no middleware is called that. */
function isComputedPath(resolver: Resolver, module: Module, node: Node): boolean {
  const value = resolver.resolve(module, node);
  const made = value?.kind === 'node' ? value.node : node;
  if (/^(TemplateLiteral|RegExpLiteral|BinaryExpression)$/.test(made.type)) return true;
  if (made.type === 'LogicalExpression') return constantText(resolver, module, made.right) !== null;
  const unknown = value === null || made.type === 'Identifier' || made.type === 'MemberExpression';
  return unknown && PATH_NAME.test(module.text.slice(node.start!, node.end!));
}
