import type { ChainDialect } from '../../../codemods/lib/chain';
import { placeInRouter, type RouteKey } from '../../../codemods/lib/router-place';
import { frameworkOf } from '../../frameworks/index';
import type { Edit, JsonObject, Project, Route } from '../../types';
import { specifierOf } from '../place';
import { callerAt } from './caller';
import { isPrivatePath } from './guards';
import { adminRole } from './identity';

/** Routes of one router, all of them for administrators: one line guards them. */
export interface PrivateRouter {
  routes: Route[];
  edit: Edit;
}

/**
 * The routers of which every route needs the guard, and that are mounted below a path of their own: where one is mounted at
 * the root, what stands on it sees the requests of all others.
 */
export function privateRouters(project: Project, routes: readonly Route[]): PrivateRouter[] {
  const dialect = project.chain as unknown as ChainDialect;
  const { decorators } = frameworkOf(project.framework.id);
  if (decorators || dialect.routeOptions) return [];
  const files = [...new Set(routes.map(({ file }) => file))];
  return files.flatMap((file) => {
    const own = routes.filter((route) => route.file === file);
    const module = project.moduleOf(file);
    const place = module && isApart(project, own) ? placeInRouter(module, dialect, own.map(keyOf)) : null;
    return place ? [{ routes: own, edit: editOf(project, own, place.name) }] : [];
  });
}

/** Whether nothing but these routes is below their path, and who is calling is known there. */
function isApart(project: Project, routes: readonly Route[]): boolean {
  const [prefix, ...others] = [...new Set(routes.map(prefixOf))];
  if (routes.length < 2 || !prefix || others.length > 0 || !isPrivatePath(prefix)) return false;
  const isBelow = (path: string | null): boolean => path === null || `${path}/`.startsWith(`${prefix}/`);
  const { file } = routes[0]!;
  return (
    routes.every((route) => callerAt(project, route, 'role')?.own.length === 0) &&
    project.routes.every((route) => routes.includes(route) || !(isBelow(route.path) || route.file === file)) &&
    // Files that are served there, say.
    !project.middleware.some(({ path, file: at }) => at !== file && path !== null && isBelow(path))
  );
}

/** What stands in front of a router's own paths: `/admin`. */
function prefixOf({ path, localPath }: Route): string | null {
  const own = localPath === '/' ? '' : localPath;
  return path !== null && own !== null && path.endsWith(own) ? path.slice(0, path.length - own.length) : null;
}

const keyOf = ({ method, localPath, occurrence }: Route): RouteKey => ({ method, path: localPath ?? '', occurrence });

function editOf(project: Project, routes: Route[], name: string): Edit {
  const { file, node } = routes[0]!;
  const role = adminRole(project);
  const options: JsonObject = {
    dialect: project.chain,
    routes: routes.map((route) => ({ ...keyOf(route) })),
    name: 'requireRole',
    from: specifierOf(project, file, 'access'),
    text: role,
  };
  const manual = {
    reason: 'The router could not be changed safely.',
    line: node.loc?.start.line ?? null,
    snippet: `${name}.use(requireRole('${role}')); // in front of its routes`,
  };
  return { measure: 'access', kind: 'codemod', codemod: 'guard-router', file, options, present: null, manual };
}
