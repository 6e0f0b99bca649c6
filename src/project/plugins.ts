import type { Node } from '@babel/types';
import { type Plugin, type PluginDialect, pluginOf, pluginOfValue } from '../../codemods/lib/plugins';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { isFunction, memberName, propertyOf } from '../../codemods/lib/walk';
import { pathText } from './constants';
import { eachTurn } from './loops';
import { filesOfFolder, type FolderPlugin } from './plugin-folders';
import { type Call, type Site, siteOf } from './sites';
import type { Sources } from './sources';

/** A plugin with the path that its routes are below; null where that is computed. */
interface Registered {
  plugin: Plugin;
  path: string | null;
}

/**
 * Gives the parameters of registered plugins their sites: a scope of its own below what the plugin is registered on,
 * or that itself where the plugin shares it. A plugin may register others, so this goes on until nothing new is found.
 */
export function findPlugins(
  calls: readonly Call[],
  sites: Map<Node, Site>,
  resolver: Resolver,
  sources: Sources,
  dialect: PluginDialect,
): void {
  for (let round = 0, before = -1; round < 8 && before !== countOf(sites, resolver); round++) {
    before = countOf(sites, resolver);
    for (const call of calls) {
      const { callee } = call.node;
      if (callee.type !== 'MemberExpression' || memberName(callee) !== dialect.method) continue;
      eachTurn(resolver, call.module, call.node, () => {
        const parent = siteOf(sites, resolver, call.module, callee.object);
        if (!parent) return;
        for (const registered of registeredBy(call, resolver, sources, dialect))
          addScope(registered, parent, call, sites, resolver);
      });
    }
  }
}

const countOf = (sites: ReadonlyMap<Node, Site>, { parameters }: Resolver): number =>
  [...sites.values()].reduce((count, { mounts }) => count + mounts.length, sites.size + parameters.size);

function registeredBy(
  { module, node }: Call,
  resolver: Resolver,
  sources: Sources,
  dialect: PluginDialect,
): Registered[] {
  const [first, second] = node.arguments;
  if (!first) return [];
  const options = second ? objectOf(resolver, module, second) : null;
  const path = prefixIn(resolver, options, dialect);
  const files = loadedBy({ module, node }, resolver, sources, dialect);
  if (files)
    return files.flatMap(({ file, below }) => {
      const plugin =
        pluginOfValue(resolver, { kind: 'namespace', module: file }, dialect) ?? assigned(resolver, file, dialect);
      return plugin ? [{ plugin, path: below }] : [];
    });
  const plugin = pluginOf(resolver, module, first, dialect);
  return plugin ? [{ plugin, path }] : [];
}

/** The files that a call registers as plugins: all of a folder; null where it is no such call. */
export function loadedBy(
  { module, node }: Call,
  resolver: Resolver,
  sources: Sources,
  dialect: PluginDialect,
): FolderPlugin[] | null {
  const [first, second] = node.arguments;
  const name = first && resolver.packageName(module, first);
  if (!name || !dialect.folders.includes(name.split('#')[0]!)) return null;
  const options = second ? objectOf(resolver, module, second) : null;
  return options ? filesOfFolder(resolver, sources, options.module, options.node) : [];
}

/** `module.exports = async (app) => …` */
const assigned = (resolver: Resolver, module: Module, dialect: PluginDialect): Plugin | null =>
  module.exports.assigned && pluginOf(resolver, module, module.exports.assigned, dialect);

interface Options {
  module: Module;
  node: Node;
}

function objectOf(resolver: Resolver, module: Module, node: Node): Options | null {
  const value = resolver.resolve(module, node);
  return value?.kind === 'node' && value.node.type === 'ObjectExpression' ? value : null;
}

/** The path in a call's options: `/` where they name none. */
function prefixIn(resolver: Resolver, options: Options | null, { prefix }: PluginDialect): string | null {
  const value = propertyOf(options?.node, prefix);
  return value ? pathText(resolver, options!.module, value) : '/';
}

function addScope(
  { plugin, path }: Registered,
  parent: Site,
  at: Call,
  sites: Map<Node, Site>,
  resolver: Resolver,
): void {
  const parameter = isFunction(plugin.fn) ? plugin.fn.params[0] : undefined;
  if (parameter?.type !== 'Identifier') return;
  if (plugin.transparent) {
    const value = { kind: 'node', module: parent.module, node: parent.node } as const;
    if (!resolver.parameters.has(parameter)) resolver.parameters.set(parameter, value);
    return;
  }
  const site: Site = sites.get(parameter) ?? {
    kind: 'router',
    module: plugin.module,
    node: parameter,
    index: -1,
    mounts: [],
  };
  sites.set(parameter, site);
  const known = site.mounts.some((mount) => mount.parent === parent && mount.node === at.node && mount.path === path);
  if (!known && site !== parent) site.mounts.push({ parent, path, module: at.module, node: at.node });
}
