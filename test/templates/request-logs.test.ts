import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/http';
import { installWeb, startWeb, type WebFramework } from './web';

const CANARY = 'hunter2hunter2';

/** The logs of requests that an app may have, as their own pages say to mount them. */
const loggers: { logger: string; framework: WebFramework; template: string; code: string }[] = [
  {
    logger: 'morgan',
    framework: 'express',
    template: 'logging/morgan.ts',
    code: `import morgan from 'morgan';
import { redactRequestLog } from './request-log.js';
redactRequestLog();
app.use(morgan('combined'), morgan(':method :url from :referrer'), morgan((tokens, req, res) => tokens.url(req, res)));
app.use('/below', (req, res) => res.send('ok'));`,
  },
  {
    logger: 'the logger of Fastify',
    framework: 'fastify',
    template: 'logging/fastify-log.ts',
    code: `import { redactRequestLog } from './request-log.js';
const serializers = { req: ({ method, url }) => ({ method, url, own: true }) };
const logged = [fastify({ logger: true }), fastify({ logger: { serializers } }), fastify({ logger: false })];
for (const each of logged) {
  redactRequestLog(each);
  each.get('/below', (request) => { request.log.info({ answer: 42 }, 'at %s', request.url); return 'ok'; });
}
app.addHook('onRequest', async (request) => { for (const each of logged) await each.inject(request.url); });`,
  },
  {
    logger: 'koa-logger',
    framework: 'koa',
    template: 'logging/print.ts',
    code: `import logger from 'koa-logger';
import { printRequest } from './request-log.js';
app.use(logger(printRequest));`,
  },
  {
    logger: "Hono's logger",
    framework: 'hono',
    template: 'logging/print.ts',
    code: `import { logger } from 'hono/logger';
import { printRequest } from './request-log.js';
app.use(logger(printRequest));`,
  },
];

let installation: Awaited<ReturnType<typeof installWeb>>;
beforeAll(async () => {
  installation = await installWeb(['morgan@1', 'koa-logger@4']);
}, 120_000);
afterAll(() => installation.remove());

describe.each(loggers)('$logger', ({ framework, template, code }) => {
  it('writes addresses without the values that open something, and all else as it was', async () => {
    const modules = { 'request-log': { template, data: {} } };
    const running = await startWeb({ folder: installation.folder, name: `log-${framework}`, framework, modules, code });
    const queries = [
      `token=${CANARY}`,
      `page=2&api_key=${CANARY}&size=9`,
      `reset[code]=${CANARY}#x`,
      `a=1&Session=${CANARY}"`,
    ];
    for (const query of queries) {
      const headers = { referer: `https://shop.example/?code=${CANARY}` };
      await ask(running.port, { path: `/below/x?${query}`, headers });
      await ask(running.port, { path: `/below?${query}`, headers });
    }
    // One that is made to be looked at again and again holds nobody up.
    await ask(running.port, { path: `/below?${'?token'.repeat(2_000)}` });
    await expect.poll(() => running.output()).toContain('/below?a=1&Session=[redacted]');
    await running.stop();
    const log = running.output();
    expect(log).not.toContain(CANARY);
    expect(log).toMatch(/\/below\/x\?page=2&api_key=\[redacted\]&size=9/);
  });
});

it('of Fastify says whatever else it said', async () => {
  const { framework, template, code } = loggers[1]!;
  const modules = { 'request-log': { template, data: {} } };
  const running = await startWeb({ folder: installation.folder, name: 'log-fields', framework, modules, code });
  await ask(running.port, { path: '/below?a=1&token=x' });
  await expect.poll(() => running.output().split('"answer":42').length).toBe(3);
  await running.stop();
  const lines = running
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{"level"'));
  const said = lines.map((line) => JSON.parse(line) as { req?: object; msg: string });
  const url = '/below?a=1&token=[redacted]';
  expect(said.map(({ req }) => req)).toContainEqual({ method: 'GET', url, own: true });
  expect(said.map(({ req }) => req)).toContainEqual(
    expect.objectContaining({ method: 'GET', url, host: expect.any(String) }),
  );
  expect(said).toContainEqual(expect.objectContaining({ answer: 42, msg: `at ${url}` }));
});
