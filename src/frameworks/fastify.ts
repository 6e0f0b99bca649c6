import type { FrameworkDialect } from './dialect';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'];
const hooks = ['onRequest', 'preParsing', 'preValidation', 'preHandler'];

/** How Fastify 4 and 5 spell things. */
export const fastify: FrameworkDialect = {
  id: 'fastify',
  title: 'Fastify',
  package: 'fastify',
  majors: [4, 5],
  chain: {
    modules: ['fastify'],
    apps: ['', 'fastify'],
    routers: [],
    chain: [
      ...['register', 'addHook', 'route', 'use', 'withTypeProvider', 'setErrorHandler', 'setNotFoundHandler'],
      ...['decorate', 'decorateRequest', 'decorateReply', 'addSchema', 'addContentTypeParser', 'setValidatorCompiler'],
      ...['setSerializerCompiler', 'after', 'ready', ...verbs],
    ],
    register: ['register', 'addHook', 'route', 'use', 'setErrorHandler', 'setNotFoundHandler', ...verbs],
    verbs,
    callbacks: [],
    settings: [],
    errors: ['setErrorHandler'],
    throwing: ['send'],
    plugins: {
      method: 'register',
      prefix: 'prefix',
      transparent: ['fastify-plugin'],
      folders: ['@fastify/autoload', 'fastify-autoload'],
      hooks: { addHook: 1 },
    },
    routeOptions: {
      whole: 'route',
      paths: ['url', 'path'],
      hooks,
      guards: ['preValidation', 'preHandler'],
      schema: 'schema',
      settings: 'config',
    },
  },
  request: { body: [['body']], query: [['query']], params: [['params']], next: 2 },
  // Since 5.12.1 a number trusts nobody: CVE-2026-16732.
  trust: { option: 'trustProxy', withoutNumbers: 5 },
  app: {
    type: 'FastifyInstance',
    from: 'fastify',
    types: 'fastify',
    shape: '{ register: unknown }',
    server: 'app.server',
    prepare: {
      why: 'What no route answers goes through the hooks of this scope too, also where a command line loads it as a plugin.',
      code: '(app as unknown as { setNotFoundHandler(): void }).setNotFoundHandler();',
    },
  },
  create: {
    packages: ['fastify'],
    test: {
      imports: ["import { app } from './app';"],
      start: ['await app.listen({ port: 0 });', 'server = app.server;'],
    },
  },
};
