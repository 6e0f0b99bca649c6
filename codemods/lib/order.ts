import type { Node } from '@babel/types';
import type { Module } from './resolve';
import { isFunction, keyName, memberName, walk } from './walk';

/** Callbacks of these run at once, where the call stands. */
const SYNCHRONOUS = /^(forEach|map|filter|some|every|reduce|find)$/;

/** Functions, or the program, with what each of them registers itself. */
export type Containers = Map<Node, Node[]>;

/** What stands in which function. */
export function group(module: Module, touches: Node[]): Containers {
  const containers: Containers = new Map();
  for (const node of touches) {
    const container = transparent(module, module.scopes.functionAround(node));
    containers.set(container, [...(containers.get(container) ?? []), node]);
  }
  return containers;
}

/** A callback that runs at once belongs to the function around it. */
function transparent(module: Module, container: Node): Node {
  const parent = module.scopes.parents.get(container);
  const isCallback = parent?.type === 'CallExpression' && parent.callee !== container;
  const name = isCallback ? memberName(parent.callee) : null;
  if (name === null || !SYNCHRONOUS.test(name)) return container;
  return transparent(module, module.scopes.functionAround(container));
}

/**
 * Moves what named functions and methods register to where they are called, until one function is left: the one that
 * runs last, where each of the others is around it. The function that makes the app is left only for what is registered
 * outside of it.
 */
export function settle(module: Module, containers: Containers, made: Node | null): [Node, Node[]] | null {
  const home = made && transparent(module, module.scopes.functionAround(made));
  for (let rounds = 0; rounds < 8; rounds++) {
    const movable = [...containers.keys()].sort((a, b) => Number(a === home) - Number(b === home));
    const moved = movable.find((container) => {
      if (container === home && containers.size === 1) return false;
      const calls = callsOf(module, container);
      if (calls.length === 0 || endsLater(module, container, containers.get(container)!, calls)) return false;
      containers.delete(container);
      for (const [outer, nodes] of group(module, calls))
        containers.set(outer, [...(containers.get(outer) ?? []), ...nodes]);
      return true;
    });
    if (!moved) break;
  }
  const innermost = [...containers].filter(
    ([container]) => ![...containers.keys()].some((other) => other !== container && within(module, other, container)),
  );
  return innermost.length === 1 ? innermost[0]! : null;
}

/** Whether an async function, called without `await`, registers something when its caller has long gone on. */
function endsLater(module: Module, container: Node, nodes: Node[], calls: Node[]): boolean {
  if (!isFunction(container) || !container.async) return false;
  if (calls.every((call) => module.scopes.parents.get(call)?.type === 'AwaitExpression')) return false;
  const end = Math.max(...nodes.map((node) => node.end!));
  let waits = false;
  walk(container, (node) => {
    if (node.type === 'AwaitExpression' && node.start! < end && module.scopes.functionAround(node) === container)
      waits = true;
    return !waits;
  });
  return waits;
}

/** Whether the node stands in the other one. */
export function within(module: Module, node: Node, outer: Node): boolean {
  for (let current = module.scopes.parents.get(node); current; current = module.scopes.parents.get(current))
    if (current === outer) return true;
  return false;
}

/** Where this file calls the named function or method. */
function callsOf(module: Module, container: Node): Node[] {
  const name = nameOf(module, container);
  if (name === null) return [];
  const isMethod =
    container.type === 'ClassMethod' || container.type === 'ClassPrivateMethod' || isField(module, container);
  const calls: Node[] = [];
  walk(module.ast.program, (node) => {
    if (node.type !== 'CallExpression' || within(module, node, container)) return;
    const { callee } = node;
    const called = isMethod
      ? callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression' && memberName(callee) === name
      : callee.type === 'Identifier' && callee.name === name;
    if (called) calls.push(node);
  });
  return calls;
}

const isField = (module: Module, container: Node): boolean =>
  /^Class(Private)?Property$/.test(module.scopes.parents.get(container)?.type ?? '');

function nameOf(module: Module, container: Node): string | null {
  if (!isFunction(container)) return null;
  if (container.type === 'ClassMethod' || container.type === 'ClassPrivateMethod' || container.type === 'ObjectMethod')
    return keyName(container) === 'constructor' ? null : keyName(container);
  if (container.type === 'FunctionDeclaration') return container.id?.name ?? null;
  const parent = module.scopes.parents.get(container);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return parent && isField(module, container) ? keyName(parent) : null;
}
