import type { Node } from '@babel/types';
import { argumentsWithin, type ChainDialect, factoryCalls, type RoutingDialect } from '../../codemods/lib/chain';
import { exportedPlugin } from '../../codemods/lib/plugins';
import { classAround, type Module, type Resolver, type Value } from '../../codemods/lib/resolve';
import { superCall } from '../../codemods/lib/subclass';
import { patternNames } from '../../codemods/lib/pattern';
import { isFunction, keyName, memberName, propertyOf, walk } from '../../codemods/lib/walk';
import { pathArgument, pathText } from './constants';
import { eachTurn } from './loops';

/** Something that middleware and routes are registered on. */
export interface Site {
  kind: 'app' | 'router';
  module: Module;
  node: Node;
  /** Which of the file's calls that make an app it is, from 0; -1 for routers. */
  index: number;
  /** Where it is mounted: on what, and under which path (null where computed). */
  mounts: { parent: Site; path: string | null; module: Module; node: Node }[];
  /** The call of a function of the project that it is, as written, and what that function makes: see findInstances. */
  callee?: string;
  maker?: Site;
  /** The one that it is, with a path in front: `app.basePath('/api')` registers on the app. */
  base?: Site;
  /** A path in front of all that is registered on it, wherever it is mounted; null where computed. */
  prefix?: string | null;
}

/** A call of the project, with the file it stands in. */
export interface Call {
  module: Module;
  node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;
}

/** Every call of the reachable files, in order of evaluation of the files and of the source within. */
export function callsOf(modules: readonly Module[]): Call[] {
  return modules.flatMap((module) => {
    const found: Call[] = [];
    walk(module.ast.program, (node) => {
      if (node.type === 'CallExpression' || node.type === 'NewExpression') found.push({ module, node });
    });
    return found;
  });
}

/** The apps and routers that the files make; where they make no app, the one that is handed to what the entry exports. */
export function findSites(
  modules: readonly Module[],
  resolver: Resolver,
  dialect: ChainDialect,
  entry: string,
): Map<Node, Site> {
  const sites = new Map<Node, Site>();
  for (const module of modules) {
    factoryCalls(module, resolver, dialect, dialect.apps).forEach((node, index) =>
      sites.set(node, { kind: 'app', module, node, index, mounts: [] }),
    );
    for (const node of factoryCalls(module, resolver, dialect, dialect.routers))
      sites.set(node, { kind: 'router', module, node, index: -1, mounts: [] });
  }
  for (const module of modules) findSubclassed(module, sites, resolver);
  if (dialect.adapters) for (const site of [...sites.values()]) findAdapter(site, sites, resolver, dialect.adapters);
  const exported = modules.flatMap((module) => exportedPlugin(module, resolver, dialect) ?? []);
  const makesApp = [...sites.values()].some(({ kind, node }) => kind === 'app' && !exported.includes(node));
  for (const node of exported) if (makesApp || sites.get(node)?.module.path !== entry) sites.delete(node);
  return sites;
}

/** Adds those with a path in front, and what stands behind parameters then: `app.basePath('/api').basePath('/v1')`. */
export function findPrefixed(
  modules: readonly Module[],
  calls: readonly Call[],
  sites: Map<Node, Site>,
  resolver: Resolver,
  methods: readonly string[] = [],
): void {
  for (let before = -1; before !== sites.size && methods.length > 0;) {
    before = sites.size;
    for (const module of modules) addPrefixed(module, sites, resolver, methods);
    bindParameters(calls, sites, resolver);
  }
}

function addPrefixed(module: Module, sites: Map<Node, Site>, resolver: Resolver, methods: readonly string[]): void {
  walk(module.ast.program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || sites.has(node)) return;
    if (!methods.includes(memberName(node.callee) ?? '')) return;
    const base = siteOf(sites, resolver, module, node.callee.object);
    const first = node.arguments[0];
    const path = first ? pathText(resolver, module, first) : null;
    const mounts = base && [{ parent: base, path, module, node }];
    if (base) sites.set(node, { kind: 'router', module, node, index: -1, mounts: mounts!, base });
  });
}

/** The app or router itself, without the paths that are put in front. */
const baseOf = (site: Site): Site => (site.base ? baseOf(site.base) : site);

/** Whether what is registered on a site is registered on the app itself. */
export function isApp(site: Site, root: Site): boolean {
  const base = baseOf(site);
  for (let made: Site | undefined = root; made; made = made.maker) if (made === base) return true;
  return false;
}

/** Where the app is made inside a class, `this` and the instances of the class are the app. */
function findSubclassed(module: Module, sites: Map<Node, Site>, resolver: Resolver): void {
  walk(module.ast.program, (node) => {
    if (node.type !== 'NewExpression' || sites.has(node)) return;
    const value = resolver.resolve(module, node.callee);
    const call = value?.kind === 'node' ? superCall(value.node) : null;
    const site = call && sites.get(call);
    if (site && value?.kind === 'node') sites.set(node, site).set(value.node, site);
  });
}

/** What the app is made to stand on is the app: `adapter`, and `server` of `new ExpressAdapter(server)`. */
function findAdapter(site: Site, sites: Map<Node, Site>, resolver: Resolver, adapters: readonly string[]): void {
  const { kind, module, node } = site;
  if (kind !== 'app' || !('arguments' in node)) return;
  for (const argument of node.arguments) {
    const value = resolver.resolve(module, argument);
    if (value?.kind !== 'node' || value.node.type !== 'NewExpression') continue;
    if (!adapters.includes(resolver.packageName(value.module, value.node.callee) ?? '')) continue;
    const [given] = value.node.arguments;
    const server = given ? resolver.resolve(value.module, given) : null;
    sites.set(value.node, site);
    if (server?.kind === 'node' && server.node.type === 'CallExpression') sites.set(server.node, site);
  }
}

/** The site that an expression stands for, or null. */
export function siteOf(sites: ReadonlyMap<Node, Site>, resolver: Resolver, module: Module, node: Node): Site | null {
  const value = resolver.resolve(module, node);
  if (value?.kind !== 'node') return null;
  const made = value.node.type === 'ThisExpression' ? classAround(value.module, value.node) : value.node;
  return (made && sites.get(made)) ?? null;
}

/**
 * Lets the parameters of functions stand for the apps, routers and lists they are called with:
 * `require('./routes')(app)`, `new Server(app, [users, orders])`, `configure({ app })`.
 */
export function bindParameters(calls: readonly Call[], sites: ReadonlyMap<Node, Site>, resolver: Resolver): void {
  for (let round = 0; round < 3; round++) {
    const before = resolver.parameters.size;
    for (const call of calls) bindCall(call, sites, resolver);
    if (resolver.parameters.size === before) return;
  }
}

function bindCall({ module, node }: Call, sites: ReadonlyMap<Node, Site>, resolver: Resolver): void {
  node.arguments.forEach((argument, index) => {
    for (const { key, value } of passedValues(argument)) {
      const resolved = resolver.resolve(module, value);
      if (resolved?.kind !== 'node' || !(sites.has(resolved.node) || resolved.node.type === 'ArrayExpression'))
        continue;
      // `routes.forEach((route) => route(app))`
      eachTurn(resolver, module, node, () => {
        const fn = calledFunction(resolver, module, node);
        const parameter = isFunction(fn) ? fn.params[index] : undefined;
        if (parameter) bind(parameter, key, resolved, resolver);
      });
    }
  });
}

/** The argument itself, and the values of an object literal: `{ app, db }`. */
function passedValues(argument: Node): { key: string | null; value: Node }[] {
  const itself = { key: null, value: argument };
  if (argument.type !== 'ObjectExpression') return argument.type === 'SpreadElement' ? [] : [itself];
  return argument.properties.flatMap((property) =>
    property.type === 'ObjectProperty' ? [{ key: keyName(property), value: property.value as Node }] : [],
  );
}

function bind(parameter: Node, key: string | null, value: Value, resolver: Resolver): void {
  for (const { node, path } of patternNames(parameter))
    if (path.join('.') === (key ?? '') && !resolver.parameters.has(node)) resolver.parameters.set(node, value);
}

/** The function that a call runs: also a class's constructor, and a method of an instance. */
export function calledFunction(resolver: Resolver, module: Module, call: Call['node']): Node | null {
  const callee = resolver.resolve(module, call.callee);
  if (callee?.kind !== 'node') return null;
  if (isFunction(callee.node)) return callee.node;
  if (callee.node.type !== 'ClassDeclaration' && callee.node.type !== 'ClassExpression') return null;
  return callee.node.body.body.find((member) => member.type === 'ClassMethod' && member.kind === 'constructor') ?? null;
}

/** Notes which site is mounted on which, and where: `app.use('/api', router)`, `app.use(vhost('x', admin))`. */
export function findMounts(
  calls: readonly Call[],
  sites: ReadonlyMap<Node, Site>,
  resolver: Resolver,
  dialect: ChainDialect,
): void {
  if (dialect.routing) findOwnPrefixes(calls, sites, resolver, dialect);
  for (const { module, node } of calls) {
    if (node.callee.type !== 'MemberExpression' || memberName(node.callee) === null) continue;
    if (!dialect.register.includes(memberName(node.callee)!)) continue;
    const { object } = node.callee;
    eachTurn(resolver, module, node, () => {
      const parent = siteOf(sites, resolver, module, object);
      if (!parent) return;
      for (const argument of argumentsWithin(node)) {
        const found = siteOf(sites, resolver, module, argument);
        const child = found && baseOf(found);
        if (!child || child === baseOf(parent)) continue;
        const { path } = pathArgument(resolver, module, node);
        const below = dialect.routing ? wrappedPath(resolver, module, argument, node, dialect.routing) : '';
        const whole = path === null || below === null ? null : joinPath(path, below);
        child.mounts.push({ parent, path: whole, module, node });
      }
    });
  }
}

/** The path of `mount('/api', sub)` around an argument of a call; null where it is computed. */
export function wrappedPath(
  resolver: Resolver,
  module: Module,
  argument: Node,
  call: Node,
  { mounts }: RoutingDialect,
): string | null {
  let path = '';
  for (let node: Node = argument; node !== call; node = module.scopes.parents.get(node)!) {
    const [first, second] = node.type === 'CallExpression' ? node.arguments : [];
    const isMount = node.type === 'CallExpression' && mounts.includes(resolver.packageName(module, node.callee) ?? '');
    const text = isMount && first && second ? pathText(resolver, module, first) : '';
    if (text === null) return null;
    path = joinPath(text, path);
  }
  return path;
}

/** Gives routers the paths that their options or a method put in front of their routes. */
function findOwnPrefixes(
  calls: readonly Call[],
  sites: ReadonlyMap<Node, Site>,
  resolver: Resolver,
  dialect: ChainDialect,
) {
  const { option, method } = dialect.routing!.prefix;
  for (const site of sites.values()) {
    const [options] = site.kind === 'router' && 'arguments' in site.node ? site.node.arguments : [];
    const value = options && resolver.resolve(site.module, options);
    const written = value?.kind === 'node' ? propertyOf(value.node, option) : null;
    if (written && value?.kind === 'node') site.prefix = pathText(resolver, value.module, written);
  }
  for (const { module, node } of calls) {
    if (memberName(node.callee) !== method || node.callee.type !== 'MemberExpression') continue;
    const site = siteOf(sites, resolver, module, node.callee.object);
    const [path] = node.arguments;
    if (site?.kind === 'router' && path) site.prefix = pathText(resolver, module, path);
  }
}

/** Every path in front of what is registered on the site; null where a part is computed or it is mounted nowhere. */
export function prefixOf(site: Site, root: Site, seen = new Set<Site>()): string | null {
  if (!site.base && isApp(site, root)) return '';
  if (seen.has(site)) return null;
  seen.add(site);
  for (const { parent, path } of site.mounts) {
    const above = path === null ? null : prefixOf(parent, root, seen);
    if (above !== null && site.prefix !== null) return joinPath(joinPath(above, path!), site.prefix ?? '');
  }
  return null;
}

/** `/api` and `/users/` make `/api/users`. */
export function joinPath(prefix: string, path: string): string {
  const joined = `${prefix}/${path}`.replace(/\/{2,}/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}
