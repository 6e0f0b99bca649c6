import type { JsonObject } from '../../src/types';

/** What the measures give to all templates that count. */
const limits = {
  limit: 40,
  windowMs: 60_000,
  authLimit: 5,
  authWindowMs: 900_000,
  addressLimit: 30,
  store: 'memory',
  mode: 'enforce',
  health: ['/healthz'],
  accountFields: ['email', 'username', 'user.email'],
  events: false,
};

/** The modules that know the client and count, on Node's own requests: what Koa, Hono and Fastify stand on. */
export const countingModules: Record<string, { template: string; data: JsonObject }> = {
  client: { template: 'rate-limit/client.ts', data: limits },
  counters: { template: 'rate-limit/counters.ts', data: limits },
  redis: { template: 'rate-limit/redis.ts', data: limits },
  'https-redirect': { template: 'https/redirect.ts', data: limits },
};

/** What the measures give to the Express templates, with the settings that the probes ask for. */
export function templateData(express: 4 | 5): Record<string, { template: string; data: JsonObject }> {
  return {
    headers: {
      template: 'headers/express.ts',
      data: {
        helmet: true,
        csp: 'report-only',
        reportUri: null,
        permissions: ['camera', 'microphone', 'geolocation'],
        crossOriginResourcePolicy: 'cross-origin',
        crossOriginOpenerPolicy: 'same-origin-allow-popups',
      },
    },
    https: { template: 'https/express.ts', data: { health: ['/healthz'], events: false } },
    cors: { template: 'cors/express.ts', data: { fallback: 'any', events: false } },
    'rate-limit': {
      template: 'rate-limit/express.ts',
      data: { ...limits, trustProxy: true, limiterMajor: 8 },
    },
    'rate-limit-store': { template: 'rate-limit/store.ts', data: {} },
    redis: { template: 'rate-limit/redis.ts', data: {} },
    validate: { template: 'validation/express.ts', data: { unknownKeys: 'refuse', express, events: false } },
    schemas: {
      template: 'validation/schemas.ts',
      data: {
        unknownKeys: 'refuse',
        schemas: [
          {
            name: 'postLogin',
            route: 'POST /auth/login',
            parts: [
              {
                part: 'body',
                fields: [
                  { name: 'email', type: 'string', required: true },
                  { name: 'password', type: 'string', required: true },
                  { name: 'remember-me', type: 'scalar', required: false },
                  { name: 'extra', type: 'unknown', required: false },
                ],
              },
              { part: 'query', fields: [{ name: 'next', type: 'string', required: false }] },
            ],
          },
        ],
      },
    },
    env: {
      template: 'secrets/env.ts',
      data: {
        dotenv: null,
        variables: [
          { name: 'DATABASE_URL', required: true, secret: false },
          { name: 'JWT_SECRET', required: true, secret: true },
          { name: 'LOG_LEVEL', required: false, secret: false },
        ],
        allowMissing: false,
        refuseWeak: false,
        log: false,
      },
    },
    errors: {
      template: 'errors/express.ts',
      data: { errorHandler: true, asyncHandlers: express === 4, publicMessage: false, events: false },
    },
    limits: {
      template: 'limits/server.ts',
      data: {
        serverType: null,
        requestTimeout: 30_000,
        headersTimeout: 1_000,
        keepAliveTimeout: 65_000,
        unlimited: false,
        shutdown: true,
      },
    },
    index: { template: 'index.ts', data: indexData(express) },
  };
}

function indexData(express: 4 | 5): JsonObject {
  const mount = (module: string, name: string, why: string): JsonObject => ({ module, name, why });
  const forward = mount('errors', 'forwardAsyncErrors', 'Before any handler runs.');
  return {
    first: [
      mount('errors', 'mountErrorHandler', 'What nothing else answers ends here.'),
      ...(express === 4 ? [forward] : []),
      mount('rate-limit', 'trustProxies', 'Before anything asks for the address of a client.'),
      mount('headers', 'mountHeaders', 'Before anything that answers: errors and refusals need the headers too.'),
      mount('https', 'redirectToHttps', 'Before anything reads what came in clear.'),
      mount('cors', 'mountCors', 'Before the limiter: pages must be able to read that they were limited.'),
      mount('rate-limit', 'limitRequests', 'Before bodies are read: that is the expensive part.'),
    ],
    exports: [
      { module: 'rate-limit', names: ['loginLimiter', 'authLimiter'] },
      { module: 'validate', names: ['validate'] },
      { module: 'limits', names: ['protectServer'] },
      { module: 'schemas', names: [], namespace: 'schemas' },
    ],
    app: { type: 'Application', from: 'express' },
  };
}

/** What the measures give to the Koa templates. */
export function koaModules(major = 3): Record<string, { template: string; data: JsonObject }> {
  const express = templateData(5);
  const mount = (module: string, name: string): JsonObject => ({ module, name, why: 'In order.' });
  return {
    ...countingModules,
    headers: { template: 'headers/koa.ts', data: express['headers']!.data },
    https: { template: 'https/koa.ts', data: { events: false } },
    cors: { template: 'cors/koa.ts', data: { fallback: 'any', events: false } },
    'rate-limit': { template: 'rate-limit/koa.ts', data: limits },
    validate: { template: 'validation/koa.ts', data: { unknownKeys: 'refuse', events: false } },
    errors: { template: 'errors/koa.ts', data: { errorHandler: true, publicMessage: true, koa: major, events: false } },
    index: {
      template: 'index.ts',
      data: {
        first: [
          mount('headers', 'mountHeaders'),
          mount('errors', 'mountErrorHandler'),
          mount('https', 'redirectToHttps'),
          mount('cors', 'mountCors'),
          mount('rate-limit', 'limitRequests'),
        ],
        exports: [
          { module: 'rate-limit', names: ['loginLimiter', 'authLimiter'] },
          { module: 'cors', names: ['corsOptions'] },
          { module: 'validate', names: ['validate'] },
          { module: 'errors', names: ['publicMessage'] },
        ],
        app: { type: 'Koa', from: 'koa', isDefault: true, shape: '{ use: unknown }' },
      },
    },
  };
}

/** The modules against what browsers and forms are made to send, in each of their modes. */
export function webModules(framework: string): { module: string; template: string; data: JsonObject }[] {
  const modes = (module: string, ...all: JsonObject[]) =>
    all.map((data, index) => ({ module: `${module}-${index}`, template: `${module}/${framework}.ts`, data }));
  return [
    ...modes(
      'csrf',
      { mode: 'observe', exempt: [], events: true },
      { mode: 'enforce', exempt: ['/saml/acs'], events: false },
    ),
    ...modes('nosql', { mode: 'observe', events: true }, { mode: 'refuse', events: false }),
    ...modes(
      'cookies',
      ...[null, 'express-session', '@fastify/session', 'koa-session'].map((sessions) => ({ sessions })),
    ),
    { module: 'script-json', template: 'xss/script-json.ts', data: {} },
    { module: 'sanitize-html', template: 'xss/sanitize-html.ts', data: {} },
    { module: 'redirect', template: 'redirects/redirect.ts', data: {} },
    ...(framework === 'express' ? [{ module: 'session-store', template: 'cookies/session-store.ts', data: {} }] : []),
  ];
}
