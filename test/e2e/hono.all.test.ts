import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { ask, type Answer, type Ask } from '../support/http';
import { commit, git, run, tempered } from '../support/tempered';
import { installFor, type Installation } from '../templates/workshop';
import { temporaryFolder, writeFiles } from '../temporary';
import { honoStarter } from './starters/hono';

const app = `import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { streamSSE } from 'hono/streaming';
import { save } from './save.js';

export const app = new Hono();
app.get('/framed', (c) => c.html('<p>', 200, { 'X-Frame-Options': 'ALLOWALL' }));
app.get('/fetched', () => fetch(process.env.UPSTREAM));
app.get('/response', () => new Response('raw', { headers: { 'Referrer-Policy': 'origin' } }));
app.get('/events', (c) => streamSSE(c, (stream) => stream.writeSSE({ data: 'a' })));
app.get('/cookies', (c) => {
  setCookie(c, 'a', '1');
  setCookie(c, 'b', '2');
  return c.text('x');
});
app.get('/teapot', () => {
  throw new HTTPException(418, { message: 'no coffee' });
});
app.get('/challenge', () => {
  const res = new Response('who are you', { status: 401, headers: { 'WWW-Authenticate': 'Basic' } });
  throw new HTTPException(401, { res });
});
app.post('/whole', async (c) => c.json(save(await c.req.json())));
app.post('/auth/login', async (c) => {
  const { password } = await c.req.raw.json();
  return c.json({}, password === 'right' ? 200 : 401);
});
app.post('/form/login', async (c) => {
  const { email, password } = await c.req.parseBody();
  return c.redirect(password === 'right' ? '/home?' + email : '/login?error=1');
});
app.post('/data/login', async (c) => {
  const data = new URLSearchParams(await c.req.text());
  return c.json({}, data.get('email') === 'a' && data.get('password') === 'right' ? 200 : 401);
});
app.post('/text/login', async (c) => {
  const { password } = JSON.parse(await c.req.text());
  return c.json({}, password === 'right' ? 200 : 401);
});
app.get('/thrown', () => {
  throw 'secret text';
});
app.get('/file', (c) => c.body(Readable.toWeb(createReadStream('/no/such/secret'))));
app.post('/users', async (c) => {
  const { name } = await c.req.json();
  return c.json({ name: name.trim(), again: (await c.req.json()).name, tag: c.req.query('tag') });
});
`;
const server = `import { serve } from '@hono/node-server';
import { app } from './app.js';
serve({ fetch: app.fetch, port: 3000 });
`;
const quietly = `import { app } from './app.js';
const login = () => app.request('/form/login', { method: 'POST', body: new URLSearchParams({ email: 'a', password: 'x' }) });
const statuses = [];
for (let i = 0; i < 20; i += 1) statuses.push((await login()).status);
console.log(new Set(statuses).size, statuses[0], (await app.request('/framed')).status);
`;

/** Versions between which Hono and its server have changed how they handle headers and bodies. */
const versions = { 'the newest': [], 'older ones': ['hono@4.7.0', '@hono/node-server@1.13.8', 'zod@3'] };

describe.each(Object.entries(versions))('a hardened app on Hono, with %s', (title, packages) => {
  let installation: Installation;
  let running: Running;
  let upstream: Server;
  let cwd: string;
  beforeAll(async () => {
    installation = await installFor('hono', 4, packages);
    cwd = installation.folder;
    await writeFiles(cwd, {
      'package.json': JSON.stringify({ type: 'module', dependencies: { hono: '^4.0.0', '@hono/node-server': '*' } }),
      '.gitignore': 'node_modules\n',
      'src/server.js': server,
      'src/app.js': app,
      'src/save.js': 'export const save = (body) => body;\n',
      'src/quietly.js': quietly,
    });
    await commit(cwd, 'plain');
    const { code, stderr } = await tempered(['--yes', '--no-install', '--no-verify'], cwd);
    expect(code, stderr).toBe(0);
    upstream = createServer((_req, res) => res.setHeader('X-Upstream', '1').end('from there')).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const { port } = upstream.address() as AddressInfo;
    running = await boot(path.join(cwd, 'src/server.js'), { cwd, env: { UPSTREAM: `http://127.0.0.1:${port}` } });
  }, 180_000);
  afterAll(async () => {
    await running.stop();
    upstream.close();
    await installation.remove();
  });
  const get = (requested: string): Promise<Answer> => ask(running.port, { path: requested });
  const post = (requested: string, body: Ask['body'], headers: Record<string, string> = {}): Promise<Answer> =>
    ask(running.port, { method: 'POST', path: requested, body, headers } as Ask);

  it('keeps the headers that a route sets itself, and adds the others', async () => {
    expect((await get('/framed')).headers).toMatchObject({
      'x-frame-options': 'ALLOWALL',
      'x-content-type-options': 'nosniff',
    });
    expect((await get('/response')).headers).toMatchObject({
      'referrer-policy': 'origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it('passes on what fetch() has answered, streams and cookies', async () => {
    const fetched = await get('/fetched');
    expect([fetched.status, fetched.text, fetched.headers['x-upstream']]).toEqual([200, 'from there', '1']);
    expect(fetched.headers['permissions-policy']).toBeDefined();
    expect((await get('/events')).text).toBe('data: a\n\n');
    expect((await get('/cookies')).headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; Path=/']);
  });

  it("keeps the app's own answers that are thrown", async () => {
    const [teapot, challenge] = [await get('/teapot'), await get('/challenge')];
    expect([teapot.status, teapot.text]).toEqual([418, 'no coffee']);
    expect([challenge.status, challenge.text, challenge.headers['www-authenticate']]).toEqual([
      401,
      'who are you',
      'Basic',
    ]);
  });

  it('says nothing of a text that is thrown, but logs it', async () => {
    const { status, text, headers } = await get('/thrown');
    expect([status, text]).toEqual([500, '{"error":"internal_server_error"}']);
    expect(headers['x-content-type-options']).toBe('nosniff');
    await expect.poll(() => running.output()).toContain('secret text');
  });

  // The older server ends the process as soon as anything sets a header of such an answer.
  if (title === 'the newest') {
    it('outlives a body that breaks off, and says nothing of it', async () => {
      const answered = await fetch(`http://127.0.0.1:${running.port}/file`)
        .then((res) => res.text())
        .catch(String);
      expect(answered).not.toMatch(/secret|no such file/);
      expect((await get('/framed')).status).toBe(200);
    });
  }

  it('answers 400 to malformed JSON, whether a schema checks it or not', async () => {
    for (const requested of ['/whole', '/users']) {
      const { status, text } = await post(requested, '{"a": oops', { 'Content-Type': 'application/json' });
      expect([status, text]).toEqual([400, '{"error":"bad_request"}']);
    }
    expect((await post('/whole', { a: 1 })).json()).toEqual({ a: 1 });
  });

  it('gives a handler the keys that it knows, as often as it asks, by whatever type they are sent', async () => {
    expect((await post('/users?tag=a&tag=b', { name: ' x ', role: 'admin' })).json()).toEqual({
      name: 'x',
      again: ' x ',
      tag: 'a',
    });
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await post('/users', '{"name":"x","role":"admin"}', form)).status).toBe(400);
  });

  it('takes no large bodies, of known length or not', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(1_100_000) });
    expect((await post('/whole', large, { 'Content-Type': 'application/json' })).status).toBe(413);
    const chunks = new Blob([large]).stream();
    const init = { method: 'POST', body: chunks, duplex: 'half' } as RequestInit;
    expect((await fetch(`http://127.0.0.1:${running.port}/whole`, init)).status).toBe(413);
  });

  it.each([
    ['a handler that reads the raw request', '/auth/login', { email: 'a@example.com', password: 'x' }, {}, 401],
    [
      'a form',
      '/form/login',
      'email=b@example.com&password=x',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      302,
    ],
  ])('limits failed logins with %s', async (_title, requested, body, headers, usual) => {
    const statuses = [];
    for (let attempt = 0; attempt < 11; attempt++) statuses.push((await post(requested, body, headers)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(usual), 429]);
  });

  it.each<[string, string, string, (attempt: number) => string]>([
    [
      'a second name in a form',
      '198.51.100.7',
      '/data/login',
      (attempt) => `email=c@example.com&email=decoy${attempt}&password=x`,
    ],
    [
      'another type than that of the body',
      '198.51.100.8',
      '/text/login',
      () => '{"email":"c@example.com","password":"x"}',
    ],
    [
      'both at once',
      '198.51.100.9',
      '/text/login',
      (attempt) => `{"email":"d@example.com","a":"&email=decoy${attempt}&"}`,
    ],
  ])('limits failed logins with %s', async (_title, address, requested, body) => {
    const statuses = [];
    for (let attempt = 0; attempt < 11; attempt++) {
      const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Forwarded-For': address };
      statuses.push((await post(requested, body(attempt), form)).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });

  it('answers app.request() of a test without limits', async () => {
    const { stdout, stderr } = await run(process.execPath, ['src/quietly.js'], cwd);
    expect(stdout.trim().split('\n').at(-1), stderr).toBe('1 302 200');
  });
});

it(
  'keeps the types of a chain that a client is made from, the tests, and what a second run finds',
  { timeout: 240_000 },
  async () => {
    const cwd = await temporaryFolder(honoStarter);
    expect((await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], cwd)).code).toBe(0);
    await commit(cwd, 'starter');
    expect(await run('npm', ['test'], cwd)).toMatchObject({ code: 0 });
    const { code, stdout, stderr } = await tempered(['--yes'], cwd);
    expect(code, stdout + stderr).toBe(0);
    expect(await run('npm', ['test'], cwd)).toMatchObject({ code: 0 });
    await commit(cwd, 'hardened');
    await tempered(['--yes'], cwd);
    expect(await git(cwd, 'status', '--porcelain')).toBe('');
  },
);
