import type { FrameworkDialect } from './dialect';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all'];
const routers = ['@koa/router', '@koa/router#Router', 'koa-router', 'koa-router#Router', 'koa-better-router'];

/** How Koa 2 and 3 spell things, with the routers that people use with them. */
export const koa: FrameworkDialect = {
  id: 'koa',
  title: 'Koa',
  package: 'koa',
  majors: [2, 3],
  chain: {
    modules: ['koa'],
    apps: [''],
    routers,
    // A router is mounted by what it makes: `app.use(router.routes())`, and `http.createServer(app.callback())` serves.
    chain: ['use', 'on', 'routes', 'middleware', 'allowedMethods', 'callback', 'prefix', 'param', 'register', ...verbs],
    register: ['use', 'register', ...verbs],
    verbs,
    callbacks: [],
    settings: [],
    aliases: { del: 'delete' },
    routing: {
      prefix: { option: 'prefix', method: 'prefix' },
      register: ['register'],
      single: ['koa-route'],
      mounts: ['koa-mount'],
    },
    catches: {
      packages: [
        'koa-json-error',
        'koa-error',
        'koa-errorhandler',
        'koa-error-handler',
        'koa-handle-error',
        'koa-jsonerror',
      ],
      next: 1,
      onApp: ['koa-onerror'],
    },
  },
  request: {
    body: [['request', 'body']],
    query: [['query'], ['request', 'query']],
    params: [['params'], ['request', 'params']],
    next: 1,
  },
  trust: { property: 'proxy', count: 'maxIpsCount' },
  signingKeys: 'keys',
  app: { type: 'Koa', from: 'koa', isDefault: true, shape: '{ use: unknown }' },
  create: {
    packages: ['@koa/bodyparser', '@koa/router', 'koa'],
    types: ['@types/koa'],
    test: {
      imports: ["import { once } from 'node:events';", "import { app } from './app';"],
      start: ['server = app.listen(0);', "await once(server, 'listening');"],
    },
  },
};
