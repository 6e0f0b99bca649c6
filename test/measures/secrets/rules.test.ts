import { describe, expect, it } from 'vitest';
import { measures } from '../../../src/measures/index';
import { audit } from '../../../src/steps/audit';
import { type Files, manifest, projectOf } from '../../project/model/project';
import { app, findingsOf, linesOf } from '../rules';

const RULE = 'secrets/hard-coded';

describe('secrets/hard-coded', () => {
  it.each([
    ['a property', "connect({ password: 'hunter2!' });"],
    ['a quoted property', "connect({ 'db-password': 1, 'api_key': 'k3y-0f-mine' });"],
    ['a variable', "const jwtSecret = 'keyboard cat';"],
    ['an assignment', "config.apiKey = 'abcd1234efgh';"],
    ['a class field', "class Mailer { clientSecret = 'b7f3-11aa'; }"],
    ['a template', 'const secret = `correct horse`;'],
    ['a word that everybody tries', "const secret = 'admin123';"],
    ['digits', "connect({ PASSWORD: '123456' });"],
    [
      'a text to fill in that nobody filled in',
      "const config = { cookieSecret: 'session_cookie_secret_key_here', cryptoKey: 1 };",
    ],
    ['words that tutorials write', "const config = { jwtSecret: 'super-secret', port: 1 };"],
    ['words with a line between', "const options = { sessionSecret: 'my_secret' };"],
    ['a value with signs of another alphabet', "const secret = 'ñasddfilhpaf78h78032h';"],
    ['a known token in any place', "call('AKIAIOSFODNN7EXAMPLE');"],
    ['a private key', "const pem = '-----BEGIN RSA PRIVATE KEY-----\\nMIIC';"],
    ['a password for mail', "createTransport({ auth: { user: 'shop', pass: 'b4ttery' } });"],
    [
      'the usual password of a database',
      "const config = { host: 'db', user: 'root', password: 'password', database: 'shop' };",
    ],
    [
      'a password of a database that somebody made up',
      "new Client({ user: 'postgres', password: 'mysecretpassword', host: 'localhost', database: 'shop' });",
    ],
    ['what is encoded', "const secret = new TextEncoder().encode('correct horse');"],
    ['bytes', "const jwtSecret = Buffer.from('correct horse', 'utf8');"],
    ['a default of a parameter', "function connect(password = 'hunter2!') {}"],
    ['a token by its randomness', "const botToken = 'q7Zk2vR9wX4bN8mT3hL6';"],
    ['an address with a password', "const url = 'postgres://app:hunter2@db.internal/app';"],
    ['an address with the usual password', "connect('mongodb+srv://root:toor@cluster.example');"],
  ])('is found in %s', async (_name, text) => {
    expect(await findingsOf(RULE, app(text))).toMatchObject([
      { line: 3, severity: 'high', risk: 'behaviour', cwe: 'CWE-798' },
    ]);
  });

  it.each([
    ['a session', "app.use(require('express-session')({ resave: false, secret: 'shhh' }));"],
    ['a session with several', "app.use(require('express-session')({ secret: ['a1', process.env.OLD] }));"],
    ['a session in a cookie', "app.use(require('cookie-session')({ name: 'x', keys: ['COOKIE_SECRET'] }));"],
    ['cookies', "app.use(require('cookie-parser')('kekse'));"],
    ['users of a site', "app.use(require('express-basic-auth')({ users: { admin: 'supers3cret' } }));"],
    [
      'deriving a key',
      "const { scryptSync } = require('crypto');\nexports.key = scryptSync('correct horse', salt, 32);",
    ],
    ['a plugin', "app.register(require('@fastify/secure-session'), { key: 'correct horse' });"],
    ['signing a token', "const jwt = require('jsonwebtoken');\nexports.sign = (user) => jwt.sign(user, 'shhh');"],
    [
      'verifying a token',
      "const { verify } = require('jsonwebtoken');\nexports.check = (token) => verify(token, 'SECRET', { algorithms: ['HS256'] });",
    ],
    [
      'a strategy',
      "const { Strategy } = require('passport-jwt');\nexports.s = new Strategy({ secretOrKey: 'x1' }, f);",
    ],
    [
      'a hash with a key',
      "const crypto = require('crypto');\nexports.h = (x) => crypto.createHmac('sha256', 'key1').update(x);",
    ],
    ['options in a variable', "const options = { secret: 'shhh' };\napp.use(require('express-session')(options));"],
    [
      'the name of the package',
      "const pkg = require('./package.json');\napp.use(require('express-session')({ secret: pkg.name }));",
    ],
  ])('is found once, where a literal goes to %s', async (_name, text) => {
    expect(await linesOf(RULE, text)).toHaveLength(1);
  });

  it.each([
    // From the environment, or from elsewhere.
    [
      'a variable of the environment',
      'const secret = process.env.SECRET;\nconnect({ password: process.env.DB_PASSWORD });',
    ],
    ['a template of the environment', 'const url = `postgres://${process.env.U}:${process.env.P}@db/app`;'],
    [
      'a call',
      "const secret = crypto.randomBytes(32).toString('hex');\nconst password = readFileSync('/run/secrets/db');",
    ],
    [
      'a placeholder that something fills',
      "const config = { password: '${DB_PASSWORD}', apiKey: '{{apiKey}}', secret: '<your secret>', token: '%s' };",
    ],
    ['a name of a variable', "const config = { secret: 'JWT_SECRET', apiKey: 'STRIPE_API_KEY' };"],
    [
      'an address without a password',
      "const url = 'postgres://localhost/app';\nconst other = 'https://example.com:8080/a@b';",
    ],
    [
      'an address to fill in',
      "const help = 'postgres://user:password@localhost/app';\nconst more = 'redis://<user>:<pass>@host';",
    ],
    // Words for people.
    ['a label', "const labels = { password: 'Password', email: 'Email' };"],
    [
      'a label in another language',
      "exports.de = { password: 'Passwort', secret: 'Geheimnis' };\nexports.fr = { password: 'Mot de passe' };",
    ],
    ['a sentence', "const texts = { password: 'Enter your password', passwordAgain: 'The passwords do not match.' };"],
    [
      'a message about one',
      "errors.password = 'is too short';\nconst messages = { password: 'must have 8 characters' };",
    ],
    ['a message in capitals', "const password = 'Password is required';"],
    ['what is thrown', "throw this.refused({ password: 'incorrectPassword' });"],
    ['values that say that nothing is set', "const PLACEHOLDER_SECRETS = { REFRESH_SECRET: 'secret_for_refresh' };"],
    ['a key of a text', "const t = { password: 'user.form.password', secret: 'errors:secret' };"],
    // Forms, schemas, types.
    ['a type', "const schema = { password: 'string', apiKey: 'String', secret: 'varchar(255)' };"],
    ['a rule', "const rules = { password: 'required|min:8', secret: 'required' };"],
    [
      'a schema',
      "const User = new Schema({ password: { type: String, required: 'Password' }, apiKey: { type: 'text' } });",
    ],
    ['a field', "const options = { passwordField: 'passwd', usernameField: 'email', passwordColumn: 'pw1hash' };"],
    [
      'a field’s own name',
      "const PASSWORD = 'password';\nconst RESET_PASSWORD = 'reset-password';\nconst forgotPassword = 'forgotPassword';",
    ],
    ['a kind of input', "const input = { name: 'password', type: 'password', placeholder: 'pass1234' };"],
    [
      'an example of an interface',
      "const swagger = { properties: { password: { type: 'string', example: 'hunter22' } }, example: { password: 'hunter22' } };",
    ],
    ['a part of a pattern', "const SECRET_KEY_TOKENS = 'password|passwd|api[_-]?key|(client[_-])?secret|auth.*';"],
    ['a header', "const apiKey = 'x-api-key';\nconst config = { apiKeyHeader: 'x-key-1', secret_header: 'x-hub' };"],
    [
      'a path',
      "const paths = { resetPassword: '/auth/reset-password/:token', apiKey: '/v1/keys' };\nconst secretsPath = './secrets.json';",
    ],
    ['the name of a cookie', "const config = { sessionKey: 'sessionId', cookieKey: 'connect.sid' };"],
    ['a token that is a word', "const config = { csrfToken: 'x-csrf-token', nextToken: 'NextPageOfTheListing' };"],
    ['a version', "const versions = { secretlint: '12.0.0', tokenizer_token: 'v3.1' };"],
    ['the property that keeps it', "const koa = { signingKeys: 'keys' };"],
    ['what it is filed under', "const sections = { hardcoded_secret: 'secrets', weak_password: 'passwords' };"],
    ['one that is wrong on purpose', "const WRONG_PASSWORD = 'Wrong-guess-1!';"],
    ['a file', "const sslKeyFile = './certs/server.key';\nconst config = { privateKeyPath: 'certs/key.pem' };"],
    ['a form to fill in', "connect({ host: 'db', user: 'you', password: 'your_password', database: 'shop' });"],
    ['a database of a developer without a password', "new Sequelize('database', 'username', 'password');"],
    ['an event', "const events = { password: 'user:password:changed' };\nconst CHANGE_PASSWORD_ACTION = 'change1';"],
    ['a public key', "const publicKey = 'pk_live_abc123';\nconst firebase = { publicApiKey: 'abc123def' };"],
    ['an algorithm', "const config = { secret: 'HS256', passwordHash: 'bcrypt', password: 'argon2id' };"],
    [
      'a hash',
      "const users = [{ password: '$2b$10$2YC2ht8x06Yto5VAr08kben8.oxjTPrMn0yJhv8xxSVVltH3bOs4u' }, { password: '$argon2id$v=19$m=1' }];",
    ],
    ['a mask', "const user = { password: '********', secret: 'xxxxx', apiKey: '' };"],
    [
      'a length',
      "const passwordMinLength = '8chars';\nconst tokenExpiry = '15m0s';\nconst passwordResetTtl = '3600s';",
    ],
    // Not code.
    ['a comment', "// const secret = 'hunter2!';\n/* { password: 'hunter2!' } */"],
    [
      'a use',
      'login({ password }, secret);\nuser.password = password;\ndelete user.secret;\nconst { password: p } = req.body;',
    ],
    ['a comparison', "if (password === 'hunter2!') f();"],
    [
      'development',
      "if (process.env.NODE_ENV !== 'production') connect({ password: 'hunter2!' });\nconst secret = isProduction ? process.env.S : 'dev-secret-1';",
    ],
  ])('is not in %s', async (_name, text) => {
    expect(await linesOf(RULE, text)).toEqual([]);
  });

  it.each(['locales/en.js', 'i18n/de.js', 'swagger.js', 'docs/api.js', 'test/data.js', 'src/user.spec.js'])(
    'is not in files of texts, descriptions and tests: %s',
    async (file) => {
      const files = {
        ...app(`require('./${file.replace(/\.js$/, '')}');`),
        [file]: "exports.x = { password: 'hunter2!' };",
      };
      expect(await findingsOf(RULE, files)).toEqual([]);
    },
  );

  it('is not in names of types', async () => {
    const text =
      "import express from 'express';\nconst app = express();\ntype Password = 'plain1';\ninterface A { secret: 'abc1'; }\nenum Kind { Password = 'pass1word' }\napp.listen(1);";
    expect(await findingsOf(RULE, { 'app.ts': text })).toEqual([]);
  });

  it('is found in a folder that is loaded name by name', async () => {
    const files = {
      ...app('require(`./config/${process.env.NODE_ENV}`);'),
      'config/production.js': "module.exports = { apiKey: 'v9dn0balpqas1pcc281tn5ood1' };",
    };
    expect(await findingsOf(RULE, files)).toMatchObject([{ file: 'config/production.js', line: 1 }]);
  });
});

describe('secrets/hard-coded, of what keys are made of', () => {
  it.each([
    ['the bytes of a text', "crypto.createCipheriv('aes-128-cbc', Buffer.from('q8Zk2mP0xT4vB7nL'), iv);", 2],
    [
      'a part of one with a name',
      "const text = 'q8Zk2mP0xT4vB7nL';\nconst key = Buffer.from(text.substring(0, 8), 'utf8');\ncrypto.createCipheriv('des-ecb', key, '');",
      2,
    ],
    ['a package', "require('crypto-js').DES.encrypt(req.body.text, 'q8Zk2mP0xT4vB7nL');", 2],
  ])('is found in %s', async (_name, text, line) => {
    const findings = await linesOf('secrets/hard-coded', `const crypto = require('crypto');\n${text}`);
    expect(findings).toEqual([line]);
  });

  it('is not in what comes from elsewhere', async () => {
    const text = "require('crypto').createCipheriv('aes-128-cbc', Buffer.from(process.env.KEY, 'hex'), iv);";
    expect(await linesOf('secrets/hard-coded', text)).toEqual([]);
  });
});

describe('secrets/fallback', () => {
  it.each([
    ['||', "const secret = process.env.JWT_SECRET || 'dev';"],
    ['??', "const secret = process.env['JWT_SECRET'] ?? `dev`;"],
    ['a condition', "const secret = process.env.JWT_SECRET ? process.env.JWT_SECRET : 'dev';"],
    ['a default in a pattern', "const { JWT_SECRET = 'dev' } = process.env;"],
    ['an argument', "app.use(session({ secret: process.env.SESSION_SECRET || 'keyboard cat' }));"],
  ])('is found with %s', async (_name, text) => {
    expect(await findingsOf('secrets/fallback', app(text))).toMatchObject([
      { line: 3, severity: 'high', fix: 'automatic', risk: 'behaviour' },
    ]);
  });

  it.each([
    ['no secret', "const port = process.env.PORT || '3000';\nconst level = process.env.TOKEN_EXPIRY || '15m';"],
    ['another variable', 'const secret = process.env.JWT_SECRET || process.env.OLD_SECRET;'],
    ['nothing', "const secret = process.env.JWT_SECRET || '';\nconst other = process.env.API_KEY ?? undefined;"],
    ['an error', "const secret = process.env.JWT_SECRET || fail('JWT_SECRET is missing');"],
    ['development only', "if (process.env.NODE_ENV === 'development') secret = process.env.JWT_SECRET || 'dev';"],
    ['a comment', "// const secret = process.env.JWT_SECRET || 'dev';\nconst x = process.env.JWT_SECRET;"],
    ['a condition', "const on = process.env.API_KEY && 'on';"],
  ])('is not with %s', async (_name, text) => {
    expect(await linesOf('secrets/fallback', text)).toEqual([]);
  });
});

describe('secrets/fallback, where a database is asked for', () => {
  it.each([
    ['less where its host is this machine', "'postgres'", "'localhost'", 'low'],
    ['where its host is another', "'postgres'", "'db.internal'", 'medium'],
    ['where the password is one of its own', "'b4ttery'", "'localhost'", 'medium'],
  ])('weighs %s', async (_name, password, host, severity) => {
    const text = `const db = { host: process.env.DB_HOST || ${host}, password: process.env.DB_PASSWORD || ${password} };`;
    expect(await findingsOf('secrets/fallback', app(text))).toMatchObject([{ severity }]);
  });
});

describe('secrets/fallback, where it is the owner’s to mend', () => {
  it.each([
    ['a schema', "const schema = Joi.object({ JWT_SECRET: Joi.string().min(3).default('dev') });"],
    ['a description', "const env = cleanEnv(process.env, { SESSION_SECRET: str({ default: 'keyboard cat' }) });"],
    [
      'a setting of convict',
      "const config = convict({ secret: { format: String, default: 'dev', env: 'JWT_SECRET' } });",
    ],
    ['a question', "const secret = env.get('JWT_SECRET').default('dev').asString();"],
    ['settings of its own', "const secret = config.jwtSecret || 'correct horse';"],
    ['an unknown service', "const secret = settings.get('JWT_SECRET', 'dev');"],
  ])('is found in %s', async (_name, text) => {
    expect(await findingsOf('secrets/fallback', app(text))).toMatchObject([{ line: 3, fix: 'manual' }]);
  });

  it.each([
    [
      'to be filled in',
      "const id = process.env.MAIL_API_KEY || 'your-api-key';\nconst s = process.env.PAY_SECRET || 'APP_SECRET';",
    ],
    [
      'no secret',
      "const schema = Joi.object({ PORT: Joi.number().default(3000), LOG: Joi.string().default('info') });",
    ],
  ])('is not with what is %s', async (_name, text) => {
    expect(await findingsOf('secrets/fallback', app(text))).toEqual([]);
  });
});

describe('secrets in files with settings', () => {
  it.each<[string, string, string, number]>([
    ['JSON', 'config/default.json', '{\n  "db": { "password": "b4ttery" },\n  "port": 1\n}', 2],
    ['JSON in the middle of a list', 'secrets.json', '[\n  { "apiKey": "k3y-of-mail" }\n]', 2],
    ['YAML', 'config/production.yml', 'port: 1\njwt:\n  secret: "correct horse" # battery\n', 3],
    ['an address', 'settings.json', '{ "url": "postgres://app:hunter2@db/x" }', 1],
  ])('are found in %s', async (_name, file, text, line) => {
    expect(await findingsOf(RULE, { ...app(''), [file]: text })).toMatchObject([{ file, line, fix: 'manual' }]);
  });

  it.each<[string, string, string]>([
    ['names of variables', 'config/custom-environment-variables.json', '{ "secret": "JWT_SECRET" }'],
    ['what is filled in', 'config/default.json', '{ "secret": "", "apiKey": "${API_KEY}", "password": "<password>" }'],
    ['tests', 'config/test.json', '{ "secret": "correct horse" }'],
    ['other files', 'package.json', '{ "name": "a", "dependencies": { "express": "5" }, "secret": "correct horse" }'],
    ['texts', 'locales/en.json', '{ "password": "Passwort123" }'],
  ])('are not in %s', async (_name, file, text) => {
    expect(await findingsOf(RULE, { ...app(''), [file]: text })).toEqual([]);
  });
});

describe('a sample of a source file', () => {
  const sample = { 'settings.js.example': "exports.secret = 'correct-horse';\n" };

  it('counts where the code imports its copy, and nothing else is there', async () => {
    expect(await findingsOf(RULE, { ...app("require('./settings');"), ...sample })).toMatchObject([
      { file: 'settings.js.example', line: 1, fix: 'manual' },
    ]);
  });

  it.each<[string, Files]>([
    ['beside the copy', { ...app("require('./settings');"), ...sample, 'settings.js': 'exports.secret = 1;' }],
    ['that nobody imports', { ...app(''), ...sample }],
  ])('does not count %s', async (_name, files) => {
    expect(await findingsOf(RULE, files)).toEqual([]);
  });
});

describe('secrets of development and of sample users', () => {
  it('are one step lower, and several', async () => {
    const files = {
      ...app("require('./config/development'); require('./seeds/users');"),
      'config/development.js': "exports.apiKey = 'v9dn0balpqas';",
      'seeds/users.js': "exports.users = [{ email: 'a@b.c', password: 'hunter2!' }];",
    };
    expect(await findingsOf(RULE, files)).toMatchObject([
      { file: 'config/development.js', severity: 'medium', fix: 'automatic' },
      { file: 'seeds/users.js', severity: 'low', fix: 'manual' },
    ]);
  });
});

describe('secrets/unchecked', () => {
  const uses = app(
    "exports.sign = (x) => jwt.sign(x, process.env.JWT_SECRET);\nconst hosts = process.env.HOSTS.split(',');",
  );

  it('is found at the entry, naming what is required', async () => {
    expect(await findingsOf('secrets/unchecked', uses)).toMatchObject([
      { file: 'app.js', fix: 'automatic', message: 'Nothing checks at start-up that HOSTS, JWT_SECRET are set.' },
    ]);
  });

  it.each<[string, Files]>([
    ['nothing is required', app("const port = process.env.PORT || '3000';")],
    ['a package checks', { ...uses, 'package.json': manifest({ dependencies: { express: '5', envalid: '8' } }) }],
  ])('is not where %s', async (_name, files) => {
    expect(await findingsOf('secrets/unchecked', files)).toEqual([]);
  });
});

it('secrets/hard-coded is less in what starts the app for who works on it', async () => {
  const text = "exports.database = { password: 'hX4vQ9sLw3mZ' };";
  const files = { ...app(''), 'server-dev.js': text, 'server.js': text };
  const found = await findingsOf('secrets/hard-coded', files);
  expect(Object.fromEntries(found.map(({ file, severity }) => [file, severity]))).toEqual({
    'server-dev.js': 'low',
    'server.js': 'high',
  });
});

describe('secrets/env-not-ignored', () => {
  it.each([
    ['without a .gitignore', { '.env': 'A=1' }, '.env'],
    ['with other entries', { '.env': 'A=1', '.gitignore': 'node_modules\n# .env\nenv\n' }, '.env'],
    ['for another env file', { '.env.production': 'A=1', '.gitignore': '.env\n' }, '.env.production'],
    ['where it is taken back', { '.env': 'A=1', '.gitignore': '.env*\n!.env\n' }, '.env'],
  ])('is found %s', async (_name, files, file) => {
    expect(await findingsOf('secrets/env-not-ignored', { ...app(''), ...(files as Files) })).toMatchObject([
      { file, fix: 'automatic' },
    ]);
  });

  it.each([
    ['by name', { '.env': '', '.gitignore': '.env' }],
    ['from the root', { '.env': '', '.gitignore': 'node_modules\r\n/.env\r\n' }],
    ['anywhere', { '.env': '', '.gitignore': '**/.env' }],
    ['by pattern', { '.env': '', '.env.local': '', '.gitignore': '.env*' }],
    ['by another pattern', { '.env': '', '.gitignore': '*.env' }],
    ['apart from the example', { '.env': '', '.env.example': '', '.gitignore': '.env*\n!.env.example' }],
    ['with nothing but an example', { '.env.example': 'A=' }],
  ])('is not where it is ignored, %s', async (_name, files) => {
    expect(await findingsOf('secrets/env-not-ignored', { ...app(''), ...(files as Files) })).toEqual([]);
  });
});

it.each([
  ['.env.development', 0],
  ['.env', 1],
])('secrets/env-not-ignored, where git has %s: %i', async (path, found) => {
  const project = await projectOf({ ...app(''), [path]: 'PORT=3000\n' });
  Object.assign(project.repository, { trackedEnv: [{ path, text: 'PORT=3000\n' }] });
  expect(audit(project, measures).filter(({ rule }) => rule === 'secrets/env-not-ignored')).toHaveLength(found);
});

describe('secrets/env-tracked', () => {
  const text = 'API_KEY=3f9c1e7ab24d58f06c9be1d7a4\n';

  it.each([
    ['.env', ['high']],
    ['api/.env.local', ['medium']],
    ['.env.test', []],
    ['.env.ci', []],
  ])('is as severe as who uses the file: %s', async (path, severities) => {
    const project = await projectOf(app(''));
    Object.assign(project.repository, { trackedEnv: [{ path, text }] });
    const found = audit(project, measures).filter(({ rule }) => rule === 'secrets/env-tracked');
    expect(found.map(({ severity }) => severity)).toEqual(severities);
  });
});
