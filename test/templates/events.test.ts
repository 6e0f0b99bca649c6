import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderTemplate } from '../../src/edits/template';
import type { Running } from '../support/boot';
import { ask } from '../support/http';
import { countingModules } from './data';
import { installWeb, startWeb, templateFor, type WebFramework, webFrameworks } from './web';
import { forms, ownStyle } from './workshop';

const TOKEN = '0123456789abcdef';
const everything = process.env['TEMPERED_TEST_ALL'] === '1';
const frameworks = everything ? webFrameworks : (['fastify', 'hono'] as const);

/** Routes that answer with the status that the query asks for, or report what it says, in each framework's words. */
const routes: Record<string, string> = {
  express: `
app.get('/answer', (req, res) => res.status(Number(req.query.status)).json({}));
app.post('/login', (req, res) => { if (req.query.to) res.redirect(req.query.to); else res.status(Number(req.query.status)).type(req.query.type ?? 'json').send('{}'); });
app.get('/report', (req, res) => { for (const name of [req.query.event].flat()) report(name, req, details); res.status(Number(req.query.status)).json({}); });
app.get('/odd', (req, res) => { report('server_error', req, { error: odd(req.query.worse) }); res.status(500).json({}); });
app.use('/early', (req, res) => res.status(403).json({}));
app.get('/reset/:token', (req, res) => res.status(403).json({}));
app.get('/admin/login', (req, res) => res.send('the form'));
app.get('/admin/:page', (req, res) => res.status(Number(req.query.status)).json({}));`,
  fastify: `
app.get('/answer', async (request, reply) => reply.code(Number(request.query.status)).send({}));
app.post('/login', async (request, reply) => request.query.to ? reply.redirect(request.query.to) : reply.code(Number(request.query.status)).type(request.query.type ?? 'application/json').send('{}'));
app.get('/report', async (request, reply) => { for (const name of [request.query.event].flat()) report(name, request, details); return reply.code(Number(request.query.status)).send({}); });
app.get('/odd', async (request, reply) => { report('server_error', request, { error: odd(request.query.worse) }); return reply.code(500).send({}); });
app.addHook('onRequest', async (request, reply) => request.url.startsWith('/early') ? reply.code(403).send({}) : undefined);
app.get('/reset/:token', async (request, reply) => reply.code(403).send({}));
app.get('/admin/:page', async (request, reply) => reply.code(Number(request.query.status)).send({}));
app.get('/admin/login', async () => 'the form');`,
  koa: `
app.use((ctx, next) => {
  const { status, to, type, event } = ctx.query;
  if (ctx.path === '/login' && to) return ctx.redirect(to);
  if (ctx.path === '/odd') { report('server_error', ctx, { error: odd(ctx.query.worse) }); ctx.status = 500; return; }
  if (ctx.path.startsWith('/early')) { ctx.status = 403; return; }
  if (ctx.path.startsWith('/reset')) { ctx._matchedRoute = '/reset/:token'; ctx.status = 403; return; }
  if (ctx.path.startsWith('/admin')) { ctx._matchedRoute = ctx.path.endsWith('login') ? ctx.path : '/admin/:page'; ctx.body = '{}'; ctx.status = Number(status ?? 200); return; }
  if (!['/answer', '/login', '/report'].includes(ctx.path)) return next();
  if (ctx.path === '/report') for (const name of [event].flat()) report(name, ctx, details);
  ctx.body = '{}';
  ctx.type = type ?? 'json';
  ctx.status = Number(status);
});`,
  hono: `
app.get('/answer', (c) => c.json({}, Number(c.req.query('status'))));
app.post('/login', (c) => c.req.query('to') ? c.redirect(c.req.query('to')) : c.body('{}', Number(c.req.query('status')), { 'Content-Type': c.req.query('type') ?? 'application/json' }));
app.get('/report', (c) => { for (const name of c.req.queries('event')) report(name, c, details); return c.json({}, Number(c.req.query('status'))); });
app.get('/odd', (c) => { report('server_error', c, { error: odd(c.req.query('worse')) }); return c.json({}, 500); });
app.use('/early/*', (c) => c.json({}, 403));
app.get('/reset/:token', (c) => c.json({}, 403));
app.get('/admin/login', (c) => c.text('the form'));
app.get('/admin/:page', (c) => c.json({}, Number(c.req.query('status'))));`,
};

const code = (framework: WebFramework): string => `
import { mountEvents, report } from './events.js';
import { mountMetrics } from './metrics.js';
const error = new Error('connect postgres://shop:hunter2@db/shop failed, Authorization: Bearer abc.def');
const odd = (worse) => Object.assign(new Error('odd'), { message: worse ? Object.create(null) : {} });
const details = { event: 'forged', ip: '6.6.6.6', password: 'hunter2', email: 'Ada@example.com', deep: { apiKey: 'hunter2', list: ['token=hunter2'] }, error };
mountEvents(app);
mountMetrics(app);
${routes[framework.replace(/\d$/, '')]}`;

const modulesOf = (framework: WebFramework) => {
  const data = { log: true, metrics: true, logins: ['/login'], health: [], events: true };
  return {
    client: countingModules['client']!,
    events: { template: templateFor('logging', framework), data },
    'security-log': { template: 'logging/log.ts', data },
    metrics: { template: templateFor('monitoring', framework), data },
  };
};

let installation: Awaited<ReturnType<typeof installWeb>>;
beforeAll(async () => {
  installation = await installWeb(['pino@10', 'prom-client@15']);
}, 120_000);
afterAll(() => installation.remove());

describe.each(frameworks)('events on %s', (framework) => {
  let running: Running;
  beforeAll(async () => {
    const { folder } = installation;
    const app = {
      folder,
      name: `events-${framework}`,
      framework,
      modules: modulesOf(framework),
      code: code(framework),
    };
    running = await startWeb({ ...app, env: { METRICS_TOKEN: TOKEN } });
  }, 60_000);
  afterAll(() => running.stop());

  /** The lines of the log that a request has caused. */
  async function eventsOf(path: string, method = 'GET', headers: Record<string, string> = {}) {
    const agent = `test-${Math.random()}`;
    await ask(running.port, { path, method, headers: { 'user-agent': agent, ...headers } });
    const marker = headers['user-agent']?.slice(0, 200) ?? agent;
    const lines = (): string[] =>
      running
        .output()
        .split('\n')
        .filter((line) => line.includes(marker));
    await expect
      .poll(() => lines().length, { timeout: 150, interval: 10 })
      .toBeGreaterThan(0)
      .catch(() => undefined);
    return lines().map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it.each([
    [429, 'rate_limited'],
    [403, 'forbidden'],
    [401, 'forbidden'],
    [422, 'input_rejected'],
    [500, 'server_error'],
  ])('reads off an answer of %d what nothing has reported', async (status, event) => {
    const events = await eventsOf(`/answer?status=${status}&token=hunter2`);
    expect(events).toMatchObject([{ event, status, method: 'GET', path: '/answer', ip: '127.0.0.1' }]);
    expect(JSON.stringify(events)).not.toContain('hunter2');
  });

  it('says nothing of what is usual', async () => {
    expect(await eventsOf('/answer?status=200')).toEqual([]);
    expect(await eventsOf('/nothing')).toEqual([]);
  });

  it('tells of administrators whom the guards of the app let in, and of nobody whom they refuse', async () => {
    const named = async (path: string, method?: string) =>
      (await eventsOf(path, method)).map(({ event, level }) => [event, level]);
    expect(await named('/admin/users?status=200')).toEqual([['privileged_access', 'info']]);
    expect(await named('/admin/users?status=403')).toEqual([['forbidden', 'warn']]);
    expect(await named('/admin/users?status=302')).toEqual([]);
    expect(await named('/admin/login')).toEqual([]);
    expect(await named('/administration?status=200')).toEqual([]);
  });

  it.each([
    ['status=401', 'login_failed'],
    ['status=400', 'login_failed'],
    ['to=/login', 'login_failed'],
    ['status=200&type=text/html', 'login_failed'],
    ['to=/', 'login_succeeded'],
    ['status=200', 'login_succeeded'],
    ['status=429', 'rate_limited'],
  ])('takes a login that is answered with %s for %s', async (answer, event) => {
    expect((await eventsOf(`/login?${answer}`, 'POST')).map((each) => each['event'])).toEqual([event]);
  });

  it('tells a fact once, and a second one as well', async () => {
    const named = async (query: string) => (await eventsOf(`/report?${query}`)).map((each) => each['event']);
    expect(await named('status=500&event=server_error&event=server_error')).toEqual(['server_error']);
    expect(await named('status=403&event=csrf_rejected&event=input_rejected')).toEqual([
      'csrf_rejected',
      'input_rejected',
    ]);
    expect(await named('status=403&event=origin_rejected&event=csrf_rejected')).toEqual(['csrf_rejected']);
    expect(await named('status=200&event=origin_rejected')).toEqual(['origin_rejected']);
    // A client that causes another event does not hide what the answer says.
    expect(await named('status=403&event=server_error&event=rate_limited')).toEqual([
      'server_error',
      'rate_limited',
      'forbidden',
    ]);
  });

  it('keeps secrets and accounts out of the details, and the details out of what is known', async () => {
    const [line] = await eventsOf('/report?status=500&event=server_error&event=server_error');
    expect(JSON.stringify(line)).not.toMatch(/hunter2|abc\.def|ada@/i);
    expect(line).toMatchObject({ event: 'server_error', ip: '127.0.0.1', level: 'error' });
    expect(line!['details']).toMatchObject({
      event: 'forged',
      password: '[redacted]',
      email: expect.stringMatching(/^[\da-f]{12}$/),
      error: { message: expect.stringContaining('db/shop failed'), stack: expect.stringContaining('app.js') },
    });
  });

  it('outlives errors that are odd', async () => {
    const [line] = await eventsOf('/odd?status=500');
    expect(line).toMatchObject({ event: 'server_error', details: { error: { message: '[object Object]' } } });
    const [other] = await eventsOf('/odd?status=500&worse=1');
    expect(other).toMatchObject({ event: 'server_error', details: { unreadable: true } });
  });

  it('takes over from clients what is short and plain, and no token of a path', async () => {
    const id = async (text: string) =>
      (await eventsOf('/answer?status=403', 'GET', { 'x-request-id': text }))[0]!['requestId'];
    if (framework !== 'fastify') expect(await id('abc-123')).toBe('abc-123');
    expect(await id('x'.repeat(5_000))).not.toContain('xxx');
    expect(await id('a"b {}')).not.toContain('"');
    const [long] = await eventsOf('/answer?status=403', 'GET', { 'user-agent': `long${'u'.repeat(5_000)}` });
    expect(String(long!['userAgent'])).toHaveLength(200);
    expect(await eventsOf('/reset/hunter2')).toMatchObject([{ path: '/reset/[redacted]', route: '/reset/:token' }]);
    // Reported before a route was found, as limits do.
    const early = await eventsOf('/early/0123456789abcdef0123456789abcdef/articles-of-last-summer', 'POST');
    expect(early).toMatchObject([{ path: '/early/[redacted]/articles-of-last-summer' }]);
  });

  it('counts events and requests for who has the token, and for nobody else', async () => {
    const figures = (token: string) =>
      ask(running.port, { path: '/metrics', headers: { authorization: `Bearer ${token}` } });
    await eventsOf('/nothing/of/my/choice', 'GET');
    expect((await figures('wrong')).text).not.toContain('_total');
    expect((await figures('')).text).not.toContain('_total');
    const { text } = await figures(TOKEN);
    expect(text).toMatch(/^security_events_total\{event="login_failed"\} [1-9]/m);
    expect(text).toMatch(/^security_events_total\{event="secret_missing"\} 0/m);
    expect(text).toMatch(/^http_request_duration_seconds_count\{method="GET",route="[^"]+",status="4xx"\} [1-9]/m);
    expect(text).not.toContain('my/choice');
  });
});

it.each(['express', 'express4'] as const)('routes of %s are named as they are mounted', async (framework) => {
  const { folder } = installation;
  const modules = modulesOf(framework);
  const mounts = `${code(framework)}
const shop = express.Router({ mergeParams: true }).get('/orders/:id', (req, res) => res.json({ ...req.params, at: req.baseUrl }));
app.use('/Shops/:shop', (req, res, next) => next(), express.Router().use('/:year', shop).use('/all', shop));
app.use('/parts', express().use('/:part', shop));
app.use('/shops', shop);`;
  const app = { folder, name: `mounts-${framework}`, framework, modules, code: mounts };
  const running = await startWeb({ ...app, env: { METRICS_TOKEN: TOKEN } });
  const get = async (path: string): Promise<string> => (await ask(running.port, { path })).text;
  for (let shop = 0; shop < 30; shop++) await get(`/shops/shop%20${shop}x/y${shop}/orders/1`);
  expect(JSON.parse(await get('/SHOPS/Caf%C3%A9/2026/orders/7?x=1'))).toMatchObject({
    id: '7',
    at: '/SHOPS/Caf%C3%A9/2026',
  });
  for (const path of ['/parts/wheel/orders/7', '/shops/orders/7', '/shops/a/%E0%A4%A/orders/1']) await get(path);
  const { text } = await ask(running.port, { path: '/metrics', headers: { authorization: `Bearer ${TOKEN}` } });
  await running.stop();
  const named = [...text.matchAll(/seconds_count\{method="GET",route="([^"]+)"/g)].map(([, route]) => route);
  expect([...new Set(named)].sort()).toEqual([
    '/parts/:part/orders/:id',
    '/shops/:shop/:year/orders/:id',
    '/shops/orders/:id',
    'none',
  ]);
});

it('an app starts that mounts the figures twice, and finds an address of Kubernetes where their port should be', async () => {
  const { folder } = installation;
  const app = { folder, name: 'figures-twice', framework: 'express' as const, modules: modulesOf('express') };
  const env = { METRICS_TOKEN: TOKEN, METRICS_PORT: 'tcp://10.0.0.1:9464' };
  const running = await startWeb({ ...app, code: `${code('express')}\nmountMetrics(app);`, env });
  await expect.poll(() => running.output()).toContain('METRICS_PORT is no port');
  const { text } = await ask(running.port, { path: '/metrics', headers: { authorization: `Bearer ${TOKEN}` } });
  expect(text).toContain('process_cpu_user_seconds_total');
  await running.stop();
});

describe('the files for Prometheus and Grafana', () => {
  const render = (name: string) =>
    renderTemplate(`monitoring/${name}`, { app: 'a "shop"' }, forms['js-esm'].form, ownStyle);
  const NAMES = /\b(security|http|process|nodejs)_\w+/g;

  it('ask for figures that the app has', async () => {
    const { folder } = installation;
    const app = { folder, name: 'figures', framework: 'express' as const, modules: modulesOf('express') };
    const running = await startWeb({ ...app, code: code('express'), env: { METRICS_TOKEN: TOKEN } });
    await ask(running.port, { path: '/answer?status=200' });
    const { text } = await ask(running.port, { path: '/metrics', headers: { authorization: `Bearer ${TOKEN}` } });
    await running.stop();
    const dashboard = JSON.parse(render('grafana-dashboard.json')) as {
      title: string;
      panels: { targets: { expr: string }[] }[];
    };
    const alerts = parse(render('alerts.yml')) as { groups: { rules: { alert: string; expr: string }[] }[] };
    expect(dashboard.title).toBe('Security of a "shop"');
    const asked = [
      ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...alerts.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ];
    const names = new Set(asked.flatMap((expr) => expr.match(NAMES) ?? []));
    expect(names.size).toBeGreaterThan(4);
    for (const name of names) expect(text, name).toContain(`\n${name}`);
  });

  it('have an alert for each event that its name lists', async () => {
    const events = await readFile(new URL('../../templates/parts/events.ts.ejs', import.meta.url), 'utf8');
    const asked = [...render('alerts.yml').matchAll(/event=~?"([^"]+)"/g)].flatMap(([, names]) => names!.split('|'));
    for (const event of asked) expect(events).toContain(`'${event}',`);
  });
});
