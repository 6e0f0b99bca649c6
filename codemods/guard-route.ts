import type { Node } from '@babel/types';
import { type ChainDialect, routeCalls } from './lib/chain';
import { quoted } from './lib/escape';
import { ensureImport, importedLocal } from './lib/imports';
import type { Source } from './lib/source';
import { isAhead, type Place, placeOfHook } from './lib/route-hooks';
import { separator } from './lib/text';
import { open, type Transform } from './lib/transform';
import { isNode, memberName } from './lib/walk';

export interface GuardRouteOptions {
  dialect: ChainDialect;
  method: string;
  path: string;
  /** Which of the file's calls with this method and path, from 0. */
  occurrence: number;
  /**
   * The handler to add: an imported name, called with an argument where one is given: `validate(schemas.postUsers)`,
   * `requireRole('admin')`. Null where `own` is all.
   */
  name: string | null;
  argument?: { object: string; member: string };
  text?: string;
  /** Handlers that the file has for its other routes, in front of it: `authenticate`. */
  own?: string[];
  from: string;
  place: Place;
  /** With `last`: in front of how many handlers, members of lists counted, where it is more than one. */
  readers?: number;
  /** Names of handlers that are known to be functions, and no lists of them. */
  functions?: string[];
}

/** Adds a handler to one route: before the others, or before the last one; where the framework has hooks, as one of them. */
const guardRoute: Transform<GuardRouteOptions> = (file, api, options) => {
  const source = open(file, api, options.dialect.chain)?.source;
  if (!source) return undefined;
  const route = routeCalls(source.module, options.dialect).find(
    (call) => call.method === options.method && call.path === options.path && call.occurrence === options.occurrence,
  );
  const before = route && handlerAt(route.isOne ? listed(route.handlers[0]) : route.handlers, options);
  if (!before) return undefined;
  const { routeOptions } = options.dialect;
  const hook = routeOptions && placeOfHook(source, route, routeOptions, { ...options, several: isSeveral(options) });
  if (hook === null) return undefined;
  const names = [options.name, options.argument?.object].filter((name) => typeof name === 'string');
  if (isGuarded(source, route.handlers, options)) return undefined;
  const locals = ensureImport(source, { names, from: options.from }, route.node);
  const codes = expressions(source, options, locals);
  const gap = separator(source.text, source.style, route.node, before);
  if (hook) hook(codes.join(', '));
  else source.insert(before.start!, codes.map((code) => code + gap).join(''));
  return source.finish();
};
export default guardRoute;

const isSeveral = ({ name, own = [] }: GuardRouteOptions): boolean => own.length + (name === null ? 0 : 1) > 1;

/** The handlers as they are written, in order. */
function expressions(source: Source, options: GuardRouteOptions, locals: ReadonlyMap<string, string>): string[] {
  const { name, argument, text, own = [] } = options;
  if (name === null) return own;
  const local = locals.get(name)!;
  const given = argument
    ? `${locals.get(argument.object)}.${argument.member}`
    : text && quoted(text, source.style.quote);
  return [...own, given === undefined ? local : `${local}(${given})`];
}

/** `express.json()`, `bodyParser.urlencoded({ … })`, `koaBody()`, `bodyParser` */
function isBodyParser(handler: Node): boolean {
  const maker = handler.type === 'CallExpression' ? handler.callee : handler;
  if (maker.type === 'Identifier') return /^(koa_?body|body_?parser|parse_?body)$/i.test(maker.name);
  return handler.type === 'CallExpression' && /^(json|urlencoded|text|raw)$/.test(memberName(maker) ?? '');
}

/** What takes one handler has room for another where that is a list. */
const listed = (handler: Node | undefined): Node[] =>
  handler?.type === 'ArrayExpression' ? (handler.elements.filter(isNode) as Node[]) : [];

/** Inside a list of handlers where there is one: `[a, b, handler]`. */
function handlerAt(handlers: Node[], { place, readers = 1 }: GuardRouteOptions): Node | undefined {
  if (place === 'guard') return handlers.find((handler) => !isAhead(handler)) ?? handlers.at(-1);
  // A limit by account has to know the body.
  if (place === 'first') return handlers.find((handler) => !isBodyParser(handler)) ?? handlers[0];
  const last = handlers.at(-1);
  const before = handlers.flatMap(membersOf).at(-readers) ?? last;
  // Beside a list that begins with it, where the list does not end the route.
  return handlers.find((handler) => handler !== last && membersOf(handler)[0] === before) ?? before;
}

/** A handler, or the handlers of a list. */
const membersOf = (handler: Node): Node[] => (handler.type === 'ArrayExpression' ? listed(handler) : [handler]);

function isGuarded(source: Source, handlers: Node[], options: GuardRouteOptions): boolean {
  const { name, from, argument, text, own } = options;
  const local = name === null ? own?.at(-1) : importedLocal(source, name, from);
  const listed = handlers.flatMap((handler): Node[] =>
    handler.type === 'ArrayExpression' ? (handler.elements.filter(isNode) as Node[]) : [handler],
  );
  return listed.some((handler) => {
    const guard = (argument ?? text) && handler.type === 'CallExpression' ? handler.callee : handler;
    return source.text.slice(guard.start!, guard.end!) === local;
  });
}
