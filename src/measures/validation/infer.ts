import type { FieldRead, JsonObject, Project, Route } from '../../types';
import { isAnotherPath } from '../route-edit';

/** A schema that can be written from what the handlers of a route read. */
export interface InferredSchema {
  route: Route;
  name: string;
  parts: { part: 'body' | 'query'; fields: FieldRead[] }[];
}

/** Bodies of these say nothing, and clients do not send any. */
const hasBody = ({ method }: Route): boolean => !/^(get|head|options)$/.test(method);

/** The parts that a schema is about: what the client sends apart from the path. */
const partsOf = (route: Route): ('body' | 'query')[] => (hasBody(route) ? ['body', 'query'] : ['query']);

/** The handler cannot be found, or gives the request away: nothing says what is read. */
const isUnknown = ({ reads }: Route): boolean => reads.whole.length === 3;

/** Whether the handlers read input that no schema checks. */
export const isUnchecked = (route: Route): boolean => {
  const { reads } = route;
  // Where a class waits for a pipe, that is what is missing.
  if (reads.validated || reads.unused || reads.schema !== null || route.method === 'options') return false;
  const passedOn = isUnknown(route) ? hasBody(route) : partsOf(route).some((part) => reads.whole.includes(part));
  return passedOn || partsOf(route).some((part) => reads[part].length > 0);
};

/** Why no schema can be inferred for an unchecked route; null where it can. */
export function obstacle(project: Project, route: Route): string | null {
  if (!route.decorated && project.routes.some((other) => other !== route && other.node === route.node))
    return 'one call makes several routes';
  if (route.localPath === null && route.path === null) return 'its path is computed';
  if (route.declared) return 'the object that declares it has no schema of the request';
  if (route.method === 'all') return 'it answers every method';
  if (isUnknown(route)) return 'it cannot be told what its handler reads';
  const [whole] = partsOf(route).filter((part) => route.reads.whole.includes(part));
  return whole ? `the handler passes the whole ${whole} on` : null;
}

/** The routes whose schema is generated, in the order of the route table. Names are stable from run to run. */
export function inferredSchemas(project: Project): InferredSchema[] {
  const taken = new Set<string>();
  return project.routes
    .filter((route) => !isAnotherPath(project, route))
    .filter((route) => ours(project, route) || (isUnchecked(route) && obstacle(project, route) === null))
    .sort((a, b) => (a.file === b.file ? a.node.start! - b.node.start! : a.file < b.file ? -1 : 1))
    .map((route) => {
      const name = route.reads.schema ?? uniqueName(nameOf(route), taken);
      taken.add(name);
      const parts = partsOf(route)
        .filter((part) => route.reads[part].length > 0)
        .map((part) => ({ part, fields: route.reads[part] }));
      return { route, name, parts };
    })
    .filter(({ parts }) => parts.length > 0);
}

/** Routes that an earlier run gave a schema keep it. */
const ours = (project: Project, route: Route): boolean =>
  route.reads.schema !== null && project.record?.measures['validation'] !== undefined;

/** `POST /users/:id/notes` becomes `postUsersIdNotes`. */
function nameOf(route: Route): string {
  // What a parameter has to look like is no word of the path: `:id(\\d+)`.
  const path = (route.path ?? route.localPath ?? '').replace(/(:\w+)\([^()]*\)/g, '$1');
  const words = path.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '');
  const name = [route.method, ...words.map((word) => word[0]!.toUpperCase() + word.slice(1))].join('');
  // The only method that is a word of the language.
  return name === 'delete' ? 'deleteRoot' : name;
}

function uniqueName(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count++) candidate = `${name}${count}`;
  return candidate;
}

/** The schema as the template takes it. */
export function schemaData({ route, name, parts }: InferredSchema): JsonObject {
  return {
    name,
    route: `${route.method.toUpperCase()} ${route.path ?? route.localPath}`,
    parts: parts.map(({ part, fields }) => ({ part, fields: fields.map((field) => ({ ...field })) })),
  };
}
