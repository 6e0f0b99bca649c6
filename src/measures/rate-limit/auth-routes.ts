import type { Node } from '@babel/types';
import { lastName, literalText } from '../../../codemods/lib/walk';
import type { Project, Route } from '../../types';

export type AuthKind = 'login' | 'account';

const COUNTED = new Set(['post', 'put', 'patch', 'all']);
const LOGIN = /^(log-?in|log-?on|sign-?in|sign_in|log_in|authenticate|authentication)$/i;
const ACCOUNT =
  /^(register|registration|sign-?up|sign_up|forgot[\w-]*|forgotten-\w+|reset-?(pw|pass\w*)|reset_password|recover-?\w*|(change|update|set|lost|new|forgot)-?password|((send|request)-?)?password-?(reset|recovery|forgot\w*)|passwo?r?d|otp|totp|mfa|2fa|two-factor|verify-?(otp|code|token|email|phone)|send-?(otp|code)|resend-\w+|magic-?link|confirm-?email)$/i;
const CODE = /^(otp|totp|mfa|2fa|two-factor)$/i;
/** `/otp/setup` hands out a secret, and takes none. */
const NOTHING_TO_GUESS = /^(set-?up|qr-?code)$/i;
/** Words that mean this behind an account, or where nothing stands before them: `POST /rooms/:id/join` is none. */
const LOGIN_THERE = /^(auth|sessions?|local|token)$/i;
const ACCOUNT_THERE = /^(join|reset\w*|resend|activate|passwords)$/i;
const PLACE =
  /^(auth\w*|oauth2?|users?|accounts?|members?|customers?|admin|me|profile|login|session|identity|passwo?r?d|security)$/i;
const PREFIX = /^(api|rest|v\d+(\.\d+)?|public|web)$/i;
/** Reading the session and refreshing a token are not login (DESIGN.md, section 8). */
const NOT_AUTH = /^(log-?out|sign-?out|refresh\w*|refresh-\w+|csrf|revoke)$/i;
const NOT_AUTH_LAST = /^(me|verify|validate|check|strength|policy|status)$/i;

/** What a route is by its meaning, read off its full path and its handler: a login, another account action, or neither. */
export function authKind(route: Route): AuthKind | null {
  const path = route.path ?? route.localPath;
  if (path === null || !COUNTED.has(route.method)) return null;
  const byStrategy = strategyKind(route);
  if (byStrategy) return byStrategy;
  const parts = path.split('/').filter((part) => part !== '');
  const words = parts.filter((part) => !part.startsWith(':'));
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (CODE.test(before)) return NOTHING_TO_GUESS.test(last) ? null : 'account';
  if ([last, before].some((word) => NOT_AUTH.test(word)) || NOT_AUTH_LAST.test(last)) return null;
  const mayLogIn = route.method === 'post' || route.method === 'all';
  // `/login/password` names the way to log in.
  if (mayLogIn && LOGIN.test(before) && /^(passwo?r?d|local|email)$/i.test(last)) return 'login';
  if (isRegistration(parts, last) || ACCOUNT.test(before)) return 'account';
  // Who is logged in lists sessions there, makes tokens, and activates others.
  const isOpen = isThere(parts) && !isLoggedIn(route);
  if (LOGIN.test(last) || (LOGIN_THERE.test(last) && isOpen && parts.at(-1) === last)) return mayLogIn ? 'login' : null;
  if (ACCOUNT_THERE.test(last) && isOpen) return 'account';
  return handlerKind(route, mayLogIn);
}

/** Someone who registers for `/events/:id` has an account already. */
const isRegistration = (parts: string[], last: string): boolean =>
  ACCOUNT.test(last) && !(/^regist/i.test(last) && parts[parts.lastIndexOf(last) - 1]?.startsWith(':'));

/** The last word stands first, or behind a word for accounts with no parameter between. */
function isThere(parts: string[]): boolean {
  const words = parts.filter((part, index) => !PREFIX.test(part) && !(part.startsWith(':') && index > 0));
  const last = words.at(-1)!;
  const before = parts.slice(0, parts.lastIndexOf(last)).filter((part) => !PREFIX.test(part));
  return before.length === 0 || (PLACE.test(before.at(-1)!) && !before.some((part) => part.startsWith(':')));
}

const LOGIN_HANDLER = /^(handle|post|do|process|user)?_?(log_?in|sign_?in|authenticate)(user|request|handler)?$/i;
const ACCOUNT_HANDLER =
  /^(handle|post|do|process|user)?_?(register|sign_?up|create_?account)(user|account|request|handler|submit)?$/i;

/** `adminOnly`, and `fastify.admin` just so. */
const isKnown = (guard: string): boolean => KNOWN.test(guard.slice(guard.lastIndexOf('.') + 1));

const KNOWN = /^(\w*jwt\w*|\w*admin(only|guard)?|\w*roles?(guard)?|\w*permissions?(guard)?|\w*polic(y|ies)(guard)?)$/i;

/** What the path does not say, the handler's name or its reading of a password may: POST /users creates an account. */
function handlerKind(route: Route, mayLogIn: boolean): AuthKind | null {
  // Who is known already, or an administrator, makes accounts of another kind.
  if (route.guards.some(isKnown)) return null;
  const name = nameOf(route.handlers.at(-1)?.argument);
  if (mayLogIn && LOGIN_HANDLER.test(name)) return 'login';
  return ACCOUNT_HANDLER.test(name) || createsAccount(route) ? 'account' : null;
}

/** A password with a name beside it; the settings of a mail server have these as well. */
function createsAccount({ method, reads }: Route): boolean {
  const has = (pattern: RegExp): boolean => reads.body.some(({ name }) => pattern.test(name));
  const credentials = has(/^(password|passwd|pass|pwd|new_?password)$/i);
  const who = has(/^(e?mail|user_?name|user|login|phone|account)$/i) || has(/(confirm|repeat|old|new|current|2)/i);
  return method === 'post' && credentials && who && !has(/^(smtp\w*|host|port|server)$/i);
}

/** Names of middleware and guards that let only those through who are logged in. */
const KNOWN_CALLER = /(is|require|ensure|check|verify|must)_?(be_?)?(auth|logged|user|login|session|jwt|token)/i;

/** Without what may look at the password itself: `checkUser`, `verifyLogin`. */
const LOGGED_IN = /(is|require|ensure|must)_?(be_?)?(auth|logged|user|login|session)|(check|verify)_?(auth|jwt|token)/i;

const isLoggedIn = ({ guards }: Route): boolean =>
  guards.some((guard) => isKnown(guard) || (LOGGED_IN.test(guard) && !/optional/i.test(guard)));

/** Whether who guesses is logged in already: `@UseGuards(AuthGuard())` lets nobody else through, as `AuthGuard('local')` does. */
export const isKnownCaller = (route: Route): boolean =>
  route.guards.some((guard) => KNOWN_CALLER.test(guard) || isKnown(guard)) ||
  (route.guards.includes('AuthGuard') && strategyKind(route) === null);

/** `auth.login` is called `login`. */
const nameOf = (argument: Node | undefined): string => (argument && lastName(argument)) ?? '';

/** `passport.authenticate('local')`, `AuthGuard('local')` */
const STRATEGY = /^(authenticate|AuthGuard)$/;
/** `passport.authenticate('local')` checks a password, whatever the path is. */
function strategyKind({ handlers, method }: Route): AuthKind | null {
  if (method !== 'post') return null;
  for (const { argument } of handlers) {
    if (argument.type !== 'CallExpression' || !STRATEGY.test(lastName(argument.callee) ?? '')) continue;
    const strategy = literalText(argument.arguments[0]) ?? '';
    if (/sign-?up|register/i.test(strategy)) return 'account';
    if (/^(local\w*|log-?in|sign-?in|ldap\w*|.*-log-?in)$/i.test(strategy)) return 'login';
  }
  return null;
}

export const limiterFor = (kind: AuthKind): string => (kind === 'login' ? 'loginLimiter' : 'authLimiter');

/** The same as a guard, where decorators make the routes. */
export const guardFor = (kind: AuthKind): string => (kind === 'login' ? 'LoginLimit' : 'AuthLimit');

/** A limit on the size of bodies is none on attempts. */
const LIMITER = /(rate|login|auth|request|attempt|ip|user)\w*limit|limiter|throttl|brute|slow-?down/i;

/** Whether a limiter of its own guards the route, ours or the user's. */
export const isLimited = (route: Route): boolean => route.guards.some((name) => LIMITER.test(name));

/** Auth routes with what kind they are, of the app's own files. */
export function authRoutes(project: Project): { route: Route; kind: AuthKind }[] {
  return project.routes.flatMap((route) => {
    const kind = authKind(route) ?? (isBesideLogin(project, route) ? 'account' : null);
    return kind === null ? [] : [{ route, kind }];
  });
}

const ACCOUNTS = /\/(users?|accounts?|members?|customers?|people|players)$/i;
const ASKS_WHO = /auth|protect|logged|jwt|guard|session|token|verif|admin|role|passport/i;

/** `auth`, and `auth()` just so. */
const madeBy = (argument: Node): string => nameOf('callee' in argument ? (argument.callee as Node) : argument);

/** `POST /users` beside `POST /users/login` makes an account, where nothing in front asks who is there. */
function isBesideLogin({ routes, middleware }: Project, route: Route): boolean {
  const { path, method, guards, order } = route;
  if (method !== 'post' || path === null || !ACCOUNTS.test(path) || guards.some((guard) => ASKS_WHO.test(guard)))
    return false;
  const isAsked = middleware.some(
    (each) => each.order < order && path.startsWith(each.path ?? '/') && ASKS_WHO.test(madeBy(each.argument)),
  );
  const isLogin = (other: Route): boolean =>
    other.path !== null && other.path.startsWith(`${path}/`) && LOGIN.test(other.path.slice(path.length + 1));
  return !isAsked && routes.some((other) => other.method === 'post' && isLogin(other));
}

const USUAL_ACCOUNTS = ['email', 'username', 'user', 'login', 'phone', 'user.email', 'user.username'];
const ACCOUNT_FIELD =
  /^(e?mail(_?address)?|user(_?name|_?id)?|login|account|phone(_?number)?|mobile|identifier|handle|nick(name)?)$/i;

/** The fields under which the auth routes take an account's name: what their handlers read, or the usual ones. */
export function accountFields(project: Project): string[] {
  const read = authRoutes(project).flatMap(({ route }) => route.reads.body.map(({ name }) => name));
  return [...new Set([...USUAL_ACCOUNTS, ...read.filter((name) => ACCOUNT_FIELD.test(name))])];
}
