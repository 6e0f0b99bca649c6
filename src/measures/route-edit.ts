import type { Edit, JsonObject, Project, Route } from '../types';
import { specifierOf } from './place';

export interface RouteGuard {
  measure: string;
  /** The generated handler, and with what it is called. */
  name: string;
  argument?: { object: string; member: string };
  place: 'first' | 'last';
  snippet: string;
}

/** The edit that adds a handler to a route whose path is a literal. */
export function routeEdit(
  project: Project,
  route: Route,
  { measure, name, argument, place, snippet }: RouteGuard,
): Edit {
  const options: JsonObject = {
    dialect: project.chain,
    method: route.method,
    path: route.localPath,
    occurrence: route.occurrence,
    name,
    ...(argument ? { argument: { ...argument } } : {}),
    from: specifierOf(project, route.file),
    place,
  };
  const line = route.node.loc?.start.line ?? null;
  const manual = { reason: 'The route could not be changed safely.', line, snippet };
  return { measure, kind: 'codemod', codemod: 'guard-route', file: route.file, options, present: null, manual };
}
