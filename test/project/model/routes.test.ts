import { describe, expect, it } from 'vitest';
import { type Files, labels, projectOf } from './project';

const routesOf = async (text: string, more: Files = {}): Promise<string[]> =>
  labels(
    await projectOf({
      'app.js': `const express = require('express');\nconst app = express();\n${text}\napp.listen(1);`,
      ...more,
    }),
  );

describe('a route has its full path', () => {
  it.each<[string, string, string[]]>([
    ['on the app', "app.get('/', h); app.post('/users/:id', h);", ['GET /', 'POST /users/:id']],
    ['chained', "app.route('/users').get(h).post(h);", ['GET /users', 'POST /users']],
    ['for every method', "app.all('/x', h);", ['ALL /x']],
    ['in a template', 'app.get(`/x`, h);', ['GET /x']],
    ['as the first of several', "app.get(['/login', '/signin'], h);", ['GET /login']],
    ['of a constant', "const PATH = '/x';\napp.get(PATH, h);", ['GET /x']],
    [
      'of a member',
      "const paths = { users: { one: '/users/:id' } };\napp.get(paths.users.one, h);",
      ['GET /users/:id'],
    ],
    [
      'put together',
      "const PREFIX = '/api', V = 2;\napp.get(`${PREFIX}/v${V}/x`, h);\napp.get(PREFIX + '/y', h);",
      ['GET /api/v2/x', 'GET /api/y'],
    ],
    ['unless it is a pattern', 'app.get(/^\\/x/, h);', ['GET ?']],
    [
      'unless it is computed',
      "const p = process.env.P;\napp.get(p, h);\napp.get(`${p}/x`, h);\napp.get('/' + f(), h);",
      ['GET ?', 'GET ?', 'GET ?'],
    ],
    ['unless it changes', "let p = '/a';\np = '/b';\napp.get(p, h);", ['GET ?']],
  ])('%s', async (_name, text, expected) => {
    expect(await routesOf(text)).toEqual(expected);
  });

  it('where functions of a list get the app, one after the other', async () => {
    const more = {
      'users.js': "module.exports = (app, db) => { app.get('/users', h); };",
      'orders.js': "module.exports = function (api) { api.post('/orders', h); };",
      'routes.js':
        "const routes = [require('./users'), require('./orders')];\nmodule.exports = (app, db) => routes.forEach((route) => { route(app, db); });",
    };
    expect((await routesOf("require('./routes')(app, db);", more)).sort()).toEqual(['GET /users', 'POST /orders']);
  });

  it.each<[string, string]>([
    ['without a path', 'app.use(router);'],
    ['at a slash', "app.use('/', router);"],
    ['behind middleware', 'app.use(logger, express.json(), router);'],
    ['in a list', 'app.use([logger, router]);'],
    ['through another router', 'const outer = express.Router();\nouter.use(router);\napp.use(outer);'],
  ])('on a router that is mounted %s', async (_name, mount) => {
    expect(await routesOf(`const router = express.Router();\nrouter.get('/x', h);\n${mount}`)).toEqual(['GET /x']);
  });

  it.each<[string, string]>([
    ['at a literal', "app.use('/api', router);"],
    ['at the first of several', "app.use(['/api', '/v1'], router);"],
    ['at a constant', "const BASE = '/api';\napp.use(BASE, router);"],
    ['at a constant behind middleware', "const BASE = '/api';\napp.use(BASE, logger, router);"],
    ['at a setting', "const config = { api: { prefix: '/api' } };\napp.use(config.api.prefix, router);"],
    ['through another router', "const outer = express.Router();\nouter.use('/', router);\napp.use('/api/', outer);"],
    ['in a sub-app', "const sub = express();\nsub.use(router);\napp.use('/api', sub);"],
    ['by a loop', "[{ path: '/api', router }].forEach((route) => app.use(route.path, route.router));"],
    [
      'by a loop that destructures',
      "const all = [{ at: '/api', to: router }];\nfor (const { at, to } of all) app.use(at, to);",
    ],
    [
      'by a loop over an object',
      "Object.entries({ '/api': router }).forEach(([path, one]) => { app.use(path, one); });",
    ],
    [
      'by a loop over the names of an object',
      'for (const [name, one] of Object.entries({ api: router })) app.use(`/${name}`, one);',
    ],
    ['in a function', "function mount(target) { target.use('/api', router); }\nmount(app);"],
  ])('on a router that is mounted at a path, %s', async (_name, mount) => {
    expect(await routesOf(`const router = express.Router();\nrouter.get('/x', h);\n${mount}`)).toEqual(['GET /api/x']);
  });

  it.each<[string, string]>([
    ['at a computed path', 'app.use(process.env.BASE, router);'],
    ['at a path with a default', "app.use(process.env.BASE || '/api', router);"],
    ['at a pattern', 'app.use(/^\\/api/, router);'],
    ['at a path that a caller gives', 'function mount(path) { app.use(path, router); }\nmount(f());'],
    ['nowhere', ''],
  ])('unless the router is mounted %s', async (_name, mount) => {
    expect(await routesOf(`const router = express.Router();\nrouter.get('/x', h);\n${mount}`)).toEqual(['GET ?']);
  });

  it.each<[string, string, Files]>([
    [
      'required in place',
      "app.use('/api', require('./users'));",
      { 'users.js': "const r = require('express').Router();\nr.get('/x', h);\nmodule.exports = r;" },
    ],
    [
      'made by a factory',
      "app.use('/api', require('./users')(db));",
      {
        'users.js':
          "module.exports = (db) => {\n  const r = require('express').Router();\n  r.get('/x', h);\n  return r;\n};",
      },
    ],
    [
      'made by a named factory',
      "const { usersRouter } = require('./users');\napp.use('/api', usersRouter({ db }));",
      {
        'users.js':
          "exports.usersRouter = function ({ db }) {\n  var r = require('express').Router();\n  r.get('/x', h);\n  return r;\n};",
      },
    ],
    [
      'handed to a function',
      "const r = express.Router();\nrequire('./users')(r);\napp.use('/api', r);",
      { 'users.js': "module.exports = (router) => { router.route('/x').get(h); };" },
    ],
    [
      'in a class',
      "const Users = require('./users');\napp.use('/api', new Users().router);",
      {
        'users.js':
          "module.exports = class {\n  constructor() { this.router = require('express').Router(); this.init(); }\n  init() { this.router.get('/x', this.list); }\n  list(req, res) {}\n};",
      },
    ],
    [
      'in a class with its path',
      "const Users = require('./users');\nconst users = new Users();\napp.use(users.path, users.router);",
      {
        'users.js':
          "module.exports = class {\n  path = '/api';\n  router = require('express').Router();\n  constructor() { this.router.get('/x', h); }\n};",
      },
    ],
    [
      'nested in folders',
      "app.use('/api', require('./routes'));",
      {
        'routes/index.js': "const r = require('express').Router();\nr.use(require('./users'));\nmodule.exports = r;",
        'routes/users.js': "const r = module.exports = require('express').Router();\nr.get('/x', h);",
      },
    ],
    [
      'with the routes on what is exported',
      "app.use('/api', require('./users').router);",
      {
        'users.js':
          "const express = require('express');\nexports.router = express.Router();\nexports.router.get('/x', h);",
      },
    ],
    [
      'destructured from the framework',
      "app.use('/api', require('./users'));",
      {
        'users.js':
          "const { Router } = require('express');\nconst r = Router({ mergeParams: true });\nr.get('/x', h);\nmodule.exports = r;",
      },
    ],
  ])('on a router of another file, %s', async (_name, mount, files) => {
    expect(await routesOf(mount, files)).toEqual(['GET /api/x']);
  });

  it('knows the path of a class that spells it in templates, and that the codemod cannot find it by text', async () => {
    const project = await projectOf({
      'app.ts': `import express, { Router } from 'express';
        class Users { path = '/users'; router = Router(); constructor() { this.router.put(\`\${this.path}/:id\`, h); } }
        class App {
          app = express();
          constructor(routes: any[]) { this.init(routes); }
          init(routes: any[]) { routes.forEach((route) => { this.app.use('/v1', route.router); }); }
        }
        new App([new Users()]).app.listen(1);`,
    });
    expect(project.routes.map(({ path, localPath }) => [path, localPath])).toEqual([['/v1/users/:id', null]]);
  });
});

describe('routes of a table', () => {
  it.each([
    ['by a computed method', 'table.forEach((route) => app[route.method](route.path, route.handler));'],
    [
      'by a computed method that is destructured',
      'for (const { method, path, handler } of table) { app[method](path, handler); }',
    ],
  ])('are found, %s', async (_name, loop) => {
    const table =
      "const table = [{ method: 'post', path: '/login', handler: h }, { method: 'get', path: '/x', handler: h }];";
    expect(await routesOf(`${table}\n${loop}`)).toEqual(['POST /login', 'GET /x']);
  });

  it('are found by a list of paths', async () => {
    expect(await routesOf("['/a', '/b'].forEach((path) => app.get(path, h));")).toEqual(['GET /a', 'GET /b']);
  });
});

describe('what looks like a route is none', () => {
  it.each([
    ['reading a setting', "app.get('env');"],
    ['a client', "const client = require('supertest')(app);\nclient.get('/x', h);\nrequire('axios').post('/x', {});"],
    ['a map', "const map = new Map();\nmap.get('/x', 1);\nmap.delete('/x', 2);"],
    ['a comment', "// app.get('/x', h);\n/* router.post('/y', h) */"],
    ['text', 'const text = "app.get(\'/x\', h)";'],
  ])('%s', async (_name, text) => {
    expect(await routesOf(text)).toEqual([]);
  });
});

it('counts routes of the same method and path', async () => {
  const project = await projectOf({
    'app.js':
      "const app = require('express')();\napp.post('/x', a);\napp.get('/x', h);\napp.post('/x', b);\napp.listen(1);",
  });
  expect(project.routes.map(({ method, occurrence }) => [method, occurrence])).toEqual([
    ['post', 0],
    ['get', 0],
    ['post', 1],
  ]);
});

it('names the guards of a route', async () => {
  const project = await projectOf({
    'app.js': `const app = require('express')(), auth = require('./auth'), limit = require('express-rate-limit');
      const loginLimiter = limit({ limit: 5 });
      app.post('/x', auth.required, [loginLimiter, checkAll], limit({ limit: 1 }), h);\napp.listen(1);`,
    'auth.js': 'exports.required = (req, res, next) => next();',
  });
  expect(project.routes[0]!.guards).toEqual([
    'auth.required',
    'loginLimiter',
    'express-rate-limit',
    'checkAll',
    'limit',
    'express-rate-limit',
  ]);
});
