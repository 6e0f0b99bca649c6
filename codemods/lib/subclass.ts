import type { Node } from '@babel/types';
import { type Module, type Resolver, type Value } from './resolve';
import { walk } from './walk';

/** `super(…)` in the constructor of a class: from there on `this` is what the class above makes; null without one. */
export function superCall(owner: Node): Node | null {
  const members = owner.type === 'ClassDeclaration' || owner.type === 'ClassExpression' ? owner.body.body : [];
  const constructor = members.find((member) => member.type === 'ClassMethod' && member.kind === 'constructor');
  let found: Node | null = null;
  if (constructor)
    walk(constructor, (node) => {
      if (node.type === 'CallExpression' && node.callee.type === 'Super') found ??= node;
      return found === null && node.type !== 'ClassBody';
    });
  return found;
}

/** The class that the value is, where one above it is what `isBase` says: `class App extends Koa`. */
export function subclassOf(
  resolver: Resolver,
  value: Value | null,
  isBase: (value: Value | null) => boolean,
): Node | null {
  for (let current = value, depth = 0; current?.kind === 'node' && depth < 5; depth++) {
    const { module, node }: { module: Module; node: Node } = current;
    if ((node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') || !node.superClass) return null;
    current = resolver.resolve(module, node.superClass);
    if (isBase(current)) return value?.kind === 'node' ? value.node : null;
  }
  return null;
}
