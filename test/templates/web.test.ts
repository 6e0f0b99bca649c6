import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../support/browser';
import type { Running } from '../support/boot';
import { type Answer, type Ask, ask } from '../support/http';
import { Redis } from '../support/redis';
import { payloads } from './payloads';
import { installWeb, startWeb, templateFor, type WebApp, type WebFramework, webFrameworks } from './web';

const others = ['express-session@1', 'ioredis@6', 'sanitize-html@2.17.5'];

let installation: Awaited<ReturnType<typeof installWeb>>;
const running: Running[] = [];
beforeAll(async () => {
  installation = await installWeb([
    'mingo@7',
    'cookie-parser@1',
    'multer@2',
    '@koa/bodyparser@6',
    'koa-body@8',
    ...others,
  ]);
}, 120_000);
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await installation.remove();
});

async function start(app: Omit<WebApp, 'folder'>): Promise<Running> {
  const started = await startWeb({ folder: installation.folder, ...app });
  running.push(started);
  return started;
}

const cookie = { Cookie: 'session=of-a-visitor' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const home = { Host: 'app.example.com' };
const env = { PUBLIC_URL: 'https://app.example.com', ALLOWED_ORIGINS: 'https://shop.example.com/, *' };

const refused: Record<string, Record<string, string>> = {
  'another site': { ...home, ...cookie, Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
  'another site over plain http': { ...home, ...cookie, Origin: 'http://evil.example' },
  'a page without an origin': { ...home, ...cookie, Origin: 'null' },
  'a sandboxed page': { ...home, ...cookie, Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
  'another host of the same site': {
    ...home,
    ...cookie,
    Origin: 'https://x.example.com',
    'Sec-Fetch-Site': 'same-site',
  },
  'a host that begins alike': { ...home, ...cookie, Origin: 'https://app.example.com.evil.example' },
  'another port': { ...home, ...cookie, Origin: 'http://app.example.com:8080' },
  'a browser that says no more than cross-site': { ...home, ...cookie, 'Sec-Fetch-Site': 'cross-site' },
  'a form that brings no cookie, such as of a login': { ...home, ...form, Origin: 'https://evil.example' },
  'a form that brings no cookie, as text': { ...home, 'Content-Type': 'text/plain', Origin: 'https://evil.example' },
  'what a page sends without leave, a type or a cookie': {
    ...home,
    'Sec-Fetch-Mode': 'no-cors',
    'Sec-Fetch-Site': 'cross-site',
    Origin: 'https://evil.example',
  },
  'what a browser logs in by itself': { ...home, Authorization: 'Basic YTpi', Origin: 'https://evil.example' },
};
const taken: Record<string, Record<string, string>> = {
  'its own pages': { ...home, ...cookie, Origin: 'https://app.example.com', 'Sec-Fetch-Site': 'same-origin' },
  'its own pages behind a proxy that names another host': {
    Host: 'app:3000',
    ...cookie,
    Origin: 'https://app.example.com',
  },
  'its own pages over plain http': { Host: 'intranet:8080', ...cookie, Origin: 'http://intranet:8080' },
  'its own pages by the name that a proxy hands on': {
    ...{ Host: '10.0.0.7:3000', 'X-Forwarded-Host': 'intranet' },
    ...{ ...cookie, Origin: 'http://intranet' },
  },
  'its own pages behind a proxy that adds the usual port': {
    ...{ Host: 'intranet:80' },
    ...{ ...cookie, Origin: 'http://intranet' },
  },
  'the origin of the list': { ...home, ...cookie, Origin: 'https://shop.example.com', 'Sec-Fetch-Site': 'cross-site' },
  'a person, by the address bar': { ...home, ...cookie, 'Sec-Fetch-Site': 'none' },
  'curl and servers': { ...home, ...cookie },
  'its own pages, that wait for no answer': { ...home, 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Site': 'same-origin' },
  'pages that say who asks in a header': { ...home, Authorization: 'Bearer x', Origin: 'https://elsewhere.example' },
};

describe('requests of other sites', () => {
  const checking = (framework: WebFramework, mode: string): Promise<Running> => {
    const csrf = { template: templateFor('csrf', framework), data: { mode, exempt: ['/saml/*/acs'], events: false } };
    const code = "import { refuseOtherSites } from './csrf.js';\nrefuseOtherSites(app);";
    const name = `csrf-${framework}-${mode}`;
    return start({ name, framework, modules: { csrf }, code, env });
  };

  it.each(['express', 'fastify', 'koa', 'hono'] as const)('are refused by %s, and nobody else', async (framework) => {
    const { port } = await checking(framework, 'enforce');
    const post = async (headers: Record<string, string>, path = '/transfer'): Promise<number> =>
      (await ask(port, { method: 'POST', path, headers })).status;
    for (const [who, headers] of Object.entries(refused)) expect(await post(headers), who).toBe(403);
    for (const [who, headers] of Object.entries(taken)) expect(await post(headers), who).toBe(200);
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect((await ask(port, { method, path: '/', headers: refused['another site']! })).status).toBe(403);
    expect((await ask(port, { path: '/', headers: refused['another site']! })).status).toBe(200);
    for (const path of ['/saml/okta/acs', '/SAML/okta/acs/?x=1'])
      expect(await post(refused['another site']!, path)).toBe(200);
    for (const path of ['/saml/acs', '/saml/a/b/acs', '/transfer?/saml/okta/acs', '//saml/okta/acs'])
      expect(await post(refused['another site']!, path)).toBe(403);
  });

  it.each(['express', 'hono'] as const)('are only logged by %s while it watches, once each', async (framework) => {
    const { port, output } = await checking(framework, 'observe');
    for (const headers of [...Object.values(refused), ...Object.values(refused), ...Object.values(taken)])
      expect((await ask(port, { method: 'POST', path: '/transfer?secret', headers })).status).toBe(200);
    const lines = output()
      .split('\n')
      .filter((line) => line.includes('would be refused'));
    expect(lines).toContain('A request of another site would be refused: POST /transfer from https://evil.example');
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.length).toBeLessThan(Object.keys(refused).length);
    expect(output()).not.toContain('secret');
  });
});

/** A login that asks for what it is given, as one with MongoDB does, behind the body parsers that each framework has. */
const logins: Record<WebFramework, string> = {
  express: `import cookies from 'cookie-parser';
import multer from 'multer';
app.use(express.json(), cookies());
const answer = (req, res) => res.json({ in: find(req.body ?? {}) });
app.post('/login', answer);
app.post('/form', express.urlencoded({ extended: true }), answer);
app.post('/parts', multer().none(), answer);
// As parsers do that add to the body which another one has made.
app.post('/filled', (req, res, next) => { Object.assign(req.body ??= {}, { $where: '1' }); next(); }, answer);
app.post('/cookie', (req, res) => res.json({ in: find({ name: 'ada', password: req.cookies.password }) }));
app.get('/find', (req, res) => res.json({ in: find(req.query) }));
app.post('/raw', express.raw({ type: '*/*' }), (req, res) => res.json({ in: req.body.length > 0 }));`,
  express4: '',
  fastify: `app.post('/login', async (request) => ({ in: find(request.body) }));
app.get('/find', async (request) => ({ in: find(request.query) }));`,
  koa: `import { bodyParser } from '@koa/bodyparser';
import { koaBody } from 'koa-body';
const json = bodyParser();
const parts = koaBody({ multipart: true });
app.use((ctx, next) => (ctx.path === '/parts' ? parts(ctx, next) : json(ctx, next)));
app.use((ctx, next) => {
  if (ctx.path === '/') return next();
  ctx.body = { in: find(ctx.method === 'GET' ? ctx.query : ctx.request.body) };
});`,
  hono: `import { validator } from 'hono/validator';
app.post('/valid', validator('form', (form) => form), (c) => c.json({ in: find(c.req.valid('form')) }));
app.post('/login', async (c) => c.json({ in: find(await c.req.json()) }));
app.post('/form', async (c) => c.json({ in: find(await c.req.parseBody({ dot: true })) }));
app.post('/text', async (c) => c.json({ in: find(JSON.parse(await c.req.text())) }));
app.post('/fields', async (c) => c.json({ in: find(Object.fromEntries(await c.req.formData())) }));
app.get('/find', (c) => c.json({ in: find(c.req.query()) }));`,
};
logins.express4 = logins.express;
const database = `import { Query } from 'mingo';
const users = [{ name: 'ada', password: 'right' }];
const find = (filter) => users.some((user) => new Query(filter).test(user));
`;

describe('operators of MongoDB in what clients send', () => {
  const guarding = (framework: WebFramework, mode: string): Promise<Running> => {
    const nosql = { template: templateFor('nosql', framework), data: { mode, events: false } };
    const code = `import { guardOperators } from './nosql.js';\n${database}guardOperators(app);\n${logins[framework]}`;
    return start({ name: `nosql-${framework}-${mode}`, framework, modules: { nosql }, code });
  };
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const parts = (fields: Record<string, string>): { headers: Record<string, string>; body: string } => ({
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    body: `${Object.entries(fields)
      .map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('')}--x--\r\n`,
  });
  const attacks: Record<WebFramework, Omit<Ask, 'from'>[]> = {
    express: [
      { path: '/login', body: { name: 'ada', password: { $ne: null } } },
      { path: '/login', body: { name: 'ada', password: { $not: [{ $gt: '' }, { $eq: 1 }] } } },
      { path: '/login', body: { $or: [{}, { name: 'ada' }] } },
      { path: '/form', headers: form, body: 'name=ada&password[$ne]=x' },
      { path: '/parts', ...parts({ name: 'ada', 'password[$ne]': 'x' }) },
      { path: '/filled', body: {} },
      { path: '/cookie', headers: { Cookie: `password=${encodeURIComponent('j:{"$ne":null}')}` } },
      { method: 'GET', path: '/find?$where=1' },
    ],
    express4: [{ method: 'GET', path: '/find?name=ada&password[$ne]=x' }],
    fastify: [
      { path: '/login', body: { name: 'ada', password: { $ne: null } } },
      { method: 'GET', path: '/find?$where=1' },
    ],
    koa: [
      { path: '/login', body: { name: 'ada', password: { $ne: null } } },
      { path: '/login', headers: form, body: 'name=ada&password[$ne]=x' },
      { path: '/parts', body: { name: 'ada', password: { $ne: null } } },
      { method: 'GET', path: '/find?$where=1' },
    ],
    hono: [
      { path: '/login', body: { name: 'ada', password: { $ne: null } } },
      { path: '/form', headers: form, body: 'name=ada&password.$ne=x' },
      { path: '/valid', headers: form, body: '$where=1' },
      { path: '/text', headers: { 'Content-Type': 'text/plain' }, body: '{"name":"ada","password":{"$ne":null}}' },
      { path: '/fields', headers: form, body: 'name=ada&$where=1' },
      { method: 'GET', path: '/find?$where=1' },
    ],
  };
  attacks.express4.push(...attacks.express);
  const benign = { name: 'ada', password: 'right' };

  it.each(webFrameworks)('are refused by %s before a handler sees them', async (framework) => {
    const { port } = await guarding(framework, 'refuse');
    for (const attack of attacks[framework]) {
      const answer = await ask(port, { method: 'POST', ...attack });
      expect(answer.status, `${JSON.stringify(attack)} ${answer.text}`).toBe(400);
    }
    const right = await ask(port, { method: 'POST', path: '/login', body: benign });
    expect([right.status, right.json()]).toEqual([200, { in: true }]);
    const deep = `{"name":"ada","password":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const json = { 'Content-Type': 'application/json' };
    const nested = await ask(port, { method: 'POST', path: '/login', headers: json, body: deep });
    expect(nested.status).not.toBe(400);
    expect((await ask(port, { path: '/' })).status).toBe(200);
  });

  it.each(['express', 'fastify', 'koa', 'hono'] as const)(
    'are only logged by %s while it watches',
    async (framework) => {
      const { port, output } = await guarding(framework, 'observe');
      const attack = { method: 'POST', path: '/login?token=1', body: { name: 'ada', password: { $ne: null } } };
      for (let round = 0; round < 2; round++) expect((await ask(port, attack)).json()).toEqual({ in: true });
      const lines = output()
        .split('\n')
        .filter((line) => line.includes('would be refused'));
      expect(lines).toEqual(['Operators in what was sent would be refused: POST /login']);
    },
  );

  it('leave alone what is no data: files, and bodies as bytes', async () => {
    const { port } = await guarding('express', 'refuse');
    const raw = await ask(port, {
      method: 'POST',
      path: '/raw',
      body: '{"$ne":1}',
      headers: { 'Content-Type': 'a/b' },
    });
    expect(raw.json()).toEqual({ in: true });
  });
});

describe('the cookie of a login', () => {
  const routes: Record<string, string> = {
    express: `app.post('/in', (req, res) => { setLoginCookie(res, 'a b;c'); res.cookie('other', '1').end(); });
app.post('/out', (req, res) => { clearLoginCookie(res); res.end(); });
app.get('/me', (req, res) => res.json({ me: loginCookie(req) ?? null }));`,
    fastify: `app.post('/in', async (request, reply) => { reply.header('Set-Cookie', 'other=1'); setLoginCookie(reply, 'a b;c'); return ''; });
app.post('/out', async (request, reply) => { clearLoginCookie(reply); return ''; });
app.get('/me', async (request) => ({ me: loginCookie(request) ?? null }));`,
    koa: `app.use((ctx, next) => {
  if (ctx.path === '/in') { ctx.cookies.set('other', '1'); setLoginCookie(ctx, 'a b;c'); ctx.body = ''; }
  else if (ctx.path === '/out') { clearLoginCookie(ctx); ctx.body = ''; }
  else ctx.body = { me: loginCookie(ctx) ?? null };
});`,
    hono: `import { setCookie } from 'hono/cookie';
app.post('/in', (c) => { setCookie(c, 'other', '1'); setLoginCookie(c, 'a b;c'); return c.text(''); });
app.post('/out', (c) => { clearLoginCookie(c); return c.text(''); });
app.get('/me', (c) => c.json({ me: loginCookie(c) ?? null }));`,
  };
  const names = 'setLoginCookie, clearLoginCookie, loginCookie';

  it.each(['express', 'fastify', 'koa', 'hono'] as const)('is set, read and cleared by %s', async (framework) => {
    const cookies = { template: `cookies/${framework}.ts`, data: { sessions: null } };
    const code = `import { ${names} } from './cookies.js';\n${routes[framework]}`;
    const { port } = await start({ name: `cookies-${framework}`, framework, modules: { cookies }, code });
    const lines = (answer: Answer): string[] => answer.headers['set-cookie'] ?? [];
    const given = lines(await ask(port, { method: 'POST', path: '/in' }));
    const line = '__Host-login=a%20b%3Bc; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure';
    expect(given).toContain(line);
    expect(given.some((each) => each.startsWith('other=1'))).toBe(true);
    const [pair] = line.split(';');
    const me = async (cookie: string): Promise<unknown> =>
      (await ask(port, { path: '/me', headers: { cookie } })).json();
    expect(await me(`other=1; ${pair}`)).toEqual({ me: 'a b;c' });
    expect(await me('login=planted; x__Host-login=1')).toEqual({ me: null });
    expect(await me('__Host-login=%')).toEqual({ me: null });
    const [cleared] = lines(await ask(port, { method: 'POST', path: '/out' }));
    expect(cleared).toBe('__Host-login=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure');
  });

  it.each([
    [{ PUBLIC_URL: 'http://intranet:8080' }, 'login='],
    [{ NODE_ENV: 'development', PUBLIC_URL: 'https://app.example.com' }, '__Host-login='],
  ])('with %j begins with %s, so that browsers keep it', async (env, begins) => {
    const cookies = { template: 'cookies/express.ts', data: { sessions: null } };
    const code = `import { ${names} } from './cookies.js';\n${routes['express']}`;
    const name = `cookies-${begins}${Object.values(env).join('').replace(/\W/g, '')}`;
    const { port } = await start({ name, framework: 'express', modules: { cookies }, code, env });
    const [line] = (await ask(port, { method: 'POST', path: '/in' })).headers['set-cookie']!;
    expect(line!.startsWith(begins)).toBe(true);
    expect(line!.includes('Secure')).toBe(begins !== 'login=');
  });
});

describe('sessions of express-session', () => {
  const modules = {
    'session-store': { template: 'cookies/session-store.ts', data: {} },
    cookies: { template: 'cookies/express.ts', data: { sessions: 'express-session' } },
  };
  const code = `import session from 'express-session';
import { sessionOptions } from './cookies.js';
import { Redis } from 'ioredis';
import { sessionStore } from './session-store.js';
app.use(session({ ...sessionOptions, secret: 'of a test, and long enough', store: sessionStore() }));
app.post('/in', (req, res) => { req.session.user = 'ada'; res.end(); });
app.post('/out', (req, res) => req.session.destroy(() => res.end()));
app.post('/spoil', (req, res) => new Redis(process.env.REDIS_URL).set('session:' + req.sessionID, 'no JSON').then(() => res.end()));
app.get('/me', (req, res) => res.json({ me: req.session.user ?? null }));`;
  const login = async ({ port }: Running, headers: Record<string, string> = {}): Promise<string> =>
    (await ask(port, { method: 'POST', path: '/in', headers })).headers['set-cookie']![0]!;
  const me = ({ port }: Running, line: string): Promise<Answer> =>
    ask(port, { path: '/me', headers: { cookie: line.split(';')[0]! } });

  it('are in Redis where REDIS_URL says so: every process has them, and no stranger while Redis is away', async () => {
    const redis = await Redis.start();
    try {
      const app = { framework: 'express', modules, code, env: { REDIS_URL: redis.url } } as const;
      const [one, two] = [await start({ name: 'sessions', ...app }), await start({ name: 'sessions', ...app })];
      const line = await login(one);
      expect(line).toMatch(/^sid=.*; HttpOnly; SameSite=Lax$/);
      expect(await login(one, { 'X-Forwarded-Proto': 'https' })).toMatch(/; Secure/);
      expect((await me(two, line)).json()).toEqual({ me: 'ada' });
      await redis.stop();
      expect((await me(two, line)).status).toBe(500);
      await redis.start();
      await login(one);
      const again = await login(two);
      expect((await me(one, again)).json()).toEqual({ me: 'ada' });
      await ask(one.port, { method: 'POST', path: '/out', headers: { cookie: again.split(';')[0]! } });
      expect((await me(two, again)).json()).toEqual({ me: null });
      // What is no session is an error of one request, and does not end the process.
      const spoilt = await login(one);
      await ask(one.port, { method: 'POST', path: '/spoil', headers: { cookie: spoilt.split(';')[0]! } });
      expect((await me(two, spoilt)).status).toBe(500);
      expect([one, two].every((each) => each.alive())).toBe(true);
    } finally {
      await redis.stop();
    }
  }, 20_000);

  it('stay in memory without it, and the app says so', async () => {
    const app = await start({ name: 'sessions-in-memory', framework: 'express', modules, code });
    expect((await me(app, await login(app))).json()).toEqual({ me: 'ada' });
    expect(app.output()).toContain('REDIS_URL is not set: sessions are kept in memory');
  });
});

describe('in a real browser', () => {
  let browser: Browser;
  let site: string;
  beforeAll(async () => {
    browser = await Browser.launch();
    const modules = {
      csrf: { template: 'csrf/express.ts', data: { mode: 'enforce', exempt: [], events: false } },
      'escape-html': { template: 'xss/escape-html.ts', data: {} },
      'script-json': { template: 'xss/script-json.ts', data: {} },
      'sanitize-html': { template: 'xss/sanitize-html.ts', data: {} },
    };
    const code = `import { refuseOtherSites } from './csrf.js';
import { escapeHtml } from './escape-html.js';
import { sanitizeHtml } from './sanitize-html.js';
import { scriptJson } from './script-json.js';
const payloads = ${JSON.stringify(payloads)};
const shown = {
  raw: (text) => text,
  text: (text) => '<p>' + escapeHtml(text) + '</p>',
  attribute: (text) => '<p title="' + escapeHtml(text) + '" data-x=\\'' + escapeHtml(text) + '\\'>x</p>',
  script: (text) => '<script>shown.push(' + scriptJson({ text }) + '.text)</script>',
  html: sanitizeHtml,
};
const head = '<!doctype html><meta charset=utf-8><script>hits = []; shown = []; hit = (n) => hits.push(n);</script>';
refuseOtherSites(app);
app.get('/page/:way/:index', (req, res) => {
  const wanted = req.params.index === 'all' ? payloads : [payloads[req.params.index]];
  res.send(head + wanted.map(shown[req.params.way]).join(''));
});
app.get('/form', (req, res) => res.send(head + '<form method=post action="' + req.query.to + '"><button>x</button></form>'));
app.post('/transfer', (req, res) => res.send('done'));`;
    const { port } = await start({ name: 'browser', framework: 'express', modules, code });
    site = `http://127.0.0.1:${port}`;
  }, 30_000);
  afterAll(() => browser.close());

  const hitsOf = async (way: string, index: number | 'all'): Promise<number[]> => {
    await browser.open(`${site}/page/${way}/${index}`);
    const click = "document.querySelectorAll('.click, a').forEach((each) => each.click())";
    const expression = `${click}, new Promise((done) => setTimeout(() => done(hits), 30))`;
    const { result } = await browser.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    return (result as { value: number[] }).value;
  };

  it('payloads that run as they are do nothing where they are encoded or sanitized', async () => {
    let alive = 0;
    for (const index of payloads.keys()) if ((await hitsOf('raw', index)).length > 0) alive++;
    expect(alive).toBeGreaterThan(payloads.length * 0.6);
    for (const way of ['text', 'attribute', 'script', 'html']) expect(await hitsOf(way, 'all'), way).toEqual([]);
    await browser.open(`${site}/page/script/14`);
    expect(await browser.evaluate('shown[0]')).toBe(payloads[14]);
  }, 30_000);

  it('a form of this site is taken, and the same form of another one is not', async () => {
    const answer = async (from: string): Promise<string> => {
      await browser.open(`${from}/form?to=${encodeURIComponent(`${site}/transfer`)}`);
      const loaded = browser.events.length;
      await browser.evaluate("document.querySelector('button').click()");
      while (!browser.events.slice(loaded).some(({ method }) => method === 'Page.loadEventFired'))
        await new Promise((resolve) => setTimeout(resolve, 5));
      return browser.evaluate('document.body.innerText');
    };
    expect(await answer(site)).toBe('done');
    expect(await answer(site.replace('127.0.0.1', 'localhost'))).toContain('cross_site_request');
  });
});
