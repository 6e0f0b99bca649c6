import { memberName } from '../../../codemods/lib/walk';
import type { Project, Route } from '../../types';

const LOGIN = /^(log-?in|sign-?in|sign_in|log_in|authenticate|authentication|auth|sessions?|local|token)$/i;
const ACCOUNT =
  /^(register|registration|sign-?up|sign_up|join|forgot\w*|forgot-\w+|forgotten-\w+|reset\w*|reset-\w+|recover\w*|(change|update|set|lost|new)-?password|password|passwords|passwd|otp|totp|mfa|2fa|two-factor|verify-?(otp|code|token|email|phone)|send-?(otp|code)|resend\w*|resend-\w+|magic-?link|activate|confirm-?email)$/i;
/** Reading the session and refreshing a token are not login (DESIGN.md, section 8). */
const NOT_AUTH = /^(log-?out|sign-?out|refresh\w*|refresh-\w+|me|csrf|revoke|verify)$/i;
const COUNTED = new Set(['post', 'put', 'patch', 'all']);

export type AuthKind = 'login' | 'account';

/** What a route is by its meaning, read off its full path: a login, another account action, or neither. */
export function authKind(route: Route): AuthKind | null {
  const path = route.path ?? route.localPath;
  if (path === null || !COUNTED.has(route.method)) return null;
  const words = path.split('/').filter((part) => part !== '' && !part.startsWith(':'));
  if (words.some((word) => NOT_AUTH.test(word))) return null;
  const last = words.slice(-2).reverse();
  if (last.some((word) => ACCOUNT.test(word))) return 'account';
  if (last[0] !== undefined && LOGIN.test(last[0]))
    return route.method === 'put' || route.method === 'patch' ? null : 'login';
  // What the path does not say, the handler's name or its reading of a password may: POST /users creates an account.
  if (handlerNames(route).some((name) => LOGIN_HANDLER.test(name))) return 'login';
  return createsAccount(route) ? 'account' : null;
}

const LOGIN_HANDLER = /^(handle|post|do|process|user)?_?(log_?in|sign_?in|authenticate)(user|request|handler)?$/i;

const createsAccount = ({ method, reads }: Route): boolean =>
  method === 'post' && reads.body.some(({ name }) => /^(password|passwd|new_?password)$/i.test(name));

/** What the handlers are called: `auth.login` is `login`. */
const handlerNames = ({ handlers }: Route): string[] =>
  handlers.flatMap(({ argument }) => {
    if (argument.type === 'Identifier') return [argument.name];
    const name = memberName(argument);
    return name === null ? [] : [name];
  });

export const limiterFor = (kind: AuthKind): string => (kind === 'login' ? 'loginLimiter' : 'authLimiter');

const LIMITER = /limit|throttl|brute|slow-?down/i;

/** Whether a limiter of its own guards the route, ours or the user's. */
export const isLimited = (route: Route): boolean => route.guards.some((name) => LIMITER.test(name));

/** Auth routes with what kind they are, of the app's own files. */
export function authRoutes(project: Project): { route: Route; kind: AuthKind }[] {
  return project.routes.flatMap((route) => {
    const kind = authKind(route);
    return kind === null ? [] : [{ route, kind }];
  });
}
