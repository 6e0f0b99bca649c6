import type { Node } from '@babel/types';
import type { Module, Resolver, Value } from '../../codemods/lib/resolve';
import { patternNames } from '../../codemods/lib/pattern';
import { isFunction, isNode, keyName, memberName } from '../../codemods/lib/walk';

interface Loop {
  /** What each turn binds: a parameter or a variable, perhaps destructured. */
  pattern: Node;
  turns: Value[];
}

/**
 * Calls `visit` once for every turn of the loops around a node whose lists stand in the source, such as
 * `routes.forEach(({ path, router }) => app.use(path, router))`; once where there is no such loop.
 */
export function eachTurn(resolver: Resolver, module: Module, node: Node, visit: () => void): void {
  takeTurns(resolver, loopsAround(resolver, module, node), visit);
}

function takeTurns(resolver: Resolver, [loop, ...inner]: Loop[], visit: () => void): void {
  if (!loop) return visit();
  const names = patternNames(loop.pattern);
  const before = names.map((name) => resolver.parameters.get(name.node));
  for (const turn of loop.turns) {
    for (const name of names) {
      const value = name.path.reduce<Value | null>((outer, key) => outer && resolver.member(outer, key), turn);
      if (value) resolver.parameters.set(name.node, value);
      else resolver.parameters.delete(name.node);
    }
    takeTurns(resolver, inner, visit);
  }
  names.forEach((name, index) => {
    const value = before[index];
    if (value) resolver.parameters.set(name.node, value);
    else resolver.parameters.delete(name.node);
  });
}

/** Outermost first. */
function loopsAround(resolver: Resolver, module: Module, node: Node): Loop[] {
  const loops: Loop[] = [];
  const { parents } = module.scopes;
  for (let child = node, parent = parents.get(node); parent; child = parent, parent = parents.get(parent)) {
    const loop = loopOf(resolver, module, child, parent);
    if (loop && loop.turns.length > 0) loops.unshift(loop);
  }
  return loops;
}

function loopOf(resolver: Resolver, module: Module, child: Node, parent: Node): Loop | null {
  if (parent.type === 'ForOfStatement' && child === parent.body) {
    const pattern = parent.left.type === 'VariableDeclaration' ? parent.left.declarations[0]?.id : parent.left;
    return pattern ? { pattern, turns: turnsOf(resolver, module, parent.right) } : null;
  }
  if (parent.type !== 'CallExpression' || parent.arguments[0] !== child || !isFunction(child)) return null;
  if (!/^(forEach|map)$/.test(memberName(parent.callee) ?? '') || parent.callee.type !== 'MemberExpression')
    return null;
  const [pattern] = child.params;
  return pattern ? { pattern, turns: turnsOf(resolver, module, parent.callee.object) } : null;
}

/** What a list in the source holds: `[a, b]`, `Object.values({ a })`, `Object.entries({ a })`. */
function turnsOf(resolver: Resolver, module: Module, list: Node): Value[] {
  const value = resolver.resolve(module, list);
  if (value?.kind !== 'node') return [];
  if (value.node.type === 'ArrayExpression')
    return value.node.elements.flatMap((element) => {
      const turn = isNode(element) ? resolver.resolve(value.module, element) : null;
      return turn ? [turn] : [];
    });
  const { node } = value;
  const method = node.type === 'CallExpression' ? memberName(node.callee) : null;
  if (node.type !== 'CallExpression' || (method !== 'values' && method !== 'entries') || !node.arguments[0]) return [];
  const object = resolver.resolve(value.module, node.arguments[0]);
  if (object?.kind !== 'node' || object.node.type !== 'ObjectExpression') return [];
  return object.node.properties.flatMap((property): Value[] => {
    const key = keyName(property);
    if (property.type !== 'ObjectProperty' || key === null) return [];
    const element = method === 'values' ? property.value : pair(key, property.value, property);
    const turn = resolver.resolve(object.module, element);
    return turn ? [turn] : [];
  });
}

/** `['key', value]`, as `Object.entries` gives it. */
function pair(key: string, value: Node, at: Node): Node {
  const { start, end, loc } = at;
  const name = { type: 'StringLiteral', value: key, start, end, loc } as Node;
  return { type: 'ArrayExpression', elements: [name, value], start, end, loc } as Node;
}
