import { quoted } from '../../../codemods/lib/escape';
import type { Edit, Project, ReportDetails, Route } from '../../types';
import { isAnotherPath, routeEdit } from '../route-edit';
import { callerAt, type Need } from './caller';
import { adminRole } from './identity';

/** What a finding says of its fix: automatic where the guard has a place, and can find out who is calling. */
export function mendingOf(project: Project, route: Route, need: Need): Pick<ReportDetails, 'fix' | 'risk' | 'snippet'> {
  if (hasPlace(project, route) && callerAt(project, route, need)) return { fix: 'automatic', risk: 'behaviour' };
  return { fix: 'manual', snippet: snippetFor(project, need) };
}

/** Whether all that a guard lacks there is who is calling. */
export const lacksCaller = (project: Project, route: Route, need: Need): boolean =>
  hasPlace(project, route) && callerAt(project, route, need) === null;

function hasPlace(project: Project, route: Route): boolean {
  const others = project.routes.filter(({ node }) => node === route.node).length > 1 && !route.decorated;
  return !others && !route.declared && (route.decorated !== undefined || route.localPath !== null);
}

/** The edit that puts the guard onto a route: ours, what has to stand in front of it, or that alone where it refuses. */
export function guardEdit(project: Project, route: Route, need: Need): Edit[] {
  const caller = callerAt(project, route, need);
  if (!caller || isAnotherPath(project, route)) return [];
  const isRole = need === 'role';
  const { own, refuses } = caller;
  return [
    routeEdit(project, route, {
      measure: 'access',
      module: 'access',
      name: refuses ? null : isRole ? 'requireRole' : 'requireAuth',
      ...(isRole ? { text: adminRole(project) } : {}),
      ...(own.length > 0 ? { own } : {}),
      place: 'guard',
      decorator: { name: isRole ? 'RequireRole' : 'RequireAuth' },
      snippet: snippetFor(project, need),
    }),
  ];
}

/** Whether the guards have to be generated for it. */
export const needsOurs = (project: Project, route: Route, need: Need): boolean =>
  callerAt(project, route, need)?.refuses === false;

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
