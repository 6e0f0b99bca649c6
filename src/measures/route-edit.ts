import { quoted } from '../../codemods/lib/escape';
import { shownAt } from '../../codemods/lib/walk';
import type { Edit, JsonObject, Project, Route } from '../types';
import { frameworkOf } from '../frameworks/index';
import { specifierOf } from './place';

export interface RouteGuard {
  measure: string;
  /** The generated handler, and with what it is called; null where the user's own is all. */
  name: string | null;
  argument?: { object: string; member: string };
  /** Or a text that it is called with: `requireRole('admin')`. */
  text?: string;
  /** Handlers that the file has for its other routes, in front of it. */
  own?: string[];
  /** The module of the security folder that it is from, where that is not the index. */
  module?: string;
  place: 'first' | 'guard' | 'last';
  /** With `last`: in front of how many handlers, where it is more than one. */
  readers?: number;
  /** Where decorators make the routes: what to write over the method, `UseGuards(LoginLimit)`. */
  decorator: { name: string; argument?: string };
  snippet: string;
}

/** The edit that adds a handler to a route whose path is a literal. */
export function routeEdit(project: Project, route: Route, guard: RouteGuard): Edit {
  const { measure, name, argument, text, own, place, readers, snippet } = guard;
  if (route.decorated) return methodEdit(project, route, guard);
  const options: JsonObject = {
    dialect: project.chain,
    method: route.method,
    path: route.localPath,
    occurrence: route.occurrence,
    name,
    ...(argument ? { argument: { ...argument } } : {}),
    ...(text === undefined ? {} : { text }),
    ...(own === undefined ? {} : { own }),
    from: specifierOf(project, route.file, guard.module),
    place,
    ...(readers === undefined ? {} : { readers }),
    functions: route.handlers.flatMap(({ argument, fn }) =>
      fn && argument.type === 'Identifier' ? argument.name : [],
    ),
  };
  const line = shownAt(route.node).loc?.start.line ?? null;
  const manual = route.declared
    ? {
        reason: 'The route is declared as an object.',
        line,
        snippet: `middleware: [${name}] as const, // in that object`,
      }
    : { reason: 'The route could not be changed safely.', line, snippet };
  return { measure, kind: 'codemod', codemod: 'guard-route', file: route.file, options, present: null, manual };
}

/** The edit that decorates the method of a controller. */
function methodEdit(project: Project, route: Route, guard: RouteGuard): Edit {
  const { measure, argument, text, own, place, decorator } = guard;
  const { decorators } = frameworkOf(project.framework.id);
  const from = specifierOf(project, route.file, guard.module);
  const given = argument ?? (decorator.argument ? { object: decorator.argument, member: null } : null);
  const options: JsonObject = {
    ...route.decorated,
    decorator: guard.name === null ? null : decorator.name,
    from: decorator.argument && decorators ? decorators.package : from,
    ...(given ? { argument: { name: given.object, member: given.member, from } } : {}),
    ...(text === undefined ? {} : { text }),
    ...(own === undefined ? {} : { own }),
    // What is asked first stands next to the method.
    place,
  };
  const line = route.node.loc?.start.line ?? null;
  const value = given ? [given.object, given.member].filter(Boolean).join('.') : text && quoted(text, "'");
  const snippet = `@${decorator.name}(${value ?? ''}) // over the method`;
  const manual = { reason: 'The method could not be decorated safely.', line, snippet };
  return { measure, kind: 'codemod', codemod: 'decorate-method', file: route.file, options, present: null, manual };
}

/** One decorator over a method stands for all of its paths. */
export const isAnotherPath = (project: Project, route: Route): boolean =>
  route.decorated !== undefined && project.routes.find(({ node }) => node === route.node) !== route;
