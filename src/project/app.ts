import type { Node } from '@babel/types';
import type { ChainDialect } from '../../codemods/lib/chain';
import { Resolver } from '../../codemods/lib/resolve';
import type { FrameworkDialect } from '../frameworks/index';
import { isAside } from './aside';
import { moduleGraph } from './graph';
import { findPlugins } from './plugins';
import { findInstances } from './instances';
import { findServers } from './servers';
import { bindParameters, type Call, callsOf, findMounts, findPrefixed, findSites, type Site } from './sites';
import type { Sources } from './sources';
import type { Module } from '../../codemods/lib/resolve';

/** What is reachable from one entry. */
export interface Reach {
  entry: string;
  modules: Module[];
  resolver: Resolver;
  calls: Call[];
  sites: Map<Node, Site>;
  /** Apps that are mounted on no other one. */
  roots: Site[];
  /** Those of them that stand beside the app that is meant. */
  aside: Site[];
  dialect: ChainDialect;
}

/**
 * Follows an entry's imports and finds the apps and routers that are made on the way. What several apps are handed to
 * is read for the chosen one.
 */
export function reach(
  sources: Sources,
  entry: string,
  { chain: dialect, wrappers = {} }: FrameworkDialect,
  chosen: string | null = null,
): Reach {
  const modules = moduleGraph(sources, entry, dialect.plugins?.folders);
  const resolver = new Resolver(sources, new Set(dialect.chain));
  const sites = findSites(modules, resolver, dialect, entry);
  const calls = callsOf(modules);
  if (!hasApp(sites)) addWrapped(calls, sites, resolver, Object.keys(wrappers));
  bindParameters(
    calls.filter(({ module }) => module.path === chosen),
    sites,
    resolver,
  );
  bindParameters(calls, sites, resolver);
  findInstances(calls, sites, resolver);
  findPrefixed(modules, calls, sites, resolver, dialect.prefix);
  if (dialect.plugins) {
    findPlugins(calls, sites, resolver, sources, dialect.plugins);
    // Plugins hand their scope on to functions as well.
    bindParameters(calls, sites, resolver);
    findPlugins(calls, sites, resolver, sources, dialect.plugins);
  }
  findMounts(calls, sites, resolver, dialect);
  const apps = [...new Set(sites.values())].filter(({ kind }) => kind === 'app');
  const { roots, aside } = servedFirst(apps, { modules, calls, sites, resolver, dialect });
  return { entry, modules, resolver, calls, sites, roots, aside, dialect };
}

const hasApp = (sites: ReadonlyMap<Node, Site>): boolean => [...sites.values()].some(({ kind }) => kind === 'app');

/** An app that a package of its own makes together with its routes counts where there is no other. */
function addWrapped(calls: readonly Call[], sites: Map<Node, Site>, resolver: Resolver, wrappers: string[]): void {
  for (const { module, node } of calls) {
    const name = resolver.packageName(module, node.callee);
    if (name !== null && wrappers.includes(name)) sites.set(node, { kind: 'app', module, node, index: -1, mounts: [] });
  }
}

/**
 * Of several apps that are mounted nowhere, those that are served count; where none is, all do. What stands beside the one
 * that is meant does not.
 */
function servedFirst(apps: Site[], found: Omit<Reach, 'entry' | 'roots' | 'aside'>): Pick<Reach, 'roots' | 'aside'> {
  const makers = new Set(apps.map(({ maker }) => maker));
  const roots = apps.filter((site) => site.mounts.length === 0 && !makers.has(site));
  const served = roots.filter((site) => findServers(found, site).length > 0);
  const aside = served.length > 1 ? served.filter((site) => isAside(found, site)) : [];
  const main = served.filter((site) => !aside.includes(site));
  if (main.length === 1) return { roots: main, aside };
  return { roots: served.length > 0 ? served : roots, aside: [] };
}

/** What the app is called in the statement that makes it: `app`, `this.app`, `module.exports`; null without a name. */
export function nameOf(site: Site): string | null {
  const { parents } = site.module.scopes;
  let node = site.node;
  if (node.type === 'Identifier') return node.name;
  for (let parent = parents.get(node); parent; parent = parents.get(node)) {
    if (parent.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : null;
    if (parent.type === 'ClassProperty' && parent.key.type === 'Identifier') return `this.${parent.key.name}`;
    if (parent.type === 'AssignmentExpression') {
      const outer = parents.get(parent);
      if (outer?.type === 'VariableDeclarator' || outer?.type === 'AssignmentExpression') {
        node = parent;
        continue;
      }
      return site.module.text.slice(parent.left.start!, parent.left.end!);
    }
    const carriesOn = /^(Member|Call|Await)Expression$/.test(parent.type) || parent.type.startsWith('TS');
    if (!carriesOn) return null;
    node = parent;
  }
  return null;
}
