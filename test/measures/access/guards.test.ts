import { describe, expect, it } from 'vitest';
import { access } from '../../../src/measures/access/index';
import { audit } from '../../../src/steps/audit';
import { makePlan } from '../../../src/steps/plan';
import { stage } from '../../../src/steps/stage';
import type { ProjectRecord } from '../../../src/types';
import { type Files, projectOf } from '../../project/model/project';
import { app } from '../rules';

/** The files after the fixes of the findings, the first of them with its finding. */
async function fixed(files: Files): Promise<{ fixes: string[]; texts: Record<string, string | null> }> {
  const project = await projectOf(files);
  const findings = audit(project, [access]).filter(({ rule }) => /no-guard|open-route/.test(rule));
  const { edits } = makePlan(project, [access], findings, { 'access.helper': false, 'access.identity': 'auto' });
  const { changes } = await stage(project, edits);
  return {
    fixes: findings.map(({ rule, fix }) => `${rule} ${fix}`),
    texts: Object.fromEntries(changes.map(({ file, after }) => [file, after])),
  };
}

/** What a run says that brings tokens, or does not. */
async function advice(kind: string, files: Files, generated: string[] = []): Promise<string[]> {
  const record = { files: Object.fromEntries(generated.map((file) => [file, {}])) } as unknown as ProjectRecord;
  return access.advise!(
    { ...(await projectOf(files)), record },
    [],
    { 'tokens.kind': kind },
    new Set(['access', 'tokens']),
  );
}

const session = "app.use(require('express-session')({ secret: 's' }));\n";
const login = "app.post('/login', (req, res) => { req.session.user = find(req.body); res.end(); });\n";
const admin = "app.get('/admin', (req, res) => res.end());";

describe('a run that brings the tokens by which guards could go', () => {
  it('says that the fix is for the next one', async () => {
    expect(await advice('own', app(admin))).toEqual([
      expect.stringMatching(/Once it is committed.*npx tempered harden --fix access\/no-guard$/),
    ]);
  });

  it('says nothing where it brings none, they are there, the fix needs none, or has no place', async () => {
    expect(await advice('none', app(admin))).toEqual([]);
    expect(await advice('own', app(session + login + admin))).toEqual([]);
    expect(await advice('own', app("app.get('/', (req, res) => res.end());"))).toEqual([]);
    expect(await advice('own', app(admin), ['security/tokens.js'])).toEqual([]);
  });
});

describe('the fix of access/no-guard', () => {
  it('is left to the user where nothing says who is calling', async () => {
    const { fixes, texts } = await fixed(app(admin));
    expect(fixes).toEqual(['access/no-guard manual']);
    expect(texts).toEqual({});
  });

  it('takes a session', async () => {
    const { fixes, texts } = await fixed(app(session + login + admin));
    expect(fixes).toEqual(['access/no-guard automatic']);
    expect(texts['app.js']).toContain("app.get('/admin', requireRole('admin'), (req, res) => res.end());");
    expect(texts['security/access.js']).toContain('identityOf(session.user)');
  });

  it('asks for roles that stand in the session by themselves', async () => {
    const apart = login.replace('res.end()', 'req.session.isAdmin = true; res.end()');
    const { texts } = await fixed(app(session + apart + admin));
    expect(texts['security/access.js']).toContain('rolesOf({ ...known, ...session })');
  });

  it('says where roles are to be looked up, of a session with an id only', async () => {
    const { texts } = await fixed(app(session + login.replace('session.user', 'session.userId') + admin));
    expect(texts['security/access.js']).toContain('Look that up here; until then requireRole refuses everybody.');
  });

  it('takes what middleware in front of all routes has found out, which is no guard', async () => {
    const tells = 'app.use((req, res, next) => { req.user = find(req.headers.authorization); next(); });\n';
    const { fixes, texts } = await fixed(app(tells + admin));
    expect(fixes).toEqual(['access/no-guard automatic']);
    expect(texts['security/access.js']).toContain('identityOf(req.user)');
    expect(texts['security/access.js']).toContain("'Bearer'");
  });

  it('takes middleware that refuses for a guard', async () => {
    const refuses =
      'app.use((req, res, next) => { req.user = find(req); if (!req.user) return res.sendStatus(401); next(); });\n';
    expect((await fixed(app(refuses + admin))).fixes).toEqual([]);
  });

  it('takes the sessions of passport for no guard', async () => {
    const passport = "const passport = require('passport');\napp.use(passport.session());\n";
    const files = app(session + passport + admin);
    const manifest = JSON.stringify({ name: 'x', dependencies: { express: '^5.0.0', passport: '^0.7.0' } });
    expect((await fixed({ ...files, 'package.json': manifest })).fixes).toEqual(['access/no-guard automatic']);
  });

  it('is left to the user where passport asks on each route by itself', async () => {
    const passport = "const passport = require('passport');\napp.use(passport.initialize());\n";
    const manifest = JSON.stringify({ name: 'x', dependencies: { express: '^5.0.0', passport: '^0.7.0' } });
    const { fixes } = await fixed({ ...app(passport + admin), 'package.json': manifest });
    expect(fixes).toEqual(['access/no-guard manual']);
  });

  it('puts the guard of the routes beside it in front', async () => {
    const authenticate =
      'function authenticate(req, res, next) { req.user = find(req); if (!req.user) return res.sendStatus(401); next(); }\n';
    const me = "app.get('/me', authenticate, (req, res) => res.end());\n";
    const { texts } = await fixed(app(authenticate + me + admin));
    expect(texts['app.js']).toContain("app.get('/admin', authenticate, requireRole('admin'), (req");
  });

  it('asks for the role by the name that the code has for it', async () => {
    const asks = "const isStaff = (user) => user.role === 'ADMIN';\n";
    expect((await fixed(app(session + login + asks + admin))).texts['app.js']).toContain("requireRole('ADMIN')");
  });

  const router = (mount: string, more = ''): Files => ({
    ...app(`${session}${login}app.use(${mount});${more}`),
    'admin.js':
      "const router = require('express').Router();\nrouter.get('/users', (req, res) => res.end());\nrouter.delete('/admin/:id', (req, res) => res.end());\nmodule.exports = router;\n",
  });

  it('is one line for a router with a path of its own', async () => {
    const { texts } = await fixed(router("'/admin', require('./admin')"));
    expect(texts['admin.js']?.match(/requireRole\('admin'\)/g)).toHaveLength(1);
    expect(texts['admin.js']).toContain("router.use(requireRole('admin'));");
  });

  it.each([
    ['what is mounted at the root', router('require("./admin")')],
    ['files below the same path', router("'/admin', require('./admin')", "app.use('/admin', express.static('a'));")],
    [
      'a login below the same path',
      router("'/admin', require('./admin')", "app.post('/admin/login', (q, s) => s.end());"),
    ],
  ])('is one for each route with %s', async (_what, files) => {
    const { texts } = await fixed(files);
    expect(texts['admin.js']).toContain(", requireRole('admin'), (req");
    expect(texts['admin.js']).not.toContain('router.use');
  });
});

const guard =
  'const auth = (req, res, next) => { req.user = find(req); if (!req.user) return res.sendStatus(401); next(); };\n';
const rest =
  "app.post('/posts', auth, (req, res) => res.end());\napp.put('/posts/:id', auth, (req, res) => res.end());\n";

describe('access/open-route', () => {
  it.each([
    ['a route that changes something', "app.delete('/posts/:id', (req, res) => res.end());"],
    ["what is somebody's", "app.get('/orders', (req, res) => res.json([]));"],
  ])('finds %s', async (_what, route) => {
    const { fixes, texts } = await fixed(app(guard + rest + route));
    expect(fixes).toEqual(['access/open-route automatic']);
    expect(texts['app.js']).toContain(', auth, (req, res) => res.' + (route.includes('json') ? 'json' : 'end'));
    expect(texts['security/access.js']).toBeUndefined();
  });

  it.each([
    ['reading', "app.get('/posts', (req, res) => res.end());"],
    ['logging in', "app.post('/auth/login', (req, res) => res.end());"],
    ['registering', "app.post('/register', (req, res) => res.end());"],
    ['a webhook', "app.post('/stripe/webhook', (req, res) => res.end());"],
    ['a contact form', "app.post('/contact', (req, res) => res.end());"],
    ['a search', "app.post('/posts/search', (req, res) => res.end());"],
    ['a handler that asks by itself', "app.post('/notes', (req, res) => { if (!req.user) return; res.end(); });"],
    [
      'more open routes than guarded ones',
      "app.post('/a', (q, s) => s.end());app.post('/b', (q, s) => s.end());app.put('/c', (q, s) => s.end());",
    ],
  ])('is quiet about %s', async (_what, route) => {
    expect((await fixed(app(guard + rest + route))).fixes).toEqual([]);
  });

  it('is quiet where a guard stands in front of all routes', async () => {
    const route = "app.delete('/posts/:id', (req, res) => res.end());";
    expect((await fixed(app(`${guard}app.use(auth);\n${rest}${route}`))).fixes).toEqual([]);
  });
});
