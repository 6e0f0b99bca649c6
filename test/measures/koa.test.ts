import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/types';
import { findingsOf } from './rules';

const manifest = JSON.stringify({ name: 'shop', dependencies: { koa: '^3.0.0', '@koa/router': '^15.0.0' } });

/** The findings of a rule in an app on Koa; `text` stands between the app and its start. */
const findings = (rule: string, text: string): Promise<Finding[]> =>
  findingsOf(rule, {
    'package.json': manifest,
    'app.js': `const Koa = require('koa');\nconst Router = require('@koa/router');\nconst app = new Koa();\n${text}\napp.listen(3000);\n`,
  });

describe('open CORS', () => {
  const cors = "const cors = require('@koa/cors');\n";

  it.each([
    ['cors/any-origin', 'app.use(cors());'],
    ['cors/any-origin', "app.use(cors({ origin: '*' }));"],
    ['cors/any-origin', "app.use(cors({ origin: (ctx) => ctx.get('Origin') }));"],
    ['cors/any-origin', 'app.use(cors({ origin: (ctx) => ctx.request.header.origin }));'],
    ['cors/any-origin', "app.use(cors({ origin: () => '*' }));"],
    ['cors/reflected-origin', 'app.use(cors({ credentials: true }));'],
    // It names the origin that asks then.
    ['cors/reflected-origin', "app.use(cors({ origin: '*', credentials: true }));"],
    [
      'cors/reflected-origin',
      "app.use(cors({ origin(ctx) { return ctx.headers.origin || '*'; }, credentials: true }));",
    ],
  ])('%s is found in %s', async (rule, text) => {
    expect(await findings(rule, cors + text)).toMatchObject([
      { line: 5, fix: 'automatic', snippet: 'cors(corsOptions)' },
    ]);
  });

  it.each(['kcors', 'koa2-cors'])('is left to the user with %s, whose options are others', async (name) => {
    expect(await findings('cors/any-origin', `app.use(require('${name}')());`)).toMatchObject([{ fix: 'manual' }]);
  });

  it.each(["app.use(cors({ origin: 'https://a.example' }));", 'app.use(cors({ origin: (ctx) => allow(ctx) }));'])(
    'is not found in %s',
    async (text) => {
      expect(await findings('cors/any-origin', cors + text)).toEqual([]);
      expect(await findings('cors/reflected-origin', cors + text)).toEqual([]);
    },
  );
});

describe('proxy: true', () => {
  it.each([
    'app.proxy = true;',
    'module.exports = new Koa({ proxy: true });',
    'class Api extends Koa { trust() { this.proxy = true; } }',
  ])('is found in %s', async (text) => {
    expect(await findings('rate-limit/trust-proxy-true', text)).toMatchObject([{ line: 4, fix: 'manual' }]);
  });

  it.each([
    'app.proxy = true;\napp.maxIpsCount = 1;',
    'new Koa({ proxy: true, maxIpsCount: 1 });',
    'app.proxy = false;',
    'class Other { trust() { this.proxy = true; } }',
    'const config = {};\nconfig.proxy = true;',
  ])('is not found in %s', async (text) => {
    expect(await findings('rate-limit/trust-proxy-true', text)).toEqual([]);
  });
});

describe('details of errors', () => {
  it.each([
    'ctx.body = err.message;',
    'ctx.body = { error: err.message };',
    'ctx.response.body = err.stack;',
    'ctx.body = `No: ${err}`;',
  ])('that are sent are found in %s', async (line) => {
    const text = `app.use(async (ctx, next) => { try { await next(); } catch (err) { ${line} } });`;
    expect(await findings('errors/leak', text)).toMatchObject([{ line: 4, fix: 'automatic', risk: 'behaviour' }]);
  });

  it.each(['ctx.state.message = err.message;', 'log.body = err.message;', "ctx.body = 'no';"])(
    'that stay inside are not found in %s',
    async (line) => {
      const text = `app.use(async (ctx, next) => { try { await next(); } catch (err) { ${line} } });`;
      expect(await findings('errors/leak', text)).toEqual([]);
    },
  );
});

describe('an error handler', () => {
  const handler = 'app.use(async (ctx, next) => { try { await next(); } catch (err) { ctx.body = "no"; } });';
  const routes = "const router = new Router();\nrouter.get('/a', h);\napp.use(router.routes());";

  it('in front of the routes is as it should be', async () => {
    for (const rule of ['errors/missing-handler', 'errors/late-handler', 'errors/early-handler'])
      expect(await findings(rule, `${handler}\n${routes}`)).toEqual([]);
  });

  it("in the place of the framework's last step covers all routes, wherever it is set", async () => {
    const last = 'app.context.onerror = function (error) {\n  this.res.end();\n};';
    expect(await findings('errors/late-handler', `${routes}\n${last}`)).toEqual([]);
  });

  it('behind the routes is found', async () => {
    expect(await findings('errors/late-handler', `${routes}\n${handler}`)).toMatchObject([{ line: 7, fix: 'manual' }]);
  });
});

it('keys of cookies that stand in the source are found', async () => {
  expect(await findings('secrets/hard-coded', "app.keys = ['some secret hurr', process.env.KEY];")).toMatchObject([
    { line: 4 },
  ]);
  expect(await findings('secrets/hard-coded', "const other = {};\nother.keys = ['name', 'age'];")).toEqual([]);
});

it.each([
  ["app.use(require('koa-bodyparser')({ jsonLimit: '50mb' }));", 1],
  ["const { koaBody } = require('koa-body');\napp.use(koaBody({ formLimit: 50 * 1024 * 1024 }));", 1],
  ["const { bodyParser } = require('@koa/bodyparser');\napp.use(bodyParser({ jsonLimit: '1mb' }));", 0],
])('large bodies are found in %s', async (text, count) => {
  expect(await findings('limits/large-body', text)).toHaveLength(count);
});

it.each([
  ['headers/missing', "app.use(require('koa-helmet')());"],
  ['rate-limit/missing', "app.use(require('koa-ratelimit')({ max: 100 }));"],
])('%s is not found with %s', async (rule, text) => {
  expect(await findings(rule, '')).toHaveLength(1);
  expect(await findings(rule, text)).toEqual([]);
});
