import { describe, expect, it } from 'vitest';
import { type Files, labels, manifest, onlyRoute, projectOf } from './project';

const koa = manifest({ dependencies: { koa: '^3.0.0', '@koa/router': '^15.0.0' } });
const projectWith = (text: string, more: Files = {}): ReturnType<typeof projectOf> =>
  projectOf({ 'package.json': koa, 'app.js': text, ...more });

/** An app with a router that is mounted at the end. */
const withRouter = (text: string, more: Files = {}): ReturnType<typeof projectOf> =>
  projectWith(
    `const Koa = require('koa');\nconst Router = require('@koa/router');\nconst app = new Koa();\nconst router = new Router();\n${text}\napp.use(router.routes()).use(router.allowedMethods());\napp.listen(3000);\n`,
    more,
  );

describe('an app', () => {
  it.each([
    ['made with new', "const Koa = require('koa');\nconst app = new Koa();\napp.listen(3000);", 'app'],
    ['made without new', "const app = require('koa')();\napp.listen(3000);", 'app'],
    ['made without parentheses', "const app = new (require('koa'));\napp.listen(3000);", 'app'],
    ['imported by default', "import Koa from 'koa';\nexport const app = new Koa();", 'app'],
    ['in a chain without a name', "const Koa = require('koa');\nmodule.exports = new Koa().use(h);", 'module.exports'],
    [
      'of a class on top',
      "const Koa = require('koa');\nclass App extends Koa {}\nconst app = new App();\napp.listen(1);",
      'app',
    ],
  ])('%s is found', async (_name, text, name) => {
    expect((await projectWith(text)).app).toMatchObject({ file: 'app.js', index: 0, name });
  });

  it('of a class that registers by itself is made at super()', async () => {
    const project = await projectWith(
      "const Koa = require('koa');\nconst Router = require('@koa/router');\nconst router = new Router();\nrouter.get('/a', h);\nclass App extends Koa {\n  constructor() {\n    super();\n    this.use(router.routes());\n  }\n}\nnew App().listen(3000);",
    );
    expect(project.app.node.loc?.start.line).toBe(7);
    expect(labels(project)).toEqual(['GET /a']);
    expect(project.servers).toMatchObject([{ kind: 'listen' }]);
  });

  it.each([
    ['listen', "app.listen(3000, () => console.log('up'));", 'listen'],
    ['its callback', "require('http').createServer(app.callback()).listen(3000);", 'createServer'],
    [
      'its callback in a variable',
      "const handle = app.callback();\nrequire('https').createServer({}, handle);",
      'createServer',
    ],
  ])('is served by %s', async (_name, text, kind) => {
    const project = await projectWith(`const Koa = require('koa');\nconst app = new Koa();\n${text}\n`);
    expect(project.servers.map((server) => server.kind)).toEqual([kind]);
  });
});

describe('routes', () => {
  it.each<[string, string, string[]]>([
    ['with a name before the path', "router.get('user', '/users/:id', h);", ['GET /users/:id']],
    ['with a name before a pattern', "router.get('user', /^.users/, h);", ['GET ?']],
    ['with a text in a list', "router.get(['/a', '/b'], h);", ['GET /a']],
    ['that delete', "router.del('/users/:id', h);\nrouter.delete('/x', h);", ['DELETE /users/:id', 'DELETE /x']],
    ['in a chain', "router.get('/a', h).post('/b', h);", ['GET /a', 'POST /b']],
    ['that are registered by a list of methods', "router.register('/a', ['GET', 'POST'], h);", ['GET /a', 'POST /a']],
    ['of any method', "router.all('/a', h);", ['ALL /a']],
    ['behind a prefix that is set', "router.prefix('/api');\nrouter.get('/a', h);", ['GET /api/a']],
    [
      'of a router with a prefix in its options',
      "const api = new Router({ prefix: '/api' });\napi.get('/a', h);\napp.use(api.routes());",
      ['GET /api/a'],
    ],
    [
      'of a router in a router',
      "const sub = new Router({ prefix: '/v1' });\nsub.get('/a', h);\nrouter.use('/api', sub.routes(), sub.allowedMethods());",
      ['GET /api/v1/a'],
    ],
    [
      'of a router in a composition',
      "const compose = require('koa-compose');\nconst sub = new Router();\nsub.get('/a', h);\napp.use(compose([log, sub.routes()]));",
      ['GET /a'],
    ],
    [
      'of an app that is mounted',
      "const mount = require('koa-mount');\nconst other = new Koa();\nconst sub = new Router();\nsub.get('/a', h);\nother.use(sub.routes());\napp.use(mount('/api', other));",
      ['GET /api/a'],
    ],
    [
      'of one handler each',
      "const route = require('koa-route');\napp.use(route.get('/a/:id', (ctx, id) => {}));",
      ['GET /a/:id'],
    ],
  ])('%s are found', async (_name, text, expected) => {
    expect(labels(await withRouter(text))).toEqual(expected);
  });

  it.each(['koa-router', '@koa/router'])('of %s in a file of their own are found', async (name) => {
    const more = {
      'users.js': `const router = require('${name}')();\nrouter.prefix('/users');\nrouter.get('/', h);\nmodule.exports = router;\n`,
    };
    const project = await withRouter("const users = require('./users');\napp.use(users.routes());", more);
    expect(labels(project)).toEqual(['GET /users']);
  });

  it('of a package that takes one handler have no place for a second one', async () => {
    const project = await withRouter("const route = require('koa-route');\napp.use(route.post('/login', h));");
    expect(onlyRoute(project).occurrence).toBe(-1);
  });
});

describe('reads of a handler', () => {
  it.each([
    ['a context', 'async (ctx) => { save(ctx.request.body.name.trim(), ctx.query.page, ctx.params.id); }'],
    [
      'a request in a name',
      'async (ctx) => { const { body, query } = ctx.request; save(body.name.trim(), query.page, ctx.params.id); }',
    ],
    [
      'destructured parts',
      'async ({ request, query, params }) => { save(request.body.name.trim(), query.page, params.id); }',
    ],
    [
      'a destructured body',
      'async ({ request: { body, query }, params: { id } }) => { save(body.name.trim(), query.page, id); }',
    ],
    [
      'a body in a variable',
      'async (ctx) => { const body = ctx.request.body; const { page } = ctx.request.query; save(body.name.trim(), page, ctx.params.id); }',
    ],
  ])('are found through %s', async (_name, handler) => {
    const { reads } = onlyRoute(await withRouter(`router.post('/a/:id', ${handler});`));
    expect(reads.whole).toEqual([]);
    expect(reads.body).toEqual([{ name: 'name', type: 'string', required: true }]);
    expect(reads.query.map(({ name }) => name)).toEqual(['page']);
    expect(reads.params.map(({ name }) => name)).toEqual(['id']);
  });

  it('are all of the body where it is passed on', async () => {
    const { reads } = onlyRoute(
      await withRouter("router.post('/a', async (ctx) => { await create(ctx.request.body); });"),
    );
    expect(reads.whole).toEqual(['body']);
  });
});

describe('what answers errors', () => {
  const handlers = async (text: string): Promise<number> =>
    (await withRouter(text)).middleware.filter(({ errorHandler }) => errorHandler).length;

  it.each([
    [
      'middleware that catches',
      'app.use(async (ctx, next) => { try { await next(); } catch (err) { ctx.status = 500; ctx.body = "no"; } });',
    ],
    ['middleware that catches the promise', 'app.use((ctx, next) => next().catch((err) => { ctx.body = "no"; }));'],
    [
      'what a function makes',
      'const handle = () => async (ctx, next) => { try { await next(); } catch (err) { ctx.body = "no"; } };\napp.use(handle());',
    ],
    ['koa-json-error', "app.use(require('koa-json-error')());"],
    ['koa-error', "const error = require('koa-error');\napp.use(error({ engine: 'pug' }));"],
    ['options for koa-onerror', "require('koa-onerror')(app, { all() {} });"],
    ["the context's own last step", 'app.context.onerror = function (err) { this.res.end(); };'],
  ])('is %s', async (_name, text) => {
    expect(await handlers(text)).toBe(1);
  });

  it.each([
    [
      'middleware that only logs',
      'app.use(async (ctx, next) => { try { await next(); } catch (err) { log(err); throw err; } });',
    ],
    [
      'middleware that catches something else',
      'app.use(async (ctx, next) => { try { await load(); } catch (err) { log(err); } await next(); });',
    ],
    ['koa-onerror as it is, which shows stacks to browsers', "require('koa-onerror')(app);"],
    ['a listener', "app.on('error', (err) => log(err));"],
  ])('is not %s', async (_name, text) => {
    expect(await handlers(text)).toBe(0);
  });
});

it('middleware below a path has that path', async () => {
  const project = await withRouter(
    "const mount = require('koa-mount');\nconst serve = require('koa-static');\napp.use(mount('/static', serve('public')));\napp.use(require('koa-compose')([serve('a'), require('koa-helmet')()]));",
  );
  expect(project.middleware.map(({ path, from }) => [path, from.map(({ name }) => name)])).toEqual([
    ['/static', ['koa-static']],
    ['/', ['koa-static', 'koa-helmet']],
  ]);
});

it('values that lead back to themselves are told in no time', async () => {
  const uses = Array.from({ length: 300 }, (_, index) => `find${index}() { return this.query.get(${index}); }`).join(
    '\n',
  );
  const began = Date.now();
  await withRouter(`class Query {\n${uses}\nend() { this.query = this.query.get(1).all().all().all(); }\n}`);
  expect(Date.now() - began).toBeLessThan(5_000);
});
