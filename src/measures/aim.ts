/** What a probe aims at: routes of the app by what they are for, and bodies that they read but must refuse. */
import type { FieldRead, Json, JsonObject } from '../types';
import type { ProbeRequest, ProbeTarget, Skip, TargetRoute } from '../types/proof';
import { skip } from './expect';

/** Nobody has it: the domain is reserved (RFC 2606). */
export const NOBODY = 'nobody@example.invalid';
/** Long enough for the usual rules, so that it is looked up and not refused for its form. */
export const WRONG_PASSWORD = 'Wrong-guess-1!';

const ACCOUNT = /mail|user|login|account|phone|mobile|identifier|handle|nick|name/i;
const PASSWORD = /pass|pwd|secret|pin/i;
/** A GET that does something all the same. */
const ACTS = /log-?out|sign-?out|delete|remove|destroy|reset|cron|send|unsubscribe|revoke|confirm|verify|activate/i;

/** The route that checks a password, or null. */
export const loginOf = (target: ProbeTarget): TargetRoute | null =>
  target.routes.find(({ auth }) => auth === 'login') ?? null;

/** What `make` makes of the route that checks a password; Skip without one. */
export function atLogin(target: ProbeTarget, make: (route: TargetRoute) => ProbeRequest[]): ProbeRequest[] | Skip {
  const route = loginOf(target);
  return route ? make(route) : skip('no route takes a login');
}

/** Routes that take a body which is checked, so that a wrong one must be refused. */
export const checkedRoutes = ({ routes }: ProbeTarget): TargetRoute[] =>
  routes.filter(
    ({ validated, method, reads }) => validated && /^(POST|PUT|PATCH|ALL)$/.test(method) && reads.body.length > 0,
  );

/** Routes that only read, by their method and name. */
export const readingRoutes = ({ routes }: ProbeTarget): TargetRoute[] =>
  routes.filter(({ method, pattern }) => method === 'GET' && !ACTS.test(pattern));

/** The route's own method and path; ALL is sent as POST. */
export const to = ({ method, path }: TargetRoute): Pick<ProbeRequest, 'method' | 'path'> => ({
  method: method === 'ALL' ? 'POST' : method,
  path,
});

/** What a login takes: the names that its handler reads, or the usual ones. */
export function credentials({ reads }: TargetRoute, account: string, password: string = WRONG_PASSWORD): JsonObject {
  const fields = reads.body.filter(({ name }) => ACCOUNT.test(name) || PASSWORD.test(name));
  const usual = { email: account, username: account, password };
  if (fields.length === 0) return usual;
  // `user` on its own may be an object with the rest in it.
  if (fields.length === 1 && fields[0]!.type === 'unknown') return { [fields[0]!.name]: usual };
  return Object.fromEntries(fields.map(({ name }) => [name, PASSWORD.test(name) ? password : account]));
}

/** A body in which every field has the value that `make` gives; without known names, the usual ones have. */
export function filled(fields: readonly FieldRead[], make: (name: string) => Json): JsonObject {
  const names = fields.length > 0 ? fields.map(({ name }) => name) : ['email', 'username', 'password'];
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}

/** The same body as a form sends it. */
export function asForm(body: JsonObject): Pick<ProbeRequest, 'body' | 'headers'> {
  const pairs = Object.entries(body).map(([name, value]) => `${encodeURIComponent(name)}=${encode(value)}`);
  return { body: pairs.join('&'), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}

const encode = (value: Json | undefined): string => encodeURIComponent(typeof value === 'string' ? value : '');

/** Paths that answered 200, each once: the page, the data, the file and the first of all. */
export const places = ({ home, page, data, file }: ProbeTarget): string[] => [
  ...new Set([home, page, data, file].filter((path) => path !== null)),
];

/** Whether the measure is in place, by the record. */
export const hasMeasure = (target: ProbeTarget, id: string): boolean => target.measures.includes(id);
