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
 * What plugins of packages, hooks and error handlers do with the requests of their scope: `register(cors, options)`,
 * `addHook('onRequest', check)`, `setErrorHandler(answer)`. Plugins of the project are scopes of their own.
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
    const method = memberName(node.callee);
    if (node.callee.type !== 'MemberExpression' || method === null) continue;
    const index = method === dialect.method ? 0 : Object.hasOwn(dialect.hooks, method) ? dialect.hooks[method] : null;
    const argument = index === null ? undefined : node.arguments[index!];
    if (!argument) continue;
    const { object } = node.callee;
    eachTurn(resolver, module, node, () => {
      const site = siteOf(sites, resolver, module, object);
      if (!site || (method === dialect.method && hasOwnScope(resolver, module, argument, dialect))) return;
      found.push({
        file: module.path,
        node,
        argument,
        path: pathOf(resolver, module, node, prefixOf(site, root), dialect),
        from: packageOf(resolver, module, node, argument),
        errorHandler: dialect.errorHandlers.includes(method),
        onApp: site === root,
        conditional: isOnSomePaths(module, node),
        moment: timeline.turnOf(site, root, module, node),
      });
    });
  }
  return found;
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
