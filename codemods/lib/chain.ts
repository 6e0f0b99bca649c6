import type { Node } from '@babel/types';
import { classAround, type Module, type Resolver, type Value } from './resolve';
import { exportedPlugin, type PluginDialect } from './plugins';
import { hooksOf, type RouteOptionsDialect, wholeRoutes } from './route-options';
import { subclassOf, superCall } from './subclass';
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
  /** Methods that give the object a path in front of what is registered from then on: `app.basePath('/api')`. */
  prefix?: string[];
  /** Methods that take the handler of errors, wherever they stand: `app.onError(handler)`. */
  errors?: string[];
  /** Methods that take an error as if it were thrown: `reply.send(error)`. */
  throwing?: string[];
  /** Methods that take methods and path: `app.on('PURGE', '/cache', handler)`. */
  on?: string[];
  /** Methods that take a route as an object with its method, path and schemas: `app.openapi(route, handler)`. */
  declared?: string[];
  /** Functions whose call is a list of handlers: `...factory.createHandlers(guard, handler)`. */
  lists?: string[];
  /** Functions of packages that serve an app, or make the server for it. */
  servers?: { serve: string[]; createServer: string[] };
  /** Verbs with another name: `del`. */
  aliases?: Record<string, string>;
  /**
   * How middleware answers errors by catching them: the parameter that runs the rest of the chain, counted from 0, and
   * packages that make such middleware; `onApp`: those whose function puts its own last step into the app it is given.
   */
  catches?: { next: number; packages: string[]; onApp: string[] };
  /** What routers of packages of their own have beside the verbs. */
  routing?: RoutingDialect;
  /** Where the framework has them. */
  plugins?: PluginDialect;
  routeOptions?: RouteOptionsDialect;
  /** What makes an app gives a promise of it. */
  promised?: boolean;
  /** What an app stands on, where it is made before and handed over: `create(AppModule, new FastifyAdapter())`. */
  adapters?: string[];
}

/** Routers that are packages of their own. */
export interface RoutingDialect {
  /** The option, and the method, that put a path in front of all routes of a router. */
  prefix: { option: string; method: string };
  /** Methods that take path, methods and handlers: `router.register('/p', ['GET'], handler)`. */
  register: string[];
  /** Packages whose functions make one route from one handler: `app.use(route.get('/p', handler))`. */
  single: string[];
  /** Packages whose function mounts below a path: `app.use(mount('/p', app))`. */
  mounts: string[];
}

const isMade = (node: Node): node is Extract<Node, { type: 'CallExpression' | 'NewExpression' }> =>
  node.type === 'CallExpression' || node.type === 'NewExpression';

/** Whether the value is one of the named members of the framework's module. */
export function isMember(value: Value | null, dialect: ChainDialect, members: string[]): boolean {
  if (value?.kind !== 'package') return false;
  const path = value.path.filter((part) => part !== 'default');
  // One of another package has its name in front: `@koa/router#Router`.
  if (members.includes([value.name, ...path].join('#'))) return true;
  return dialect.modules.includes(value.name) && members.includes(path.join('.'));
}

/** Whether a call is one of a method of what the framework's function returns: `createFactory().createApp()`. */
function isReturnedMember(module: Module, resolver: Resolver, node: Node, dialect: ChainDialect, members: string[]) {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const method = memberName(node.callee);
  const makers = members.flatMap((member) => (member.endsWith(`().${method}`) ? [member.split('()')[0]!] : []));
  const object = makers.length > 0 ? resolver.resolve(module, node.callee.object) : null;
  const maker = object?.kind === 'node' && object.node.type === 'CallExpression' ? object : null;
  return (
    maker !== null && isMember(resolver.resolve(maker.module, (maker.node as typeof node).callee), dialect, makers)
  );
}

/** The calls of a file that make an app (or a router), in source order. */
export function factoryCalls(module: Module, resolver: Resolver, dialect: ChainDialect, members: string[]): Node[] {
  const found: Node[] = [];
  walk(module.ast.program, (node) => {
    const value = isMade(node) ? resolver.resolve(module, node.callee) : null;
    if (isMember(value, dialect, members)) found.push(node);
    else if (isSubclassMade(module, resolver, node, value, (base) => isMember(base, dialect, members)))
      found.push(node);
    else if (isReturnedMember(module, resolver, node, dialect, members)) found.push(node);
    const handed = members === dialect.apps ? handedApp(node, dialect) : null;
    if (handed) found.push(handed);
  });
  // A file that makes none may export what is done with one: `export default async (app) => …`.
  const exported = found.length === 0 && members === dialect.apps ? exportedPlugin(module, resolver, dialect) : null;
  return exported ? [exported] : found;
}

/**
 * Where a class on top of the framework's makes one: at `super()` in its constructor, since it may go on there, and
 * otherwise at `new App()`.
 */
function isSubclassMade(
  module: Module,
  resolver: Resolver,
  node: Node,
  value: Value | null,
  isBase: (value: Value | null) => boolean,
): boolean {
  if (node.type === 'CallExpression' && node.callee.type === 'Super') {
    const owner = classAround(module, node);
    return owner !== null && subclassOf(resolver, { kind: 'node', module, node: owner }, isBase) !== null;
  }
  const owner = node.type === 'NewExpression' ? subclassOf(resolver, value, isBase) : null;
  return owner !== null && superCall(owner) === null;
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
  /** It takes one handler, or a list of them. */
  isOne?: boolean;
  /** Which argument says the path, where it is not the first. */
  pathIndex?: number;
  /** The object beside or around the handlers that says more about the route, or a name for it. */
  options?: Node;
}

/** Reads a call as routes, one for each method that it names; none where it is no route. */
function routesIn(node: Node, dialect: ChainDialect): RouteCall[] {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  const method = memberName(node.callee);
  if (method === null) return [];
  const [first, ...rest] = node.arguments;
  const common = { node, receiver: node.callee.object, chained: false };
  if (dialect.declared?.includes(method)) return first ? [{ ...common, method, path: null, handlers: rest }] : [];
  if (dialect.on?.includes(method)) {
    const [path, ...handlers] = rest;
    if (!path || handlers.length === 0) return [];
    return methodsOf(first).map((name) => ({
      ...common,
      method: name,
      path: literalText(path),
      pathIndex: 1,
      handlers,
    }));
  }
  if (dialect.routing?.register.includes(method)) {
    const [methods, handler] = rest;
    if (!first || !handler) return [];
    const route = { ...common, path: literalText(first), handlers: [handler], isOne: true };
    return methodsOf(methods).map((method) => ({ ...route, method }));
  }
  if (!dialect.verbs.includes(method)) return [];
  const verb = dialect.aliases?.[method] ?? method;
  const route = dialect.routeOptions ? null : routeBelow(node.callee.object, dialect);
  if (route)
    return [
      { node, receiver: route.receiver, method: verb, path: route.path, chained: true, handlers: node.arguments },
    ];
  if (!first || rest.length === 0) return [];
  const [path, ...handlers] = rest;
  if (dialect.routing && handlers.length > 0 && isPath(path))
    return [{ ...common, method: verb, path: literalText(path), pathIndex: 1, handlers }];
  const given = dialect.routeOptions ? hooksOf(rest, dialect.routeOptions) : { handlers: rest };
  return [{ ...common, method: verb, path: literalText(first), ...given }];
}

/** What can only be a path: the name of a route stands before it. */
const isPath = (node: Node | undefined): boolean =>
  literalText(node) !== null || /^(TemplateLiteral|RegExpLiteral)$/.test(node?.type ?? '');

/** `'PURGE'` and `['GET', 'POST']`, as the verbs are written. */
function methodsOf(node: Node | undefined): string[] {
  const listed = node?.type === 'ArrayExpression' ? node.elements : [node];
  return listed.flatMap((each) => literalText(each)?.toLowerCase() ?? []);
}

/** `x.route('/p')` below a chain of verbs. */
function routeBelow(object: Node, dialect: ChainDialect): { receiver: Node; path: string | null } | null {
  if (object.type !== 'CallExpression' || object.callee.type !== 'MemberExpression') return null;
  const name = memberName(object.callee);
  // With more than the path it is another thing: `app.route('/users', users)` mounts an app.
  if (name === 'route' && object.arguments.length === 1)
    return { receiver: object.callee.object, path: literalText(object.arguments[0]) };
  return name !== null && dialect.verbs.includes(name) ? routeBelow(object.callee.object, dialect) : null;
}

/** All route-shaped calls of a file, in source order, each with how many of its like stand before it. */
export function routeCalls(module: Module, dialect: ChainDialect): (RouteCall & { occurrence: number })[] {
  const seen = new Map<string, number>();
  const calls: RouteCall[] = [];
  walk(module.ast.program, (node) => {
    calls.push(...routesIn(node, dialect));
    calls.push(...wholeRoutes(node, dialect.routeOptions));
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
const endOfCallee = (node: Call): number => node.callee.end!;

/** What serves the app: `x.listen(…)`, `serve(x)`, and `http.createServer(…)` or `new http.Server(…)`. */
export interface ServerCall {
  node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;
  kind: 'listen' | 'serve' | 'createServer';
  /** Which of its kind in the file, from 0. */
  index: number;
}

const SERVER_MODULES = new Set(['http', 'https', 'http2', 'spdy', 'node:http', 'node:https', 'node:http2']);
const SERVER_MAKERS = /^(createServer|createSecureServer|Server)$/;

/** The server calls of a file in source order; a `listen` on the result of `createServer` belongs to that one. */
export function serverCalls(module: Module, resolver: Resolver, servers?: ChainDialect['servers']): ServerCall[] {
  const counts = { listen: 0, serve: 0, createServer: 0 };
  const found: ServerCall[] = [];
  walk(module.ast.program, (node) => {
    if (!isMade(node)) return;
    const callee = resolver.resolve(module, node.callee);
    const name = callee?.kind === 'package' ? [callee.name, ...callee.path].join('#') : '';
    const creates =
      servers?.createServer.includes(name) === true ||
      (callee?.kind === 'package' && SERVER_MODULES.has(callee.name) && SERVER_MAKERS.test(callee.path.at(-1) ?? ''));
    if (creates) found.push({ node, kind: 'createServer', index: counts.createServer++ });
    else if (servers?.serve.includes(name)) found.push({ node, kind: 'serve', index: counts.serve++ });
    else if (memberName(node.callee) === 'listen') found.push({ node, kind: 'listen', index: counts.listen++ });
  });
  return found;
}

type Call = Extract<Node, { type: 'CallExpression' }>;

/** Calls in source order. */
function callsWhere(module: Module, isMeant: (call: Call) => boolean): Call[] {
  const found: Call[] = [];
  walk(module.ast.program, (node) => {
    if (node.type === 'CallExpression' && isMeant(node)) found.push(node);
  });
  return found;
}

/** Calls of a package's function, by its name (`cors`, `express#json`), in source order. */
export const packageCalls = (module: Module, resolver: Resolver, names: readonly string[]): Call[] =>
  callsWhere(module, ({ callee }) => names.includes(resolver.packageName(module, callee) ?? ''));

/** Calls of a method, whatever it is called on, in source order: `app.enableCors()`. */
export const methodCalls = (module: Module, name: string): Call[] =>
  callsWhere(module, ({ callee }) => memberName(callee) === name);

/** Calls whose callee is written as given, `createApp` or `factory.createApp`, in source order. */
export const namedCalls = (module: Module, name: string): Node[] =>
  callsWhere(module, ({ callee }) => module.text.slice(callee.start!, callee.end!) === name);

/** Calls of methods that take a package's plugin as their first argument: `app.register(cors, options)`. */
export const registeringCalls = (module: Module, resolver: Resolver, names: readonly string[]): Call[] =>
  callsWhere(module, ({ callee, arguments: [plugin] }) => {
    if (callee.type !== 'MemberExpression' || !plugin) return false;
    return names.includes(resolver.packageName(module, plugin) ?? '');
  });

/** The arguments of a call, at any depth of lists and wrappers. */
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
