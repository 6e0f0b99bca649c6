import { describe, expect, it } from 'vitest';
import { app, findingsOf, linesOf } from '../rules';
import { manifest } from '../../project/model/project';

const handler = (text: string): string => `app.post('/x', async (req, res) => {\n${text}\nres.end(); });`;

describe('passwords/fast-hash', () => {
  it.each([
    ['a package', "const hash = require('md5')(req.body.password);"],
    ['crypto-js', "const hash = require('crypto-js').SHA256(req.body.pwd).toString();"],
    [
      'a hash with a name',
      "const h = require('crypto').createHash('sha1'); h.update(req.body.password); h.digest('hex');",
    ],
    ['an HMAC', "const h = require('crypto').createHmac('sha256', 'k').update(req.body.newPassword).digest();"],
    ['a salt in front', "const h = require('sha1')(user.salt + req.body.password);"],
    ['web crypto', "await crypto.subtle.digest('SHA-256', new TextEncoder().encode(req.body.password));"],
    ['SQL', "db.query('UPDATE users SET password = SHA1(?) WHERE id = ?', [req.body.password, 1]);"],
  ])('is found with %s', async (_name, text) => {
    expect(await linesOf('passwords/fast-hash', handler(text))).toEqual([2]);
  });

  it.each([
    ['a file', "require('crypto').createHash('md5').update(req.body.file).digest('hex');"],
    ['an address for its picture', "require('md5')(user.email);"],
    ['the token to reset a password', "require('sha256')(req.body.passwordResetToken);"],
    ['a password before bcrypt', "await require('bcrypt').hash(require('sha256')(req.body.password), 12);"],
    [
      'one of the configuration',
      "const key = require('crypto').createHash('sha256').update(process.env.PASSWORD).digest();",
    ],
    [
      'hashes that are only compared',
      "const crypto = require('crypto'); const h = (p) => crypto.createHash('sha256').update(p).digest(); crypto.timingSafeEqual(h(req.body.password), h(process.env.P));",
    ],
  ])('is not with %s', async (_name, text) => {
    expect(await linesOf('passwords/fast-hash', handler(text))).toEqual([]);
  });

  it('is found in a function for anything, and where another file calls it with a password', async () => {
    const files = {
      'app.js':
        "const app = require('express')();\nconst { md5 } = require('./md5');\napp.post('/x', (req) => save(md5(req.body.password)));\napp.listen(3000);\n",
      'md5.js':
        "const { createHash } = require('crypto');\nexports.md5 = (text) => createHash('md5').update(text).digest('hex');\n",
    };
    const found = await findingsOf('passwords/fast-hash', files);
    expect(found.map(({ file, line }) => `${file}:${line}`).sort()).toEqual(['app.js:3', 'md5.js:2']);
  });
});

describe('passwords/plain-text', () => {
  it.each([
    ['Prisma', 'await prisma.user.create({ data: { email: 1, password: req.body.password } });'],
    ['Knex', "await knex('users').insert({ password: req.body.password });"],
    ['a row that is saved', 'const user = new User(); user.password = req.body.password; await user.save();'],
    ['an object with a name', 'const row = { pwd: req.body.pwd }; await users.insertOne(row);'],
    [
      'a row that is saved, and shown without it',
      'const user = new User({ password: req.body.password }); await user.save(); user.password = undefined; res.json(user);',
    ],
    ['a list', 'users.push({ name: 1, password: req.body.password });'],
    ['a template of SQL', "await db.query(`UPDATE users SET password = '${req.body.password}' WHERE id = 1`);"],
  ])('is found with %s', async (_name, text) => {
    expect(await linesOf('passwords/plain-text', handler(text))).toEqual([2]);
  });

  it.each([
    [
      'hashed in between',
      "const password = await require('bcrypt').hash(req.body.password, 12); await User.create({ password });",
    ],
    [
      'hashed in place',
      "req.body.password = await require('argon2').hash(req.body.password); await User.create({ password: req.body.password });",
    ],
    [
      'hashed in the row',
      "const { password } = req.body; let user = await User.findOne({ name: 1 }); user = new User({ name: 1, password }); user.password = await require('bcrypt').hash(password, 12); await user.save();",
    ],
    [
      'hashed in the row by callbacks',
      "const user = new User({ password: req.body.password }); require('bcrypt').genSalt(12, (e, salt) => bcrypt.hash(user.password, salt, (e, hash) => { user.password = hash; user.save(); }));",
    ],
    [
      'hashed in an object with a name',
      "const row = { password: req.body.password }; row.password = await require('bcrypt').hash(row.password, 12); await users.insertOne(row);",
    ],
    ['sent to somebody else', "await axios.post('/login', { password: req.body.password });"],
    ['of a connection', 'mysql.createConnection({ host: 1, password: req.body.password });'],
    ['in a transport object', 'await userService.create({ password: req.body.password });'],
  ])('is not where it is %s', async (_name, text) => {
    expect(await linesOf('passwords/plain-text', handler(text))).toEqual([]);
  });

  it('is not where a function of another file hashes it before the row is saved', async () => {
    const more = (assigned: string) => ({
      'user.js': `const bcrypt = require('bcrypt');
const User = (module.exports = require('mongoose').model('User', {}));
module.exports.addUser = (row, done) => bcrypt.hash(row.password, 12, (e, hash) => { row.password = ${assigned}; row.save(done); });
`,
    });
    const text = `const User = require('./user');\n${handler(
      'const user = new User({ password: req.body.password }); User.addUser(user, next);',
    )}`;
    expect(await linesOf('passwords/plain-text', text, more('hash'))).toEqual([]);
    expect(await linesOf('passwords/plain-text', text, more('row.password'))).toEqual([3]);
  });

  it('is not where a hook of another file hashes it', async () => {
    const more = {
      'user.entity.js':
        "const argon2 = require('argon2');\nmodule.exports = (User) => User.beforeCreate(async (user) => { user.password = await argon2.hash(user.password); });\n",
    };
    const text = handler('await User.create({ password: req.body.password });');
    expect(await linesOf('passwords/plain-text', text, more)).toEqual([]);
  });
});

describe('passwords/plain-comparison', () => {
  it.each([
    ['a row', 'if (user.password === req.body.password) res.end();'],
    ['a row in a list', 'users.find((user) => user.name === req.body.name && user.password == req.body.password);'],
    ['a function that says so', 'const comparePassword = (stored, typed) => stored === typed;'],
    ['a filter', 'await User.findOne({ email: 1, password: req.body.password });'],
    ['a query builder', "await knex('users').where('email', 1).andWhere('password', req.body.password).first();"],
    ['SQL', "await db.get('SELECT 1 FROM users WHERE name = ? AND password = ?', [req.body.name, req.body.password]);"],
  ])('is found with %s', async (_name, text) => {
    expect(await linesOf('passwords/plain-comparison', handler(text))).toEqual([2]);
  });

  it.each([
    ['two entries of a form', 'if (req.body.password !== req.body.password2) res.end();'],
    ['an old and a new one', 'if (req.body.oldPassword === req.body.newPassword) res.end();'],
    ['nothing', "if (user.password === undefined || req.body.password === '') res.end();"],
    [
      'a validator',
      'const schema = { passwordConfirm: { validate: function (el) { return el === this.password; } } };',
    ],
    ['a hash that is verified', "if (!(await require('bcrypt').compare(req.body.password, user.password))) res.end();"],
  ])('is not with %s', async (_name, text) => {
    expect(await linesOf('passwords/plain-comparison', handler(text))).toEqual([]);
  });
});

describe('the fix of passwords', () => {
  const dependencies = { express: '^5.0.0', mongoose: '^8.0.0' };
  const login = `const user = await User.findOne({ email: req.body.email });
if (user.password !== md5(req.body.password)) return res.status(401).end();`;
  const app = (text: string): string =>
    `const app = require('express')();\nconst md5 = require('md5');\nconst { User } = require('./user');\n${text}\napp.listen(3000);\n`;
  const fixes = async (text: string): Promise<string[]> =>
    (await findingsOf('passwords/fast-hash', { 'package.json': manifest({ dependencies }), 'app.js': app(text) })).map(
      ({ fix }) => fix,
    );
  const store = handler('await User.create({ password: md5(req.body.password) });');

  it('is automatic where all is seen', async () => {
    expect(await fixes(handler(login) + store)).toEqual(['automatic', 'automatic']);
  });

  // A login that renews a hash takes it away from the other check.
  it.each([
    ['in a query', 'await User.findOne({ name: 1, password: md5(req.body.password) });', 1],
    ['of what is not called a password', 'if (user.password === md5(req.body.old)) res.end();', 0],
    ['by a function', 'if (same(req.body.old, user.password)) res.end();', 0],
  ])('is left to people where another check cannot be mended: %s', async (_name, text, more) => {
    const manual = Array<string>(2 + more).fill('manual');
    expect(await fixes(handler(login) + store + handler(text))).toEqual(manual);
  });

  it('leaves what is stored as it is where nothing is seen to check it', async () => {
    expect(await fixes(store)).toEqual(['manual']);
  });
});

describe('passwords/timing-unsafe', () => {
  it.each([
    [
      'a signature, which an attacker can try again and again',
      "const mac = require('crypto').createHmac('sha256', process.env.K).update(req.body.a).digest('hex');\nif (mac === req.headers['x-mac']) res.end();",
      'medium',
    ],
    [
      'the hash of a password, of which nobody can choose the start',
      "const h = require('crypto').scryptSync(req.body.password, user.salt, 64).toString('hex');\nif (h === user.hash) res.end();",
      'low',
    ],
  ])('is as severe as what is compared: %s', async (_name, text, severity) => {
    const found = await findingsOf('passwords/timing-unsafe', app(handler(text)));
    expect(found.map((finding) => finding.severity)).toEqual([severity]);
  });
});
