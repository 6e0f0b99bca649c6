import type { Answers, Chosen, JsonObject, Project } from '../../types';
import { frameworkOf } from '../../frameworks/index';
import { oncePerProject } from '../once';
import { fileOf, isGenerated } from '../place';
import { modelsOf } from './models';

export type IdentityKind = 'tokens' | 'session' | 'user' | 'none';

/** Where the app keeps who is calling, as its own code says. */
export interface OwnIdentity {
  kind: 'session' | 'user' | 'none';
  /** The key of the session or the request: `userId`, `user`. */
  source: string;
  /** Keys beside it that say what the user may do: `req.session.role`. */
  apart: string[];
}

const KEY = '(user|account|member|customer|currentUser|loggedInUser|user_?id|uid|account_?id|username|auth|identity)';
const NOTHING = '(?!\\s*(null|undefined|false|\'\'|""|void 0)\\b)';
const inSession = new RegExp(`\\.session!?\\.${KEY}\\s*=(?!=)${NOTHING}`, 'gi');
const roleInSession = /\.session!?\.(roles?|is_?admin|userRole)\s*=(?!=)/gi;
const onRequest = new RegExp(
  `\\b(?:req(?:uest)?|\\w*req|ctx\\.state|context\\.state)(?:\\s+as\\s+[\\w<>.]+\\))?(?:\\.|\\[['"])${KEY}(?:['"]\\])?\\s*=(?!=)${NOTHING}`,
  'gi',
);
const inContext = new RegExp(`\\b(?:c|ctx|context)\\.set\\(\\s*['"]${KEY}['"]`, 'gi');

/** Whether a function puts onto the request who is calling. */
export const setsCaller = (text: string): boolean => text.search(onRequest) >= 0 || text.search(inContext) >= 0;

/** Packages that put the caller onto the request, by the name that it has there. */
const PACKAGES: [name: RegExp, source: string][] = [
  [/^(passport|koa-passport|@fastify\/passport|fastify-passport|@nestjs\/passport)$/, 'user'],
  [/^(@fastify\/jwt|fastify-jwt|koa-jwt|koa-jwt2)$/, 'user'],
  [/^express-jwt$/, 'auth'],
];

/** What the code says of it, the request first: a session without anything on the request is read by hand. */
export const ownIdentity = oncePerProject((project): OwnIdentity => {
  const texts = project.files.filter(({ generated }) => !generated).map(({ text }) => text);
  const keysOf = (pattern: RegExp): string[] =>
    texts.flatMap((text) => [...text.matchAll(pattern)].map(([, key]) => key!));
  const packages = Object.keys(project.manifest.dependencies);
  const packaged = PACKAGES.find(([name]) => packages.some((each) => name.test(each)))?.[1];
  const set = mostUsed([...keysOf(onRequest), ...keysOf(inContext)]) ?? packaged;
  if (set !== undefined) return { kind: 'user', source: set, apart: [] };
  const kept = mostUsed(keysOf(inSession));
  if (kept !== undefined) return { kind: 'session', source: kept, apart: [...new Set(keysOf(roleInSession))] };
  return { kind: 'none', source: 'user', apart: [] };
});

function mostUsed(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Whether the module of the measure `tokens` is there, or will be: it verifies what clients carry. */
export const hasTokens = (project: Project, answers: Answers, chosen: Chosen): boolean =>
  isGenerated(project, fileOf(project, 'tokens')) ||
  (chosen.has('tokens') && /^(oidc|own)$/.test(String(answers['tokens.kind'] ?? '')));

/** The answer, or what the project has: tokens of ours are asked before anything that the app does itself. */
export function identityKind(project: Project, answers: Answers, chosen: Chosen): IdentityKind {
  const answer = answers['access.identity'];
  const tokens = hasTokens(project, answers, chosen);
  if (answer === 'tokens' && !tokens) return 'none';
  if (answer !== undefined && answer !== 'auto') return answer as IdentityKind;
  return tokens ? 'tokens' : ownIdentity(project).kind;
}

/** What the template takes. */
export function identityData(project: Project, kind: IdentityKind): JsonObject {
  const { source, apart } = ownIdentity(project);
  const { flags, names } = roleKeys(project);
  const isId = /(id|name|email)$/i.test(source);
  return {
    identity: kind,
    source,
    apart: apart.length > 0,
    hasRoles: apart.length > 0 || !isId,
    roles: [...names, ...flags],
    flags,
    adminRole: adminRole(project),
    scheme: kind === 'tokens' || (kind === 'user' && !hasSessions(project)) ? 'Bearer' : 'Session',
    framework: frameworkOf(project.framework.id).id,
  };
}

const SESSIONS =
  /^(express-session|cookie-session|koa-session|koa-generic-session|@fastify\/(session|secure-session))$/;
const hasSessions = ({ manifest }: Project): boolean =>
  Object.keys(manifest.dependencies).some((name) => SESSIONS.test(name));

/** The fields of a user that say what they may do: the usual ones, and those of the app's own model. */
function roleKeys(project: Project): { names: string[]; flags: string[] } {
  const fields = modelsOf(project).get('user')?.fields ?? [];
  const own = [...fields, ...ownIdentity(project).apart].filter((field) => /^[A-Za-z_]\w*$/.test(field));
  const names = own.filter((field) => /^(user_?roles?|roles?|privileges?|permissions?)$/i.test(field));
  const flags = own.filter((field) => /^(is_?)?(super_?)?admin$/i.test(field));
  return { names: [...new Set(['role', 'roles', ...names])], flags: [...new Set(['isAdmin', ...flags])] };
}

/** What the app calls its administrators, by the role that its code asks for most. */
export const adminRole = oncePerProject((project): string => {
  const asked = /\broles?\b[^\n]{0,80}?['"`]((?:role_)?admin(?:istrator)?)['"`]/gi;
  const names = project.files.flatMap(({ text, generated }) =>
    generated ? [] : [...text.matchAll(asked)].map(([, name]) => name!),
  );
  return mostUsed(names) ?? 'admin';
});
