import type { Node } from '@babel/types';
import type { Module, Resolver, Value } from './resolve';
import { isFunction, isNode, literalText, memberName, walk } from './walk';

/** How a framework spells its chain of middleware; JSON, so that it can be a codemod's option. */
export interface ChainDialect {
  /** Specifiers that mean the framework in this file: its name, or a path to it. */
  modules: string[];
  /** What makes an app, as a member of the module; `''` is the module itself. */
  apps: string[];
  routers: string[];
  /** Methods that register something and return their object. */
  chain: string[];
  /** Those of `chain` that put something into the chain of requests. */
  register: string[];
  verbs: string[];
  /** Methods that hand the app to a callback, before the framework's wrapper adds its routes: `server.setConfig((app) => …)`. */
  callbacks: string[];
  /** Settings that are read once, when the first thing is mounted: the mount has to stand behind them. */
  settings: string[];
}

const isMade = (node: Node): node is Extract<Node, { type: 'CallExpression' | 'NewExpression' }> =>
  node.type === 'CallExpression' || node.type === 'NewExpression';

/** Whether the value is one of the named members of the framework's module. */
export function isMember(value: Value | null, dialect: ChainDialect, members: string[]): boolean {
  if (value?.kind !== 'package' || !dialect.modules.includes(value.name)) return false;
  return members.includes(value.path.filter((part) => part !== 'default').join('.'));
}

/** The calls of a file that make an app (or a router), in source order. */
export function factoryCalls(module: Module, resolver: Resolver, dialect: ChainDialect, members: string[]): Node[] {
  const found: Node[] = [];
  walk(module.ast.program, (node) => {
    if (isMade(node) && isMember(resolver.resolve(module, node.callee), dialect, members)) found.push(node);
    const handed = members === dialect.apps ? handedApp(node, dialect) : null;
    if (handed) found.push(handed);
  });
  return found;
}

/** The parameter under which a callback is handed the app: `setConfig((app) => …)`. */
function handedApp(node: Node, dialect: ChainDialect): Node | null {
  if (node.type !== 'CallExpression' || !dialect.callbacks.includes(memberName(node.callee) ?? '')) return null;
  const [callback] = node.arguments;
  const parameter = isFunction(callback) ? callback.params[0] : undefined;
  return parameter?.type === 'Identifier' ? parameter : null;
}

/** A call such as `router.post('/login', …)` or `router.route('/login').post(…)`, whatever its receiver is. */
export interface RouteCall {
  node: Extract<Node, { type: 'CallExpression' }>;
  receiver: Node;
  method: string;
  /** As written; null where it is not a literal. */
  path: string | null;
  chained: boolean;
  handlers: Node[];
}

/** Reads a call as a route; null where it is none. */
export function routeCall(node: Node, dialect: ChainDialect): RouteCall | null {
  if (node.type !== 'CallExpression') return null;
  const method = memberName(node.callee);
  if (method === null || !dialect.verbs.includes(method) || node.callee.type !== 'MemberExpression') return null;
  const route = routeBelow(node.callee.object, dialect);
  if (route)
    return { node, receiver: route.receiver, method, path: route.path, chained: true, handlers: node.arguments };
  const [first, ...handlers] = node.arguments;
  if (!first || handlers.length === 0) return null;
  return { node, receiver: node.callee.object, method, path: literalText(first), chained: false, handlers };
}

/** `x.route('/p')` below a chain of verbs. */
function routeBelow(object: Node, dialect: ChainDialect): { receiver: Node; path: string | null } | null {
  if (object.type !== 'CallExpression' || object.callee.type !== 'MemberExpression') return null;
  const name = memberName(object.callee);
  if (name === 'route') return { receiver: object.callee.object, path: literalText(object.arguments[0]) };
  return name !== null && dialect.verbs.includes(name) ? routeBelow(object.callee.object, dialect) : null;
}

/** All route-shaped calls of a file, in source order, each with how many of its like stand before it. */
export function routeCalls(module: Module, dialect: ChainDialect): (RouteCall & { occurrence: number })[] {
  const seen = new Map<string, number>();
  const calls: RouteCall[] = [];
  walk(module.ast.program, (node) => {
    const call = routeCall(node, dialect);
    if (call) calls.push(call);
  });
  return calls
    .sort((a, b) => endOfCallee(a.node) - endOfCallee(b.node))
    .map((call) => {
      const key = `${call.method} ${call.path}`;
      const occurrence = seen.get(key) ?? 0;
      seen.set(key, occurrence + 1);
      return { ...call, occurrence };
    });
}

/** Chained calls share their start: what tells them apart is where the method's name ends. */
const endOfCallee = (node: Extract<Node, { type: 'CallExpression' }>): number => node.callee.end!;

/** What serves the app: `x.listen(…)`, and `http.createServer(…)` or `new http.Server(…)`. */
export interface ServerCall {
  node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;
  kind: 'listen' | 'createServer';
  /** Which of its kind in the file, from 0. */
  index: number;
}

const SERVER_MODULES = new Set(['http', 'https', 'http2', 'spdy', 'node:http', 'node:https', 'node:http2']);
const SERVER_MAKERS = /^(createServer|createSecureServer|Server)$/;

/** The server calls of a file in source order; a `listen` on the result of `createServer` belongs to that one. */
export function serverCalls(module: Module, resolver: Resolver): ServerCall[] {
  const counts = { listen: 0, createServer: 0 };
  const found: ServerCall[] = [];
  walk(module.ast.program, (node) => {
    if (!isMade(node)) return;
    const callee = resolver.resolve(module, node.callee);
    const creates =
      callee?.kind === 'package' && SERVER_MODULES.has(callee.name) && SERVER_MAKERS.test(callee.path.at(-1) ?? '');
    if (creates) found.push({ node, kind: 'createServer', index: counts.createServer++ });
    else if (memberName(node.callee) === 'listen') found.push({ node, kind: 'listen', index: counts.listen++ });
  });
  return found;
}

/** Calls of a package's function, by its name (`cors`, `express#json`), in source order. */
export function packageCalls(
  module: Module,
  resolver: Resolver,
  names: readonly string[],
): Extract<Node, { type: 'CallExpression' }>[] {
  const found: Extract<Node, { type: 'CallExpression' }>[] = [];
  walk(module.ast.program, (node) => {
    if (node.type !== 'CallExpression') return;
    const name = resolver.packageName(module, node.callee);
    if (name !== null && names.includes(name)) found.push(node);
  });
  return found;
}

/** Whether the node is an argument of the call, at any depth of lists and wrappers. */
export function argumentsWithin(call: Node): Node[] {
  if (!('arguments' in call)) return [];
  const list: Node[] = [];
  const add = (node: Node): void => {
    list.push(node);
    if (node.type === 'ArrayExpression') node.elements.forEach((element) => isNode(element) && add(element));
    if (node.type === 'CallExpression') node.arguments.forEach(add);
  };
  call.arguments.forEach(add);
  return list;
}
