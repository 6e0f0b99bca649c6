import type { Node } from '@babel/types';
import type { Module } from '../../../codemods/lib/resolve';
import { isFunction, walk } from '../../../codemods/lib/walk';
import { textOf } from '../../../codemods/lib/text';
import type { Handler, Middleware, Project, Route } from '../../types';
import { fileOf, isGenerated } from '../place';
import { ownIdentity, setsCaller } from './identity';
import { namesGuard } from './names';

/** What a guard asks for: any user, or an administrator. */
export type Need = 'login' | 'role';

/** How a guard finds out who is calling at a route. */
export interface Caller {
  /** What the file has for its other routes, and this one needs in front of ours; none where ours is enough. */
  own: string[];
  /** Those refuse by themselves who may not: ours is not needed. */
  refuses: boolean;
}

const HERE: Caller = { own: [], refuses: false };

/** Null where nothing at hand says it. */
export function callerAt(project: Project, route: Route, need: Need): Caller | null {
  const known = need === 'role' && !route.decorated ? adminGuards(project, route) : null;
  if (known) return known;
  if (isGenerated(project, fileOf(project, 'tokens'))) return HERE;
  const { kind } = ownIdentity(project);
  if (kind === 'none') return null;
  if (kind === 'session' || isSetBefore(project, route)) return HERE;
  const found = route.decorated ? guardOfSiblings(project, route) : handlerOfSiblings(project, route);
  return found && { ...found, refuses: found.refuses && need === 'login' };
}

/** Packages that tell who is calling, and let everybody through. */
const TELLS =
  /^(passport|koa-passport|@fastify\/passport|fastify-passport|@clerk\/express|express-openid-connect)(#|$)(?!authenticate)/;

/** Whether the middleware says who is calling, and refuses nobody: no guard, but what one needs. */
export function onlyTells(project: Project, { file, argument, from }: Middleware): boolean {
  if (from.length > 0) return from.every(({ name }) => TELLS.test(name));
  const found = functionOf(project, file, argument);
  return found !== null && setsCaller(found.text) && !REFUSES.test(found.text);
}

const REFUSES =
  /\b(40[13]|redirect|throw|abort|reject|unauthori[sz]ed|forbidden|next\(\s*[^)\s]|end\(|send(Status)?\(|json\()/i;

const isSetBefore = (project: Project, route: Route): boolean =>
  project.middleware.some(
    (each) =>
      each.order < route.order &&
      each.path === '/' &&
      !each.conditional &&
      each.onApp &&
      onlyTells(project, each) &&
      // By itself it only prepares what is done on each route.
      !each.from.some(({ name }) => name.endsWith('#initialize')),
  );

function functionOf(project: Project, file: string, node: Node): { text: string } | null {
  const module = project.moduleOf(file);
  const value = module && project.resolver.resolve(module, node);
  return value?.kind === 'node' && isFunction(value.node) ? { text: textOf(value.module, value.node) } : null;
}

/** The routes of the file that see the same names, and what stands in front of their handlers there. */
function siblingsOf(project: Project, route: Route): { module: Module; handlers: Handler[] }[] {
  const module = project.moduleOf(route.file);
  if (!module) return [];
  const scope = module.scopes.functionAround(route.node);
  return project.routes
    .filter(({ file, node }) => file === route.file && module.scopes.functionAround(node) === scope)
    .map(({ handlers }) => ({ module, handlers: handlers.slice(0, -1).filter(({ file }) => file === route.file) }));
}

/** What can stand on another route as well: a name, or a call in one line. */
const isRepeatable = (text: string): boolean => /^[\w$.]+(\([^\n()]*\))?$/.test(text);

/** What stands in front of another route of the file for administrators: `authenticate, isAdmin`. */
function adminGuards(project: Project, route: Route): Caller | null {
  for (const { module, handlers } of siblingsOf(project, route)) {
    const own = handlers.map(({ argument }) => textOf(module, argument)).filter((text) => namesGuard(text));
    if (own.some((text) => ADMIN.test(text)) && own.every(isRepeatable)) return { own, refuses: true };
  }
  return null;
}

const ADMIN =
  /^(\w+\.)?(is|require|ensure|check|verify|only|allow)\w*admin\w*$|\bauthorize\w*\(.*admin|\w*roles?\(.*admin/i;

/** What other routes of the file have in front of them that says who is calling: `authenticate`. */
function handlerOfSiblings(project: Project, route: Route): Caller | null {
  for (const { module, handlers } of siblingsOf(project, route))
    for (const { argument, fn, fnFile } of handlers) {
      const own = textOf(module, argument);
      // What a function of the project is given, rights say, is for that route alone.
      const isGiven = fnFile !== null && argument.type === 'CallExpression' && argument.arguments.length > 0;
      const told = isRepeatable(own) && !isGiven ? tells(project, module, argument, fn, fnFile) : null;
      if (told) return { own: [own], ...told };
    }
  return null;
}

/** Whether a handler puts onto the request who is calling, and whether it refuses those of whom it cannot say it. */
function tells(
  project: Project,
  module: Module,
  argument: Node,
  fn: Node | null,
  fnFile: string | null,
): { refuses: boolean } | null {
  const at = fnFile === null ? null : project.moduleOf(fnFile);
  const text = fn && at && textOf(at, fn);
  if (text) return setsCaller(text) ? { refuses: REFUSES.test(text) } : null;
  const callee = argument.type === 'CallExpression' ? argument.callee : argument;
  const name = project.resolver.packageName(module, callee) ?? '';
  return GUARDS.test(name) ? { refuses: true } : null;
}

const GUARDS = /^(passport#authenticate|koa-passport#authenticate|express-jwt(#|$)|koa-jwt(#|$)|hono\/(jwt|jwk)#)/;

/** The guard over another method of the class: `@UseGuards(AuthGuard('jwt'))`. */
function guardOfSiblings(project: Project, route: Route): Caller | null {
  const module = project.moduleOf(route.file);
  const texts: string[] = [];
  if (module?.text.includes('@UseGuards'))
    walk(module.ast.program, (node) => {
      if (node.type === 'Decorator') texts.push(textOf(module, node));
    });
  const guard = /^@UseGuards\((\w*(Jwt|Auth|Authenticat)\w*Guard|AuthGuard\('[\w-]+'\))\)$/;
  const own = texts.find((text) => guard.test(text) && !/Role|Optional|Local|Refresh|Google|Facebook/i.test(text));
  return own === undefined ? null : { own: [own], refuses: true };
}
