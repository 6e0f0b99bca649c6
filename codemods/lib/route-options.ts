import type { Node } from '@babel/types';
import type { RouteCall } from './chain';
import { isNode, literalText, memberName, propertyOf } from './walk';

/** How a framework takes the handlers of a route in an object: `app.post('/x', { preHandler }, handler)`. */
export interface RouteOptionsDialect {
  /** The method that takes all of a route in one object: `route({ method, url, handler })`. */
  whole: string;
  /** What the object calls the path. */
  paths: string[];
  /** What runs before the handler, in order; each is a function or a list. */
  hooks: string[];
  /** Those of `hooks` that know the body and whose functions may answer, in order. */
  guards: string[];
  /** What checks the input, by parts: `schema: { body, querystring }`. */
  schema: string;
  /** What plugins read: `config: { rateLimit: { max: 5 } }`. */
  settings: string;
}

/** The handlers of a shorthand route, those in its options included. */
export function hooksOf(given: Node[], dialect: RouteOptionsDialect): Pick<RouteCall, 'handlers' | 'options'> {
  const [first, handler] = given;
  if (first && given.length > 1) {
    const guards = first.type === 'ObjectExpression' ? guardsIn(first, dialect) : [];
    return { handlers: [...guards, handler!], options: first };
  }
  return first?.type === 'ObjectExpression'
    ? { handlers: handlersIn(first, dialect), options: first }
    : { handlers: given };
}

/** The hooks of an options object, lists flattened, and its handler. */
const handlersIn = (options: Node, dialect: RouteOptionsDialect): Node[] => [
  ...guardsIn(options, dialect),
  ...[propertyOf(options, 'handler')].filter(isNode),
];

/** The hooks of an options object, in the order in which they run. */
const guardsIn = (options: Node, { hooks }: RouteOptionsDialect): Node[] =>
  hooks.flatMap((name) => {
    const value = propertyOf(options, name);
    return value?.type === 'ArrayExpression' ? (value.elements.filter(isNode) as Node[]) : value ? [value] : [];
  });

/** `app.route({ method: ['GET', 'HEAD'], url: '/x', handler })`, once for each method. */
export function wholeRoutes(node: Node, dialect: RouteOptionsDialect | undefined): RouteCall[] {
  if (!dialect || node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  const [options, ...rest] = node.arguments;
  if (memberName(node.callee) !== dialect.whole || options?.type !== 'ObjectExpression' || rest.length > 0) return [];
  const path = dialect.paths.map((name) => propertyOf(options, name)).find(isNode);
  const handlers = handlersIn(options, dialect);
  if (!path || handlers.length === 0) return [];
  const receiver = node.callee.object;
  return methodsOf(propertyOf(options, 'method')).map((method) => ({
    node,
    receiver,
    method,
    path: literalText(path),
    chained: false,
    handlers,
    options,
  }));
}

function methodsOf(node: Node | null): string[] {
  const listed = node?.type === 'ArrayExpression' ? node.elements : [node];
  const names = listed.map((each) => (isNode(each) ? literalText(each as Node) : null));
  // What cannot be read may be any.
  return names.map((name) => name?.toLowerCase() ?? 'all');
}

/** What says the path of a route that is written as one object. */
export const wholePath = (options: Node, { paths }: RouteOptionsDialect): Node | null =>
  paths.map((name) => propertyOf(options, name)).find(isNode) ?? null;
