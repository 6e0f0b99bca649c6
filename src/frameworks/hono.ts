import type { FrameworkDialect } from './dialect';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'options', 'all'];
const registering = ['use', 'route', 'mount', 'on', 'openapi', 'onError', 'notFound'];

/** How Hono 4 spells things, with @hono/node-server 1 and 2. */
export const hono: FrameworkDialect = {
  id: 'hono',
  title: 'Hono',
  package: 'hono',
  majors: [4],
  chain: {
    modules: ['hono', 'hono/tiny', 'hono/quick', 'hono/factory', '@hono/zod-openapi'],
    apps: ['Hono', 'OpenAPIHono', 'createFactory().createApp'],
    routers: [],
    chain: [...registering, 'doc', 'doc31', ...verbs],
    register: [...registering, ...verbs],
    verbs,
    callbacks: [],
    settings: [],
    prefix: ['basePath'],
    errors: ['onError'],
    on: ['on'],
    declared: ['openapi'],
    lists: ['createHandlers'],
    servers: {
      serve: ['@hono/node-server#serve'],
      createServer: ['@hono/node-server#createAdaptorServer'],
    },
  },
  request: {
    body: [
      ['req', 'json()'],
      ['req', 'parseBody()'],
    ],
    query: [['req', 'query()']],
    params: [['req', 'param()']],
    whole: {
      body: ['text', 'formData', 'arrayBuffer', 'blob', 'bytes', 'bodyCache'].map((name) => ['req', name]),
      query: [
        ['req', 'queries'],
        ['req', 'url'],
      ],
    },
    any: [['req', 'raw']],
    validated: {
      path: ['req', 'valid()'],
      targets: { json: 'body', form: 'body', query: 'query', param: 'params', header: 'other', cookie: 'other' },
    },
    harmless: '^@?hono\\b',
    next: 1,
  },
  runtimes: {
    node: ['@hono/node-server'],
    others: [
      { title: 'Cloudflare Workers', signs: ['hono/cloudflare-workers', 'wrangler', '@cloudflare/workers-types'] },
      { title: 'Cloudflare Pages', signs: ['hono/cloudflare-pages'] },
      { title: 'AWS Lambda', signs: ['hono/aws-lambda', 'hono/lambda-edge'] },
      { title: 'Vercel', signs: ['hono/vercel', '@hono/node-server/vercel', 'vercel', 'next'] },
      { title: 'Netlify', signs: ['hono/netlify'] },
      { title: 'Deno', signs: ['hono/deno'] },
      { title: 'Bun', signs: ['hono/bun', '@types/bun', 'bun-types'] },
      { title: 'service workers', signs: ['hono/service-worker'] },
    ],
  },
  app: { type: 'Hono', from: 'hono', shape: '{ use: unknown }' },
  create: {
    packages: ['@hono/node-server', 'hono'],
    test: {
      imports: [
        "import { once } from 'node:events';",
        "import { serve } from '@hono/node-server';",
        "import { app } from './app';",
      ],
      start: ['server = serve({ fetch: app.fetch, port: 0 }) as Server;', "await once(server, 'listening');"],
    },
  },
};
