import assert from 'node:assert/strict';
import { ask, type Answer, type Ask } from './http';

/** A running app with the routes of the probe app, and the settings it was started with. */
export interface Target {
  port: number;
  /** An origin of ALLOWED_ORIGINS, and one that is not. */
  allowed: string;
  foreign: string;
  /** The origin of PUBLIC_URL. */
  home: string;
  /** Requests an address may send, and failed logins of an account from an address. */
  globalLimit: number;
  loginLimit: number;
  alive(): boolean;
}

export interface Probe {
  /** Numbers in the list of probes of the security facts. */
  id: string;
  must: string;
  run(target: Target): Promise<void>;
}

const uuid = '5f0c2d3e-8a41-4c57-9d2b-0a6f3c1e7b90';
const user = { email: 'ada@example.com', name: '  Ada  ' };

let clients = 0;

/** An address that no probe has used yet: limits count by address. */
export function freshAddress(): string {
  clients += 1;
  return `127.${1 + ((process.pid + Math.floor(clients / 62_500)) % 200)}.${Math.floor(clients / 250) % 250}.${1 + (clients % 250)}`;
}

/** As the proxy in front passes it on that ends TLS. */
function secure({ port }: Target, request: Ask): Promise<Answer> {
  const headers = { 'X-Forwarded-Proto': 'https', ...request.headers };
  return ask(port, { from: freshAddress(), ...request, headers });
}

const plain = ({ port }: Target, request: Ask): Promise<Answer> => ask(port, { from: freshAddress(), ...request });

const postUser = (target: Target, changes: object, path = `/users/${uuid}?page=3`): Promise<Answer> =>
  secure(target, { method: 'POST', path, body: { ...user, ...changes } });

const login = (target: Target, body: unknown, request: Partial<Ask> = {}): Promise<Answer> =>
  secure(target, { method: 'POST', path: '/auth/login', body: body as object, ...request });

function hasSecurityHeaders({ headers }: Answer): void {
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.ok(headers['content-security-policy'] ?? headers['content-security-policy-report-only']);
  assert.match(headers['strict-transport-security'] ?? '', /^max-age=\d+/);
  assert.doesNotMatch(headers['strict-transport-security'] ?? '', /preload/);
  assert.match(String(headers['permissions-policy']), /fullscreen/);
  assert.equal(headers['x-powered-by'], undefined);
}

/** An error that says nothing of what is inside: no stack, path, package or message of the program. */
function saysNothing({ text, headers }: Answer): void {
  assert.match(headers['content-type'] ?? '', /json/);
  assert.doesNotMatch(text, /\bat \w|node_modules|\/|SyntaxError|Unexpected|token|secret detail/);
}

const varies = ({ headers }: Answer): void => assert.match(headers.vary ?? '', /\bOrigin\b/i);
const allowsNobody = ({ headers }: Answer): void => assert.equal(headers['access-control-allow-origin'], undefined);

export const probes: Probe[] = [
  {
    id: '1',
    must: 'every answer carries the security headers, and each its own nonce',
    async run(target) {
      const answers = [await secure(target, { path: '/' }), await secure(target, { path: '/' })];
      answers.forEach(hasSecurityHeaders);
      assert.equal(answers[0]?.status, 200);
      const policies = answers.map(({ headers }) =>
        String(headers['content-security-policy'] ?? headers['content-security-policy-report-only']),
      );
      policies.forEach((policy) => assert.match(policy, /'nonce-[\w+/=]{20,}'/));
      assert.notEqual(policies[0], policies[1]);
    },
  },
  {
    id: '2',
    must: 'an unknown path is a 404 as JSON, with the headers',
    async run(target) {
      const answer = await secure(target, { path: '/no-such-page' });
      assert.equal(answer.status, 404);
      saysNothing(answer);
      hasSecurityHeaders(answer);
    },
  },
  {
    id: '3',
    must: 'a thrown error is a 500 without details, with the headers',
    async run(target) {
      const answer = await secure(target, { path: '/boom' });
      assert.equal(answer.status, 500);
      saysNothing(answer);
      hasSecurityHeaders(answer);
    },
  },
  {
    id: '4',
    must: 'malformed JSON is a 400 without the text of the parser',
    async run(target) {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await secure(target, { method: 'POST', path: `/users/${uuid}`, headers, body: '{"email": oops' });
      assert.equal(answer.status, 400);
      assert.doesNotMatch(answer.text, /oops/);
      saysNothing(answer);
    },
  },
  {
    id: '5',
    must: 'a body of 150 kB is a 413',
    async run(target) {
      assert.equal((await postUser(target, { name: 'x'.repeat(150_000) })).status, 413);
    },
  },
  {
    id: '6',
    must: 'valid input arrives trimmed and converted',
    async run(target) {
      const answer = await postUser(target, {});
      assert.equal(answer.status, 201, answer.text);
      assert.deepEqual(answer.json(), { id: uuid, body: { email: user.email, name: 'Ada' }, query: { page: 3 } });
    },
  },
  {
    id: '7',
    must: 'an unknown key is refused',
    async run(target) {
      const answer = await postUser(target, { role: 'admin' });
      assert.equal(answer.status, 400);
      assert.doesNotMatch(answer.text, /admin/);
    },
  },
  {
    id: '8',
    must: 'a query operator in place of a string is refused',
    async run(target) {
      const answer = await postUser(target, { email: { $gt: '' } });
      assert.equal(answer.status, 400);
      // The schema names the field; the guard against operators, in front of it, only refuses.
      const { error, fields } = answer.json() as { error?: string; fields?: object };
      if (fields) assert.deepEqual(Object.keys(fields), ['body.email']);
      else assert.match(String(error), /^(invalid_keys|bad_request)$/);
    },
  },
  {
    id: '9',
    must: 'an own __proto__ key never reaches the handler',
    async run(target) {
      const body = JSON.stringify(user).replace('{', '{"__proto__":{"isAdmin":true},');
      const headers = { 'Content-Type': 'application/json' };
      const answer = await secure(target, { method: 'POST', path: `/users/${uuid}`, headers, body });
      assert.ok(answer.status < 500);
      assert.doesNotMatch(answer.text, /isAdmin/);
    },
  },
  {
    id: '10, 11',
    must: 'a bad path parameter and a bad query are refused',
    async run(target) {
      assert.equal((await postUser(target, {}, '/users/1%20OR%201=1')).status, 400);
      assert.equal((await postUser(target, {}, `/users/${uuid}?page=many`)).status, 400);
      assert.equal((await postUser(target, {}, `/users/${uuid}?page=1&debug=1`)).status, 400);
    },
  },
  {
    id: '12',
    must: 'an allowed origin is allowed by name',
    async run(target) {
      const answer = await secure(target, { path: '/', headers: { Origin: target.allowed } });
      assert.equal(answer.headers['access-control-allow-origin'], target.allowed);
      assert.equal(answer.headers['access-control-allow-credentials'], 'true');
      varies(answer);
    },
  },
  {
    id: '13, 14',
    must: 'foreign, look-alike and null origins are not allowed',
    async run(target) {
      const lookalike = `${target.allowed}.evil.example`;
      for (const origin of [target.foreign, lookalike, target.allowed.replace('https', 'http'), 'null']) {
        const answer = await secure(target, { path: '/', headers: { Origin: origin } });
        assert.ok(answer.status < 500);
        allowsNobody(answer);
        varies(answer);
      }
    },
  },
  {
    id: '15, 16',
    must: 'preflights allow methods and headers to an allowed origin only',
    async run(target) {
      const preflight = (origin: string): Promise<Answer> => {
        const wish = { 'Access-Control-Request-Method': 'PUT', 'Access-Control-Request-Headers': 'authorization' };
        return secure(target, { method: 'OPTIONS', path: '/', headers: { Origin: origin, ...wish } });
      };
      allowsNobody(await preflight(target.foreign));
      const { headers } = await preflight(target.allowed);
      assert.equal(headers['access-control-allow-origin'], target.allowed);
      assert.match(headers['access-control-allow-methods'] ?? '', /PUT/);
      assert.match(headers['access-control-allow-headers'] ?? '', /authorization/i);
    },
  },
  {
    id: '17',
    must: 'plain http goes to the canonical host, with path and query',
    async run(target) {
      const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' };
      const answer = await plain(target, { path: '/a/b?c=d&e=%2F', headers });
      assert.equal(answer.status, 308);
      assert.equal(answer.headers.location, `${target.home}/a/b?c=d&e=%2F`);
      hasSecurityHeaders(answer);
    },
  },
  {
    id: '18',
    must: 'no form of target leads to another host',
    async run(target) {
      for (const path of ['//evil.example/x', 'http://evil.example/x']) {
        const { status, headers } = await plain(target, { path });
        assert.equal(status, 308, path);
        assert.equal(headers.location, `${target.home}/x`);
      }
      for (const path of ['/\\evil.example/x', '/.//evil.example/x', '/%5Cevil.example']) {
        const { status, headers } = await plain(target, { path });
        // A server may refuse such a target before the app sees it.
        if (status === 400) continue;
        assert.equal(status, 308, path);
        assert.equal(new URL(headers.location ?? '').origin, target.home, path);
      }
    },
  },
  {
    id: '19',
    must: 'other methods over plain http are refused, not redirected',
    async run(target) {
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const answer = await plain(target, { method, path: `/users/${uuid}`, body: user });
        assert.equal(answer.status, 403);
        assert.equal(answer.headers.location, undefined);
      }
    },
  },
  {
    id: '20',
    must: 'the health check is neither redirected nor limited',
    async run(target) {
      const from = freshAddress();
      for (let i = 0; i < target.globalLimit + 5; i++) {
        assert.equal((await plain(target, { path: '/healthz', from })).status, 200);
      }
    },
  },
  {
    id: '24',
    must: 'failed logins are limited, readably, for the account and address alone',
    async run(target) {
      const from = freshAddress();
      const guess = { email: 'ada@example.com', password: 'wrong' };
      for (let i = 0; i < target.loginLimit; i++) assert.equal((await login(target, guess, { from })).status, 401);
      const refused = await login(target, guess, { from, headers: { Origin: target.allowed } });
      assert.equal(refused.status, 429);
      assert.deepEqual(refused.json(), { error: 'too_many_requests' });
      assert.match(refused.headers['retry-after'] ?? '', /^\d+$/);
      assert.equal(refused.headers['access-control-allow-origin'], target.allowed);
      const spelled = { ...guess, email: ' ADA@example.com ' };
      assert.equal((await login(target, spelled, { from })).status, 429);
      assert.equal((await login(target, guess)).status, 401);
      assert.equal((await login(target, { ...guess, email: 'grace@example.com' }, { from })).status, 401);
    },
  },
  {
    id: '25',
    must: 'a made-up first X-Forwarded-For entry does not help',
    async run(target) {
      const real = `203.0.113.${1 + (clients % 250)}`;
      const statuses: number[] = [];
      for (let i = 0; i <= target.loginLimit; i++) {
        const headers = { 'X-Forwarded-For': `198.51.100.${i}, ${real}` };
        const guess = { email: 'linus@example.com', password: 'wrong' };
        statuses.push((await login(target, guess, { headers })).status);
      }
      assert.deepEqual(statuses, [...Array<number>(target.loginLimit).fill(401), 429]);
    },
  },
  {
    id: '26',
    must: 'a login without credentials, or with other things in their place, is refused and ends nothing',
    async run(target) {
      const bodies = [{}, [], [1], { email: 1, password: 2 }, { email: ['a'], password: {} }, { email: null }];
      for (const body of bodies) {
        const { status } = await login(target, body);
        assert.ok(status >= 400 && status < 500, `${JSON.stringify(body)}: ${status}`);
      }
      const { status } = await secure(target, { method: 'POST', path: '/auth/login' });
      assert.ok(status >= 400 && status < 500);
      assert.ok(target.alive());
    },
  },
  {
    id: '27',
    must: 'more requests than the global limit are refused',
    async run(target) {
      const from = freshAddress();
      for (let i = 0; i < target.globalLimit; i++) {
        assert.equal((await secure(target, { path: `/nothing/${i}`, from })).status, 404);
      }
      assert.equal((await secure(target, { path: '/nothing/more', from })).status, 429);
      assert.equal((await secure(target, { path: '/nothing/more' })).status, 404);
    },
  },
];
