import type { Node } from '@babel/types';
import type { ChainDialect } from '../../codemods/lib/chain';
import { type Module, type Resolver, returnedExpression } from '../../codemods/lib/resolve';
import { isFunction, isNode, memberName, walk } from '../../codemods/lib/walk';
import type { Middleware, MiddlewareCall } from '../types';
import { pathArgument } from './constants';
import { eachTurn } from './loops';
import type { Timeline } from './order';
import { type Call, isApp, joinPath, prefixOf, type Site, siteOf, wrappedPath } from './sites';

type FoundMiddleware = Omit<Middleware, 'order'> & { moment: number[] };

/** What each `use` call of the app's chain registers, routers and sub-apps left out, in order of execution. */
export function findMiddleware(
  calls: readonly Call[],
  sites: ReadonlyMap<Node, Site>,
  root: Site,
  resolver: Resolver,
  dialect: ChainDialect,
  timeline: Timeline,
): FoundMiddleware[] {
  const found = findLastSteps(calls, sites, root, resolver, dialect, timeline);
  for (const { module, node } of calls) {
    const method = memberName(node.callee);
    if (node.callee.type !== 'MemberExpression' || method === null || method === 'route') continue;
    if (!dialect.register.includes(method) || isRoute(dialect, method)) continue;
    if (dialect.plugins && (method === dialect.plugins.method || Object.hasOwn(dialect.plugins.hooks, method)))
      continue;
    const { object } = node.callee;
    eachTurn(resolver, module, node, () => {
      const site = siteOf(sites, resolver, module, object);
      if (!site) return;
      const { path, argument: first } = pathOf(resolver, module, node, prefixOf(site, root));
      for (const argument of node.arguments) {
        if (argument === first || siteOf(sites, resolver, module, argument)) continue;
        const forErrors = dialect.errors?.includes(method) === true;
        const errorHandler = forErrors || handlesErrors(resolver, module, argument, dialect);
        const below = dialect.routing ? wrappedPath(resolver, module, argument, node, dialect.routing) : '';
        const common = {
          file: module.path,
          node,
          argument,
          // Errors of the whole app end there, whatever path it has in front.
          path: forErrors && isApp(site, root) ? '/' : path === null || below === null ? null : joinPath(path, below),
          onApp: isApp(site, root),
          conditional: isOnSomePaths(module, node),
        };
        const moment = timeline.turnOf(site, root, module, node);
        found.push({ ...common, from: packagesOf(resolver, module, argument), errorHandler, moment });
      }
    });
  }
  return found;
}

/**
 * What takes the place of the framework's last step: `onerror(app, options)`, `app.context.onerror = handler`. Without
 * options, what the package does by itself shows stacks to browsers, and counts for nothing.
 */
function findLastSteps(
  calls: readonly Call[],
  sites: ReadonlyMap<Node, Site>,
  root: Site,
  resolver: Resolver,
  { catches }: ChainDialect,
  timeline: Timeline,
): FoundMiddleware[] {
  const common = { path: '/', onApp: true, conditional: false, errorHandler: true };
  const isRoot = (module: Module, node: Node): boolean => siteOf(sites, resolver, module, node) === root;
  const given = calls.flatMap(({ module, node }): FoundMiddleware[] => {
    const [app, options] = node.arguments;
    const name = catches && app && options ? resolver.packageName(module, node.callee) : null;
    if (!name || !catches?.onApp.includes(name) || !isRoot(module, app!)) return [];
    const from = [{ name, file: module.path, node, arguments: node.arguments }];
    return [{ ...common, file: module.path, node, argument: options!, from, moment: timeline.momentOf(module, node) }];
  });
  const read = catches ? [...new Set(calls.map(({ module }) => module))] : [];
  const modules = read.filter(({ text }) => text.includes('onerror'));
  for (const module of modules)
    walk(module.ast.program, (node) => {
      const left = node.type === 'AssignmentExpression' && memberName(node.left) === 'onerror' ? node.left : null;
      const context = left && 'object' in left ? (left.object as Node) : null;
      if (node.type !== 'AssignmentExpression' || context?.type !== 'MemberExpression') return;
      if (memberName(context) !== 'context' || !isRoot(module, context.object)) return;
      const moment = timeline.momentOf(module, node);
      given.push({ ...common, file: module.path, node, argument: node.right, from: [], moment });
    });
  return given;
}

const isRoute = ({ verbs, on, declared }: ChainDialect, method: string): boolean =>
  [...verbs, ...(on ?? []), ...(declared ?? [])].includes(method);

function pathOf(
  resolver: Resolver,
  module: Module,
  call: Node,
  prefix: string | null,
): { path: string | null; argument: Node | null } {
  const { node, path } = pathArgument(resolver, module, call);
  // What ends with `/*` stands for everything below, as a path without it does in other frameworks.
  const own = path === '*' ? '/' : path?.replace(/\/\*+$/, '/');
  return { path: prefix === null || own === undefined ? null : joinPath(prefix, own), argument: node };
}

/** Inside an `if` or its like of the function around it. */
export function isOnSomePaths(module: Module, node: Node): boolean {
  let current = module.scopes.parents.get(node);
  for (; current && !isFunction(current) && current.type !== 'Program'; current = module.scopes.parents.get(current))
    if (/^(If|Switch)Statement$|^(Logical|Conditional)Expression$/.test(current.type)) return true;
  return false;
}

const DEPTH = 6;

/** The packages whose functions make a middleware, through names, lists, conditions and factories of the project. */
export function packagesOf(resolver: Resolver, module: Module, node: Node, depth = 0): MiddlewareCall[] {
  if (depth > DEPTH) return [];
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap((part) => packagesOf(resolver, module, part, depth + 1));
  if (node.type === 'LogicalExpression') return packagesOf(resolver, module, node.right, depth + 1);
  const value = resolver.resolve(module, node);
  if (value?.kind === 'package') return [{ name: packagePath(value), file: module.path, node, arguments: [] }];
  if (value?.kind !== 'node') return [];
  const made = value.node;
  if (made.type === 'ArrayExpression')
    return made.elements.flatMap((element) =>
      isNode(element) ? packagesOf(resolver, value.module, element, depth + 1) : [],
    );
  if (made.type !== 'CallExpression') return [];
  return packagesOfCall(resolver, value.module, made, depth);
}

/** Packages whose function only hands on the middleware that it is given. */
const HANDS_ON = new Set(['koa-compose', 'koa-convert', 'koa-mount']);

function packagesOfCall(
  resolver: Resolver,
  module: Module,
  call: Extract<Node, { type: 'CallExpression' }>,
  depth: number,
): MiddlewareCall[] {
  const callee = resolver.resolve(module, call.callee);
  if (callee?.kind === 'package' && HANDS_ON.has(callee.name))
    return call.arguments.flatMap((argument) => packagesOf(resolver, module, argument, depth + 1));
  if (callee?.kind === 'package')
    return [{ name: packagePath(callee), file: module.path, node: call, arguments: call.arguments }];
  if (callee?.kind !== 'node') return [];
  const returned = returnedExpression(callee.node);
  return returned ? packagesOf(resolver, callee.module, returned, depth + 1) : [];
}

const packagePath = ({ name, path }: { name: string; path: string[] }): string =>
  [name, ...path.filter((part) => part !== 'default')].join('#');

/** Has four parameters and answers itself, or comes from a package that makes such handlers. */
function handlesErrors(resolver: Resolver, module: Module, node: Node, { catches }: ChainDialect): boolean {
  if (
    packagesOf(resolver, module, node).some(
      ({ name }) =>
        /^(errorhandler|api-error-handler|strong-error-handler|express-error-handler)\b/.test(name) ||
        catches?.packages.includes(name.split('#')[0]!),
    )
  )
    return true;
  return functionsOf(resolver, module, node).some((fn) =>
    catches ? catchesRest(fn, catches.next) : isFunction(fn) && fn.params.length === 4 && answers(fn),
  );
}

/** `try { await next(); } catch (error) { … }` around the rest of the chain, other than only to throw it again. */
function catchesRest(fn: Node, index: number): boolean {
  const next = isFunction(fn) ? fn.params[index] : undefined;
  let found = false;
  if (next?.type !== 'Identifier') return false;
  walk(fn, (node) => {
    const handler = node.type === 'TryStatement' ? node.handler : null;
    if (handler && node.type === 'TryStatement' && calls(node.block, next.name) && !throwsAgain(handler)) found = true;
    const isCatch = node.type === 'CallExpression' && memberName(node.callee) === 'catch';
    if (isCatch && node.callee.type === 'MemberExpression' && calls(node.callee.object, next.name)) found = true;
    return !found;
  });
  return found;
}

function calls(root: Node, name: string): boolean {
  let found = false;
  walk(root, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name) found = true;
    return !found;
  });
  return found;
}

/** The last thing it does is to leave the error to what stands outside. */
function throwsAgain({ body }: Extract<Node, { type: 'CatchClause' }>): boolean {
  return body.body.at(-1)?.type === 'ThrowStatement';
}

/** The functions a middleware argument stands for: itself, those of a list, or what a factory returns. */
function functionsOf(resolver: Resolver, module: Module, node: Node, depth = 0): Node[] {
  const value = depth > DEPTH ? null : resolver.resolve(module, node);
  if (value?.kind !== 'node') return [];
  const made = value.node;
  if (isFunction(made)) return [made];
  if (made.type === 'ArrayExpression')
    return made.elements.flatMap((element) =>
      isNode(element) ? functionsOf(resolver, value.module, element, depth + 1) : [],
    );
  if (made.type !== 'CallExpression') return [];
  const callee = resolver.resolve(value.module, made.callee);
  const returned = callee?.kind === 'node' ? returnedExpression(callee.node) : null;
  return returned && callee?.kind === 'node' ? functionsOf(resolver, callee.module, returned, depth + 1) : [];
}

/** Whether an error handler makes use of the response, itself or by handing it on; one that only logs does not. */
function answers(fn: Node): boolean {
  const response = isFunction(fn) ? fn.params[2] : undefined;
  const name = response?.type === 'Identifier' ? response.name : null;
  let found = false;
  walk(fn, (node, ancestors) => {
    const parent = ancestors.at(-1);
    const used = node.type === 'Identifier' && node.name === name && node !== response;
    if (used && !(parent && memberName(parent) === 'headersSent')) found = true;
    return !found;
  });
  return found;
}
