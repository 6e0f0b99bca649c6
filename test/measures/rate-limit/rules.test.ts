import { describe, expect, it } from 'vitest';
import { type Files } from '../../project/model/project';
import { app, findingsOf, linesOf } from '../rules';

const limit = "const rateLimit = require('express-rate-limit');\n";

describe('rate-limit/missing', () => {
  it.each([
    ['nothing limits', ''],
    ['a limiter is loaded only', limit],
    ['a limiter stands in a comment', "// app.use(require('express-rate-limit')());"],
    ['one is made for each request', `${limit}app.use((req, res, next) => rateLimit()(req, res, next));`],
    [
      'a function makes one for each request',
      `${limit}function rateLimiter(req, res, next) { const limiter = rateLimit({ limit: 5 }); limiter(req, res, next); }\napp.use(rateLimiter);`,
    ],
    ['bodies are limited', "app.use(express.json({ limit: '1mb' }));\napp.use(bodyLimit());"],
  ])('is found where %s', async (_name, text) => {
    expect(await findingsOf('rate-limit/missing', app(text))).toMatchObject([
      { line: 2, severity: 'medium', fix: 'automatic', risk: 'none' },
    ]);
  });

  it('is less where something of the app is limited', async () => {
    const more = { 'limits.js': `${limit}exports.strict = (router) => router.post('/x', rateLimit({ limit: 5 }));` };
    expect(await findingsOf('rate-limit/missing', { ...app("require('./limits');"), ...more })).toMatchObject([
      { severity: 'low' },
    ]);
  });

  it.each([
    ['by the package', `${limit}app.use(rateLimit({ limit: 100 }));`],
    ['by its named function', "const { rateLimit } = require('express-rate-limit');\napp.use(rateLimit());"],
    ['from a variable', `${limit}const limiter = rateLimit();\napp.use('/api', limiter);`],
    ['in production', `${limit}if (process.env.NODE_ENV === 'production') app.use('/auth', rateLimit());`],
    ['by slowing down', "app.use(require('express-slow-down')());"],
    [
      'by a counter of another package',
      "const { RateLimiterMemory } = require('rate-limiter-flexible');\nconst counter = new RateLimiterMemory({});\napp.use((req, res, next) => counter.consume(req.ip).then(() => next()));",
    ],
    ['by hand', 'const rateLimiter = (req, res, next) => next();\napp.use(rateLimiter);'],
    ['by a function that makes one', 'app.use(throttle({ rate: 5 }));'],
  ])('is not where requests are limited %s', async (_name, text) => {
    expect(await linesOf('rate-limit/missing', text)).toEqual([]);
  });
});

describe('rate-limit/auth-missing', () => {
  it('is found on each auth route, with the limiter it needs', async () => {
    const text = "app.post('/login', h);\napp.post('/register', h);\napp.get('/login', h);\napp.post('/articles', h);";
    const findings = await findingsOf('rate-limit/auth-missing', app(text));
    expect(findings.map(({ line, message, snippet }) => [line - 2, message, snippet])).toEqual([
      [1, 'POST /login has no limit on attempts.', 'loginLimiter'],
      [2, 'POST /register has no limit on attempts.', 'authLimiter'],
    ]);
    expect(findings[0]).toMatchObject({ severity: 'high', fix: 'automatic', cwe: 'CWE-307' });
  });

  it('weighs less where only those come who are logged in', async () => {
    const text = "app.post('/account/password', passport.isAuthenticated, h);\napp.post('/login', author, h);";
    const findings = await findingsOf('rate-limit/auth-missing', app(text));
    expect(findings.map(({ severity }) => severity)).toEqual(['medium', 'high']);
  });

  it('weighs less where a captcha stands in front', async () => {
    const text = "app.post('/login', verifyCaptcha('login'), h);";
    expect(await findingsOf('rate-limit/auth-missing', app(text))).toMatchObject([{ severity: 'medium' }]);
  });

  it('is found on the full path through routers', async () => {
    const more = { 'auth.js': "const r = require('express').Router();\nr.post('/', h);\nmodule.exports = r;" };
    const [finding] = await findingsOf('rate-limit/auth-missing', {
      ...app("app.use('/api/login', require('./auth'));"),
      ...more,
    });
    expect(finding).toMatchObject({ file: 'auth.js', line: 2, message: 'POST /api/login has no limit on attempts.' });
  });

  it.each([
    ['a limit for everything', `${limit}app.use(rateLimit());\napp.post('/login', h);`, [3]],
    [
      'a limit that is made for each request',
      `${limit}const loginLimiter = (req, res, next) => rateLimit({ limit: 5 })(req, res, next);\napp.post('/login', loginLimiter, h);`,
      [3],
    ],
    ['a limit behind it', `${limit}app.post('/login', h);\napp.use('/login', rateLimit());`, [2]],
    ['a limit on a neighbour', `${limit}app.use('/log', rateLimit());\napp.post('/login', h);`, [3]],
    ['a limit in a comment', "app.post('/login', /* loginLimiter, */ h);", [1]],
  ])('is found in spite of %s', async (_name, text, lines) => {
    expect(await linesOf('rate-limit/auth-missing', text)).toEqual(lines);
  });

  it.each([
    ['on the route', `${limit}app.post('/login', rateLimit({ limit: 5 }), h);`],
    ['on the route, by name', "app.post('/login', loginLimiter, h);"],
    ['on the route, in a list', "app.post('/login', [limits.login, bruteForce.prevent], h);"],
    ['on its path', `${limit}const limiter = rateLimit();\napp.use('/login', limiter);\napp.post('/login', h);`],
    ['above its path', `${limit}app.use('/api/auth', rateLimit());\napp.use('/api/auth', require('./auth'));`],
    ['on several paths', `${limit}app.use(['/register', '/login'], rateLimit());\napp.post('/login', h);`],
    ['in its router', "app.use('/auth', require('./limited'));"],
    [
      'on a path that is a constant',
      `${limit}const AUTH = '/v1/auth';\napp.use(AUTH, rateLimit());\napp.use(AUTH, require('./auth'));`,
    ],
    ['by hand on its path', "app.use('/login', authRateLimit());\napp.post('/login', h);"],
  ])('is not where there is a limit %s', async (_name, text) => {
    const more = {
      'auth.js': "const r = require('express').Router();\nr.post('/login', h);\nmodule.exports = r;",
      'limited.js':
        "const r = require('express').Router();\nr.use(require('express-rate-limit')());\nr.post('/login', h);\nmodule.exports = r;",
    };
    expect(await linesOf('rate-limit/auth-missing', text, more)).toEqual([]);
  });

  it('is found once, where several calls answer the same requests', async () => {
    expect(await linesOf('rate-limit/auth-missing', "app.post('/login', check);\napp.post('/login', h);")).toEqual([1]);
  });
});

describe('rate-limit/trust-proxy-true', () => {
  it.each([
    ['set', "app.set('trust proxy', true);"],
    ['enabled', "app.enable('trust proxy');"],
  ])('is found where it is %s', async (_name, text) => {
    expect(await findingsOf('rate-limit/trust-proxy-true', app(text))).toMatchObject([{ line: 3, fix: 'manual' }]);
  });

  it.each([
    ['a number', "app.set('trust proxy', 1);"],
    ['a list', "app.set('trust proxy', ['loopback', '10.0.0.0/8']);"],
    ['a setting', "app.set('trust proxy', process.env.PROXIES);"],
    ['off', "app.set('trust proxy', false);\napp.disable('trust proxy');"],
    ['read', "const trusted = app.get('trust proxy');\napp.enabled('trust proxy');"],
    ['a comment', "// app.set('trust proxy', true);"],
    ['another setting', "app.enable('view cache');\napp.set('etag', true);\nlog('trust proxy', true);"],
  ])('is not where it is %s', async (_name, text) => {
    expect(await linesOf('rate-limit/trust-proxy-true', text)).toEqual([]);
  });
});

describe('whom the other frameworks believe', () => {
  const on = (framework: string, version: string, text: string): Files => ({
    'package.json': JSON.stringify({ name: 'x', main: 'app.js', dependencies: { [framework]: version } }),
    'app.js': `const make = require('${framework}');\n${text}\napp.listen(3000);\n`,
  });
  const rule = 'rate-limit/trust-proxy-true';

  it.each([
    ['fastify', '^5.0.0', 'const app = make({ trustProxy: true });'],
    ['koa', '^3.0.0', 'const app = new make({ proxy: true });'],
    ['koa', '^3.0.0', 'const app = new make(); app.proxy = true;'],
  ])('%s %s: %s', async (framework, version, text) => {
    expect(await findingsOf(rule, on(framework, version, text))).toMatchObject([{ line: 2, fix: 'manual' }]);
  });

  it.each([
    ['fastify', '^5.0.0', "const app = make({ trustProxy: ['10.0.0.0/8'] });"],
    ['koa', '^3.0.0', 'const app = new make({ proxy: true, maxIpsCount: 1 });'],
    ['koa', '^3.0.0', 'const app = new make(); const agent = {}; agent.proxy = true; connect({ proxy: true });'],
  ])('%s %s: nothing in %s', async (framework, version, text) => {
    expect(await findingsOf(rule, on(framework, version, text))).toEqual([]);
  });

  it('a number of proxies, where it is none any more', async () => {
    const text = 'const app = make({ trustProxy: 1 });';
    const number = 'rate-limit/trust-proxy-number';
    expect(await findingsOf(number, on('fastify', '^5.0.0', text))).toMatchObject([{ line: 2, fix: 'manual' }]);
    expect(await findingsOf(number, on('fastify', '^4.0.0', text))).toEqual([]);
  });
});

describe('rate-limit/per-request', () => {
  it.each([
    ['by a class', 'class Limits { use(req, res, next) { const limit = rateLimit(); return limit(req, res, next); } }'],
    [
      'with options of the request',
      'app.use((req, res, next) => rateLimit({ limit: req.user ? 100 : 10 })(req, res, next));',
    ],
    [
      'with options from above',
      'const options = { limit: 5 };\napp.use((req, res, next) => rateLimit(options)(req, res, next));',
      2,
    ],
    ['with a store that is new as well', 'app.use((a, b, c) => rateLimit({ store: new MemoryStore() })(a, b, c));'],
  ])('is found where a limiter is made %s', async (_name, text, line = 1) => {
    expect(await linesOf('rate-limit/per-request', `${limit}${text}`)).toEqual([line + 1]);
  });

  it.each([
    ['is made when the app is', 'function secure(app) { const limiter = rateLimit(); app.use(limiter); }'],
    ['is what a function gives back', 'const limitTo = (limit) => rateLimit({ limit });\napp.use(limitTo(5));'],
    ['has options that are not known', 'app.use((req, res, next) => rateLimit(optionsOf(req))(req, res, next));'],
    [
      'is kept',
      'let kept;\napp.use((req, res, next) => { const made = rateLimit(); kept = kept ?? made; kept(req, res, next); });',
    ],
    ['is tried once at the start', 'function probe(req, res) { const limiter = rateLimit(); limiter(fake, res); }'],
  ])('is not where one %s', async (_name, text) => {
    expect(await linesOf('rate-limit/per-request', `${limit}${text}`)).toEqual([]);
  });
});

describe('rate-limit/shared', () => {
  const own = `${limit}const limiter = rateLimit({ limit: 5 });\n`;
  it.each([
    ['for all paths and in a router', "app.use(limiter);\napp.use('/auth', require('./auth'));", 'auth.js', 2],
    ['twice on a path', "app.use('/api', limiter);\napp.use('/api', limiter);", 'app.js', 6],
  ])('is found %s', async (_name, text, file, line) => {
    const auth =
      "const r = require('express').Router();\nr.post('/login', require('./limiter'), h);\nmodule.exports = r;";
    const files = {
      ...app(text.includes('require') ? `const limiter = require('./limiter');\n${text}` : own + text),
      'auth.js': auth,
      'limiter.js': `${limit}module.exports = rateLimit({ limit: 5 });`,
    };
    expect(await findingsOf('rate-limit/shared', files)).toMatchObject([
      { file, line, severity: 'low', fix: 'manual' },
    ]);
  });

  it.each([
    ['side by side', "app.post('/login', limiter, h);\napp.post('/register', limiter, h);"],
    ['on a route and on one below it', "app.post('/login', limiter, h);\napp.post('/login/code', limiter, h);"],
    ['on paths that only begin alike', "app.use('/api', limiter);\napp.post('/apis', limiter, h);"],
    ['in one of two environments', "if (process.env.X) app.use(limiter);\nelse app.use('/api', limiter);"],
    ['behind a route', "app.post('/login', limiter, h);\napp.use(require('express-rate-limit')());"],
  ])('is not where it stands %s', async (_name, text) => {
    expect(await linesOf('rate-limit/shared', own + text)).toEqual([]);
  });
});

describe('rate-limit/unawaited', () => {
  const found = (lines: string): Promise<object[]> =>
    findingsOf('rate-limit/unawaited', {
      'package.json': '{"main":"app.js","dependencies":{"fastify":"^5.0.0"}}',
      'app.js': `const app = require('fastify')();\n${lines}\napp.listen({ port: 3000 });\n`,
    });
  const plugin = "require('@fastify/rate-limit')";

  it('says which routes it misses', async () => {
    const routes = "app.get('/', h);\napp.post('/login', h);\napp.get('/health', { config: { rateLimit: false } }, h);";
    expect(await found(`app.register(${plugin}, { max: 5 });\n${routes}`)).toMatchObject([
      { line: 2, message: 'It is not loaded yet where GET / is made: that has no limit, as 1 more.' },
    ]);
    const some = `app.register(${plugin}, { global: false });\napp.get('/', h);\napp.post('/login', { config: { rateLimit: { max: 5 } } }, h);`;
    expect(await found(some)).toMatchObject([{ message: expect.stringMatching(/POST \/login is made: .* limit\.$/) }]);
  });

  it.each([
    ['in front of it', `app.get('/', h);\napp.register(${plugin});`],
    ['that are not meant', `app.register(${plugin}, { global: false });\napp.get('/', h);`],
    ['of a plugin', `app.register(${plugin});\napp.register(async (routes) => { routes.get('/', h); });`],
  ])('is not about routes %s', async (_name, lines) => {
    expect(await found(lines)).toEqual([]);
  });
});
