import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ask, type Answer } from './http';
import { hmac, token, unsigned } from './jwt';
import { freshAddress, type Probe, type Target } from './probes';

/** What the app signs its tokens with. */
export const tokenSecret = '5f0c2d3e8a414c579d2b0a6f3c1e7b90bb';

const kid = createHash('sha256').update(tokenSecret).digest('base64url').slice(0, 8);
const now = (): number => Math.floor(Date.now() / 1000);
const header = { alg: 'HS256', typ: 'at+jwt', kid };
const claims = (more: object = {}): object => ({
  ...{ iss: 'plain', aud: 'plain', sub: 'ada', roles: ['user'], exp: now() + 300 },
  ...more,
});
const sign = hmac(tokenSecret);
const tokenOf = (...roles: string[]): string => token(header, claims({ roles }), sign);

const get = ({ port }: Target, path: string, bearer?: string): Promise<Answer> =>
  ask(port, {
    path,
    from: freshAddress(),
    headers: { 'X-Forwarded-Proto': 'https', ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }) },
  });

const tampered = (): string => {
  const [head, , signature] = tokenOf('user').split('.');
  const [, body] = tokenOf('admin').split('.');
  return [head, body, signature].join('.');
};

const OPEN_REDIRECTS = [
  ...['https://evil.example/', '//evil.example/', '///evil.example/', '/\\evil.example/', '\\\\evil.example/'],
  ...['/.//evil.example/', '/\t/evil.example/', 'https:evil.example', 'https:/evil.example', '\u0000//evil.example/'],
  ...['https://app.example.com@evil.example/', 'https://app.example.com.evil.example/', 'javascript:alert(1)'],
];

/** Of an app with the routes of `e2e/plain/account` and the name `plain`. */
export const accountProbes: Probe[] = [
  {
    id: '21',
    must: 'a forged token, or one for something else, opens nothing',
    async run(target) {
      const forged = {
        'no token': undefined,
        'alg none': token({ ...header, alg: 'none' }, claims(), unsigned),
        'another algorithm': token({ ...header, alg: 'HS512' }, claims(), hmac(tokenSecret, 'sha512')),
        'another key': token(header, claims(), hmac('another secret that is as long as the one')),
        tampered: tampered(),
        'a refresh token': token({ ...header, typ: 'JWT' }, claims({ type: 'refresh' }), sign),
        'for another app': token(header, claims({ aud: 'other' }), sign),
        over: token(header, claims({ exp: now() - 60 }), sign),
        'without an end': token(header, claims({ exp: undefined }), sign),
      };
      for (const [what, bearer] of Object.entries(forged)) {
        assert.equal((await get(target, '/me', bearer)).status, 401, what);
      }
      const good = await get(target, '/me', tokenOf('user'));
      assert.deepEqual([good.status, good.json()], [200, { id: 'ada' }]);
    },
  },
  {
    id: '22',
    must: 'what is for administrators answers nobody else',
    async run(target) {
      const stats = '/me/stats';
      assert.equal((await get(target, stats)).status, 401);
      assert.equal((await get(target, stats, tokenOf('user'))).status, 403);
      const answer = await get(target, stats, tokenOf('user', 'admin'));
      assert.deepEqual([answer.status, answer.json()], [200, { logins: 1 }]);
    },
  },
  {
    id: '23',
    must: 'the cookie of a login stays with browsers, https and this site',
    async run(target) {
      const [cookie = ''] = (await get(target, '/me', tokenOf('user'))).headers['set-cookie'] ?? [];
      for (const part of [/^__Host-/, /; HttpOnly/i, /; Secure/i, /; SameSite=(Lax|Strict)/i]) {
        assert.match(cookie, part);
      }
    },
  },
  {
    id: '28',
    must: 'no redirect leaves the site',
    async run(target) {
      for (const payload of OPEN_REDIRECTS) {
        const { status, headers } = await get(target, `/account/go?next=${encodeURIComponent(payload)}`);
        assert.ok(status >= 300 && status < 400, `${payload}: ${status}`);
        assert.equal(new URL(headers.location ?? '', target.home).origin, target.home, payload);
      }
      const { headers } = await get(target, '/account/go?next=/orders');
      assert.equal(headers.location, '/orders');
    },
  },
];
