import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { ask, type Answer } from '../support/http';
import { commit, tempered } from '../support/tempered';
import { installFor, type Installation } from '../templates/workshop';
import { writeFiles } from '../temporary';

const server = `import Koa from 'koa';
import Router from 'ROUTER';
const app = new Koa();
const router = new Router();
router.get('/pages/:page', (ctx) => {
  ctx.body = [ctx.query.q.trim(), ctx.params.page, ctx.request.params.page];
});
app.use(router.routes());
app.use(async (ctx, next) => {
  ctx.set('X-Request-Id', '7');
  await next();
});
app.use((ctx) => {
  ctx.set({ 'Cache-Control': 'public, max-age=600', 'Content-Encoding': 'gzip', 'Set-Cookie': 'session=1', ETag: 'x' });
  if (ctx.path === '/boom') throw new Error('secret detail');
  ctx.throw(418, 'no coffee', { headers: { 'Cache-Control': 'no-store' } });
});
app.listen(3000);
`;

describe.each([
  [2, 'koa-router'],
  [3, '@koa/router'],
])('a hardened app on Koa %d', (major, router) => {
  let installation: Installation;
  let running: Running;
  beforeAll(async () => {
    installation = await installFor('koa', major);
    const cwd = installation.folder;
    await writeFiles(cwd, {
      'package.json': JSON.stringify({ type: 'module', dependencies: { koa: `^${major}.0.0`, [router]: '*' } }),
      '.gitignore': 'node_modules\n',
      'src/server.js': server.replace('ROUTER', router),
    });
    await commit(cwd, 'plain');
    const { code, stderr } = await tempered(['--yes', '--no-install', '--no-verify'], cwd);
    expect(code, stderr).toBe(0);
    const schemas = path.join(cwd, 'src/security/schemas.js');
    const text = await readFile(schemas, 'utf8');
    await writeFile(schemas, text.replace('getPagesPage = {', '$& params: z.object({ page: z.coerce.number() }),'));
    running = await boot(path.join(cwd, 'src/server.js'), { cwd });
  }, 120_000);
  afterAll(async () => {
    await running.stop();
    await installation.remove();
  });
  const get = (requested: string): Promise<Answer> => ask(running.port, { path: requested });

  it('takes what belonged to the answer that failed off the one to the error', async () => {
    const { status, text, headers } = await get('/boom');
    expect([status, text]).toEqual([500, '{"error":"internal_server_error"}']);
    expect(Object.keys(headers)).toEqual(expect.arrayContaining(['x-request-id', 'x-content-type-options']));
    for (const name of ['cache-control', 'content-encoding', 'set-cookie', 'etag'])
      expect(headers[name]).toBeUndefined();
  });

  it('gives a handler what a schema makes of the params, wherever it reads them', async () => {
    const { status, text } = await get('/pages/none?q=a');
    expect([status, text]).toEqual([400, expect.stringContaining('params.page')]);
    expect((await get('/pages/7?q=a')).json()).toEqual(['a', 7, 7]);
  });

  it('keeps what an error brings along', async () => {
    const { status, json, headers } = await get('/tea');
    expect([status, json()]).toEqual([418, { error: 'i_m_a_teapot', message: 'no coffee' }]);
    expect(headers['cache-control']).toBe('no-store');
  });
});
