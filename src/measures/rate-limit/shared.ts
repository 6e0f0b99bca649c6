import type { Node } from '@babel/types';
import { propertyOf } from '../../../codemods/lib/walk';
import type { Project, Report, Rule } from '../../types';
import { type Located, valueOf } from '../values';
import { type Maker, makersOf } from './makers';

/** One count for what should have counts of their own. */
export const shared: Rule = {
  id: 'rate-limit/shared',
  severity: 'low',
  cwe: 'CWE-770',
  owasp: 'A06:2025 Insecure Design',
  fixed: 'never',
  summary: 'One limiter stands at two places of the same way, or two share a store: requests count twice.',
  check: (project) => [...passedTwice(project), ...sharedStores(project)],
};

/** Where a limiter stands, for which paths. */
interface Place extends Located {
  maker: Located;
  path: string | null;
  order: number;
}

/** The places of a limiter that requests come to who have passed it before. */
function passedTwice(project: Project): Report[] {
  if (makersOf(project).length === 0) return [];
  const above = mounted(project);
  // What stands on a route is passed by its own requests alone.
  const twice = [...above, ...onRoutes(project)].filter((place) => above.some((other) => isBefore(other, place)));
  return twice.map(({ file, node }) => ({
    file,
    node,
    message:
      'What comes here has passed the same limiter before: it counts twice, and other requests use up the limit.',
    fix: 'manual',
    snippet: 'rateLimit({ … }) // one of its own',
  }));
}

const isBefore = (one: Place, other: Place): boolean =>
  one.maker.node === other.maker.node && one.order < other.order && one.node !== other.node && covers(one, other);

const covers = ({ path: above }: Place, { path }: Place): boolean =>
  above !== null &&
  path !== null &&
  (above === '/' || path === above || path.startsWith(`${above.replace(/\/$/, '')}/`));

const mounted = (project: Project): Place[] =>
  project.middleware
    .filter(({ conditional }) => !conditional)
    .flatMap(({ file, argument, path, order }) => placesOf(project, { file, node: argument }, path, order));

const onRoutes = (project: Project): Place[] =>
  project.routes.flatMap(({ handlers, path, order }) =>
    handlers.flatMap(({ file, argument }) => placesOf(project, { file, node: argument }, path, order)),
  );

/** What stands there, where it is a limiter that has no requests of its own to skip. */
function placesOf(project: Project, at: Located, path: string | null, order: number): Place[] {
  const maker = valueOf(project, at.file, at.node);
  const known = makersOf(project).find(({ node }) => node === maker.node);
  return known && !hasOption(project, known, 'skip') ? [{ ...at, maker, path, order }] : [];
}

function hasOption(project: Project, { file, node }: Maker, name: string): boolean {
  const options = node.arguments[0] && valueOf(project, file, node.arguments[0]).node;
  return options?.type !== undefined && (options.type !== 'ObjectExpression' || propertyOf(options, name) !== null);
}

/** The limiters whose store another one has already: both add to one count, in the window of one of them. */
function sharedStores(project: Project): Report[] {
  const stores = new Set<Node>();
  return makersOf(project).flatMap(({ file, node }): Report[] => {
    const store = propertyOf(node.arguments[0], 'store');
    const made = store && valueOf(project, file, store).node;
    if (store?.type !== 'Identifier' || made?.type !== 'NewExpression') return [];
    const isFirst = !stores.has(made);
    stores.add(made);
    if (isFirst) return [];
    return [
      {
        file,
        node,
        message: 'Another limiter has the same store: both add to one count.',
        fix: 'manual',
        snippet: "store: new RedisStore({ prefix: 'login:', … }) // one of its own",
      },
    ];
  });
}
