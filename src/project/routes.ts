import type { Node } from '@babel/types';
import { type ChainDialect, type RouteCall, routeCalls } from '../../codemods/lib/chain';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { wholePath } from '../../codemods/lib/route-options';
import { memberName, walk } from '../../codemods/lib/walk';
import type { Route } from '../types';
import { constantText, pathText } from './constants';
import { guardNames, handlerOf } from './handlers';
import type { RequestDialect } from '../frameworks/index';
import { declaredRoute } from './declared';
import { eachTurn } from './loops';
import type { Timeline } from './order';
import { readersOf } from './readers';
import { readsOf } from './reads';
import { withoutChecked, withOptions } from './route-options';
import { isApp, joinPath, prefixOf, type Site, siteOf } from './sites';

type FoundRoute = Omit<Route, 'order'> & { moment: number[] };
type Call = RouteCall & { occurrence: number };

/** The route table: method, full path, handlers, and what they read. Only what is registered on an app or a router. */
export function findRoutes(
  modules: readonly Module[],
  sites: ReadonlyMap<Node, Site>,
  root: Site,
  resolver: Resolver,
  { chain: dialect, request }: { chain: ChainDialect; request: RequestDialect },
  timeline: Timeline,
): FoundRoute[] {
  const found: FoundRoute[] = [];
  const model = { sites, root, resolver, dialect, request, timeline };
  for (const module of modules) {
    const add = (call: Call): void => {
      const site = siteOf(sites, resolver, module, call.receiver) ?? mountedOn(sites, resolver, module, call, dialect);
      if (site) found.push(toRoute(module, call, site, model));
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

/** What a route that a package makes from one handler is mounted on: `app.use(route.get('/p', handler))`. */
function mountedOn(
  sites: ReadonlyMap<Node, Site>,
  resolver: Resolver,
  module: Module,
  { node }: Call,
  { routing, register }: ChainDialect,
): Site | null {
  const name = routing && resolver.packageName(module, node.callee)?.split('#')[0];
  const outer = module.scopes.parents.get(node);
  if (!name || !routing.single.includes(name) || outer?.type !== 'CallExpression') return null;
  const mounts = outer.callee.type === 'MemberExpression' && register.includes(memberName(outer.callee) ?? '');
  return mounts ? siteOf(sites, resolver, module, (outer.callee as { object: Node }).object) : null;
}

interface Model {
  sites: ReadonlyMap<Node, Site>;
  root: Site;
  resolver: Resolver;
  dialect: ChainDialect;
  request: RequestDialect;
  timeline: Timeline;
}

function toRoute(module: Module, call: Call, site: Site, model: Model): FoundRoute {
  const { root, resolver, dialect, request, timeline } = model;
  const { node, chained, occurrence } = call;
  const isDeclared = dialect.declared?.includes(call.method) === true;
  const declared = isDeclared ? declaredRoute(resolver, module, node.arguments[0]) : null;
  const { handlers: written, schemas, settings } = withOptions(resolver, module, call, dialect);
  const added = declared?.middleware.map(({ module: at, node: each }) => handlerOf(resolver, at, each)) ?? [];
  const handlers = [...added, ...written];
  const prefix = prefixOf(site, root);
  const path = declared ? declared.path : pathOf(resolver, module, call, dialect);
  const reads = {
    ...withoutChecked(readsOf(resolver, handlers, call.handlers, request), schemas),
    ...readersOf(resolver, handlers, call.handlers, request),
  };
  return {
    file: module.path,
    node,
    method: isDeclared ? (declared?.method ?? 'all') : call.method,
    localPath: call.path,
    path: prefix === null || path === null ? null : joinPath(prefix, path),
    // Where it takes no second handler, a codemod must find no place.
    occurrence:
      dialect.routing?.single.length && siteOf(model.sites, resolver, module, call.receiver) === null ? -1 : occurrence,
    chained,
    ...(isDeclared ? { declared: true } : {}),
    handlers,
    guards: [...settings, ...handlers.slice(0, -1).flatMap((handler) => guardNames(resolver, handler))],
    reads: declared?.checked ? { ...reads, validated: true } : reads,
    moment: timeline.turnOf(site, root, module, node),
    onApp: isApp(site, root),
  };
}

function pathOf(resolver: Resolver, module: Module, call: Call, dialect: ChainDialect): string | null {
  const argument = pathNode(call, dialect);
  return argument && pathText(resolver, module, argument);
}

/** The argument that says the path: of the call itself, of its options, or of `route()` below it. */
function pathNode({ node, chained, options, pathIndex = 0 }: RouteCall, dialect: ChainDialect): Node | null {
  if (dialect.routeOptions && options && node.arguments[0] === options) return wholePath(options, dialect.routeOptions);
  if (!chained) return node.arguments[pathIndex] ?? null;
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
