import { expect, it } from 'vitest';
import { onlyReads } from '../../../../src/steps/verify/attack/safe-paths';
import { fillPath } from '../../../../src/steps/verify/attack/paths';

it.each([
  ['/users/:id', '/users/1'],
  ['/users/:id/posts/:post', '/users/1/posts/1'],
  ['/users/:id?', '/users'],
  ['/users{/:id}', '/users'],
  ['/users/:id(\\d+)', '/users/1'],
  ['/users/:id([a-f0-9]{24})', '/users/a1b2c3d4e5f6a1b2c3d4e5f6'],
  ['/:kind(cats|dogs)/list', '/cats/list'],
  ['/posts/:id{[0-9]+}', '/posts/1'],
  ['/flights/:from-:to', '/flights/1-1'],
  ['/files/:name.json', '/files/1.json'],
  ['/', '/'],
  ['/plain', '/plain'],
])('%s is requested as %s', (pattern, path) => {
  expect(fillPath(pattern)).toBe(path);
});

it.each(['*', '/files/*', '/*splat', '/{*splat}/x*', '/ab+cd', '/(.*)', '/:id(\\d{7})', '/a(b)?c'])(
  '%s is left out',
  (pattern) => {
    expect(fillPath(pattern)).toBeNull();
  },
);

it.each([
  '/logout',
  '/log-out',
  '/sign_out',
  '/users/1/delete',
  '/deleteAll',
  '/users/removeFriend/1',
  '/api/cron/daily',
  '/unsubscribe/1',
  '/password/reset',
  '/hooks/webhook',
  '/admin/users',
  '/accounts/1/activate',
  '/sendMail',
  '/migrate-all',
])('%s is not asked for', (path) => {
  expect(onlyReads(path)).toBe(false);
});

it.each(['/', '/users/1', '/settings', '/orders', '/tasks', '/login', '/starters', '/healthz', '/posts/new'])(
  '%s is asked for',
  (path) => {
    expect(onlyReads(path)).toBe(true);
  },
);
