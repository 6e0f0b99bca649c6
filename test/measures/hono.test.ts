import { describe, expect, it } from 'vitest';
import { measures } from '../../src/measures/index';
import { audit } from '../../src/steps/audit';
import type { Finding } from '../../src/types';
import { manifest, projectOf } from '../project/model/project';

const app = measures.filter(({ meta }) => meta.group === 'app');
const head = "import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\n";

/** What the audit finds in an app of one file. */
async function findings(text: string): Promise<Finding[]> {
  const dependencies = { hono: '^4.13.0', '@hono/node-server': '^2.0.0' };
  const project = await projectOf({
    'package.json': manifest({ type: 'module', dependencies }),
    'app.js': `${head}${text}\nserve(app);\n`,
  });
  return audit(project, app);
}

/** The findings of one measure, as rule and line. */
const found = async (measure: string, text: string): Promise<string[]> =>
  (await findings(text))
    .filter(({ rule }) => rule.startsWith(`${measure}/`))
    .map(({ rule, line }) => `${rule}:${line}`);

const make = 'const app = new Hono();\n';

describe('the audit of an app on Hono', () => {
  it('finds what is missing in a plain one', async () => {
    const rules = (await findings(make + "app.get('/', (c) => c.text('a'));")).map(({ rule }) => rule).sort();
    expect(rules).toEqual([
      ...['errors/missing-handler', 'headers/missing', 'https/no-redirect', 'limits/no-timeouts'],
      ...['logging/no-security-log', 'rate-limit/missing', 'secrets/no-commit-hook'],
    ]);
  });

  it('finds nothing in one that has it all in its own words', async () => {
    const text = `import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import { rateLimiter } from 'hono-rate-limiter';
import { zValidator } from '@hono/zod-validator';
const app = new Hono().use(secureHeaders()).use(cors({ origin: ['https://a.example'] })).use(rateLimiter({ limit: 100 }));
app.use('/login', rateLimiter({ limit: 10 }));
app.post('/login', zValidator('json', schema), (c) => c.json(c.req.valid('json').email));
app.onError((error, c) => c.text('Sorry', 500));
const options = { serverOptions: { headersTimeout: 15_000 } };`;
    // What only the checklist asks for is no fault of the app.
    const asked = ['https/no-redirect', 'logging/no-security-log', 'secrets/no-commit-hook'];
    const faults = (await findings(text)).filter(({ rule }) => !asked.includes(rule));
    expect(faults.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  it.each([
    ['cors()', ['cors/any-origin:5']],
    ["cors({ origin: '*' })", ['cors/any-origin:5']],
    ['cors({ credentials: true })', ['cors/any-origin:5']],
    ['cors({ origin: (origin) => origin })', ['cors/any-origin:5']],
    ["cors({ origin: (origin) => origin ?? '*', credentials: true })", ['cors/reflected-origin:5']],
    ["cors({ origin: ['https://a.example'], credentials: true })", []],
    ['cors({ origin: (origin) => (known.has(origin) ? origin : null) })', []],
  ])('judges %s', async (call, expected) => {
    expect(await found('cors', `import { cors } from 'hono/cors';\n${make}app.use('*', ${call});`)).toEqual(expected);
  });

  it.each([
    ['app.onError((err, c) => c.json({ message: err.message }, 500));', ['errors/leak:4']],
    ["app.get('/', async (c) => { try { f(); } catch (e) { return c.text(`${e}`, 500); } });", ['errors/leak:4']],
    ["app.get('/', (c) => c.json({ message: c.req.query('message') }));", []],
    [
      'app.onError((err, c) => (err instanceof HTTPException ? c.json({ message: err.message }, err.status) : c.text("")));',
      [],
    ],
  ])('finds what tells of errors in %s', async (text, expected) => {
    const leaks = (await found('errors', make + text)).filter((rule) => rule.startsWith('errors/leak'));
    expect(leaks).toEqual(expected);
  });

  it('takes an error handler in front of the routes for what it is', async () => {
    const text = `${make}app.onError((error, c) => c.text('', 500));\napp.get('/', (c) => c.text('a'));`;
    expect(await found('errors', text)).toEqual([]);
  });

  it('finds secrets where its helpers take them', async () => {
    const text = `import { jwt, sign } from 'hono/jwt';\nimport { getSignedCookie } from 'hono/cookie';\n${make}
app.use(jwt({ secret: 'correct-horse' }));
app.get('/', async (c) => c.text((await sign({}, 'correct-horse')) + (await getSignedCookie(c, 'battery-staple', 'a'))));`;
    expect((await found('secrets', text)).filter((rule) => rule.startsWith('secrets/hard-coded'))).toHaveLength(3);
  });

  it('points at the link of a chain', async () => {
    const text =
      "const app = new Hono()\n  .get('/', (c) => c.text('a'))\n  .post('/a', async (c) => c.json((await c.req.json()).a));";
    expect(await found('validation', text)).toEqual(['validation/missing:5']);
  });

  it('leaves a login that is declared as an object to the user', async () => {
    const text = `import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
const login = createRoute({ method: 'post', path: '/login', request: {}, responses: {} });
const app = new OpenAPIHono().openapi(login, (c) => c.json(c.req.valid('json')));`;
    expect(await found('rate-limit', text)).toContain('rate-limit/auth-missing:5');
    const guarded = text.replace('request:', 'middleware: [loginLimiter], request:');
    expect(await found('rate-limit', guarded)).not.toContain('rate-limit/auth-missing:5');
  });
});
