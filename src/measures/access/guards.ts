import type { Node } from '@babel/types';
import type { Middleware, Project, Route } from '../../types';
import { oncePerProject } from '../once';
import { onlyTells } from './caller';
import { ASKS, OTHER } from './names';

const PRIVATE =
  /(^|\/)(admin|administrator|administration|superadmin|backoffice|back-office|internal|actuator|manage|management)(\/|$)/i;
const ROLE = /\/:?\w+\/(roles?|permissions?|promote|make-?admin|impersonate|ban)$/i;
const OPEN =
  /(log-?in|log-?out|sign-?in|sign-?out|sign-?up|regist\w*|health\w*|ping|forgot[\w-]*|reset[\w-]*|verify[\w-]*|static|assets|refresh[\w-]*|callback|public|webhooks?|csrf[\w-]*|captcha|version)(\/|$)/i;
/** Routes that are for administrators by their path, with nothing in front of them that asks who is calling. */
export const unguarded = oncePerProject((project): Route[] =>
  hasGlobalGuard(project) ? [] : project.routes.filter((route) => isPrivate(route) && !isGuarded(project, route)),
);

export const isPrivate = (route: Route): boolean =>
  route.path !== null && (isPrivatePath(route.path) || ROLE.test(route.path)) && !isPublic(route);

export const isPrivatePath = (path: string): boolean => PRIVATE.test(path);

/** Where people log in, what says only that the app is there, and what is shown to everybody. */
export const isPublic = ({ path }: Route): boolean => path !== null && OPEN.test(path);

export const isGuarded = (project: Project, route: Route): boolean =>
  isGuardedBefore(project, route) ||
  route.handlers.some(({ fn, fnFile, argument, file }) => asksItself(project, fnFile ?? file, fn ?? argument));

/** Whether something in front of the handler asks who is calling, or may. */
export const isGuardedBefore = (project: Project, route: Route): boolean =>
  route.guards.some((name) => ASKS.test(name) || !OTHER.test(name)) ||
  project.middleware.some((each) => covers(each, route) && asks(project, each));

/** `if (!req.user) …`, `req.session.userId`, `@CurrentUser()`, in the handler. */
function asksItself(project: Project, file: string, fn: Node): boolean {
  const text = withoutRows(project.moduleOf(file)?.text.slice(fn.start!, fn.end!) ?? '');
  return /\b(req(uest)?\s*\??\.\s*(user|auth|account|member)\w*|user|session|isAuthenticated|authenticate|authorize|authorization|currentUser|permission|isAdmin|role|token|apiKey|api-key|secret|jwt|getToken|getAuth|assert\w*|check\w*|verify\w*|require[A-Z]\w*)\b/i.test(
    text.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, (literal) =>
      /api-key|authorization|token/i.test(literal) ? literal : '',
    ),
  );
}

const ROWS =
  /\b(?:const|let|var)\s+user\s*=\s*(?:await\s+)?[\w.]+\.(?:find|update|create|destroy|delete|remove|save|insert|upsert)\w*\(|[(,]\s*user\s*\)?\s*=>/;

/** Without what only says which rows are worked on: `const user = await db.user.update({ role: 'admin' })` asks nobody. */
function withoutRows(text: string): string {
  const others = text.replace(/\b(?:db|models?|prisma|orm|tx|\w*repository)\s*\.\s*user\b|\brole\s*:/gi, ' ');
  return ROWS.test(text) ? others.replace(/(?<![.\w])user\b/g, ' ') : others;
}

const covers = (middleware: Middleware, route: Route): boolean =>
  middleware.order < route.order &&
  (middleware.path === null ||
    middleware.path === '/' ||
    `${route.path}/`.startsWith(`${middleware.path.replace(/\/$/, '')}/`));

/** Whether something in front of the route asks for an administrator. */
export const asksForRole = (project: Project, route: Route): boolean =>
  project.middleware.some(
    (each) => covers(each, route) && /admin|authorize|role|permission|restrict/i.test(writtenOf(project, each)),
  );

const writtenOf = (project: Project, { file, argument, from }: Middleware): string =>
  `${from.map(({ name }) => name).join(' ')} ${project.moduleOf(file)?.text.slice(argument.start!, argument.end!).slice(0, 400) ?? ''}`;

/** One that is mounted for a part of the app, and of which nothing is known, may well ask. */
function asks(project: Project, middleware: Middleware): boolean {
  const { argument, node, from, onApp, path, errorHandler } = middleware;
  if (errorHandler || onlyTells(project, middleware)) return false;
  const written = writtenOf(project, middleware);
  // What allows other origins names headers that sound like more: `Access-Control-Allow-Headers: Authorization`.
  const names = /Access-Control-/i.test(written) ? written.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, '') : written;
  if (ASKS.test(names) && !/^(cookie-session|express-session)/.test(names)) return true;
  const isPart = !onApp || (path !== '/' && path !== null);
  return isPart && from.length === 0 && node !== argument && !OTHER.test(names);
}

/** A guard for all routes of a Nest app, a hook of the whole Fastify app, or a plugin that is one. */
export const hasGlobalGuard = (project: Project): boolean =>
  project.files.some(({ text }) =>
    /APP_GUARD|useGlobalGuards|fastify-guard|AuthModule\.forRoot|adminjs|express-admin/.test(text),
  );
