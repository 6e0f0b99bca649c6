import { rowFor } from '../frameworks/index';
import type { Chosen, Contribution, FrameworkId, Project } from '../types';
import { clientModule } from './client';
import { authRoutes } from './rate-limit/auth-routes';

/**
 * Whether the app has the module `events`: generated modules tell it what happened, for the log and the figures. Their
 * templates get this as `events`.
 */
export const reportsEvents = (chosen: Chosen): boolean => chosen.has('logging') || chosen.has('monitoring');

/** Express knows the client's address itself; on Node's own requests our module does. */
const files: Partial<Record<FrameworkId, { events: string; client: boolean }>> = {
  express: { events: 'logging/express.ts', client: false },
  fastify: { events: 'logging/fastify.ts', client: true },
  koa: { events: 'logging/koa.ts', client: true },
  hono: { events: 'logging/hono.ts', client: true },
};

/** The module that all others report to, mounted: each of the measures that make something of events contributes it. */
export function eventsModule(
  project: Project,
  chosen: Chosen,
): Required<Pick<Contribution, 'files' | 'data' | 'first'>> {
  const row = rowFor(files, project.framework)!;
  const client = row.client ? clientModule(project) : { files: {}, data: {} };
  const logins = authRoutes(project).flatMap(({ route, kind }) => (kind === 'login' && route.path ? [route.path] : []));
  return {
    files: { ...client.files, events: row.events },
    data: {
      ...client.data,
      log: chosen.has('logging'),
      metrics: chosen.has('monitoring'),
      logins: [...new Set(logins)].sort(),
    },
    first: [
      {
        order: 12,
        module: 'events',
        name: 'mountEvents',
        why: 'Around all that answers, refusals among it: what became of a request is known at its end.',
      },
    ],
  };
}
