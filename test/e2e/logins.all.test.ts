import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { ask, type Answer } from '../support/http';
import { commit, tempered } from '../support/tempered';
import { install, type Installation } from '../templates/workshop';
import { writeFiles } from '../temporary';

/** Each app logs in with `POST /login`, and says with `GET /me` who somebody is. */
const apps: Record<string, { dependencies: string[]; text: string }> = {
  'express-session': {
    dependencies: ['express', 'express-session'],
    text: `import express from 'express';
import session from 'express-session';
const app = express();
app.set('trust proxy', 'loopback');
app.use(session({ secret: process.env.SECRET }));
app.post('/login', (req, res) => {
  req.session.user = 'ann';
  res.sendStatus(204);
});
app.get('/me', (req, res) => (req.session.user ? res.send(req.session.user) : res.sendStatus(401)));
app.listen(3000);
`,
  },
  'a session that is set to plain http, and kept in the cookie': {
    dependencies: ['express', 'cookie-session'],
    text: `import express from 'express';
import cookieSession from 'cookie-session';
const app = express();
app.set('trust proxy', 'loopback');
app.use(cookieSession({ name: 'session', secret: process.env.SECRET, secure: false }));
app.post('/login', (req, res) => {
  req.session.user = 'ann';
  res.sendStatus(204);
});
app.get('/me', (req, res) => (req.session.user ? res.send(req.session.user) : res.sendStatus(401)));
app.listen(3000);
`,
  },
  'a token in a cookie': {
    dependencies: ['express', 'cookie-parser', 'jsonwebtoken'],
    text: `import express from 'express';
import cookies from 'cookie-parser';
import jwt from 'jsonwebtoken';
const app = express();
app.use(cookies());
app.post('/login', (req, res) => {
  res.cookie('token', jwt.sign({ name: 'ann' }, process.env.SECRET)).sendStatus(204);
});
app.get('/me', (req, res) => {
  try {
    res.send(jwt.verify(req.cookies.token, process.env.SECRET).name);
  } catch {
    res.sendStatus(401);
  }
});
app.listen(3000);
`,
  },
  'a cookie of Koa': {
    dependencies: ['koa', '@koa/router', 'jsonwebtoken'],
    text: `import Koa from 'koa';
import Router from '@koa/router';
import jwt from 'jsonwebtoken';
const app = new Koa();
app.proxy = true;
const router = new Router();
router.post('/login', (ctx) => {
  ctx.cookies.set('token', jwt.sign({ name: 'ann' }, process.env.SECRET), { httpOnly: false, secure: false });
  ctx.status = 204;
});
router.get('/me', (ctx) => {
  try {
    ctx.body = jwt.verify(ctx.cookies.get('token'), process.env.SECRET).name;
  } catch {
    ctx.status = 401;
  }
});
app.use(router.routes());
app.listen(3000);
`,
  },
  'a session of Fastify': {
    dependencies: ['fastify', '@fastify/cookie', '@fastify/session'],
    text: `import Fastify from 'fastify';
import cookie from '@fastify/cookie';
import session from '@fastify/session';
const app = Fastify({ trustProxy: 'loopback' });
app.register(cookie);
app.register(session, { secret: process.env.SECRET, cookie: { secure: false } });
app.post('/login', (request, reply) => {
  request.session.user = 'ann';
  reply.code(204).send();
});
app.get('/me', (request, reply) => (request.session.user ? reply.send(request.session.user) : reply.code(401).send()));
app.listen({ port: 3000 });
`,
  },
  'a token of Fastify in a cookie': {
    dependencies: ['fastify', '@fastify/cookie', '@fastify/jwt'],
    text: `import Fastify from 'fastify';
import cookie from '@fastify/cookie';
import jwt from '@fastify/jwt';
const app = Fastify({ trustProxy: 'loopback' });
app.register(cookie);
app.register(jwt, { secret: process.env.SECRET });
app.post('/login', (request, reply) => reply.setCookie('token', app.jwt.sign({ name: 'ann' })).code(204).send());
app.get('/me', (request, reply) => {
  try {
    reply.send(app.jwt.verify(request.cookies.token).name);
  } catch {
    reply.code(401).send();
  }
});
app.listen({ port: 3000 });
`,
  },
  'a cookie of Hono': {
    dependencies: ['hono', '@hono/node-server', 'jsonwebtoken'],
    text: `import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import jwt from 'jsonwebtoken';
const app = new Hono();
app.post('/login', (c) => {
  setCookie(c, 'token', jwt.sign({ name: 'ann' }, process.env.SECRET));
  return c.body(null, 204);
});
app.get('/me', (c) => {
  try {
    return c.text(jwt.verify(getCookie(c, 'token'), process.env.SECRET).name);
  } catch {
    return c.body(null, 401);
  }
});
serve({ fetch: app.fetch, port: 3000 });
`,
  },
};
const SECRET = 'a secret that is long enough for sessions and tokens';

let installation: Installation;
beforeAll(async () => {
  const packages = new Set(Object.values(apps).flatMap(({ dependencies }) => dependencies));
  installation = await install(5, [...packages]);
}, 180_000);
afterAll(() => installation.remove());

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token by the right secret, or by none, with another algorithm than the app signs with. */
function forged(alg: 'HS512' | 'none'): string {
  const head = `${part({ alg, typ: 'JWT' })}.${part({ name: 'eve', exp: Math.floor(Date.now() / 1000) + 900 })}`;
  return `${head}.${alg === 'none' ? '' : createHmac('sha512', SECRET).update(head).digest('base64url')}`;
}

describe.each(Object.entries(apps))('a login with %s, hardened', (name, { dependencies, text }) => {
  let cwd: string;
  let hardened: string;
  beforeAll(async () => {
    cwd = path.join(installation.folder, 'node_modules/.apps', name.replaceAll(' ', '-'));
    const manifest = { type: 'module', dependencies: Object.fromEntries(dependencies.map((each) => [each, '*'])) };
    await writeFiles(cwd, { 'package.json': JSON.stringify(manifest), 'app.js': text, '.gitignore': '.env\n' });
    await commit(cwd, 'plain');
    const options = ['--yes', '--no-install', '--no-verify', '--allow-dirty'];
    const { code, stderr } = await tempered([...options, '--only', 'cookies,tokens', '--fix', 'all'], cwd);
    expect(code, stderr).toBe(0);
    hardened = await readFile(path.join(cwd, 'app.js'), 'utf8');
  }, 60_000);

  const during = async (mode: string, use: (running: Running) => Promise<void>): Promise<void> => {
    const running = await boot(path.join(cwd, 'app.js'), { cwd, env: { SECRET, NODE_ENV: mode } });
    try {
      await use(running);
    } finally {
      await running.stop();
    }
  };
  const login = ({ port }: Running, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(port, { method: 'POST', path: '/login', headers });
  const cookieOf = ({ headers }: Answer): string => headers['set-cookie']?.join('\n') ?? '';
  const me = ({ port }: Running, cookie: string): Promise<Answer> => ask(port, { path: '/me', headers: { cookie } });
  const sent = (answer: Answer): string =>
    (answer.headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; ');

  it('changes the code', () => expect(hardened).not.toBe(text));

  it.each(['development', 'production'])(
    'still works over plain http in %s',
    async (mode) => {
      await during(mode, async (running) => {
        const answer = await login(running);
        expect(answer.status, running.output()).toBe(204);
        expect(cookieOf(answer)).toMatch(/httponly/i);
        expect(cookieOf(answer)).toMatch(/samesite=lax/i);
        if (mode === 'development') expect(cookieOf(answer)).not.toMatch(/; secure/i);
        expect(await me(running, sent(answer))).toMatchObject({ status: 200, text: 'ann' });
        expect((await me(running, '')).status).toBe(401);
      });
    },
    30_000,
  );

  it.runIf(text.includes('jwt'))(
    'refuses tokens by another algorithm than the app signs with',
    async () => {
      const answers = async (file: string): Promise<number[]> => {
        const running = await boot(path.join(cwd, file), { cwd, env: { SECRET } });
        try {
          const tokens = [forged('HS512'), forged('none')];
          return await Promise.all(tokens.map(async (token) => (await me(running, `token=${token}`)).status));
        } finally {
          await running.stop();
        }
      };
      await writeFiles(cwd, { 'test/plain.js': text });
      expect(await answers('test/plain.js')).toEqual([200, 401]);
      expect(await answers('app.js')).toEqual([401, 401]);
    },
    30_000,
  );

  it.runIf(text.includes('jwt.sign({ name'))(
    'gives out tokens that end',
    async () => {
      await during('production', async (running) => {
        const [, body] = sent(await login(running)).split('.');
        const claims = JSON.parse(Buffer.from(body!, 'base64url').toString()) as Record<string, number>;
        expect(claims['exp']).toBe(claims['iat']! + 3600);
      });
    },
    30_000,
  );

  it('sends the cookie over https alone where a proxy says that the client came by it', async () => {
    await during('production', async (running) => {
      const answer = await login(running, { 'x-forwarded-proto': 'https' });
      expect(cookieOf(answer), running.output()).toMatch(/; secure/i);
    });
  }, 30_000);

  it('is left alone by a second run', async () => {
    await commit(cwd, 'hardened');
    const { stdout, stderr } = await tempered(
      ['--yes', '--no-install', '--no-verify', '--only', 'cookies,tokens', '--fix', 'all', '--dry-run'],
      cwd,
    );
    expect(stdout.trim(), stderr).toBe('');
  }, 60_000);
});
