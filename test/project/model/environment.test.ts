import { describe, expect, it } from 'vitest';
import { manifest, projectOf, projectOfFile } from './project';

const serve = "const app = require('express')();\napp.listen(1);\n";

/** The variables as `NAME`, with `!` required, `*` secret, `?` with a literal fallback. */
async function variables(text: string, file = 'app.js'): Promise<string[]> {
  const project = await projectOf({ [file]: `${serve}${text}` });
  return project.environment.map(
    ({ name, required, secret, fallback }) => `${name}${required ? '!' : ''}${secret ? '*' : ''}${fallback ? '?' : ''}`,
  );
}

describe('a variable is read', () => {
  it.each([
    ['as a member', 'f(process.env.A);', ['A']],
    ['in brackets', "f(process.env['A']);", ['A']],
    ['in a template', 'f(`http://${process.env.A}`);', ['A']],
    ['by destructuring', 'const { A, B: b, C = 1 } = process.env;', ['A', 'B', 'C?']],
    ['through a name', 'const env = process.env;\nf(env.A);', ['A']],
    ['through a destructured name', 'const { env } = process;\nf(env.A);', ['A']],
    ['in sorted order, once', 'f(process.env.B, process.env.A, process.env.B);', ['A', 'B']],
  ])('%s', async (_name, text, expected) => {
    expect(await variables(text)).toEqual(expected);
  });

  it.each([
    ['when it is written', "process.env.A = 'x';"],
    ['when its name is computed', 'f(process.env[name]);'],
    ['in a comment', '// process.env.A'],
    ['in text', "f('process.env.A');"],
    ['of another object', 'f(config.env.A, env.B);'],
    [
      'when the platform sets it',
      'f(process.env.NODE_ENV, process.env.PATH, process.env.HOME, process.env.APPDATA, process.env.ProgramFiles);',
    ],
  ])('but not %s', async (_name, text) => {
    expect(await variables(text)).toEqual([]);
  });

  it('through an import', async () => {
    expect(await variables("import { env as e } from 'node:process';\nf(e.A);", 'app.mjs')).toEqual(['A']);
  });

  it('with the places', async () => {
    const project = await projectOf({
      'app.js': `require('./db');\nf(process.env.A);\n${serve}`,
      'db.js': '\nf(process.env.A);',
    });
    expect(project.environment[0]!.reads).toEqual([
      { file: 'db.js', line: 2 },
      { file: 'app.js', line: 2 },
    ]);
  });
});

describe('a variable is required', () => {
  it.each([
    ['where a secret is used', 'sign(x, process.env.JWT_SECRET);', 'JWT_SECRET!*'],
    ['where a handler uses a secret', "app.get('/x', (req, res) => sign(process.env.JWT_SECRET));", 'JWT_SECRET!*'],
    [
      'where one use of a secret may fail and another may not',
      'try { check(process.env.JWT_SECRET); } catch (e) {}\nsign(process.env.JWT_SECRET);',
      'JWT_SECRET!*',
    ],
    ['where what signs is destructured', 'const { JWT_SECRET } = process.env;', 'JWT_SECRET!*'],
    ['where starting dereferences it', "const hosts = process.env.HOSTS.split(',');", 'HOSTS!'],
    ['where starting throws without it', "if (!process.env.DATABASE_URL) throw new Error('no');", 'DATABASE_URL!'],
    [
      'where starting ends without it',
      'if (!process.env.DATABASE_URL || !x) { console.error(1); process.exit(1); }',
      'DATABASE_URL!',
    ],
    [
      'where starting throws without it under a name',
      "const secret = process.env.JWT_SECRET;\nif (!secret) throw new Error('no');",
      'JWT_SECRET!*',
    ],
    [
      'where it is only compared with an empty text',
      "const secret = process.env.JWT_SECRET;\napp.get('/x', (q, r) => r.json(secret !== ''));",
      'JWT_SECRET!*',
    ],
    [
      'where a checked secret is used',
      "if (!process.env.SECRET) throw new Error('no');\nf(process.env.SECRET);",
      'SECRET!*',
    ],
  ])('%s', async (_name, text, expected) => {
    expect(await variables(text)).toEqual([expected]);
  });

  it.each([
    ['where it may be an alternative of another one', 'const { API_KEY } = process.env;', 'API_KEY*'],
    ['where it is only passed on', 'f(process.env.DATABASE_URL);', 'DATABASE_URL'],
    ['where it has a fallback', "sign(process.env.JWT_SECRET || 'dev');", 'JWT_SECRET*?'],
    ['where it falls back to something else', 'sign(process.env.JWT_SECRET ?? config.secret);', 'JWT_SECRET*'],
    ['where a default stands in the pattern', "const { JWT_SECRET = 'dev' } = process.env;", 'JWT_SECRET*?'],
    [
      'where its absence is dealt with',
      'if (process.env.SMTP_PASSWORD) mail(process.env.SMTP_PASSWORD);',
      'SMTP_PASSWORD*',
    ],
    [
      'where its absence is logged',
      "if (!process.env.API_KEY) console.warn('no');\nf(process.env.API_KEY);",
      'API_KEY*',
    ],
    [
      'where its absence is dealt with under a name',
      "const key = process.env.HOOK_SECRET;\napp.post('/x', (q, r) => { if (!key) return r.sendStatus(501); sign(key); });",
      'HOOK_SECRET*',
    ],
    [
      'where it is for those who log in elsewhere',
      'f({ secret: process.env.GITHUB_CLIENT_SECRET });',
      'GITHUB_CLIENT_SECRET*',
    ],
    ['where a condition chooses', 'f(process.env.API_KEY ? 1 : 2);', 'API_KEY*'],
    ['where it is guarded', 'process.env.API_KEY && f(process.env.API_KEY);', 'API_KEY*'],
    ['where it is a switch', "f(process.env.USE_TOKEN === 'true');", 'USE_TOKEN*'],
    ['where only a branch reads it', 'if (x) f(process.env.API_KEY);', 'API_KEY*'],
    ['where only a try reads it', 'try { f(process.env.API_KEY); } catch (e) {}', 'API_KEY*'],
    ['where a handler dereferences it', "app.get('/x', () => process.env.HOSTS.split(','));", 'HOSTS'],
    ['where a chain stops', "f(process.env.HOSTS?.split(','));", 'HOSTS'],
    ['where both must be missing', "if (!process.env.A && !x) throw new Error('no');", 'A'],
  ])('but not %s', async (_name, text, expected) => {
    expect(await variables(text)).toEqual([expected]);
  });

  it('through the casts of TypeScript', async () => {
    expect(
      await variables("const hosts = process.env.HOSTS!.split(',');\nf(process.env.KEY as string);", 'app.ts'),
    ).toEqual(['HOSTS!', 'KEY']);
  });
});

describe('a name tells a secret', () => {
  it.each([
    'JWT_SECRET',
    'DB_PASSWORD',
    'STRIPE_API_KEY',
    'AWS_ACCESS_KEY_ID',
    'PRIVATE_KEY',
    'GITHUB_TOKEN',
    'STRIPE_ENDPOINT_SECRET',
    'ENCRYPTION_KEY',
  ])('%s', async (name) => {
    expect((await projectOfFile(`${serve}f(process.env.${name});`)).environment[0]).toMatchObject({
      name,
      secret: true,
    });
  });

  it.each([
    'PORT',
    'STRIPE_PUBLIC_KEY',
    'TOKEN_EXPIRY',
    'TOKEN_EXPIRES_IN',
    'SECRET_NAME',
    'TOKEN_URL',
    'OAUTH_TOKEN_ENDPOINT',
    'TOKEN_URI',
    'PRIVATE_KEY_PATH',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'CORS_CREDENTIALS',
    'CREDENTIALS',
    'TOKEN_LIFETIME',
    'PASSWORD_MIN_LENGTH',
    'API_KEY_HEADER',
  ])('but not %s', async (name) => {
    expect((await projectOfFile(`${serve}f(process.env.${name});`)).environment[0]).toMatchObject({
      name,
      secret: false,
    });
  });
});

describe('the env file is loaded', () => {
  const load = async (text: string, more = {}): Promise<unknown> =>
    (await projectOf({ 'src/app.js': `${text}\n${serve}`, ...more })).dotenv;

  it.each([
    ['by config()', "require('dotenv').config();", null],
    ['by an import of its own', "require('dotenv/config');", null],
    ['by a name', "const dotenv = require('dotenv');\ndotenv.config();", null],
    ['by a destructured name', "const { config } = require('dotenv');\nconfig();", null],
    ['with a path', "require('dotenv').config({ path: './config/.env' });", './config/.env'],
    [
      'with a path from the file',
      "const path = require('path');\nrequire('dotenv').config({ path: path.join(__dirname, '../.env') });",
      '.env',
    ],
    [
      'with a path that is resolved',
      "require('dotenv').config({ path: require('path').resolve(__dirname, '..', 'env', 'local.env') });",
      'env/local.env',
    ],
  ])('%s', async (_name, text, path) => {
    expect(await load(text)).toMatchObject({ file: 'src/app.js', path, computed: false });
  });

  it.each([
    ['a path is computed', 'require("dotenv").config({ path: `.env.${process.env.NODE_ENV}` });'],
    ['options are computed', "require('dotenv').config(options);"],
    ['there are two', "require('dotenv').config({ path: '.env.local' });\nrequire('dotenv').config();"],
    [
      'a condition chooses',
      "if (x) require('dotenv').config({ path: '.env' });\nelse require('dotenv').config({ path: '.env.example' });",
    ],
    ['another package does it', "require('dotenv-safe').config();"],
    ['another package with rules of its own does it', "require('dotenv-flow').config();"],
    ['Node does it', 'process.loadEnvFile();'],
  ])('and the way cannot be repeated where %s', async (_name, text) => {
    expect(await load(text)).toMatchObject({ computed: true });
  });

  it('by the start script', async () => {
    const scripts = { start: 'node -r dotenv/config src/app.js' };
    expect(await load('', { 'package.json': manifest({ scripts }) })).toMatchObject({ path: null, computed: false });
  });

  it.each([
    ['nothing does it', ''],
    ['it is only mentioned', "// require('dotenv').config();\nconst name = 'dotenv/config';"],
    ['something else is configured', "require('./config').config();"],
  ])('or not, where %s', async (_name, text) => {
    expect(await load(text)).toBe(null);
  });
});
