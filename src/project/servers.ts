import { serverCalls } from '../../codemods/lib/chain';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import type { Node } from '@babel/types';
import type { ServerSite } from '../types';
import { type Site, siteOf } from './sites';

/** The calls that serve this app: `app.listen(…)`, `http.createServer(app)`. */
export function findServers(
  modules: readonly Module[],
  sites: ReadonlyMap<Node, Site>,
  root: Site,
  resolver: Resolver,
): ServerSite[] {
  return modules.flatMap((module) =>
    serverCalls(module, resolver)
      .filter(({ node, kind }) => {
        const isRoot = (expression: Node): boolean => siteOf(sites, resolver, module, expression) === root;
        if (kind === 'createServer') return node.arguments.some(isRoot);
        return node.callee.type === 'MemberExpression' && isRoot(node.callee.object);
      })
      .map(({ node, kind, index }) => ({ file: module.path, kind, index, node })),
  );
}
