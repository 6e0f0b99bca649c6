import type { Node } from '@babel/types';
import { type ChainDialect, type RouteCall, routeCalls } from '../../codemods/lib/chain';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { isFunction, isNode } from '../../codemods/lib/walk';
import type { Handler, Route } from '../types';
import { packagesOf } from './middleware';
import type { Timeline } from './order';
import { readsOf } from './reads';
import { joinPath, prefixOf, type Site, siteOf } from './sites';

type FoundRoute = Omit<Route, 'order'> & { moment: number[] };

/** The route table: method, full path, handlers, and what they read. Only what is registered on an app or a router. */
export function findRoutes(
  modules: readonly Module[],
  sites: ReadonlyMap<Node, Site>,
  root: Site,
  resolver: Resolver,
  dialect: ChainDialect,
  timeline: Timeline,
): FoundRoute[] {
  return modules.flatMap((module) =>
    routeCalls(module, dialect).flatMap((call) => {
      const site = siteOf(sites, resolver, module, call.receiver);
      return site ? [{ ...toRoute(module, call, prefixOf(site, root), resolver, timeline), onApp: site === root }] : [];
    }),
  );
}

function toRoute(
  module: Module,
  call: RouteCall & { occurrence: number },
  prefix: string | null,
  resolver: Resolver,
  timeline: Timeline,
): Omit<FoundRoute, 'onApp'> {
  const handlers = call.handlers.flatMap(listed).map((argument) => toHandler(resolver, module, argument));
  const { method, node, chained, occurrence, path } = call;
  return {
    file: module.path,
    node,
    method,
    localPath: path,
    path: prefix === null || path === null ? null : joinPath(prefix, path),
    occurrence,
    chained,
    handlers,
    guards: handlers.slice(0, -1).flatMap(({ argument }) => guardNames(resolver, module, argument)),
    reads: readsOf(resolver, module, handlers),
    moment: timeline.momentOf(module, node),
  };
}

const listed = (node: Node): Node[] =>
  node.type === 'ArrayExpression' ? node.elements.filter(isNode).map((element) => element as Node) : [node];

function toHandler(resolver: Resolver, module: Module, argument: Node): Handler {
  const value = resolver.resolve(module, wrapped(resolver, module, argument));
  const fn = value?.kind === 'node' && isFunction(value.node) ? value.node : null;
  return {
    file: module.path,
    argument,
    fn,
    fnFile: fn && value?.kind === 'node' ? value.module.path : null,
    async: isFunction(fn) && fn.async === true,
  };
}

/** The handler inside a wrapper that only forwards its errors: `asyncHandler(async (req, res) => …)`. */
function wrapped(resolver: Resolver, module: Module, argument: Node): Node {
  if (argument.type !== 'CallExpression' || argument.arguments.length !== 1) return argument;
  const inner = argument.arguments[0]!;
  const value = resolver.resolve(module, inner);
  return value?.kind === 'node' && isFunction(value.node) ? inner : argument;
}

/** What a middleware of a route is called, and the packages that make it. */
function guardNames(resolver: Resolver, module: Module, argument: Node): string[] {
  const callee = argument.type === 'CallExpression' ? argument.callee : argument;
  const text = module.text.slice(callee.start!, callee.end!);
  const name = /^[\w$.]+$/.test(text) ? [text] : [];
  return [...name, ...packagesOf(resolver, module, argument).map((call) => call.name)];
}
