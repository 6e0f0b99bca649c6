import { describe, expect, it } from 'vitest';
import { label, labels, manifest, onlyRoute, projectOf, type Files } from './project';
import type { HandlerReads, Project } from '../../../src/types';

const packages = { hono: '^4.13.0', '@hono/node-server': '^2.0.0' };
const head = "import { Hono } from 'hono';\nimport { serve } from '@hono/node-server';\n";
const project = (files: Files, more: object = {}): Promise<Project> =>
  projectOf({ 'package.json': manifest({ type: 'module', dependencies: { ...packages, ...more } }), ...files });
/** A project of one file, which serves `app`. */
const app = (text: string, more?: Files): Promise<Project> =>
  project({ 'app.ts': `${head}${text}\nserve(app);\n`, ...more });

describe('the app of Hono', () => {
  it.each([
    ['in a variable', 'const app = new Hono();', 'app'],
    ['with type arguments and options', 'const app = new Hono<{ Variables: { a: 1 } }>({ strict: false });', 'app'],
    ['as a chain', "const app = new Hono().get('/', (c) => c.text('a'));", 'app'],
    ['with a path in front', "const app = new Hono().basePath('/api').get('/', (c) => c.text('a'));", 'app'],
    ['of a factory', "import { createFactory } from 'hono/factory';\nconst app = createFactory().createApp();", 'app'],
    [
      'of a factory with a name',
      "import { createFactory } from 'hono/factory';\nconst factory = createFactory<{}>();\nconst app = factory.createApp();",
      'app',
    ],
    ['of a preset', "import { Hono as Tiny } from 'hono/tiny';\nconst app = new Tiny();", 'app'],
    ['with OpenAPI', "import { OpenAPIHono } from '@hono/zod-openapi';\nconst app = new OpenAPIHono();", 'app'],
  ])('is found %s', async (_title, text, name) => {
    const found = await app(text);
    expect([found.app.file, found.app.name, found.servers.length]).toEqual(['app.ts', name, 1]);
  });

  it('is found where a chain is exported without a name', async () => {
    const found = await project({
      'server.ts':
        "import { serve } from '@hono/node-server';\nimport app from './app';\nserve({ fetch: app.fetch });\n",
      'app.ts': "import { Hono } from 'hono';\nexport default new Hono().get('/a', (c) => c.text('a'));\n",
    });
    expect([found.app.file, found.app.name, labels(found)]).toEqual(['app.ts', null, ['GET /a']]);
  });

  it('is found where a function of another file makes it', async () => {
    const found = await project({
      'server.ts':
        "import { serve } from '@hono/node-server';\nimport { createApp } from './app';\nserve({ fetch: createApp().fetch });\n",
      'app.ts':
        "import { Hono } from 'hono';\nexport function createApp() {\n  const app = new Hono();\n  app.get('/a', (c) => c.text('a'));\n  return app;\n}\n",
    });
    expect([found.app.file, found.app.name, labels(found)]).toEqual(['app.ts', 'app', ['GET /a']]);
  });

  it('is one call of several of a function that makes the app and what is mounted on it', async () => {
    const found = await project({
      'server.ts':
        "import { serve } from '@hono/node-server';\nimport app from './app';\nserve({ fetch: app.fetch });\n",
      'app.ts':
        "import createApp from './create-app';\nimport users from './users';\nconst app = createApp();\n[users].forEach((route) => app.route('/api', route));\nexport default app;\n",
      'users.ts':
        "import { createRouter } from './create-app';\nexport default createRouter().get('/users', (c) => c.json([]));\n",
      'create-app.ts': [
        "import { Hono } from 'hono';",
        "import { secureHeaders } from 'hono/secure-headers';",
        'export function createRouter() {\n  return new Hono({ strict: false });\n}',
        'export default function createApp() {\n  const app = createRouter();\n  app.use(secureHeaders());\n  return app;\n}',
        "export const createTestApp = (router) => createApp().route('/', router);\n",
      ].join('\n'),
    });
    expect(found.app).toMatchObject({ file: 'create-app.ts', name: 'app', callee: 'createRouter', index: 0 });
    expect(labels(found)).toEqual(['GET /api/users']);
    expect(found.middleware).toMatchObject([{ onApp: true, path: '/' }]);
  });
});

describe('what serves an app of Hono', () => {
  it.each([
    ['serve(app)', "import { serve } from '@hono/node-server';\nserve(app, () => {});", 'serve'],
    ['its fetch', "import { serve } from '@hono/node-server';\nserve({ fetch: app.fetch, port: 1 });", 'serve'],
    [
      'a function around its fetch',
      "import { serve } from '@hono/node-server';\nserve({ fetch: (request, env) => app.fetch(request, env) });",
      'serve',
    ],
    [
      'a server that is made first',
      "import { createAdaptorServer } from '@hono/node-server';\nconst server = createAdaptorServer(app);",
      'createServer',
    ],
    [
      'a listener for a server of Node',
      "import { createServer } from 'node:http';\nimport { getRequestListener } from '@hono/node-server';\ncreateServer(getRequestListener(app.fetch));",
      'createServer',
    ],
  ])('is found as %s', async (_title, text, kind) => {
    const found = await project({ 'app.ts': `import { Hono } from 'hono';\nconst app = new Hono();\n${text}\n` });
    expect(found.servers.map((server) => server.kind)).toEqual([kind]);
  });

  it.each([
    ['Cloudflare Workers', { hono: '^4.0.0', wrangler: '^4.0.0' }, '', 'made for Cloudflare Workers'],
    ['Bun', { hono: '^4.0.0', 'bun-types': '*' }, '', 'made for Bun'],
    ['nothing that says what', { hono: '^4.0.0' }, '', '@hono/node-server is not installed'],
    ['Vercel beside Node', packages, "import { handle } from 'hono/vercel';\n", 'served by Vercel'],
    ['Lambda beside Node', packages, "import { handle } from 'hono/aws-lambda';\n", 'served by AWS Lambda'],
  ])('is refused where it is %s', async (_title, dependencies, imports, message) => {
    const files = { 'app.ts': `import { Hono } from 'hono';\n${imports}export default new Hono();\n` };
    const refused = projectOf({ ...files, 'package.json': manifest({ type: 'module', dependencies }) });
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(message), exitCode: 3 });
  });
});

describe('routes of Hono', () => {
  it.each([
    [
      'verbs',
      "const app = new Hono();\napp.get('/a', (c) => c.text(''));\napp.post('/b', f, g);",
      ['GET /a', 'POST /b'],
    ],
    ['links of a chain', "const app = new Hono().get('/a', f).post('/b', f);", ['GET /a', 'POST /b']],
    ['a path in front', "const app = new Hono().basePath('/api').get('/a', f);", ['GET /api/a']],
    [
      'paths in front, one after the other and in variables',
      "const app = new Hono();\nconst api = app.basePath('/api');\nconst v1 = api.basePath('/v1');\napi.get('/a', f);\nv1.get('/b', f);",
      ['GET /api/a', 'GET /api/v1/b'],
    ],
    [
      'apps that are mounted, with a path in front as well',
      "const users = new Hono().basePath('/users').get('/:id', f);\nconst api = new Hono().route('/v1', users);\nconst app = new Hono();\napp.route('/api', api).get('/', f);",
      ['GET /api/v1/users/:id', 'GET /'],
    ],
    ['methods by name', "const app = new Hono();\napp.on('PURGE', '/cache', f);", ['PURGE /cache']],
    ['several methods', "const app = new Hono();\napp.on(['PUT', 'PATCH'], '/a', f);", ['PUT /a', 'PATCH /a']],
    ['patterns', "const app = new Hono();\napp.get('/posts/:id{[0-9]+}', f);", ['GET /posts/:id{[0-9]+}']],
    [
      'what a handler sets and gets, which are none',
      "const app = new Hono();\napp.get('/a', (c) => c.get('b', 1));",
      ['GET /a'],
    ],
  ])('are found as %s', async (_title, text, expected) => {
    expect(labels(await app(`const f = (c) => c.text('');\nconst g = f;\n${text}`))).toEqual(expected);
  });

  it('are found as objects of OpenAPI, which checks what they say of the request', async () => {
    const found = await app(
      [
        "import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';",
        "const list = createRoute({ method: 'get', path: '/users', responses: {} });",
        "const create = createRoute({ method: 'post', path: '/users/{id}', request: { body: {} }, responses: {} });",
        "const app = new OpenAPIHono().openapi(list, (c) => c.json(c.req.query('page')));",
        'app.openapi(create, (c) => c.json(c.req.valid(' + "'json').name));",
      ].join('\n'),
    );
    expect(found.routes.map((route) => [label(route), route.reads.validated])).toEqual([
      ['GET /users', false],
      ['POST /users/:id', true],
    ]);
    expect(found.routes[1]!.reads.body.map(({ name }) => name)).toEqual(['name']);
  });

  it('have the handlers of a list that a factory makes', async () => {
    const found = await app(
      "import { createFactory } from 'hono/factory';\nconst factory = createFactory();\nconst list = factory.createHandlers(guard, async (c) => c.json((await c.req.json()).name));\nconst app = new Hono();\napp.post('/a', ...list);\nfunction guard(c, next) {\n  return next();\n}",
    );
    expect(onlyRoute(found)).toMatchObject({
      handlers: [{}, {}],
      reads: { body: [{ name: 'name' }], whole: ['body'] },
    });
  });
});

/** What a handler with this body reads, and whether that is checked. */
async function reads(text: string, guard = '', parameters = 'c'): Promise<Record<string, unknown>> {
  const imports = "import { zValidator } from '@hono/zod-validator';\nimport { getCookie } from 'hono/cookie';\n";
  const found = await app(
    `${imports}const app = new Hono();\napp.post('/x/:id', ${guard}async (${parameters}) => {\n${text}\n});`,
  );
  const { body, query, params, whole, validated } = onlyRoute(found).reads;
  const names = (fields: HandlerReads['body']): string[] => fields.map(({ name }) => name);
  return { body: names(body), query: names(query), params: names(params), whole, validated };
}

const nothing = { body: [], query: [], params: [], whole: [], validated: false };

describe('what a handler of Hono reads', () => {
  it.each([
    ['a body', 'const { a, b } = await c.req.json();', { body: ['a', 'b'] }],
    ['a body with a type', 'const body = await c.req.json<{ a: string }>(); save(body.a);', { body: ['a'] }],
    ['a body that is cast', 'const { a } = (await c.req.json()) as { a: string };', { body: ['a'] }],
    ['a body in brackets', 'save((await c.req.json()).a);', { body: ['a'] }],
    ['a body that may be missing', 'const { a } = await c.req.json().catch(() => ({}));', { body: ['a'] }],
    [
      'a body that is assigned',
      'let body;\ntry {\n  body = await c.req.json();\n} catch {\n  return c.text("");\n}\nsave(body.a);',
      { body: ['a'] },
    ],
    ['a form', "const form = await c.req.parseBody(); save(form['a']);", { body: ['a'] }],
    ['a query', "save(c.req.query('a'), c.req.query().b, c.req.query('c') ?? 1);", { query: ['a', 'b', 'c'] }],
    ['parameters', "const { id } = c.req.param(); save(c.req.param('id'));", { params: ['id'] }],
    [
      'through a name',
      'const { req } = c; const q = req.query(); save(q.a, await req.json());',
      { query: ['a'], whole: ['body'] },
    ],
    [
      'through a function',
      'save(await read(c));\nasync function read(c) {\n  return (await c.req.json()).a;\n}',
      { body: ['a'] },
    ],
    [
      'through a function of the request',
      'f(c.req);\nfunction f(req) {\n  return req.query("a");\n}',
      { query: ['a'] },
    ],
    ['all of the body', 'save(await c.req.json());', { whole: ['body'] }],
    ['text', 'JSON.parse(await c.req.text());', { whole: ['body'] }],
    ['a form with options', 'const { a } = await c.req.parseBody({ all: true });', { whole: ['body'] }],
    ['lists', "save(c.req.queries('a'));", { whole: ['query'] }],
    ['a name that is not known', 'save(c.req.query(name));', { whole: ['query'] }],
    ['the whole request', 'save(c.req.raw);', { whole: ['body', 'query', 'params'] }],
    ['nothing that was sent', "getCookie(c, 'a'); c.get('b'); c.req.header('d'); c.json({}, 200);", {}],
  ])('is %s', async (_title, text, expected) => {
    expect(await reads(text)).toEqual({ ...nothing, ...expected });
  });

  it('is found in a destructured context', async () => {
    expect(await reads('save((await req.json()).a);', '', '{ req }')).toEqual({ ...nothing, body: ['a'] });
  });

  it('is its own affair where a package takes the request', async () => {
    const text = 'const auth = betterAuth();\nreturn auth.handler(c.req.raw);';
    const found = await app(
      `import { betterAuth } from 'better-auth';\nconst app = new Hono();\napp.post('/x', (c) => {\n${text}\n});`,
    );
    expect(onlyRoute(found).reads).toMatchObject(nothing);
  });

  it.each([
    [
      'checked by a validator',
      "const { a } = c.req.valid('json');",
      "zValidator('json', s), ",
      { body: ['a'], validated: true },
    ],
    [
      'checked, and all of it passed on',
      "save(c.req.valid('json'));",
      "zValidator('json', s), ",
      { whole: ['body'], validated: true },
    ],
    [
      'not checked by a validator of something else',
      'const { a } = await c.req.json();',
      "zValidator('param', s), ",
      { body: ['a'], validated: false },
    ],
    [
      'checked where it is read again',
      'const { a } = await c.req.json();',
      "zValidator('json', s), ",
      { body: ['a'], validated: true },
    ],
    ['checked by a schema', 'const { a } = schema.parse(await c.req.json());', '', { validated: true }],
  ])('is %s', async (_title, text, guard, expected) => {
    expect(await reads(text, guard)).toMatchObject({ ...nothing, ...expected });
  });
});

describe('middleware of Hono', () => {
  it.each([
    ['app.use(logger());', '/'],
    ["app.use('*', logger());", '/'],
    ["app.use('/*', logger());", '/'],
    ["app.use('/api/*', logger());", '/api'],
    ["app.use('/api/login', logger());", '/api/login'],
  ])('%s is mounted under its path', async (text, path) => {
    const found = await app(`import { logger } from 'hono/logger';\nconst app = new Hono();\n${text}`);
    expect(found.middleware).toMatchObject([{ path, onApp: true, from: [{ name: 'hono/logger#logger' }] }]);
  });

  it('has the handler of errors, also behind a path in front', async () => {
    const found = await app("const app = new Hono().basePath('/api');\napp.onError((error, c) => c.text('', 500));");
    expect(found.middleware).toMatchObject([{ errorHandler: true, path: '/', onApp: true }]);
  });
});
