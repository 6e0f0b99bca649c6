import type { Node } from '@babel/types';
import type { Module, Resolver } from './resolve';

/** The package that makes an expression's value, itself or through its objects: `passport.authenticate('local')`. */
export function makerOf(resolver: Resolver, module: Module, expression: Node): string | null {
  const seen = new Set<Node>();
  let value = resolver.resolve(module, expression);
  while (value?.kind === 'node' && !seen.has(value.node)) {
    const { node, module: at } = value;
    seen.add(node);
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return null;
    const callee = resolver.resolve(at, node.callee);
    const object = node.callee.type === 'MemberExpression' ? node.callee.object : null;
    value = callee?.kind === 'package' || !object ? callee : resolver.resolve(at, object);
  }
  return value?.kind === 'package' ? value.name : null;
}
