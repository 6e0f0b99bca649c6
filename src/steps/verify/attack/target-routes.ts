import { authKind } from '../../../measures/rate-limit/auth-routes';
import type { Handler, Project } from '../../../types';
import type { TargetRoute } from '../../../types/proof';
import { fillPath } from './paths';

/** The app's routes with a path that can be requested, each method and path once. */
export function targetRoutes(project: Project): TargetRoute[] {
  const found = project.routes.flatMap((route): TargetRoute[] => {
    const path = route.path === null ? null : fillPath(route.path);
    if (path === null) return [];
    const { reads } = route;
    const common = {
      pattern: route.path!,
      auth: authKind(route),
      validated: reads.validated || reads.schema !== null,
      leadsOn: route.handlers.some((handler) => leadsOn(project, handler)),
      reads,
    };
    return [{ ...common, method: methodOf(route.method), path }];
  });
  return [...new Map(found.reverse().map((route) => [`${route.method} ${route.path}`, route])).values()].reverse();
}

const methodOf = (method: string): string =>
  method === 'all' ? 'POST' : method === 'del' ? 'DELETE' : method.toUpperCase();

function leadsOn({ moduleOf }: Project, { fn, fnFile }: Handler): boolean {
  const text = fn && fnFile !== null ? moduleOf(fnFile)?.text.slice(fn.start!, fn.end!) : undefined;
  return text !== undefined && /redirect|\blocation\b/i.test(text);
}
