import type { Node } from '@babel/types';
import { namedCalls } from '../../codemods/lib/chain';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { returnedExpression } from '../../codemods/lib/resolve';
import { isFunction } from '../../codemods/lib/walk';
import { type Call, calledFunction, type Site } from './sites';

/**
 * Where several calls of a function each make an app, such as `createRouter()`, every call is a site of its own: one is
 * the app, others are mounted on it.
 */
export function findInstances(calls: readonly Call[], sites: Map<Node, Site>, resolver: Resolver): void {
  const targets = new Map(calls.map((call) => [call, calledFunction(resolver, call.module, call.node)]));
  const called = new Set(targets.values());
  for (let before = -1; before !== resolver.instances.size;) {
    before = resolver.instances.size;
    for (const maker of [...sites.values()]) {
      const fn = factoryAround(maker, resolver);
      const made = fn === null ? [] : calls.filter((call) => targets.get(call) === fn && isRun(call, called));
      if (fn === null || made.length < 2) continue;
      resolver.instances.add(fn);
      for (const { module, node } of made) sites.set(node, instance(maker, module, node));
    }
  }
}

function instance(maker: Site, module: Module, node: Call['node']): Site {
  const callee = module.text.slice(node.callee.start!, node.callee.end!);
  const index = namedCalls(module, callee).indexOf(node);
  return { kind: 'app', module, node, index, callee, mounts: [], maker };
}

/** The function that makes the app and returns it; null where there is none, or where its calls are told apart already. */
function factoryAround({ kind, module, node }: Site, resolver: Resolver): Node | null {
  const fn = kind === 'app' ? module.scopes.functionAround(node) : null;
  if (!isFunction(fn) || resolver.instances.has(fn)) return null;
  const returned = returnedExpression(fn);
  const value = returned && resolver.resolve(module, returned);
  return value?.kind === 'node' && value.node === node ? fn : null;
}

/** Whether a call is reached: not one of a function that nobody calls, such as one that makes an app for tests. */
function isRun({ module, node }: Call, called: ReadonlySet<Node | null>): boolean {
  const { scopes } = module;
  for (let fn = scopes.functionAround(node); isFunction(fn); fn = scopes.functionAround(fn)) {
    const hasName = fn.type === 'FunctionDeclaration' || scopes.parents.get(fn)?.type === 'VariableDeclarator';
    if (hasName && !called.has(fn)) return false;
  }
  return true;
}
