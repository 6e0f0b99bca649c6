import type { Node } from '@babel/types';
import { type ChainDialect, type RouteCall, routeCalls } from '../../codemods/lib/chain';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { memberName, walk } from '../../codemods/lib/walk';
import type { Route } from '../types';
import { constantText, pathText } from './constants';
import { guardNames, handlersOf } from './handlers';
import { eachTurn } from './loops';
import type { Timeline } from './order';
import { readsOf } from './reads';
import { joinPath, prefixOf, type Site, siteOf } from './sites';

type FoundRoute = Omit<Route, 'order'> & { moment: number[] };
type Call = RouteCall & { occurrence: number };

/** The route table: method, full path, handlers, and what they read. Only what is registered on an app or a router. */
export function findRoutes(
  modules: readonly Module[],
  sites: ReadonlyMap<Node, Site>,
  root: Site,
  resolver: Resolver,
  dialect: ChainDialect,
  timeline: Timeline,
): FoundRoute[] {
  const found: FoundRoute[] = [];
  for (const module of modules) {
    const add = (call: Call): void => {
      const site = siteOf(sites, resolver, module, call.receiver);
      if (site) found.push(toRoute(module, call, site, root, resolver, timeline));
    };
    for (const call of routeCalls(module, dialect)) eachTurn(resolver, module, call.node, () => add(call));
    for (const node of computedCalls(module))
      eachTurn(resolver, module, node, () => {
        const call = computedCall(resolver, module, node, dialect);
        if (call) add(call);
      });
  }
  return found;
}

function toRoute(
  module: Module,
  call: Call,
  site: Site,
  root: Site,
  resolver: Resolver,
  timeline: Timeline,
): FoundRoute {
  const { method, node, chained, occurrence } = call;
  const handlers = handlersOf(resolver, module, call.handlers);
  const prefix = prefixOf(site, root);
  const argument = pathNode(call);
  const path = argument && pathText(resolver, module, argument);
  return {
    file: module.path,
    node,
    method,
    localPath: call.path,
    path: prefix === null || path === null ? null : joinPath(prefix, path),
    occurrence,
    chained,
    handlers,
    guards: handlers.slice(0, -1).flatMap((handler) => guardNames(resolver, handler)),
    reads: readsOf(resolver, handlers, call.handlers),
    moment: timeline.turnOf(site, root, module, node),
    onApp: site === root,
  };
}

/** The argument that says the path: of the call itself, or of `route()` below it. */
function pathNode({ node, chained }: RouteCall): Node | null {
  if (!chained) return node.arguments[0] ?? null;
  let below: Node = node;
  while (below.type === 'CallExpression' && below.callee.type === 'MemberExpression') {
    if (memberName(below.callee) === 'route') return below.arguments[0] ?? null;
    below = below.callee.object;
  }
  return null;
}

type ComputedCall = Extract<Node, { type: 'CallExpression' }>;

/** Calls of methods that are not named: `router[route.method](route.path, route.handler)`. */
function computedCalls(module: Module): ComputedCall[] {
  const found: ComputedCall[] = [];
  walk(module.ast.program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
    if (node.callee.computed && memberName(node.callee) === null && node.arguments.length > 1) found.push(node);
  });
  return found;
}

function computedCall(resolver: Resolver, module: Module, node: ComputedCall, dialect: ChainDialect): Call | null {
  if (node.callee.type !== 'MemberExpression') return null;
  const method = constantText(resolver, module, node.callee.property);
  if (method === null || !dialect.verbs.includes(method)) return null;
  const common = { path: null, chained: false, occurrence: 0 };
  return { ...common, node, method, receiver: node.callee.object, handlers: node.arguments.slice(1) };
}
