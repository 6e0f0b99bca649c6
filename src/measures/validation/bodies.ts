import type { Json, JsonObject } from '../../types';
import type { ProbeRequest, ProbeTarget, Skip, TargetRoute } from '../../types/proof';
import { credentials, filled, NOBODY, to } from '../aim';
import { skip } from '../expect';
import { strictRoutes } from './attacked';

/** What `make` makes of the other routes whose body must be refused when its types are wrong; Skip without any. */
export function elsewhere(target: ProbeTarget, make: (route: TargetRoute) => ProbeRequest[]): ProbeRequest[] | Skip {
  const routes = strictRoutes(target).filter(({ auth }) => auth !== 'login');
  return routes.length > 0 ? routes.flatMap(make) : skip('no route checks its body');
}

/** The query that the route reads is given, so that all of the request is looked at. */
export const toWithQuery = (route: TargetRoute): Pick<ProbeRequest, 'method' | 'path'> => {
  const query = route.reads.query.map(({ name }) => `${encodeURIComponent(name)}=1`).join('&');
  return { ...to(route), path: query === '' ? route.path : `${route.path}?${query}` };
};

/** Nothing, other things than an object, and each of the fields alone with a value of another type. */
export function loginBodies(route: TargetRoute): (JsonObject | Json[])[] {
  const usual = credentials(route, NOBODY);
  const types = new Map(route.reads.body.map(({ name, type }) => [name, type]));
  // A number may stand for a text where the handler only compares it.
  const valuesFor = (name: string): Json[] => [{}, ['a'], ...(types.get(name) === 'scalar' ? [] : [1])];
  const wrong = Object.keys(usual).flatMap((name) => valuesFor(name).map((value) => ({ ...usual, [name]: value })));
  return [{}, [], [1], ...wrong, filled(route.reads.body, () => null)];
}

/** A value that a field of this name may well have. */
export function plausible(name: string): Json {
  if (/mail/i.test(name)) return 'ada@example.com';
  if (/pass|pwd/i.test(name)) return 'A long pass phrase 1';
  if (/count|price|amount|age|quantity|number|total|year/i.test(name)) return 1;
  return 'Ada';
}
