import { describe, expect, it } from 'vitest';
import type { Project } from '../../../src/types';
import { type Files, labels, projectOf } from './project';

const packages = JSON.stringify({
  name: 'shop',
  scripts: { start: 'fastify start -l info app.js' },
  dependencies: { fastify: '^5.0.0' },
});

const project = (files: Files): Promise<Project> => projectOf({ 'package.json': packages, ...files });
const inFile = (text: string, more: Files = {}): Promise<Project> => project({ 'app.js': text, ...more });
/** Where a middleware is from, and whether it is for every request. */
const mounted = ({ middleware }: Project): [string, boolean][] =>
  middleware.flatMap(({ from, onApp, path }) =>
    from.map(({ name }): [string, boolean] => [name, onApp && path === '/']),
  );

describe('an app of plugins', () => {
  it.each([
    ["import fastify from 'fastify'; const app = fastify();"],
    ["import Fastify from 'fastify'; const app = Fastify({ logger: true });"],
    ["import { fastify } from 'fastify'; const app = fastify().withTypeProvider();"],
    ["const app = require('fastify')({ logger: true });"],
    ["const { fastify } = require('fastify'); const app = fastify();"],
    ["const Fastify = require('fastify').default; const app = Fastify();"],
  ])('is found: %s', async (made) => {
    const { app, servers } = await inFile(`${made} app.listen({ port: 3000 });`);
    expect([app.name, app.index, servers.length]).toEqual(['app', 0, 1]);
  });

  it('is what the entry exports, where a command line makes it', async () => {
    const found = await inFile("module.exports = async function (fastify, opts) { fastify.get('/', async () => 1); };");
    expect([found.app.file, found.app.name, labels(found)]).toEqual(['app.js', 'fastify', ['GET /']]);
  });

  it('is what a parameter stands for by default', async () => {
    const found = await inFile(
      "import Fastify from 'fastify'; export function build(app = Fastify()) { app.get('/a', async () => 1); return app; }",
    );
    expect(labels(found)).toEqual(['GET /a']);
  });

  it('is none of the plugins beside it', async () => {
    const { app } = await inFile(
      "import fastify from 'fastify'; import routes from './routes.js'; const app = fastify(); app.register(routes);",
      { 'routes.js': "export default async (app) => { app.get('/a', async () => 1); };" },
    );
    expect([app.file, app.name]).toEqual(['app.js', 'app']);
  });

  it('has the routes of its plugins, each below its prefixes', async () => {
    const found = await inFile(
      `import fastify from 'fastify';
       import users from './users.js';
       const app = fastify();
       const options = { prefix: '/api' };
       app.register(async (api) => {
         api.get('/', async () => 1);
         api.register(users, { prefix: '/users' });
       }, options).get('/last', async () => 1);
       app.register(import('./late.js'), { prefix: '/late' });`,
      {
        'users.js': "export default async function (app) { app.post('/:id', async () => 1).get('/', async () => 1); }",
        'late.js': "export default (app, opts, done) => { app.get('/x', async () => 1); done(); };",
      },
    );
    expect(labels(found).sort()).toEqual(
      ['GET /api', 'GET /api/users', 'GET /last', 'GET /late/x', 'POST /api/users/:id'].sort(),
    );
  });

  it('has the routes that are written as one object, once for each method', async () => {
    const found = await inFile(`const app = require('fastify')();
      app.route({ method: 'POST', url: '/a', handler: async (request) => request.body.name.trim() });
      app.route({ method: ['GET', 'HEAD'], path: '/b', handler: async () => 1 });
      app.get('/c', { handler: async () => 1 });`);
    expect(labels(found)).toEqual(['POST /a', 'GET /b', 'HEAD /b', 'GET /c']);
    expect(found.routes[0]!.reads.body).toEqual([{ name: 'name', type: 'string', required: true }]);
  });

  it('knows the hooks of a route by name, wherever its options are written', async () => {
    const { routes } = await inFile(`const app = require('fastify')();
      const options = { preHandler: [loginLimiter], onRequest: check };
      app.post('/a', options, handler);
      app.post('/b', { preHandler: loginLimiter }, handler);
      app.route({ method: 'POST', url: '/c', preHandler: [check, loginLimiter], handler });`);
    expect(routes.map(({ guards }) => guards)).toEqual([
      ['check', 'loginLimiter'],
      ['loginLimiter'],
      ['check', 'loginLimiter'],
    ]);
  });

  it('is limited by what it asks a plugin for', async () => {
    const { routes } = await inFile(`const app = require('fastify')();
      app.post('/login', { config: { rateLimit: { max: 5 }, public: false } }, handler);`);
    expect(routes[0]!.guards).toEqual(['rateLimit']);
  });

  it('takes what a schema covers for checked, and only that', async () => {
    const { routes } = await inFile(`const app = require('fastify')();
      const handler = async (request) => [request.body.a.trim(), request.query.b];
      app.post('/a', { schema: { body: {}, querystring: {} } }, handler);
      app.post('/b', { schema: { body: {} } }, handler);
      app.post('/c', { schema: { response: {} } }, handler);
      app.post('/d', { schema: require('./elsewhere') }, handler);`);
    const reads = routes.map(({ reads }) => [reads.validated, reads.body.length, reads.query.length]);
    expect(reads).toEqual([
      [true, 0, 0],
      [false, 0, 1],
      [false, 1, 1],
      [true, 1, 1],
    ]);
  });

  it('hands functions of the project its scope', async () => {
    const found = await inFile(
      "import fastify from 'fastify'; import { routes } from './routes.js'; const app = fastify(); app.register((api, _, done) => { routes(api); done(); }, { prefix: '/v1' });",
      { 'routes.js': "export function routes(app) { app.get('/a', async () => 1); }" },
    );
    expect(labels(found)).toEqual(['GET /v1/a']);
  });
});

describe('what a plugin registers', () => {
  it('is for all requests on the app, and within its scope otherwise', async () => {
    const found = await inFile(`const app = require('fastify')();
      app.register(require('@fastify/helmet'), { global: true });
      app.register(async (scope) => { scope.register(require('@fastify/cors')); });
      app.register(require('@fastify/static'), { prefix: '/public' });`);
    expect(mounted(found)).toEqual([
      ['@fastify/helmet', true],
      ['@fastify/cors', false],
      ['@fastify/static', false],
    ]);
  });

  it('is seen where the plugin is called', async () => {
    const found = await inFile(
      "import Fastify from 'fastify'; import { secure } from './secure.js'; const app = Fastify(); secure(app);",
      {
        'secure.js':
          "import { fastifyHelmet } from '@fastify/helmet'; export function secure(app) { void fastifyHelmet(app, {}); }",
      },
    );
    expect(mounted(found)).toEqual([['@fastify/helmet#fastifyHelmet', true]]);
  });

  it('is for all requests through fastify-plugin', async () => {
    const found = await inFile("const app = require('fastify')(); app.register(require('./security'));", {
      'security.js': `const fp = require('fastify-plugin');
        module.exports = fp(async (app) => {
          app.register(require('@fastify/helmet'));
          app.setErrorHandler((error, request, reply) => reply.send({}));
        });`,
    });
    expect(mounted(found)).toEqual([['@fastify/helmet', true]]);
    expect(found.middleware.map(({ errorHandler, onApp }) => [errorHandler, onApp])).toEqual([
      [false, true],
      [true, true],
    ]);
  });
});

describe('a folder that is loaded', () => {
  const app = `const path = require('node:path');
    const AutoLoad = require('@fastify/autoload');
    module.exports = async function (fastify, opts) {
      fastify.register(AutoLoad, { dir: path.join(__dirname, 'plugins'), options: Object.assign({}, opts) });
      fastify.register(AutoLoad, { dir: path.join(__dirname, 'routes'), options: { prefix: '/api' }, routeParams: true });
    };`;
  const plugin = (path: string): string =>
    `module.exports = async (fastify) => { fastify.get('${path}', async () => 1); };`;

  it('has its routes below the names of the folders', async () => {
    const found = await inFile(app, {
      'plugins/cors.js':
        "module.exports = require('fastify-plugin')(async (app) => { app.register(require('@fastify/cors')); });",
      'routes/root.js': plugin('/'),
      'routes/users/index.js': plugin('/list'),
      'routes/users/helper.js': plugin('/never'),
      'routes/users/_id/index.js': plugin('/notes'),
      'plugins/helmet.js': "module.exports = require('@fastify/helmet'); module.exports.autoConfig = { global: true };",
      'routes/own.js': `${plugin('/x')} module.exports.autoPrefix = '/mine';`,
    });
    expect(labels(found).sort()).toEqual([
      'GET /api',
      'GET /api/mine/x',
      'GET /api/users/:id/notes',
      'GET /api/users/list',
    ]);
    expect(mounted(found).sort()).toEqual([
      ['@fastify/cors', true],
      ['@fastify/helmet', true],
    ]);
  });

  it.each([
    [
      "import { fileURLToPath } from 'node:url'; const __dirname = path.dirname(fileURLToPath(import.meta.url));",
      '__dirname',
    ],
    [
      "import { fileURLToPath } from 'node:url'; const __filename = fileURLToPath(import.meta.url); const __dirname = path.dirname(__filename);",
      '__dirname',
    ],
    ['', 'import.meta.dirname'],
    ["import { getDirName } from './files.js';", 'getDirName(import.meta.url)'],
    ["import { join } from 'node:path'; import { dirname } from 'desm';", 'dirname(import.meta.url)', 'join'],
    ["import { join } from 'desm';", 'import.meta.url', 'join'],
  ])('is found from an ES module: %s%s', async (start, folder, join = 'path.join') => {
    const found = await inFile(
      `import path from 'node:path'; import AutoLoad from '@fastify/autoload'; ${start}
       export default async (app) => { app.register(AutoLoad, { dir: ${join}(${folder}, 'routes') }); };`,
      { 'routes/a/index.js': "export default async (app) => { app.get('/b', async () => 1); };" },
    );
    expect(labels(found)).toEqual(['GET /a/b']);
  });
});
