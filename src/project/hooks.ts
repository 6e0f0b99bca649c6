import type { Node } from '@babel/types';
import { type PluginDialect, pluginOf } from '../../codemods/lib/plugins';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { memberName, propertyOf } from '../../codemods/lib/walk';
import type { Middleware } from '../types';
import { pathText } from './constants';
import { eachTurn } from './loops';
import { isOnSomePaths } from './middleware';
import type { Timeline } from './order';
import { loadedBy } from './plugins';
import { type Call, joinPath, prefixOf, type Site, siteOf } from './sites';
import type { Sources } from './sources';

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
  sources: Sources,
  dialect: PluginDialect,
  timeline: Timeline,
): FoundMiddleware[] {
  const found: FoundMiddleware[] = [];
  for (const call of calls) {
    const { module, node } = call;
    const added = addedBy(resolver, module, node, dialect);
    if (!added) continue;
    const { on, argument } = added;
    eachTurn(resolver, module, node, () => {
      const site = siteOf(sites, resolver, module, on);
      if (!site || (isPlugin(node, dialect) && pluginOf(resolver, module, argument, dialect))) return;
      const from = isPlugin(node, dialect) ? inFolder(call, resolver, sources, dialect) : null;
      found.push({
        file: module.path,
        node,
        argument,
        path: pathOf(resolver, module, node, prefixOf(site, root), dialect),
        from: from ?? packageOf(resolver, module, node, argument),
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
  const isCalled = first && call.type === 'CallExpression' && resolver.packageName(module, callee) !== null;
  return isCalled ? { on: first, argument: callee } : null;
}

/** What the files of a loaded folder hand on from packages: `export default helmet`, with their `autoConfig`. */
function inFolder(call: Call, resolver: Resolver, sources: Sources, dialect: PluginDialect): Middleware['from'] | null {
  const files = loadedBy(call, resolver, sources, dialect);
  return (
    files &&
    files.flatMap(({ file }): Middleware['from'] => {
      const node = file.exports.assigned ?? file.exports.named.get('default');
      const name = node ? resolver.packageName(file, node) : null;
      const options = file.exports.named.get('autoConfig');
      return node && name !== null ? [{ name, file: file.path, node, arguments: options ? [options] : [] }] : [];
    })
  );
}

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
