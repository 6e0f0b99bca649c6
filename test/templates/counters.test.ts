import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderTemplate } from '../../src/edits/template';
import type { JsonObject } from '../../src/types';
import { boot, type Running } from '../support/boot';
import { ask, type Ask } from '../support/http';
import { freePort, Redis } from '../support/redis';
import { describeAttempts, letThrough } from './attempts';
import { countingModules } from './data';
import { compile, forms, installFor, ownStyle, type FormName, type Installation } from './workshop';

/** A server that does what a framework's templates do; `X-Peer` stands for the address that a request comes from. */
const server = `
const { createServer } = require('node:http');
const { text } = require('node:stream/consumers');
const { clientAddress } = require('./client.js');
const { countRequest, countLogin, countAttempt } = require('./counters.js');
const { insteadOfPlainHttp } = require('./https-redirect.js');
createServer(async (req, res) => {
  const end = (status, headers, body) => res.writeHead(status, headers).end(JSON.stringify(body));
  const peer = req.headers['x-peer'];
  if (peer) Object.defineProperty(req.socket, 'remoteAddress', { value: peer === 'none' ? undefined : peer });
  const instead = insteadOfPlainHttp(req);
  if (instead) return end(instead.status, instead.location ? { Location: instead.location } : {});
  const verdict = await countRequest(req);
  if (verdict?.limited) return end(429, verdict.headers);
  if (req.url === '/who') return end(200, verdict?.headers, { address: clientAddress(req) });
  if (!/^.(login|form|page|code)/.test(req.url)) return end(404);
  const body = JSON.parse((await text(req)) || '{}');
  const attempt = await (req.url === '/code' ? countAttempt : countLogin)(req, body);
  if (attempt.refusal) return end(429, attempt.refusal.headers);
  const right = body.password === 'right';
  const answer = { status: right ? 204 : 401 };
  if (req.url === '/form') Object.assign(answer, { status: 302, location: right ? '/home' : '/login?failed=1' });
  if (req.url === '/page') Object.assign(answer, { status: 200, type: 'text/html' });
  if (req.url === '/code') answer.status = 204;
  await attempt.settle(answer);
  end(answer.status);
}).listen(3000);
`;

const everything = process.env['TEMPERED_TEST_ALL'] === '1';
const run = promisify(execFile);
let installation: Installation;
const running: Running[] = [];
beforeAll(async () => {
  installation = await installFor('koa', 3);
}, 120_000);
afterAll(async () => {
  await Promise.all(running.map((app) => app.stop()));
  await installation.remove();
});

async function render(name: string, formName: FormName, data: JsonObject = {}): Promise<string> {
  const folder = path.join(installation.folder, name);
  const { form, options } = forms[formName];
  await mkdir(path.join(folder, 'src'), { recursive: true });
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ type: form.module === 'esm' ? 'module' : 'commonjs' }),
  );
  for (const [module, { template, data: usual }] of Object.entries(countingModules)) {
    const text = renderTemplate(template, { ...usual, ...data }, form, ownStyle);
    await writeFile(path.join(folder, 'src', module + form.extension), text);
  }
  if (options) await compile(folder, options);
  return path.join(folder, options ? 'dist' : 'src');
}

async function start(name: string, data: JsonObject = {}, env: Record<string, string> = {}): Promise<Running> {
  const folder = await render(name, 'js-cjs', data);
  await writeFile(path.join(folder, 'server.js'), server);
  const app = await boot(path.join(folder, 'server.js'), { cwd: folder, env });
  running.push(app);
  return app;
}

const variants: JsonObject[] = [{}, { store: 'redis' }, { store: 'redis', mode: 'observe' }, { mode: 'observe' }];
const some: FormName[] = ['ts-esm', 'js-cjs'];
describe.each(everything ? (Object.keys(forms) as FormName[]) : some)('as %s', (form) => {
  it.each(everything ? variants : variants.slice(2, 3))(
    'they compile, and open nothing when they are imported: %j',
    async (data) => {
      const folder = await render(`${form}-${Object.values(data).join('-')}`, form, data);
      if (forms[form].options && 'noEmit' in forms[form].options) return;
      const probe = path.join(folder, 'import.mjs');
      await writeFile(probe, "console.log(Object.keys(await import('./counters.js')).includes('countLogin'));");
      const env = { PATH: process.env['PATH'], REDIS_URL: `redis://127.0.0.1:${await freePort()}` };
      const { stdout, stderr } = await run(process.execPath, [probe], { env, timeout: 5_000 });
      expect(stdout).toBe('true\n');
      expect(stderr).toBe('');
    },
    60_000,
  );
});

describe('the address of a client', () => {
  let app: Running;
  beforeAll(async () => {
    app = await start('addresses');
  });
  const limited = (count: number, headers: (i: number) => Record<string, string>): Promise<number> =>
    letThrough(app, count, (i) => ({ path: '/none', headers: headers(i) }));

  it.each([
    ['127.0.0.1', '203.0.113.1'],
    ['::ffff:10.1.2.3', '203.0.113.1'],
    ['fe80::1%eth0', '203.0.113.1'],
    ['fd00::7', '203.0.113.1'],
    ['none', '203.0.113.1'],
    ['198.51.100.7', '198.51.100.7'],
    ['2001:db8::1', '2001:db8::1'],
  ])('from %s is %s', async (peer, address) => {
    const headers = { 'X-Peer': peer, 'X-Forwarded-For': '192.0.2.9, 203.0.113.1' };
    expect((await ask(app.port, { path: '/who', headers })).json()).toEqual({ address });
  });

  it('counts once, whatever port and whatever first entry comes with it', async () => {
    expect(await limited(50, (i) => ({ 'X-Forwarded-For': `203.0.113.2:${40_000 + i}` }))).toBe(40);
    expect(await limited(50, (i) => ({ 'X-Forwarded-For': `198.51.100.${i}, 203.0.113.3` }))).toBe(40);
    expect(await limited(50, (i) => ({ 'X-Forwarded-For': `[2001:db8:1::7]:${40_000 + i}` }))).toBe(40);
  });

  it('counts for the whole network that one client of IPv6 has', async () => {
    expect(await limited(50, (i) => ({ 'X-Forwarded-For': `2001:db8:2::${i + 1}:0:0:1` }))).toBe(40);
    expect(await limited(50, (i) => ({ 'X-Forwarded-For': `2001:db8:3:${i + 1}::1` }))).toBe(40);
    expect(await limited(50, (i) => ({ 'X-Forwarded-For': `2001:db8:${100 + i}::1` }))).toBe(50);
    expect(await limited(50, (i) => ({ 'X-Forwarded-For': `::ffff:192.0.2.${i + 1}` }))).toBe(50);
  });

  it.each([
    ['a balancer that does not say', { 'X-Peer': '10.0.0.9' }],
    ['a socket file', { 'X-Peer': 'none' }],
    ['a proxy on this machine that passes Host on', { 'X-Peer': '127.0.0.1', Host: 'shop.example' }],
  ])('is not limited where everybody would share it: %s', async (_name, headers) => {
    expect(await limited(50, () => headers)).toBe(50);
  });

  it('says once what is wrong with the proxies', () => {
    expect(app.output().match(/without X-Forwarded-For/g)).toHaveLength(1);
    expect(app.output().match(/such as a CDN/g)).toHaveLength(1);
  });

  it('believes the listed proxies alone, and ignores what is no address', async () => {
    const listed = await start('listed', {}, { TRUSTED_PROXIES: '198.51.100.0/24, my-lb.internal, 192.0.2.1,' });
    const from = async (peer: string): Promise<unknown> => {
      const headers = { 'X-Peer': peer, 'X-Forwarded-For': '203.0.113.1' };
      return (await ask(listed.port, { path: '/who', headers })).json();
    };
    expect(await from('198.51.100.200')).toEqual({ address: '203.0.113.1' });
    expect(await from('192.0.2.1')).toEqual({ address: '203.0.113.1' });
    expect(await from('10.0.0.1')).toEqual({ address: '10.0.0.1' });
    expect(listed.output().match(/my-lb\.internal/g)).toHaveLength(1);
  });
});

it('tells a client where it stands, and lets health checks through', async () => {
  const app = await start('headers', { limit: 1 });
  const who = (): ReturnType<typeof ask> => ask(app.port, { path: '/who' });
  expect((await who()).headers['ratelimit']).toBe('"global"; r=0; t=60');
  expect(await who()).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^(59|60)$/) } });
  expect((await ask(app.port, { path: '/healthz?a' })).status).toBe(404);
  expect((await ask(app.port, { method: 'POST', path: '/healthz' })).status).toBe(429);
});

describeAttempts(() => start('attempts', { limit: 10_000 }));

it('logs once for each client and window what it would refuse', async () => {
  const app = await start('observe', { mode: 'observe', limit: 3 });
  expect(await letThrough(app, 20, (i) => ({ path: '/who?secret', from: `127.0.0.${1 + (i % 2)}` }))).toBe(20);
  expect(app.output().match(/would refuse: global GET \/who$/gm)).toHaveLength(2);
});

describe('counted in Redis', () => {
  let account = 0;
  /** Failed logins of a new account, at the apps in turn: how many were let through before the first refusal. */
  const attempts = async (apps: Running[]): Promise<number> => {
    const headers = { 'X-Forwarded-For': `198.51.100.${(account += 1)}` };
    const body = { email: `user${account}@x.example`, password: 'wrong' };
    for (let count = 0; count < 20; count++) {
      const began = Date.now();
      const { status } = await ask(apps[count % apps.length]!.port, { method: 'POST', path: '/login', body, headers });
      expect(Date.now() - began).toBeLessThan(2_000);
      if (status === 429) return count;
      expect(status).toBe(401);
    }
    return 20;
  };

  it('limits hold in each process while Redis has never been there', async () => {
    const app = await start('never', { store: 'redis' }, { REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    expect(await attempts([app])).toBe(5);
    expect(app.output().match(/Redis is away/g)).toHaveLength(1);
  });

  it('limits hold across processes, and while Redis stops, hangs and comes back', async () => {
    const redis = await Redis.start();
    try {
      const apps = [
        await start('a', { store: 'redis' }, { REDIS_URL: redis.url }),
        await start('b', { store: 'redis' }, { REDIS_URL: redis.url }),
      ];
      expect(await attempts(apps)).toBe(5);
      const right = { email: 'right@x.example', password: 'right' };
      expect(await letThrough(apps[0]!, 20, () => ({ method: 'POST', path: '/login', body: right }))).toBe(20);
      await redis.stop();
      // Each process counts by itself.
      for (const app of apps) expect(await attempts([app])).toBe(5);
      await redis.start();
      await expect.poll(() => attempts(apps), { timeout: 10_000, interval: 500 }).toBe(5);
      redis.hang();
      expect(await attempts([apps[0]!])).toBe(5);
      redis.resume();
      await expect.poll(() => attempts(apps), { timeout: 10_000, interval: 500 }).toBe(5);
      for (const app of apps) expect(app.alive()).toBe(true);
    } finally {
      await redis.stop();
    }
  }, 60_000);
});

describe('plain http', () => {
  const home = 'https://app.example.com';
  const publicPeer = '198.51.100.1';
  let app: Running;
  beforeAll(async () => {
    app = await start('https', { limit: 10_000 }, { PUBLIC_URL: home });
  });
  const answer = async (request: Ask): Promise<string> => {
    const { status, headers } = await ask(app.port, request);
    return headers.location ? `${status} ${headers.location}` : String(status);
  };

  it.each<[string, Record<string, string>]>([
    ['straight from a client', { 'X-Peer': publicPeer }],
    ['from a client on this machine', {}],
    ['as a proxy says', { 'X-Peer': '10.0.0.1', 'X-Forwarded-Proto': 'http' }],
    ['as the proxy next to the client says', { 'X-Forwarded-Proto': 'http, https' }],
    ['with a word that is not from a proxy', { 'X-Peer': publicPeer, 'X-Forwarded-Proto': 'https' }],
  ])('is redirected, or refused, %s', async (_name, headers) => {
    expect(await answer({ path: '/a?b', headers })).toBe(`308 ${home}/a?b`);
    expect(await answer({ path: '//evil.example/a', headers })).toBe(`308 ${home}/a`);
    expect(await answer({ path: 'http://evil.example/a', headers })).toBe(`308 ${home}/a`);
    expect(await answer({ path: '/.//evil.example', headers })).toBe(`308 ${home}/evil.example`);
    expect(await answer({ method: 'POST', path: '/a', headers })).toBe('403');
  });

  it.each<[string, Record<string, string>]>([
    ['a proxy says so', { 'X-Peer': '10.0.0.1', 'X-Forwarded-Proto': 'https' }],
    ['a proxy says so in capitals', { 'X-Forwarded-Proto': 'HTTPS' }],
    ['a proxy behind a socket file says so', { 'X-Peer': 'none', 'X-Forwarded-Proto': 'https' }],
    ['a proxy does not say', { 'X-Forwarded-For': publicPeer }],
    ['a proxy on this machine does not say', { Host: 'app.example.com' }],
    ['a proxy behind a socket file does not say', { 'X-Peer': 'none' }],
    ['a balancer or another service asks', { 'X-Peer': '::ffff:10.0.0.1' }],
    ['a browser shows it', { 'X-Peer': publicPeer, 'X-Forwarded-Proto': 'https', 'Sec-Fetch-Site': 'none' }],
  ])('may be https, and is let through, where %s', async (_name, headers) => {
    expect(await answer({ path: '/a', headers })).toBe('404');
    expect(await answer({ method: 'POST', path: '/a', headers })).toBe('404');
  });

  it('goes through where the redirect comes back, and no other request with it', async () => {
    const headers = { 'X-Peer': publicPeer, 'X-Forwarded-Proto': 'https' };
    expect(await answer({ path: '/back', headers })).toBe(`308 ${home}/back`);
    expect(await answer({ path: '/other', headers })).toBe(`308 ${home}/other`);
    expect(await answer({ method: 'POST', path: '/back', headers })).toBe('403');
    expect(await answer({ path: '/back', headers })).toBe('404');
  });

  it('is answered to a health check, and nothing else, of anybody', async () => {
    const headers = { 'X-Peer': publicPeer };
    expect(await answer({ path: '/healthz', headers })).toBe('404');
    expect(await answer({ method: 'POST', path: '/healthz', headers })).toBe('403');
  });

  it('is warned of once where nobody says how the client came', () => {
    expect(app.output().match(/not redirected/g)).toHaveLength(1);
    expect(app.output().match(/not in TRUSTED_PROXIES/g)).toHaveLength(1);
  });
});
