import type { Node } from '@babel/types';
import { classAround, type Module, type Resolver } from './resolve';

/** The package that makes an expression's value, itself or through its objects: `passport.authenticate('local')`. */
export function makerOf(resolver: Resolver, module: Module, expression: Node): string | null {
  const seen = new Set<Node>();
  let value = resolver.resolve(module, expression);
  while (value?.kind === 'node' && !seen.has(value.node)) {
    const { node, module: at } = value;
    seen.add(node);
    // A class makes what the one above it makes.
    const owner = node.type === 'ThisExpression' ? classAround(at, node) : node;
    if (owner?.type === 'ClassDeclaration' || owner?.type === 'ClassExpression') {
      value = owner.superClass ? resolver.resolve(at, owner.superClass) : null;
      continue;
    }
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return null;
    const callee = resolver.resolve(at, node.callee);
    const object = node.callee.type === 'MemberExpression' ? node.callee.object : null;
    value = callee?.kind === 'package' || !object ? callee : resolver.resolve(at, object);
  }
  return value?.kind === 'package' ? value.name : null;
}
