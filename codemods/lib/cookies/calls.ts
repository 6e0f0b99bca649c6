import type { Node } from '@babel/types';
import { type Call, optionsAt, type Place, within } from '../options/place';
import type { Module, Resolver } from '../resolve';
import { textOf } from '../text';
import { lastName, literalText, memberName } from '../walk';
import { type Purpose, purposeOf } from './names';

/** What of a cookie its options decide. */
export type Flag = 'httpOnly' | 'secure' | 'sameSite';

/** What sets cookies, and what its options mean. */
export interface Kind {
  /** The argument with the options, and the option within it that holds those of the cookie. */
  position: number;
  nested?: 'cookie';
  /** What holds without being said. */
  on: readonly Flag[];
  /**
   * How a cookie is sent over https alone without an outage over plain http: `auto` where the package decides for each
   * request, `connection` where it does so unless told otherwise and refuses what it is told on an http request, and
   * `environment` where it does as it is told.
   */
  secure: 'auto' | 'connection' | 'environment';
  session?: boolean;
  /** The sessions themselves are stored on the server. */
  stored?: boolean;
  /** A plugin may give flags to all of them. */
  presets?: boolean;
  /** `maxAge` counts seconds and not milliseconds. */
  seconds?: boolean;
  /** `lax` as the package spells it. */
  lax?: 'Lax';
}

/** Packages whose function takes options of cookies. */
const PACKAGES: Record<string, Kind> = {
  'express-session': { position: 0, nested: 'cookie', on: ['httpOnly'], secure: 'auto', session: true, stored: true },
  'cookie-session': { position: 0, on: ['httpOnly'], secure: 'connection', session: true },
  'koa-session': { position: 0, on: ['httpOnly'], secure: 'connection', session: true },
  'koa-session#createSession': { position: 0, on: ['httpOnly'], secure: 'connection', session: true },
  'koa-generic-session': { position: 0, nested: 'cookie', on: ['httpOnly'], secure: 'connection', session: true },
  'cookie#serialize': { position: 2, on: [], secure: 'environment', seconds: true },
  'hono/cookie#setCookie': { position: 3, on: [], secure: 'environment', seconds: true, lax: 'Lax' },
  'hono/cookie#setSignedCookie': { position: 4, on: [], secure: 'environment', seconds: true, lax: 'Lax' },
};

/** Packages whose plugin is registered with options of cookies behind it. */
const PLUGINS: Record<string, Kind> = {
  '@fastify/session': { position: 1, nested: 'cookie', on: ['httpOnly', 'secure'], secure: 'auto', session: true },
  'fastify-session': { position: 1, nested: 'cookie', on: ['httpOnly', 'secure'], secure: 'auto', session: true },
  '@fastify/secure-session': { position: 1, nested: 'cookie', on: [], secure: 'auto', session: true, seconds: true },
};

/** Whether a text has a call that sets cookies, or names a package that makes sessions or cookies. */
export const maySetCookies = (text: string): boolean =>
  /\.\s*cookie\b|[sS]et(?:Signed)?Cookie|ookies['"]?\]?[!?)]*\??\.\s*set\b|(?:from|require\(|import)\s*\(?\s*['"][^'"\n]*(?:cookie|session|csurf)|\bcsurf\b/i.test(
    text,
  );

const RESPONSE: Kind = { position: 2, on: [], secure: 'environment' };
const REPLY: Kind = { position: 2, on: [], secure: 'auto', presets: true, seconds: true };
const CONTEXT: Kind = { position: 2, on: ['httpOnly'], secure: 'connection' };
const CSURF: Kind = { position: 0, nested: 'cookie', on: [], secure: 'environment' };

/** A call that sets a cookie, or makes what sets one. */
export interface CookieCall {
  kind: Kind;
  call: Call;
  /** The options of the call. */
  place: Place;
  /** Those of the cookie, which may be within them. */
  options: Place;
  /** `the session cookie`, `the cookie "sid"` */
  label: string;
  purpose: Purpose;
}

/** Reads a call as one that sets a cookie; null where it is none, or takes one away. */
export function cookieCall(module: Module, resolver: Resolver, node: Call): CookieCall | null {
  const kind = kindOf(module, resolver, node);
  if (!kind) return null;
  const place = optionsAt(module, resolver, node, kind.position);
  const options = kind.nested ? within(place, resolver, kind.nested) : place;
  const common = { kind, call: node, place, options };
  if (kind.session) return { ...common, label: 'The session cookie', purpose: 'login' };
  if (kind === CSURF) {
    // Without a cookie of its own it keeps its secret in the session.
    const own = options.kind !== 'missing' || options.instead !== null;
    return own ? { ...common, label: 'The secret of the CSRF tokens', purpose: 'login' } : null;
  }
  const [name, value] = node.arguments.slice(kind.position - (kind.position === 4 ? 3 : 2));
  if (!name || !value || isEmpty(value)) return null;
  const text = literalText(name);
  const written = text ?? textOf(module, name);
  const label = text === null ? 'The cookie' : `The cookie "${text}"`;
  return { ...common, label, purpose: purposeOf(written, textOf(module, value)) };
}

function kindOf(module: Module, resolver: Resolver, node: Call): Kind | null {
  const callee = node.callee;
  const method = memberName(callee);
  if (method === 'cookie' && node.arguments.length >= 2 && isResponse(callee)) return RESPONSE;
  if ((method === 'setCookie' || method === 'cookie') && node.arguments.length >= 2 && isReply(callee)) return REPLY;
  if (method === 'set' && 'object' in callee && isContextCookies(callee.object)) return CONTEXT;
  if (method === 'register') {
    const plugin = node.arguments[0] ? resolver.packageName(module, node.arguments[0]) : null;
    return (plugin && PLUGINS[plugin.split('#')[0]!]) || null;
  }
  // Most calls are of methods whose names no package here has.
  if (method !== null && !/^(serialize|setCookie|setSignedCookie|createSession|session|default)$/.test(method))
    return null;
  const name = resolver.packageName(module, callee);
  if (name === 'csurf') return CSURF;
  return name === null ? null : (PACKAGES[name] ?? null);
}

const isResponse = (callee: Node): boolean => /^(res|resp|response|_res)$/i.test(receiverName(callee));
const isReply = (callee: Node): boolean => /^(reply|rep|res|response)$/i.test(receiverName(callee));

/** The name a chain of calls is made on: `res` of `res.status(200).cookie(…)` and of `ctx.res.cookie(…)`. */
function receiverName(callee: Node): string {
  let current: Node = 'object' in callee ? (callee.object as Node) : callee;
  while (current.type === 'CallExpression' && current.callee.type === 'MemberExpression')
    current = current.callee.object;
  return lastName(current) ?? '';
}

/** `ctx.cookies` */
const isContextCookies = (node: Node): boolean =>
  memberName(node) === 'cookies' && /^(ctx|context)$/.test(receiverName(node));

/** A cookie is taken away by an empty value, or by one that says so: `res.cookie('jwt', 'loggedout', …)`. */
const isEmpty = (value: Node): boolean =>
  /^(none|null|undefined|deleted?|removed?|expired|logged?-?_?out)?$/i.test(literalText(value) ?? '-') ||
  value.type === 'NullLiteral';
