import { describe, expect, it } from 'vitest';
import { app, findingsOf, linesOf } from '../rules';

const session = "const session = require('express-session');\n";

describe('flags of cookies', () => {
  it.each([
    ['a response', "res.cookie('token', sign(user));"],
    ['a response with a status', "res.status(201).cookie('session', id, { path: '/' });"],
    ['a response that is typed by its name', "response.cookie('jwt', token, { maxAge: 1000 });"],
    ['a name that says it', 'res.cookie(REFRESH_TOKEN_COOKIE, value);'],
    ['a value that says it', 'res.cookie(name, accessToken);'],
  ])('are missed of %s', async (_name, text) => {
    for (const rule of ['cookies/no-http-only', 'cookies/no-secure'])
      expect(await findingsOf(rule, app(text)), rule).toMatchObject([
        { severity: 'medium', fix: 'automatic', line: 3 },
      ]);
    expect(await findingsOf('cookies/no-same-site', app(text))).toMatchObject([{ severity: 'low', risk: 'behaviour' }]);
  });

  it('weigh less where a cookie is no login', async () => {
    expect(await findingsOf('cookies/no-secure', app("res.cookie('basket', id);"))).toMatchObject([
      { severity: 'low' },
    ]);
  });

  it.each([
    ['pages have to read', "res.cookie('XSRF-TOKEN', req.csrfToken());"],
    ['is a preference', "res.cookie('locale', 'de');"],
    ['is public by its name', 'res.cookie(COOKIE_PUBLIC, publicToken, { httpOnly: false });'],
    ['is taken away', "res.cookie('token', '', { path: '/' });"],
    [
      'is taken away by a word',
      "res.cookie('jwt', 'loggedout', { expires: new Date(Date.now() + 10_000), httpOnly: true });",
    ],
    ['is over', "res.cookie('token', 'x', { expires: new Date(0) });"],
    ['is set in development', "if (process.env.NODE_ENV === 'development') res.cookie('token', token);"],
    ['has its options from elsewhere', "const set = (options) => res.cookie('token', token, options);"],
    [
      'somebody decides about',
      "res.cookie('token', token, { httpOnly: true, secure: config.https, sameSite: 'none' });",
    ],
    ['a browser under test sets', "cy.setCookie('token', token); page.cookie('token', token);"],
    ['stands in a comment', "// res.cookie('token', token);"],
  ])('are not missed of a cookie that %s', async (_name, text) => {
    for (const rule of ['cookies/no-http-only', 'cookies/no-secure', 'cookies/no-same-site'])
      expect(await linesOf(rule, text), rule).toEqual([]);
  });

  it('are off by the name of a constant, which may stand for more than this cookie', async () => {
    const set = "res.cookie('token', token, { httpOnly: true, secure: useHttps, sameSite: 'lax' });";
    expect(await findingsOf('cookies/no-secure', app(`const useHttps = false;\n${set}`))).toMatchObject([
      { line: 4, fix: 'manual' },
    ]);
    const settings = app(`const cookies = { secure: false };\n${set.replace('useHttps', 'cookies.secure')}`);
    expect(await findingsOf('cookies/no-secure', settings)).toMatchObject([{ line: 4, fix: 'manual' }]);
    const decided = "let useHttps = false;\nif (process.env.NODE_ENV === 'production') useHttps = true;\n";
    expect(await findingsOf('cookies/no-secure', app(decided + set))).toEqual([]);
  });

  it('are read off options of another file, and left to be changed there', async () => {
    const files = {
      ...app("const { options } = require('./cookies');\nres.cookie('token', token, options);"),
      'cookies.js': 'exports.options = { httpOnly: true, maxAge: 1000 };\n',
    };
    expect(await findingsOf('cookies/no-http-only', files)).toEqual([]);
    expect(await findingsOf('cookies/no-secure', files)).toMatchObject([{ file: 'app.js', line: 4, fix: 'manual' }]);
  });

  it('follow the connection of cookie-session, once a proxy is trusted', async () => {
    const text = "app.use(require('cookie-session')({ keys: [process.env.KEY] }));";
    expect(await findingsOf('cookies/no-secure', app(text))).toMatchObject([{ severity: 'low', fix: 'manual' }]);
    expect(await linesOf('cookies/no-secure', `app.set('trust proxy', 1);\n${text}`)).toEqual([]);
  });

  it('are set in every environment where options are set step by step', async () => {
    const text = `${session}const options = { secret, cookie: {} };\noptions.cookie.secure = true;\napp.use(session(options));`;
    expect(await linesOf('cookies/no-secure', text)).toEqual([]);
    expect(await findingsOf('cookies/no-same-site', app(text))).toMatchObject([{ fix: 'manual' }]);
  });
});

describe('sessions', () => {
  const all = ['resave', 'save-uninitialized', 'session-name', 'memory-store'].map((name) => `cookies/${name}`);

  it.each(all)('%s: says what express-session leaves open', async (rule) => {
    expect(await linesOf(rule, `${session}app.use(session({ secret: process.env.SECRET }));`)).toEqual([2]);
  });

  it.each(all)('%s: says nothing of what is set', async (rule) => {
    const options =
      "{ secret, name: 'shop', resave: false, saveUninitialized: false, store: new RedisStore({ client }) }";
    expect(await linesOf(rule, `${session}app.use(session(${options}));`)).toEqual([]);
    expect(await linesOf(rule, `${session}const make = (options) => app.use(session(options));`)).toEqual([]);
  });

  it('keep their name where something else of the package knows it', async () => {
    const text = `${session}app.use(session({ secret: process.env.SECRET }));`;
    const other = { 'logout.js': "module.exports = (res) => res.clearCookie('connect.sid');\n" };
    expect(await findingsOf('cookies/session-name', { ...app(text), ...other })).toMatchObject([{ fix: 'manual' }]);
    expect(await findingsOf('cookies/session-name', app(text))).toMatchObject([{ fix: 'automatic' }]);
  });
});

describe('cookies/fixation', () => {
  const login = (text: string): string => `${session}app.post('/login', async (req, res, next) => {
  const user = await users.verify(req.body.email, req.body.password);
${text}
});`;

  it('is found once for each login', async () => {
    expect(
      await linesOf('cookies/fixation', login('  req.session.userId = user.id;\n  req.session.role = user.role;')),
    ).toEqual([4]);
  });

  it.each([
    ['renews the id', login('  req.session.regenerate(() => { req.session.userId = user.id; });')],
    ['forgets somebody', login('  req.session.userId = null;')],
    ['stores something else', login('  req.session.returnTo = req.body.page;')],
    [
      'is no login',
      `${session}app.post('/profile', async (req, res) => { req.session.user = await users.update(req.body); });`,
    ],
    [
      'keeps all of it in the cookie',
      login('  req.session.userId = user.id;').replace('express-session', 'cookie-session'),
    ],
  ])('is not where the app %s', async (_name, text) => {
    expect(await linesOf('cookies/fixation', text)).toEqual([]);
  });
});
