import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderCode, renderTemplate } from '../../src/edits/template';
import type { JsonObject } from '../../src/types';
import { boot, type Running } from '../support/boot';
import { ask, type Answer, type Ask } from '../support/http';
import { koaModules } from './data';
import { compile, forms, installFor, ownStyle, type FormName, type Installation } from './workshop';

const everything = process.env['TEMPERED_TEST_ALL'] === '1';

/** Handlers with types of their own between ours, as people write them; an app with its own state and context. */
const typed = `import Koa from 'koa';
import cors from '@koa/cors';
import { z } from 'zod';
import { corsOptions, loginLimiter, publicMessage, secureApp, validate } from './security/index';

interface State {
  user: string;
}
interface More {
  db: Map<string, string>;
}
export const app = secureApp(new Koa<State, More>());
app.use(async (ctx, next) => {
  ctx.state.user = ctx.db.get('a') ?? '';
  await next();
});
app.use(cors(corsOptions));
app.use(loginLimiter);
app.use(validate({ body: z.object({ a: z.string() }) }));
app.use((ctx) => {
  ctx.body = publicMessage(new Error('secret detail'));
});
`;

const app = `const Koa = require('koa');
const fs = require('node:fs');
const { secureApp } = require('./security');
const app = new Koa();
app.use((ctx, next) => {
  const peer = ctx.get('X-Peer');
  if (peer) Object.defineProperty(ctx.req.socket, 'remoteAddress', { value: peer });
  return next();
});
secureApp(app);
app.on('error', (error) => console.log('heard of', error.message));
const routes = {
  '/boom': () => { throw new Error('secret detail'); },
  '/text': () => { throw 'secret detail'; },
  '/nothing': () => Promise.reject(),
  '/teapot': (ctx) => ctx.throw(418, 'short and stout'),
  '/hidden': (ctx) => ctx.throw(400, 'secret detail', { expose: false }),
  '/401': (ctx) => ctx.throw(401, { headers: { 'WWW-Authenticate': 'Basic' } }),
  '/file': () => fs.promises.readFile('/none/secret detail'),
  '/last': (ctx) => { ctx.respond = false; ctx.onerror(new Error('secret detail')); },
  '/half': async (ctx) => { ctx.status = 200; ctx.respond = false; ctx.res.write('half'); throw new Error('secret detail'); },
  '/done': async (ctx) => { ctx.respond = false; ctx.res.end('x'.repeat(5_000_000)); throw new Error('secret detail'); },
  '/own404': (ctx) => { ctx.status = 404; ctx.body = 'mine'; },
  '/empty': (ctx) => { ctx.status = 204; },
  '/nonce': (ctx) => { ctx.body = ctx.state.cspNonce; },
  '/ip': (ctx) => { ctx.body = ctx.ip; },
};
app.use(async (ctx) => { await routes[ctx.path]?.(ctx); });
module.exports = app;
if (process.env.OWN_PROXY) Object.assign(app, JSON.parse(process.env.OWN_PROXY));
app.listen(3000);
`;

describe.each(everything ? [2, 3] : [3])('on Koa %d', (major) => {
  let installation: Installation;
  const running: Running[] = [];
  beforeAll(async () => {
    installation = await installFor('koa', major);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(running.map((each) => each.stop()));
    await installation.remove();
  });

  const render = async (name: string, formName: FormName, data: Record<string, JsonObject> = {}): Promise<string> => {
    const folder = path.join(installation.folder, name);
    const { form } = forms[formName];
    await mkdir(path.join(folder, 'src/security'), { recursive: true });
    const manifest = { type: form.module === 'esm' ? 'module' : 'commonjs' };
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
    for (const [module, { template, data: usual }] of Object.entries(koaModules(major))) {
      const text = renderTemplate(template, { ...usual, ...data[module] }, form, ownStyle);
      await writeFile(path.join(folder, 'src/security', module + form.extension), text);
    }
    return folder;
  };
  const start = async (name: string, env: Record<string, string> = {}): Promise<Running> => {
    const folder = await render(name, 'js-cjs');
    await writeFile(path.join(folder, 'src/app.js'), app);
    const started = await boot(path.join(folder, 'src/app.js'), { cwd: folder, env });
    running.push(started);
    return started;
  };

  const typedForms = (Object.keys(forms) as FormName[]).filter((name) => forms[name].form.language === 'ts');
  it.each(everything ? typedForms : (['ts-cjs-without-interop'] as const))(
    'the modules compile as %s, with the types of an app around them',
    async (name) => {
      const folder = await render(name, name);
      const { form, options } = forms[name];
      await writeFile(path.join(folder, `src/app${form.extension}`), renderCode(typed, form, ownStyle));
      await expect(compile(folder, options!)).resolves.toBeUndefined();
    },
    60_000,
  );

  describe('an app', () => {
    let started: Running;
    beforeAll(async () => {
      started = await start('errors');
    });
    const get = (requested: string, headers: Record<string, string> = {}): Promise<Answer> =>
      ask(started.port, { path: requested, headers });

    it.each([
      ['/boom', 500, { error: 'internal_server_error' }],
      ['/text', 500, { error: 'internal_server_error' }],
      ['/nothing', 500, { error: 'internal_server_error' }],
      ['/teapot', 418, { error: 'i_m_a_teapot', message: 'short and stout' }],
      ['/hidden', 400, { error: 'bad_request' }],
      ['/401', 401, { error: 'unauthorized', message: 'Unauthorized' }],
      [
        '/file',
        ...(major < 3
          ? ([404, { error: 'not_found' }] as const)
          : ([500, { error: 'internal_server_error' }] as const)),
      ],
      ['/none', 404, { error: 'not_found' }],
    ])('answers %s with %d, and says no more', async (requested, status, body) => {
      const answer = await get(requested);
      expect([answer.status, answer.json()]).toEqual([status, body]);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['permissions-policy']).toContain('fullscreen');
    });

    it('keeps the headers where Koa answers itself, as when a stream breaks', async () => {
      const answer = await get('/last');
      expect([answer.status, answer.text]).toEqual([500, 'Internal Server Error']);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['content-security-policy-report-only']).toContain("script-src 'self' 'nonce-");
    });

    it('sends the headers that an error brings along', async () => {
      expect((await get('/401')).headers['www-authenticate']).toBe('Basic');
    });

    it('ends the connection where half an answer is out, and goes on', async () => {
      await expect(get('/half')).rejects.toThrow(/aborted|hang up|reset/);
      expect((await get('/nonce')).status).toBe(200);
    });

    it('keeps what a handler has answered', async () => {
      expect((await get('/own404')).text).toBe('mine');
      expect((await get('/empty')).status).toBe(204);
    });

    it('sends all of what a handler has answered by itself before it failed', async () => {
      expect((await get('/done')).text).toHaveLength(5_000_000);
    });

    it('shows a page to browsers', async () => {
      const answer = await get('/teapot', { Accept: 'text/html,*/*' });
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.text).toContain('<h1>short and stout</h1>');
    });

    it('hands the nonce of the policy to views', async () => {
      const { text, headers } = await get('/nonce');
      expect(String(headers['content-security-policy-report-only'])).toContain(`'nonce-${text}'`);
    });

    it("tells the app's own listeners of every error", () => {
      for (const message of ['secret detail', 'short and stout'])
        expect(started.output()).toContain(`heard of ${message}`);
    });
  });

  describe('who a client is', () => {
    /** How many of 50 requests were let through. */
    const letThrough = async (started: Running, request: (index: number) => Partial<Ask>): Promise<number> => {
      let count = 0;
      for (let index = 0; index < 50; index++)
        if ((await ask(started.port, { path: '/none', ...request(index) })).status !== 429) count += 1;
      return count;
    };
    const chosen = (index: number): Partial<Ask> => ({
      headers: { 'X-Peer': '198.51.100.1', 'X-Forwarded-For': `203.0.113.${index}` },
    });

    it.each([
      ['as Koa has it', {}],
      ['where the app believes everybody', { proxy: true }],
      ['where the app counts its proxies', { proxy: true, maxIpsCount: 1 }],
    ])('cannot be chosen behind a proxy, %s', async (name, own) => {
      const started = await start(`own-${name.length}`, { OWN_PROXY: JSON.stringify(own) });
      const behind = (index: number): Partial<Ask> => ({
        headers: { 'X-Forwarded-For': `203.0.113.${index}, 198.51.100.7` },
      });
      expect(await letThrough(started, behind)).toBe(40);
    });

    it.each([
      ['as Koa has it', {}],
      ['where the app believes everybody', { proxy: true }],
    ])('cannot be chosen from outside, %s', async (name, own) => {
      const started = await start(`outside-${name.length}`, { OWN_PROXY: JSON.stringify(own) });
      expect(await letThrough(started, chosen)).toBe(40);
    });

    it('stays for handlers what it is for Koa', async () => {
      const started = await start('ip');
      const headers = { 'X-Forwarded-For': '203.0.113.1' };
      expect((await ask(started.port, { path: '/ip', headers })).text).toMatch(/127\.0\.0\.1$/);
    });
  });
});
