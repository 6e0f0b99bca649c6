import type { Node } from '@babel/types';
import { type PluginDialect, pluginOf } from '../../codemods/lib/plugins';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { memberName, propertyOf } from '../../codemods/lib/walk';
import type { Middleware } from '../types';
import { pathText } from './constants';
import { eachTurn } from './loops';
import { isOnSomePaths } from './middleware';
import type { Timeline } from './order';
import { type Call, joinPath, prefixOf, type Site, siteOf } from './sites';

type FoundMiddleware = Omit<Middleware, 'order'> & { moment: number[] };

/**
 * What plugins of packages and hooks do with the requests of their scope: `register(cors, options)`, `cors(app, options)`,
 * `addHook('onRequest', check)`. Plugins of the project are scopes of their own.
 */
export function findHooks(
  calls: readonly Call[],
  sites: ReadonlyMap<Node, Site>,
  root: Site,
  resolver: Resolver,
  dialect: PluginDialect,
  timeline: Timeline,
): FoundMiddleware[] {
  const found: FoundMiddleware[] = [];
  for (const { module, node } of calls) {
    const added = addedBy(resolver, module, node, dialect);
    if (!added) continue;
    const { on, argument } = added;
    eachTurn(resolver, module, node, () => {
      const site = siteOf(sites, resolver, module, on);
      if (!site || (isPlugin(node, dialect) && hasOwnScope(resolver, module, argument, dialect))) return;
      found.push({
        file: module.path,
        node,
        argument,
        path: pathOf(resolver, module, node, prefixOf(site, root), dialect),
        from: packageOf(resolver, module, node, argument),
        errorHandler: false,
        onApp: site === root,
        conditional: isOnSomePaths(module, node),
        moment: timeline.turnOf(site, root, module, node),
      });
    });
  }
  return found;
}

const isPlugin = (call: Call['node'], { method }: PluginDialect): boolean => memberName(call.callee) === method;

/** What a call adds, and to what; null where it is no such call. */
function addedBy(resolver: Resolver, module: Module, call: Call['node'], dialect: PluginDialect) {
  const { callee } = call;
  const [first] = call.arguments;
  const method = memberName(callee);
  if (callee.type === 'MemberExpression' && method !== null) {
    const index = isPlugin(call, dialect) ? 0 : Object.hasOwn(dialect.hooks, method) ? dialect.hooks[method]! : -1;
    const argument = call.arguments[index];
    if (argument) return { on: callee.object, argument };
  }
  // A plugin may be called as well: `helmet(app, options)`.
  return first && resolver.packageName(module, callee) !== null ? { on: first, argument: callee } : null;
}

/** A plugin of the project, or a folder of them. */
const hasOwnScope = (resolver: Resolver, module: Module, argument: Node, dialect: PluginDialect): boolean =>
  pluginOf(resolver, module, argument, dialect) !== null ||
  dialect.folders.includes(resolver.packageName(module, argument) ?? '');

function pathOf(
  resolver: Resolver,
  module: Module,
  call: Call['node'],
  above: string | null,
  dialect: PluginDialect,
): string | null {
  const prefix = propertyOf(call.arguments[1], dialect.prefix);
  const path = prefix ? pathText(resolver, module, prefix) : '/';
  return above === null || path === null ? null : joinPath(above, path);
}

/** The package that a plugin is from, with its options as the arguments. */
function packageOf(resolver: Resolver, module: Module, call: Call['node'], argument: Node): Middleware['from'] {
  const name = resolver.packageName(module, argument);
  return name === null ? [] : [{ name, file: module.path, node: call, arguments: call.arguments.slice(1) }];
}
