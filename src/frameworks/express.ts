import type { FrameworkDialect } from './dialect';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'];

/** How Express 4 and 5 spell things. */
export const express: FrameworkDialect = {
  id: 'express',
  title: 'Express',
  package: 'express',
  majors: [4, 5],
  chain: {
    modules: ['express'],
    apps: [''],
    routers: ['Router'],
    chain: ['use', 'set', 'enable', 'disable', 'engine', 'param', ...verbs],
    register: ['use', 'route', ...verbs],
    verbs,
    callbacks: ['setConfig'],
    settings: ['strict routing', 'case sensitive routing', 'query parser'],
  },
  request: {
    body: [['body']],
    query: [['query']],
    params: [['params']],
    // `req.param('x')` looks in all parts.
    any: [['param']],
    parsers: true,
    nested: [3, 4],
    next: 2,
  },
  wrappers: {
    'routing-controllers#createExpressServer': 'const app = useExpressServer(secureApp(express()), options);',
    'inversify-express-utils#InversifyExpressServer': 'server.setConfig((app) => {\n  secureApp(app);\n});',
  },
  forgetsPromises: [4],
  trust: { setting: 'trust proxy' },
  app: { type: 'Application', from: 'express', types: '@types/express' },
  create: {
    packages: ['express'],
    types: ['@types/express'],
    test: {
      imports: ["import { once } from 'node:events';", "import { app } from './app';"],
      start: ['server = app.listen(0);', "await once(server, 'listening');"],
    },
  },
};
