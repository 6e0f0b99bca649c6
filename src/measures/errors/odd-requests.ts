import type { ProbeRequest, ProbeTarget } from '../../types/proof';
import { checkedRoutes, loginOf, places, readingRoutes, to } from '../aim';

export const MARK = 'tmprmark';
export const malformed = { headers: { 'content-type': 'application/json' }, body: `{"email": ${MARK}` };

/** A body that is sent as JSON, whatever it is. */
export const asJson = (body: string | object): Pick<ProbeRequest, 'body' | 'headers'> => ({
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

/** Where a body is read: a login, a route that checks it, and what reads bodies before any route. */
export function bodied(target: ProbeTarget): Pick<ProbeRequest, 'method' | 'path'>[] {
  const routes = [loginOf(target) ?? [], checkedRoutes(target).slice(0, 1)].flat();
  return [...routes.map(to), { method: 'POST', path: target.unknown() }];
}

/** Lists and objects in place of text, encodings that are none, and what failed when the app was looked at. */
export function oddRequests(target: ProbeTarget): ProbeRequest[] {
  const routes = readingRoutes(target);
  const named = routes.filter(({ reads }) => reads.query.length > 0).slice(0, 5);
  const asked = [
    ...named.map(({ path, reads }) => ({ path, names: reads.query.map(({ name }) => name) })),
    ...places(target).map((path) => ({ path, names: ['q', 'id', 'page'] })),
  ];
  const queries = asked.flatMap(({ path, names }) =>
    ['[]=a', '[a]=b', '=%E0%A4%A', `=a&${names[0]}=b`].map(
      (odd) => `${path}?${names.map((name) => name + odd).join('&')}`,
    ),
  );
  const filledIn = routes.filter(({ path, pattern }) => path !== pattern && path.includes('/1')).slice(0, 3);
  const failed = target.looked.filter(({ status }) => status >= 500).map(({ request }) => request.path);
  const paths = [
    ...failed,
    ...queries,
    '/%E0%A4%A',
    '/%00',
    ...filledIn.flatMap(({ path }) => ['/%E0%A4%A', '/zz-none'].map((odd) => path.replace('/1', odd))),
  ];
  return [
    ...paths.map((path) => ({ path })),
    {
      method: 'POST',
      path: target.unknown(),
      headers: { 'content-type': 'application/json; charset=none' },
      body: '{}',
    },
    {
      method: 'POST',
      path: target.unknown(),
      headers: { 'content-type': 'application/json', 'content-encoding': 'none' },
      body: '{}',
    },
  ];
}
