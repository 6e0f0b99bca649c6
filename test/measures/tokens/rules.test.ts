import { describe, expect, it } from 'vitest';
import { tokens } from '../../../src/measures/tokens/index';
import { makePlan } from '../../../src/steps/plan';
import { stage } from '../../../src/steps/stage';
import { type Files, projectOf } from '../../project/model/project';
import { app, findingsOf, linesOf } from '../rules';

const jwt = "const jwt = require('jsonwebtoken');\n";

describe('tokens/no-expiry', () => {
  it('is about the payload of jwt-simple, which alone says it', async () => {
    const simple = "const jwt = require('jwt-simple');\n";
    const made = (payload: string): Files =>
      app(`${simple}const make = (user) => jwt.encode(${payload}, process.env.S);`);
    expect(await findingsOf('tokens/no-expiry', made('{ sub: user.id }'))).toMatchObject([
      { severity: 'medium', fix: 'automatic', snippet: expect.stringMatching(/^exp: /) as string },
    ]);
    expect(await findingsOf('tokens/no-expiry', made('{ sub: user.id, exp: soon() }'))).toEqual([]);
  });

  it('weighs less of jose where it is not known what the payload says', async () => {
    const text =
      "const { SignJWT } = require('jose');\nexports.sign = (payload, key) => new SignJWT(payload).setIssuedAt().sign(key);";
    expect(await findingsOf('tokens/no-expiry', app(text))).toMatchObject([{ severity: 'low', fix: 'manual' }]);
    expect(await findingsOf('tokens/no-expiry', app(`${text}\nsign({ exp: soon() }, key);`))).toEqual([]);
  });
});

describe('tokens/no-algorithms', () => {
  it('is mended with what another file of the package signs with', async () => {
    const files = {
      ...app(`${jwt}const config = require('./config');\njwt.verify(token, config.secret);`),
      'sign.js': `${jwt}const { secret } = require('./config');\nmodule.exports = (id) => jwt.sign({ id }, secret, { algorithm: 'HS384' });\n`,
      'config.js': 'module.exports = { secret: process.env.SECRET };\n',
    };
    expect(await findingsOf('tokens/no-algorithms', files)).toMatchObject([
      { fix: 'automatic', risk: 'none', severity: 'medium', snippet: "algorithms: ['HS384']" },
    ]);
  });

  it.each([
    ['nothing signs', ''],
    ['another key signs', 'jwt.sign({ id }, process.env.OTHER);'],
    [
      'two algorithms are meant by options that are handed in',
      'const sign = (id, options) => jwt.sign({ id }, process.env.SECRET, options);',
    ],
  ])('is left to people where %s', async (_name, text) => {
    const files = app(`${jwt}jwt.verify(token, process.env.SECRET);\n${text}`);
    expect(await findingsOf('tokens/no-algorithms', files)).toMatchObject([{ fix: 'manual' }]);
  });

  it('takes both of what one key signs with', async () => {
    const text = `${jwt}jwt.verify(token, process.env.SECRET);\njwt.sign({ id }, process.env.SECRET);\njwt.sign({ id }, process.env.SECRET, { algorithm: 'HS512' });`;
    expect(await findingsOf('tokens/no-algorithms', app(text))).toMatchObject([
      { snippet: "algorithms: ['HS256', 'HS512']" },
    ]);
  });

  it('never shows a secret that stands in the source', async () => {
    const text = `${jwt}jwt.verify(token, 'hunter2hunter2');\njwt.sign({ id }, 'hunter2hunter2');`;
    const findings = await findingsOf('tokens/no-algorithms', app(text));
    expect(findings).toMatchObject([{ fix: 'automatic' }]);
    const project = await projectOf(app(text));
    const plan = makePlan(project, [tokens], findings, {});
    expect(JSON.stringify([findings, plan.edits])).not.toContain('hunter2');
  });
});

describe('tokens/decoded', () => {
  it.each([
    ['becomes the user', 'app.use((req, res, next) => { req.user = jwt.decode(req.headers.authorization); next(); });'],
    [
      'says who it is',
      "app.get('/me', (req, res) => { const { sub } = jwt.decode(req.cookies.token); res.json(users[sub]); });",
    ],
    [
      'says the role',
      "app.get('/me', (req, res) => { const claims = jwt.decode(req.query.token); if (claims.role === 'admin') res.json(all); });",
    ],
  ])('is found where what nobody verified %s', async (_name, text) => {
    expect(await linesOf('tokens/decoded', jwt + text)).toEqual([2]);
  });

  it.each([
    [
      'is verified as well',
      "app.use((req) => { req.user = jwt.decode(req.headers.authorization); jwt.verify(req.headers.authorization, key, { algorithms: ['RS256'] }); });",
    ],
    ['says when it is over', "app.get('/', (req, res) => res.json(jwt.decode(req.cookies.token).exp));"],
    [
      'says which key it needs',
      'app.use((req) => keys.get(jwt.decode(req.cookies.token, { complete: true }).header.kid));',
    ],
    [
      'comes from the provider',
      'const profile = async (code) => { const { idToken } = await provider.exchange(code); return jwt.decode(idToken).sub; };',
    ],
  ])('is not where a token %s', async (_name, text) => {
    expect(await linesOf('tokens/decoded', jwt + text)).toEqual([]);
  });
});

describe('tokens/decoded', () => {
  const decoded = "app.get('/me', (req, res) => res.json(load(jwt.decode(req.headers.authorization).id)));\n";
  const verify = '(req, res, next) => { jwt.verify(req.token, key); next(); }';

  it('is found in a handler that is registered alone, though another one verifies', async () => {
    const text = `${jwt}${decoded}app.get('/other', ${verify});`;
    expect(await linesOf('tokens/decoded', text)).toEqual([2]);
  });

  it.each([
    [
      'something in front of it verifies',
      `${decoded.replace("'/me', ", "'/me', checked, ")}const checked = ${verify};`,
    ],
    ['something in front of all verifies', `app.use(${verify});\n${decoded}`],
    [
      'it is a function that handlers call',
      `const idOf = (req) => jwt.decode(req.headers.authorization).id;\nconst check = ${verify};`,
    ],
  ])('is not where %s', async (_name, text) => {
    expect(await linesOf('tokens/decoded', jwt + text)).toEqual([]);
  });
});

describe('tokens/predictable', () => {
  it.each([
    ['a digest of an address', "const md5 = require('md5'); user.resetToken = md5(user.email);"],
    [
      'a digest of the time',
      "const crypto = require('crypto'); const sessionToken = crypto.createHash('sha256').update(`${Date.now()}`).digest('hex');",
    ],
    [
      'a digest that is compared',
      "const sha1 = require('sha1'); if (req.body.token === sha1(req.body.login)) reset();",
    ],
    ['Math.random()', 'const apiKey = Math.random().toString(36);'],
    ['Math.random() for a code', 'user.otp = Math.floor(1000 + Math.random() * 9000);'],
    ['what a function of that name returns', 'function generateOTP() { return String(Math.random()).slice(2, 8); }'],
    ['the time', 'const verificationToken = Date.now().toString();'],
    ['the time, as the id of a session', 'session({ genid: () => String(Date.now()), resave: false });'],
    ['the time, as a text', 'session({ genid(req) { return new Date().getTime().toString(); } });'],
    ['Math.random(), as a cookie', "const key = Math.random().toString(); res.cookie('rememberKey', key);"],
  ])('is found at a token made of %s', async (_name, text) => {
    expect(await linesOf('tokens/predictable', text)).toEqual([1]);
  });

  it.each([
    ['ids of sessions by random bytes', 'session({ genid: () => crypto.randomUUID() });'],
    ['random bytes', "const resetToken = require('crypto').randomBytes(32).toString('hex');"],
    [
      'a digest of random bytes',
      "const token = crypto.randomBytes(32); user.resetToken = require('crypto').createHash('sha256').update(token).digest('hex');",
    ],
    [
      'a digest with a secret',
      "const crypto = require('crypto'); const token = crypto.createHash('sha256').update(email + process.env.SECRET).digest('hex');",
    ],
    ['nothing, as a cookie for the look of pages', "res.cookie('theme', String(Math.random()));"],
    [
      'nothing that opens something',
      'const color = Math.random(); const tokenCount = Date.now(); const cancelToken = Math.random();',
    ],
    ['a digest for an avatar', "const md5 = require('md5'); const gravatar = md5(user.email);"],
    ['something else', 'const token = tokens[Math.floor(index)]; const tokenExpires = Date.now() + 3600;'],
    ['numbers for tests', "if (process.env.NODE_ENV === 'test') user.resetToken = Math.random();"],
  ])('is not where it is %s', async (_name, text) => {
    expect(await linesOf('tokens/predictable', text)).toEqual([]);
  });
});

describe('the issuer that the user gives', () => {
  const signed = `${jwt}exports.sign = (id) => jwt.sign({ id }, process.env.SECRET, { expiresIn: '1h' });\n`;
  const mended = async (files: Files): Promise<Record<string, string | null>> => {
    const project = await projectOf(files);
    const { edits } = makePlan(project, [tokens], [], { 'tokens.issuer': 'shop', 'tokens.audience': '' });
    const { changes, manual } = await stage(project, edits);
    return {
      ...Object.fromEntries(changes.map(({ file, after }) => [file, after])),
      manual: manual[0]?.snippet ?? null,
    };
  };
  const verified = (options: string): string =>
    `const { sign } = require('./sign');\n${jwt}const check = (token, given) => jwt.verify(token, process.env.SECRET, ${options});`;

  it('goes into all calls that sign or verify', async () => {
    const files = { ...app(verified("{ algorithms: ['HS256'] }")), 'sign.js': signed };
    expect(await mended(files)).toMatchObject({
      'app.js': expect.stringContaining("{ algorithms: ['HS256'], issuer: 'shop' }"),
      'sign.js': expect.stringContaining("{ expiresIn: '1h', issuer: 'shop' }"),
      manual: null,
    });
  });

  it('goes into none where one of them cannot be changed', async () => {
    const files = { ...app(verified('given')), 'sign.js': signed };
    expect(await mended(files)).toEqual({ manual: "issuer: 'shop'" });
  });
});
