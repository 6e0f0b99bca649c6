import { literalText } from '../../../codemods/lib/walk';
import type { Middleware, Project, Route, Rule } from '../../types';
import { isAnotherPath } from '../route-edit';
import { authRoutes, isKnownCaller, isLimited, limiterFor } from './auth-routes';
import { makersOf } from './makers';
import { isLimitedInVain, limits, makesItsLimiter, perRequest } from './per-request';
import { shared } from './shared';
import { trustRules } from './trust-rules';
import { unawaited } from './unawaited';

export const rateLimitRules: Rule[] = [
  {
    id: 'rate-limit/missing',
    severity: 'medium',
    cwe: 'CWE-770',
    owasp: 'A06:2025 Insecure Design',
    fixed: 'always',
    summary: 'Nothing limits how many requests a client may send.',
    check: (project) =>
      project.middleware.some((each) => limits(project, each)) || hasOwnLimiter(project)
        ? []
        : [
            {
              file: project.app.file,
              node: project.app.node,
              ...(limitsParts(project)
                ? {
                    message: 'Parts of the app limit how many requests a client may send, and not the whole.',
                    severity: 'low',
                  }
                : { message: 'Nothing limits how many requests a client may send.' }),
              fix: 'automatic',
            },
          ],
  },
  {
    id: 'rate-limit/auth-missing',
    severity: 'high',
    cwe: 'CWE-307',
    owasp: 'A07:2025 Authentication Failures',
    fixed: 'always',
    summary: 'Passwords or codes can be guessed without limit.',
    check: (project) =>
      unlimitedAuthRoutes(project).map(({ route, kind }) => ({
        file: route.file,
        node: route.node,
        message: `${route.method.toUpperCase()} ${route.path ?? route.localPath} has no limit on attempts.`,
        fix: 'automatic',
        // Who guesses here is logged in already, or has to show that it is no program.
        ...(isKnownCaller(route) || asksForPerson(route) ? { severity: 'medium' } : {}),
        snippet: limiterFor(kind),
      })),
  },
  perRequest,
  shared,
  unawaited,
  ...trustRules,
];

/** `{ preHandler: verifyCaptcha('login') }` */
const asksForPerson = ({ guards }: Route): boolean => guards.some((guard) => /captcha|turnstile/i.test(guard));

/** Auth routes without a limit on attempts, of their own or by path. */
export const unlimitedAuthRoutes = (project: Project): ReturnType<typeof authRoutes> =>
  authRoutes(project).filter(
    ({ route }) =>
      (!isLimited(route) || isLimitedInVain(project, route)) &&
      !limitedByPath(project, route) &&
      !isRepeated(project, route) &&
      !isAnotherPath(project, route),
  );

/** Made with a package that counts without being middleware, or by hand: `app.use(rateLimiter)`. */
const hasOwnLimiter = (project: Project): boolean =>
  project.middleware.some((middleware) => isLimiterByName(project, middleware)) ||
  project.files.some(({ text }) => /['"](rate-limiter-flexible|@upstash\/ratelimit)['"]/.test(text));

/** Limiters that are made somewhere, guards of single controllers, and limits that are options of something else. */
const limitsParts = (project: Project): boolean =>
  makersOf(project).length > perRequest.check!(project).length ||
  project.files.some(
    ({ text, generated }) =>
      !generated && /extends ThrottlerGuard\b|@UseGuards\([^)]*Throttler|\brateLimits?\s*:\s*[\w{]/.test(text),
  );

const NAME = /(rate|request|api|auth|login|global|traffic|ip)[_-]?limit|^limiter|throttl|brute/i;

function isLimiterByName(project: Project, { file, argument }: Middleware): boolean {
  const callee = argument.type === 'CallExpression' ? argument.callee : argument;
  const text = project.moduleOf(file)?.text.slice(callee.start!, callee.end!) ?? '';
  return /^[\w$.]+$/.test(text) && NAME.test(text) && !makesItsLimiter(project, { file, node: argument });
}

/** A limit for a whole API is too generous for passwords. */
const AUTH_PATH = /auth|log-?in|sign-?(in|up)|session|passw|account|regist|reset|forgot|otp|mfa|2fa|token|user/i;

/** `app.use('/login', limiter)` in front of it. */
function limitedByPath(project: Project, route: Route): boolean {
  return project.middleware.some(
    (middleware) =>
      middleware.order < route.order &&
      pathsOf(middleware).some((path) => AUTH_PATH.test(path) && isBelow(route.path, path)) &&
      (limits(project, middleware) || isLimiterByName(project, middleware)),
  );
}

/** Of several calls for the same requests the first one keeps them from the others. */
const isRepeated = (project: Project, { method, path, order }: Route): boolean =>
  path !== null &&
  project.routes.some((other) => other.order < order && other.method === method && other.path === path);

const isBelow = (path: string | null, above: string): boolean =>
  path === above || path?.startsWith(`${above}/`) === true;

/** Every path of a list, and otherwise the one. */
function pathsOf({ node, path, onApp }: Middleware): string[] {
  const first = 'arguments' in node ? node.arguments[0] : undefined;
  const listed =
    onApp && first?.type === 'ArrayExpression' ? first.elements.map((element) => literalText(element)) : [];
  return [...listed, path].filter((text) => text !== null);
}
