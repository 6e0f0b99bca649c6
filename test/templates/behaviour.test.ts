import { connect } from 'node:net';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/types';
import { boot, type Running } from '../support/boot';
import { ask, type Answer, type Ask } from '../support/http';
import { freshAddress, probes } from '../support/probes';
import { install, makeApp, type FormName, type Installation } from './workshop';

const secrets = { DATABASE_URL: 'postgres://localhost/shop', JWT_SECRET: '5f0c2d3e8a414c579d2b0a6f3c1e7b90aa' };
const everything = Boolean(process.env['TEMPERED_TEST_ALL']);
const plan: { express: 4 | 5; form: FormName }[] = [
  { express: 4, form: 'js-cjs' },
  ...(everything ? [{ express: 5 as const, form: 'js-esm' as const }] : []),
];

describe.each(plan)('the templates on Express $express as $form', ({ express, form }) => {
  let installation: Installation;
  const running: Running[] = [];

  const start = async (
    name: string,
    data: Record<string, JsonObject> = {},
    env: Record<string, string> = {},
  ): Promise<Running> => {
    const { cwd, entry } = await makeApp(installation, name, { form, data });
    const app = await boot(entry, { cwd, env: { ...secrets, ...env } });
    running.push(app);
    return app;
  };

  beforeAll(async () => {
    installation = await install(express);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(running.map((app) => app.stop()));
    await installation.remove();
  });

  describe('without any setting', () => {
    let app: Running;
    beforeAll(async () => {
      app = await start('plain');
    });
    const get = (request: Ask): Promise<Answer> => ask(app.port, { from: freshAddress(), ...request });

    it('answers plain http, reading and writing, as before', async () => {
      expect((await get({ path: '/' })).status).toBe(200);
      const login = { method: 'POST', path: '/auth/login', body: { email: 'a@b.example', password: 'right' } };
      expect((await get(login)).status).toBe(200);
    });

    it('stays open to every origin, without credentials', async () => {
      const { headers } = await get({ path: '/', headers: { Origin: 'https://anyone.example' } });
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    });

    it('says once at start what is missing', () => {
      expect(app.output().match(/PUBLIC_URL/g)).toHaveLength(1);
      expect(app.output().match(/ALLOWED_ORIGINS/g)).toHaveLength(1);
    });

    it('shows browsers a page, everyone else JSON', async () => {
      const browser = await get({ path: '/none', headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
      expect(browser.headers['content-type']).toMatch('text/html');
      expect(browser.text).toContain('<h1>Not Found</h1>');
      expect((await get({ path: '/none', headers: { Accept: '*/*' } })).json()).toEqual({ error: 'not_found' });
      expect((await get({ path: '/none', headers: { Accept: 'image/png' } })).json()).toEqual({ error: 'not_found' });
    });
  });

  it('keeps an app without CORS to its own origin until there is a list', async () => {
    const app = await start('same-origin', { cors: { fallback: 'same-origin' } });
    const { status, headers } = await ask(app.port, { path: '/', headers: { Origin: 'https://anyone.example' } });
    expect(status).toBe(200);
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(app.output()).not.toContain('ALLOWED_ORIGINS');
  });

  describe('a promise that a handler rejects', () => {
    let app: Running;
    beforeAll(async () => {
      app = await start('async');
    });

    it.each([
      ['in a handler of a nested router', '/nested/handler', 500],
      ['in a middleware', '/nested/handler?middleware', 500],
      ['without a reason', '/nested/nothing', 500],
      ['with the status of a client error', '/nested/teapot', 418],
    ])('%s is answered, and nothing ends', async (_where, url, expected) => {
      const { status, text } = await ask(app.port, { path: url });
      expect(status).toBe(expected);
      expect(text).not.toContain('secret detail');
      expect((await ask(app.port, { path: '/' })).status).toBe(200);
    });

    it('after half an answer ends the connection, and nothing else', async () => {
      await expect(ask(app.port, { path: '/nested/half' })).rejects.toThrow();
      expect((await ask(app.port, { path: '/' })).status).toBe(200);
    });
  });

  it.each(['/nested/done', '/nested/done?error'])('leaves alone what a handler has answered: %s', async (url) => {
    const app = await start(`done${url.length}`);
    expect((await ask(app.port, { path: url })).text).toHaveLength(5_000_000);
    expect(app.output().includes('Request failed')).toBe(url.includes('error'));
  });

  describe('the login limiter', () => {
    let app: Running;
    beforeAll(async () => {
      app = await start('login', { 'rate-limit': { limit: 1_000, addressLimit: 12 } });
    });
    const login = (from: string, email: string, password: string, query = ''): Promise<number> =>
      ask(app.port, { method: 'POST', path: `/auth/login${query}`, body: { email, password }, from }).then(
        ({ status }) => status,
      );
    const times = async (count: number, act: () => Promise<number>): Promise<number[]> => {
      const statuses: number[] = [];
      for (let i = 0; i < count; i++) statuses.push(await act());
      return statuses;
    };

    it('does not count logins that succeed', async () => {
      const from = freshAddress();
      expect(new Set(await times(20, () => login(from, 'ada@x.example', 'right')))).toEqual(new Set([200]));
    });

    it('counts redirects, which form logins answer either way', async () => {
      const from = freshAddress();
      expect(await times(6, () => login(from, 'ada@x.example', 'wrong', '?form'))).toEqual([
        302, 302, 302, 302, 302, 429,
      ]);
    });

    it('does not count showing the form', async () => {
      const from = freshAddress();
      const show = (): Promise<number> => ask(app.port, { path: '/auth/login', from }).then(({ status }) => status);
      expect(new Set(await times(20, show))).toEqual(new Set([404]));
    });

    it('stops one address that tries many accounts', async () => {
      const from = freshAddress();
      let account = 0;
      const statuses = await times(13, () => login(from, `user${account++}@x.example`, 'wrong'));
      expect(statuses).toEqual([...Array<number>(12).fill(401), 429]);
    });

    it('leaves the body to a handler behind it, and other limits alone', async () => {
      const from = freshAddress();
      const register = (): Promise<number> =>
        ask(app.port, { method: 'POST', path: '/auth/register/acme', body: { email: 'a@b.example' }, from }).then(
          ({ status }) => status,
        );
      expect(await times(6, register)).toEqual([201, 201, 201, 201, 201, 429]);
      expect(await login(from, 'a@b.example', 'right')).toBe(200);
    });
  });

  it('only logs what it would have limited in observe mode', async () => {
    const app = await start('observe', { 'rate-limit': { mode: 'observe', limit: 3 } });
    for (let i = 0; i < 6; i++) expect((await ask(app.port, { path: '/?token=canary' })).status).toBe(200);
    expect(app.output().match(/would refuse/g)).toHaveLength(1);
    expect(app.output()).not.toContain('canary');
  });

  describe('an inferred schema', () => {
    const post = (app: Running, body: object, query = ''): Promise<Answer> =>
      ask(app.port, { method: 'POST', path: `/inferred${query}`, body, from: freshAddress() });
    const known = { email: 'a@b.example', password: ' p ', 'remember-me': 1, extra: { any: ['thing'] } };

    it('drops what no handler asked for, and changes nothing else', async () => {
      const drop = { unknownKeys: 'drop' };
      const app = await start('drop', { validate: drop, schemas: drop });
      const answer = await post(app, { ...known, role: 'admin' }, '?next=%2Fa&utm=1');
      expect(answer.json()).toEqual({ body: known, query: { next: '/a' } });
      expect((await post(app, { email: 'a@b.example', password: 'p', 'remember-me': null })).status).toBe(200);
      expect((await post(app, { email: 'a@b.example', password: 'p', 'remember-me': [] })).status).toBe(400);
      expect((await post(app, { email: 'a@b.example' })).json()).toMatchObject({
        error: 'validation_failed',
        fields: { 'body.password': [expect.any(String)] },
      });
    });

    it('refuses it where the user chose so', async () => {
      const app = await start('refuse');
      expect((await post(app, known)).status).toBe(200);
      expect((await post(app, { ...known, role: 'admin' })).status).toBe(400);
      expect((await post(app, known, '?utm=1')).status).toBe(400);
    });
  });

  describe('a server with limits', () => {
    it('closes a client that never finishes its headers', async () => {
      const app = await start('slow-client');
      const began = Date.now();
      const closed = new Promise<string>((resolve, reject) => {
        const socket = connect(app.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n'));
        const drip = setInterval(() => socket.write('X: y\r\n'), 500);
        let received = '';
        socket.on('data', (chunk) => (received += String(chunk)));
        socket.on('error', () => undefined);
        socket.on('close', () => {
          clearInterval(drip);
          resolve(received);
        });
        setTimeout(() => reject(new Error('still open')), 15_000).unref();
      });
      expect(await closed).toMatch(/^HTTP\/1.1 408/);
      expect(Date.now() - began).toBeLessThan(8_000);
    }, 20_000);

    it('finishes the requests under way when it is asked to stop', async () => {
      const app = await start('graceful');
      const slow = ask(app.port, { path: '/slow' });
      await new Promise((resolve) => setTimeout(resolve, 200));
      app.signal('SIGTERM');
      expect((await slow).text).toBe('done');
      expect(await app.ended).toBe(0);
      await expect(ask(app.port, { path: '/' })).rejects.toThrow(/ECONNREFUSED/);
    });

    it('stops at once when it is asked a second time', async () => {
      const app = await start('impatient');
      const slow = ask(app.port, { path: '/slow' }).catch(() => 'cut');
      await new Promise((resolve) => setTimeout(resolve, 200));
      app.signal('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 50));
      app.signal('SIGINT');
      expect(await slow).toBe('cut');
      expect(await app.ended).toBe(1);
    });
  });

  describe('the environment check', () => {
    const failure = async (name: string, env: Record<string, string>, data: JsonObject = {}): Promise<string> => {
      const { cwd, entry } = await makeApp(installation, name, { form, data: { env: data } });
      return boot(entry, { cwd, env }).then(
        async (app) => {
          await app.stop();
          return `started\n${app.output()}`;
        },
        (error: Error) => error.message,
      );
    };

    it('ends before anything listens, naming what is missing and no value', async () => {
      const message = await failure('missing', { JWT_SECRET: '', LOG_LEVEL: 'canary' });
      expect(message).toContain('ended with 1');
      expect(message).toContain('DATABASE_URL is not set');
      expect(message).toContain('Warning: JWT_SECRET is empty');
      expect(message).not.toMatch(/canary|LOG_LEVEL/);
    });

    it('warns of weak secrets by name only', async () => {
      const message = await failure('weak', { ...secrets, JWT_SECRET: 'canary-changeme' });
      expect(message).toMatch(/^started/);
      expect(message).toMatch(/Warning: JWT_SECRET/);
      expect(message).not.toContain('canary');
    });

    it('only warns of what is empty, which may be what works today', async () => {
      const message = await failure('empty', { ...secrets, DATABASE_URL: ' ' });
      expect(message).toMatch(/^started[^]*Warning: DATABASE_URL is empty/);
    });

    it('only tells where the user chose so', async () => {
      const message = await failure('allowed', {}, { allowMissing: true });
      expect(message).toMatch(/^started[^]*DATABASE_URL is not set/);
    });

    it.each([
      ['default', null, '.env'],
      ['named', 'config/local.env', 'config/local.env'],
    ])('reads the %s env file before it checks', async (name, file, written) => {
      const { cwd, entry } = await makeApp(installation, `dotenv-${name}`, {
        form,
        data: { env: { dotenv: { path: file } } },
      });
      await mkdir(path.join(cwd, 'config'));
      await writeFile(
        path.join(cwd, written),
        Object.entries(secrets)
          .map((pair) => pair.join('='))
          .join('\n'),
      );
      running.push(await boot(entry, { cwd }));
    });
  });

  it.each(['js-esm', 'js-cjs', 'ts-cjs'] as const)('finds the env file from its own place as %s', async (other) => {
    const dotenv = { path: '../../config/.env', fromHere: true };
    const { cwd, entry } = await makeApp(installation, `from-here-${other}`, {
      form: other,
      data: { env: { dotenv } },
    });
    await mkdir(path.join(cwd, 'config'));
    await writeFile(
      path.join(cwd, 'config/.env'),
      Object.entries(secrets)
        .map((pair) => pair.join('='))
        .join('\n'),
    );
    running.push(await boot(entry, { cwd: path.join(cwd, 'config') }));
  });

  it.each(['js-esm', 'ts-cjs'] as const)(
    'only looks into env files that the framework loads later, as %s',
    async (other) => {
      const { cwd, entry } = await makeApp(installation, `apart-${other}`, {
        form: other,
        data: { env: { dotenv: { path: null, apart: ['.env.local', '.env'] } } },
      });
      const [first, ...rest] = Object.entries(secrets).map((pair) => pair.join('='));
      await writeFile(path.join(cwd, '.env.local'), first!);
      await writeFile(path.join(cwd, '.env'), rest.join('\n'));
      const names = JSON.stringify(Object.keys(secrets));
      await appendFile(entry, `\nconsole.log('filled', ${names}.filter((name) => name in process.env).length);\n`);
      const app = await boot(entry, { cwd });
      running.push(app);
      await expect.poll(() => app.output()).toContain('filled 0');
    },
  );

  it('reads settings that are loaded after the app is made', async () => {
    const { cwd, entry } = await makeApp(installation, 'late', { form });
    const preload = path.join(cwd, 'late.cjs');
    // Later than any app calls dotenv.config(): when it listens already.
    const late = {
      PUBLIC_URL: 'https://late.example',
      ALLOWED_ORIGINS: 'https://late.example',
      TRUSTED_PROXIES: '127.0.0.1',
    };
    await writeFile(preload, `process.on('SIGUSR2', () => Object.assign(process.env, ${JSON.stringify(late)}));`);
    const app = await boot(entry, { cwd, env: secrets, execArgv: ['--require', preload] });
    running.push(app);
    app.signal('SIGUSR2');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const redirected = await ask(app.port, { path: '/', from: '127.0.0.1' });
    expect(redirected.headers.location).toBe('https://late.example/');
    const headers = { 'X-Forwarded-Proto': 'https', Origin: 'https://late.example' };
    const answer = await ask(app.port, { path: '/', from: '127.0.0.1', headers });
    expect(answer.headers['access-control-allow-origin']).toBe('https://late.example');
    // Nobody else may claim that TLS ended with them.
    expect((await ask(app.port, { path: '/', from: '127.0.0.9', headers })).status).toBe(308);
  });

  it('does not redirect in circles behind a proxy that nobody has told it of', async () => {
    const first = [{ module: 'https', name: 'redirectToHttps', why: 'First.' }];
    const env = { PUBLIC_URL: 'https://app.example.com' };
    const app = await start('untold', { index: { first }, 'rate-limit': { trustProxy: false } }, env);
    const headers = { 'X-Forwarded-Proto': 'https' };
    expect((await ask(app.port, { path: '/', headers })).status).toBe(200);
    expect((await ask(app.port, { path: '/', headers })).status).toBe(200);
    expect((await ask(app.port, { path: '/' })).status).toBe(308);
    expect(app.output().match(/trust proxy/g)).toHaveLength(1);
  });

  it('is what makes the probes pass: without it most fail', async () => {
    const { cwd } = await makeApp(installation, 'bare', { form });
    const bare = path.join(cwd, 'bare.cjs');
    await writeFile(
      bare,
      `const express = require('express'); const app = express(); app.use(express.json());
      app.get('/', (req, res) => res.send('home')); app.get('/healthz', (req, res) => res.send('ok'));
      app.get('/boom', () => { throw new Error('secret detail'); });
      app.post('/users/:id', (req, res) => res.status(201).json({ body: req.body, query: req.query }));
      app.post('/auth/login', (req, res) => res.sendStatus(401)); app.listen(3000);`,
    );
    const app = await boot(bare, { cwd });
    running.push(app);
    const target = {
      port: app.port,
      allowed: 'https://a.example',
      foreign: 'https://b.example',
      home: 'https://c.example',
      globalLimit: 40,
      loginLimit: 5,
      alive: app.alive,
    };
    const passed: string[] = [];
    for (const { id, run } of probes)
      await run(target).then(
        () => passed.push(id),
        () => undefined,
      );
    // The body limit and the health check are Express's own; the login has nothing in it that could break.
    expect(passed).toEqual(['5', '20', '26']);
  });
});
