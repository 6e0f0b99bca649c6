import { describe, expect, it } from 'vitest';
import { app, findingsOf, linesOf } from '../rules';

const cors = "const cors = require('cors');\n";

describe('cors/any-origin', () => {
  it.each([
    ['no options', 'app.use(cors());', 'none'],
    ['empty options', 'app.use(cors({}));', 'none'],
    ['a star', "app.use(cors({ origin: '*' }));", 'none'],
    ['true', 'app.use(cors({ origin: true }));', 'none'],
    ['a function that always agrees', 'app.use(cors({ origin: (origin, callback) => callback(null, true) }));', 'none'],
    [
      'a longer function that always agrees',
      'app.use(cors({ origin: function (o, cb) { cb(null, true); } }));',
      'none',
    ],
    ['options beside it', "app.use(cors({ exposedHeaders: ['x-total'] }));", 'behaviour'],
    ['options in a variable', "const options = { origin: '*' };\napp.use(cors(options));", 'none'],
    ['an instance in a variable', 'const open = cors();\napp.use(open);', 'none'],
  ])('is found with %s', async (_name, text, risk) => {
    const [finding, ...others] = await findingsOf('cors/any-origin', app(cors + text));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ fix: 'automatic', risk, snippet: 'cors(corsOptions)' });
  });

  it.each([
    ['a part of the app', "app.use('/api/v1', cors());", 'low'],
    ['the whole app', "app.use('/', cors());", 'medium'],
  ])('is as severe as it is wide: %s', async (_name, text, severity) => {
    expect(await findingsOf('cors/any-origin', app(cors + text))).toMatchObject([{ severity }]);
  });

  it('is less for a part of an app that nothing is known of', async () => {
    const more = { 'other.js': "const cors = require('cors');\nexports.open = (o) => o.use('/v1', cors());" };
    expect(await findingsOf('cors/any-origin', { ...app(''), ...more })).toMatchObject([{ severity: 'low' }]);
  });

  it('is found where another file keeps the options', async () => {
    const more = { 'options.js': "exports.options = { origin: '*', methods: ['GET'] };" };
    expect(await linesOf('cors/any-origin', `${cors}app.use(cors(require('./options').options));`, more)).toEqual([2]);
  });

  it.each([
    ['header', "res.header('Access-Control-Allow-Origin', '*');"],
    ['setHeader', "res.setHeader('access-control-allow-origin', '*');"],
    ['an object', "res.set({ 'Access-Control-Allow-Origin': '*' });"],
    ['writeHead', "res.writeHead(200, { 'Access-Control-Allow-Origin': '*' });"],
  ])('is found where the header is set by hand with %s', async (_name, text) => {
    const findings = await findingsOf('cors/any-origin', app(`app.use((req, res, next) => {\n${text}\nnext();\n});`));
    expect(findings).toMatchObject([{ line: 4, fix: 'manual' }]);
  });

  it.each([
    ['a list', "app.use(cors({ origin: ['https://example.com'] }));"],
    ['one origin', "app.use(cors({ origin: 'https://example.com', credentials: true }));"],
    ['none', 'app.use(cors({ origin: false }));'],
    ['a setting', 'app.use(cors({ origin: process.env.ORIGIN }));'],
    ['a list in a variable', "const allowed = ['https://example.com'];\napp.use(cors({ origin: allowed }));"],
    [
      'a function that looks',
      'app.use(cors({ origin(origin, cb) { if (allowed.includes(origin)) cb(null, true); else cb(null, false); } }));',
    ],
    ['options that a function makes', 'app.use(cors((req, cb) => cb(null, { origin: allowed.has(req.hostname) })));'],
    [
      'options that are made for every request',
      'app.use(cors({ delegator: (req, cb) => cb(null, optionsFor(req)) }));',
    ],
    ['options that are spread', "app.use(cors({ ...defaults, methods: ['GET'] }));"],
    ['development', "if (process.env.NODE_ENV === 'development') app.use(cors());"],
    ['development, in a block', "if (app.get('env') !== 'production') {\n  app.use(cors({ origin: true }));\n}"],
    ['one route', "app.get('/public', cors(), h);"],
    ['a comment', "// app.use(cors());\n/* app.use(cors({ origin: '*' })) */"],
    ['another package', "const c = require('./cors');\napp.use(c());"],
    ['a header of its own', "app.use((req, res) => res.header('Access-Control-Allow-Origin', 'https://example.com'));"],
    ['another header', "app.use((req, res) => res.header('Access-Control-Allow-Headers', '*'));"],
    ['text', "log('Access-Control-Allow-Origin', '*');"],
  ])('is not in %s', async (_name, text) => {
    expect(
      await linesOf('cors/any-origin', cors + text, { 'cors.js': 'module.exports = () => (q, r, n) => n();' }),
    ).toEqual([]);
  });
});

describe('cors/reflected-origin', () => {
  it.each([
    ['true', 'app.use(cors({ origin: true, credentials: true }));'],
    ['a function that always agrees', 'app.use(cors({ origin: (o, cb) => cb(null, true), credentials: true }));'],
    ['options in a variable', 'const options = { origin: true, credentials: true };\napp.use(cors(options));'],
  ])('is found with %s', async (_name, text) => {
    expect(await findingsOf('cors/reflected-origin', app(cors + text))).toMatchObject([
      { fix: 'automatic', risk: 'behaviour', severity: 'high' },
    ]);
  });

  it.each([
    ['the header', 'req.headers.origin'],
    ['get()', "req.get('Origin')"],
    ['a fallback', "req.headers.origin || '*'"],
  ])('is found where the header is set by hand to %s', async (_name, value) => {
    const text = `app.use((req, res, next) => {
      res.header('Access-Control-Allow-Origin', ${value});
      res.header('Access-Control-Allow-Credentials', 'true');\nnext();\n});`;
    expect(await linesOf('cors/reflected-origin', text)).toEqual([2]);
  });

  it.each([
    ['without credentials', 'app.use(cors({ origin: true }));'],
    ['with a list', "app.use(cors({ origin: ['https://example.com'], credentials: true }));"],
    ['where browsers are told of every origin, and keep cookies back', 'app.use(cors({ credentials: true }));'],
    [
      'in development',
      "if (process.env.NODE_ENV !== 'production') app.use(cors({ origin: true, credentials: true }));",
    ],
    [
      'where a condition decides',
      "app.use((req, res, next) => {\n  if (allowed.includes(req.headers.origin)) {\n    res.header('Access-Control-Allow-Origin', req.headers.origin);\n    res.header('Access-Control-Allow-Credentials', 'true');\n  }\n  next();\n});",
    ],
    [
      'without credentials, by hand',
      "app.use((req, res, next) => { res.header('Access-Control-Allow-Origin', req.headers.origin); next(); });",
    ],
  ])('is not %s', async (_name, text) => {
    expect(await linesOf('cors/reflected-origin', cors + text)).toEqual([]);
  });
});

describe('cors/unanchored-pattern', () => {
  it.each([
    ['no anchors', 'app.use(cors({ origin: /example\\.com/ }));', ['/^example\\.com$/']],
    ['one anchor', 'app.use(cors({ origin: /example\\.com$/ }));', ['/^example\\.com$/']],
    [
      'one of a list',
      "app.use(cors({ origin: ['https://a.test', /^https:\\/\\/b/, /^https:\\/\\/c\\.test$/] }));",
      ['/^https:\\/\\/b$/'],
    ],
    [
      'options in a variable',
      'const options = { origin: /example\\.com/ };\napp.use(cors(options));',
      ['/^example\\.com$/'],
    ],
  ])('is found with %s', async (_name, text, snippets) => {
    const findings = await findingsOf('cors/unanchored-pattern', app(cors + text));
    expect(findings.map(({ snippet }) => snippet)).toEqual(snippets);
  });

  it.each([
    ['both anchors', 'app.use(cors({ origin: /^https:\\/\\/(\\w+\\.)?example\\.com$/ }));'],
    ['a text', "app.use(cors({ origin: 'example.com' }));"],
    ['another pattern', 'app.use(cors({ origin: allowed, methods: /GET/ }));\nconst p = /example\\.com/;'],
  ])('is not with %s', async (_name, text) => {
    expect(await linesOf('cors/unanchored-pattern', cors + text)).toEqual([]);
  });
});

describe('cors of Koa, with credentials', () => {
  const files = (name: string, options: string) => ({
    'package.json': JSON.stringify({ name: 'x', dependencies: { koa: '^2.0.0', [name]: '^3.0.0' } }),
    'app.js': `const Koa = require('koa');\nconst cors = require('${name}');\nconst app = new Koa();\napp.use(cors({ ${options} credentials: true }));\napp.listen(1);\n`,
  });

  it.each([
    ['@koa/cors', '', 'cors/reflected-origin'],
    ['@koa/cors', "origin: '*',", 'cors/reflected-origin'],
    ['kcors', '', 'cors/reflected-origin'],
    ['kcors', "origin: '*',", 'cors/any-origin'],
  ])('%s({ %s })', async (name, options, rule) => {
    for (const each of ['cors/reflected-origin', 'cors/any-origin'])
      expect(await findingsOf(each, files(name, options))).toHaveLength(each === rule ? 1 : 0);
  });
});
