import { describe, expect, it } from 'vitest';
import { app, findingsOf, linesOf } from '../rules';

const helmet = "const helmet = require('helmet');\n";

describe('headers/missing', () => {
  it.each([
    ['nothing mounts them', ''],
    ['they stand in a comment', "// app.use(require('helmet')());\n/* app.use(helmet()) */"],
    ['helmet is loaded and not mounted', "const helmet = require('helmet');"],
    ['helmet is made and not mounted', `${helmet}const headers = helmet();`],
    ['something else is called helmet', 'const helmet = () => (req, res, next) => next();\napp.use(helmet());'],
  ])('is found where %s', async (_name, text) => {
    const [finding, ...others] = await findingsOf('headers/missing', app(text));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ file: 'app.js', line: 2, severity: 'medium', fix: 'automatic', risk: 'none' });
  });

  it('is less where a function calls helmet, and nothing shows for what', async () => {
    const files = {
      ...app("require('./tenants')(app);"),
      'tenants.js': `${helmet}module.exports = (app) => app.use((req, res) => runTenant(req, res, (it) => it.use(helmet())));`,
    };
    expect(await findingsOf('headers/missing', files)).toMatchObject([
      { severity: 'low', message: expect.stringContaining('tenants.js calls it') },
    ]);
  });

  it('names what is there where parts are mounted one by one', async () => {
    const [finding] = await findingsOf(
      'headers/missing',
      app(`${helmet}app.use(helmet.frameguard());\napp.use(helmet.noSniff());`),
    );
    expect(finding!.message).toBe('Only some security headers are sent: helmet.frameguard, helmet.noSniff.');
  });

  it.each([
    ['in place', "app.use(require('helmet')());"],
    ['by name', `${helmet}app.use(helmet());`],
    ['from a variable', `${helmet}const headers = helmet({});\napp.use(headers);`],
    ['in production', `${helmet}if (process.env.NODE_ENV === 'production') app.use(helmet());`],
    ['in a list', `${helmet}app.use([helmet(), other]);`],
    ['as lusca', "app.use(require('lusca')({ xframe: 'DENY' }));"],
  ])('is not where helmet is mounted %s', async (_name, text) => {
    expect(await linesOf('headers/missing', text)).toEqual([]);
  });

  it('is not where another file mounts it', async () => {
    const more = {
      'secure.js': "const helmet = require('helmet');\nmodule.exports = (app) => { app.use(helmet()); };",
    };
    expect(await linesOf('headers/missing', "require('./secure')(app);", more)).toEqual([]);
  });
});

describe('headers/weakened', () => {
  it('is less of HSTS, which a proxy in front may send', async () => {
    const found = await findingsOf(
      'headers/weakened',
      app(`${helmet}app.use(helmet({ hsts: false, noSniff: false }));`),
    );
    expect(found.map(({ severity }) => severity)).toEqual(['low', 'medium']);
  });

  it.each([
    ['an option', `${helmet}app.use(helmet({ contentSecurityPolicy: false }));`, [2], 'automatic'],
    ['another option', `${helmet}app.use(helmet({ frameguard: false }));`, [2], 'manual'],
    [
      'an option in a variable',
      `${helmet}const options = {\n  contentSecurityPolicy: false,\n};\napp.use(helmet(options));`,
      [3],
      'manual',
    ],
    ['each of several', `${helmet}app.use(helmet({\n  hsts: false,\n  noSniff: false,\n}));`, [3, 4], 'manual'],
  ])('is found at %s', async (_name, text, lines, fix) => {
    const findings = await findingsOf('headers/weakened', app(text));
    expect(findings.map(({ line }) => line - 2).sort()).toEqual(lines);
    expect(findings[0]).toMatchObject({ fix, risk: 'behaviour' });
  });

  it.each([
    ['without options', `${helmet}app.use(helmet());`],
    ['with a policy', `${helmet}app.use(helmet({ contentSecurityPolicy: { directives: {} }, hsts: { maxAge: 1 } }));`],
    ['off in development', `${helmet}app.use(helmet({ contentSecurityPolicy: isProduction ? undefined : false }));`],
    [
      'mounted in development',
      `${helmet}if (process.env.NODE_ENV !== 'production') app.use(helmet({ contentSecurityPolicy: false }));`,
    ],
    ['where only an obsolete header is off', `${helmet}app.use(helmet({ xssFilter: false, ieNoOpen: false }));`],
    ['in a comment', `${helmet}app.use(helmet(/* { contentSecurityPolicy: false } */));`],
    ['of something else', `app.use(other({ contentSecurityPolicy: false, hsts: false }));`],
    [
      'that is made and not mounted',
      `${helmet}exports.loose = helmet({ contentSecurityPolicy: false });\napp.use(helmet());`,
    ],
  ])('is not in helmet %s', async (_name, text) => {
    expect(await linesOf('headers/weakened', text)).toEqual([]);
  });
});

describe('headers/late', () => {
  it.each([
    ['a route', `${helmet}app.get('/', h);\napp.use(helmet());`, [3]],
    ['static files', `${helmet}app.use(express.static('public'));\napp.use(helmet());`, [3]],
    [
      'a route of a function that ran before',
      `${helmet}routes();\napp.use(helmet());\nfunction routes() { app.get('/', h); }`,
      [3],
    ],
  ])('is found behind %s', async (_name, text, lines) => {
    expect(await linesOf('headers/late', text)).toEqual(lines);
  });

  it.each([
    ['first', `${helmet}app.use(helmet());\napp.get('/', h);\napp.use(express.static('public'));`],
    ['behind parsers', `${helmet}app.use(express.json());\napp.use(helmet());\napp.get('/', h);`],
    [
      'in a function that runs before',
      `${helmet}secure();\napp.get('/', h);\nfunction secure() { app.use(helmet()); }`,
    ],
    [
      'again, for one path',
      `${helmet}app.use(helmet());\napp.get('/', h);\napp.use('/embed', helmet({ frameguard: false }));`,
    ],
    ['for one path only', `${helmet}app.get('/', h);\napp.use('/admin', helmet());`],
    [
      'above a router whose file was loaded before',
      `${helmet}const routes = require('./routes');\napp.use(helmet());\napp.use(routes);`,
    ],
    [
      'not, where it is a check of tokens',
      "app.use(express.static('public'));\napp.use(require('lusca')({ csrf: true }));",
    ],
  ])('is not where helmet is mounted %s', async (_name, text) => {
    const more = { 'routes.js': "const r = require('express').Router();\nr.get('/', h);\nmodule.exports = r;" };
    expect(await linesOf('headers/late', text, more)).toEqual([]);
  });
});
