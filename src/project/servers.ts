import { serverCalls } from '../../codemods/lib/chain';
import { walk } from '../../codemods/lib/walk';
import type { Node } from '@babel/types';
import type { ServerSite } from '../types';
import type { Reach } from './app';
import { isApp, type Site, siteOf } from './sites';

/** The calls that serve this app: `app.listen(…)`, `http.createServer(app)`, `serve({ fetch: app.fetch })`. */
export function findServers(
  { modules, sites, resolver, dialect: { servers } }: Pick<Reach, 'modules' | 'sites' | 'resolver' | 'dialect'>,
  root: Site,
): ServerSite[] {
  return modules.flatMap((module) => {
    const isRoot = (expression: Node): boolean => {
      const site = siteOf(sites, resolver, module, expression);
      return site !== null && isApp(site, root);
    };
    return serverCalls(module, resolver, servers)
      .filter(({ node, kind }) => {
        if (kind === 'listen') return node.callee.type === 'MemberExpression' && isRoot(node.callee.object);
        return node.arguments.some((argument) => isRoot(argument) || (servers && mentions(argument, isRoot)));
      })
      .map(({ node, kind, index }) => ({ file: module.path, kind, index, node }));
  });
}

/** `{ fetch: app.fetch, port }`, `getRequestListener(app.fetch)`, `(request) => app.fetch(request)` */
function mentions(expression: Node, isRoot: (node: Node) => boolean): boolean {
  let found = false;
  walk(expression, (node, ancestors) => {
    const parent = ancestors.at(-1);
    const isName = parent?.type === 'MemberExpression' && parent.property === node && !parent.computed;
    if (node.type === 'Identifier' && !isName && isRoot(node)) found = true;
    return !found;
  });
  return found;
}
