import { quoted } from '../../../codemods/lib/escape';
import type { Edit, Project, ReportDetails, Route } from '../../types';
import { isAnotherPath, routeEdit } from '../route-edit';
import { callerAt } from './caller';
import { adminRole } from './identity';

/** What a guard asks for: any user, or an administrator. */
export type Need = 'login' | 'role';

/** What a finding says of its fix: automatic where the guard has a place, and can find out who is calling. */
export function mendingOf(project: Project, route: Route, need: Need): Pick<ReportDetails, 'fix' | 'risk' | 'snippet'> {
  const hasPlace = !route.declared && (route.decorated !== undefined || route.localPath !== null);
  const others = project.routes.filter(({ node }) => node === route.node).length > 1 && !route.decorated;
  if (hasPlace && !others && callerAt(project, route)) return { fix: 'automatic', risk: 'behaviour' };
  return { fix: 'manual', snippet: snippetFor(project, need) };
}

/** The edit that puts the guard onto a route: ours, what has to stand in front of it, or that alone where it refuses. */
export function guardEdit(project: Project, route: Route, need: Need): Edit[] {
  const caller = callerAt(project, route);
  if (!caller || isAnotherPath(project, route)) return [];
  const role = need === 'role' ? adminRole(project) : undefined;
  return [
    routeEdit(project, route, {
      measure: 'access',
      module: 'access',
      name: role !== undefined ? 'requireRole' : caller.refuses ? null : 'requireAuth',
      ...(role === undefined ? {} : { text: role }),
      ...(caller.own === null ? {} : { own: caller.own }),
      place: 'guard',
      decorator: { name: role === undefined ? 'RequireAuth' : 'RequireRole' },
      snippet: snippetFor(project, need),
    }),
  ];
}

/** Whether the guards have to be generated for it. */
export const needsOurs = (project: Project, route: Route, need: Need): boolean =>
  need === 'role' || callerAt(project, route)?.refuses === false;

function snippetFor(project: Project, need: Need): string {
  const role = quoted(adminRole(project), "'");
  const [words, guard] = need === 'role' ? ['RequireRole', `requireRole(${role})`] : ['RequireAuth', 'requireAuth'];
  const snippets: Record<string, string> = {
    express: `router.use(${guard}); // in front of the first of these routes, behind what says who is calling`,
    fastify: `app.addHook('preHandler', ${guard}); // in the plugin that holds these routes`,
    koa: `router.use(${guard}); // in front of the first of these routes, behind what says who is calling`,
    hono: `app.use('/admin/*', ${guard}); // in front of these routes, behind what says who is calling`,
    nestjs: `@${words}(${need === 'role' ? role : ''}) // over the method, or over its class`,
  };
  return snippets[project.framework.id] ?? snippets['express']!;
}
