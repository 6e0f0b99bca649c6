import { describe, expect, it } from 'vitest';
import type { FieldRead, HandlerReads } from '../../../src/types';
import { type Files, onlyRoute, projectOf } from './project';

const NAMED = (name: string): FieldRead => ({ name, type: 'scalar', required: false });

async function readsOf(route: string, files: Files = {}): Promise<HandlerReads> {
  const app = `const express = require('express');\nconst app = express();\n${route}\napp.listen(1);`;
  return onlyRoute(await projectOf({ 'app.js': app, ...files })).reads;
}

describe('a handler is found', () => {
  const body = '{ save({ email: req.body.email }); }';
  it.each<[string, string, Files]>([
    ['in place', `app.post('/x', (req, res) => ${body});`, {}],
    ['by name', `function create(req, res) ${body}\napp.post('/x', create);`, {}],
    ['under another parameter', "app.post('/x', (request, response) => { save({ email: request.body.email }); });", {}],
    [
      'in a controller',
      "const users = require('./users');\napp.post('/x', users.create);",
      { 'users.js': `exports.create = (req, res) => ${body};` },
    ],
    [
      'in a controller that is an object',
      "const users = require('./users');\napp.post('/x', users.create);",
      { 'users.js': `module.exports = { create(req, res) ${body} };` },
    ],
    [
      'in a controller behind an index',
      "const { users } = require('./controllers');\napp.post('/x', users.create);",
      {
        'controllers/index.js': "exports.users = require('./users');",
        'controllers/users.js': `const create = async (req, res) => ${body};\nmodule.exports = { create };`,
      },
    ],
    [
      'as a method',
      "const Users = require('./users');\nconst users = new Users();\napp.post('/x', users.create);",
      { 'users.js': `module.exports = class Users { create(req, res) ${body} };` },
    ],
    [
      'as a method that is bound',
      "const Users = require('./users');\nconst users = new Users();\napp.post('/x', users.create.bind(users));",
      { 'users.js': `class Users { async create(req, res) ${body} }\nmodule.exports = Users;` },
    ],
    [
      'as a static method',
      "const Users = require('./users');\napp.post('/x', Users.create);",
      { 'users.js': `module.exports = class { static async create(req, res) ${body} };` },
    ],
    [
      'as a field',
      "const users = require('./users');\napp.post('/x', users.create);",
      { 'users.js': `class Users { create = async (req, res) => ${body}; }\nmodule.exports = new Users();` },
    ],
    [
      'of an instance that is exported',
      "const users = require('./users');\napp.post('/x', users.create);",
      { 'users.js': `class Users { create(req, res) ${body} }\nmodule.exports = new Users();` },
    ],
    [
      'in an object that a function makes',
      "const users = require('./users')(db);\napp.post('/x', users.create);",
      { 'users.js': `module.exports = (db) => ({ create: (req, res) => ${body} });` },
    ],
    [
      'in a function that a function makes',
      "app.post('/x', require('./users').create(db));",
      { 'users.js': `exports.create = (db) => {\n  return async (req, res) => ${body};\n};` },
    ],
    [
      'in an old constructor',
      "const users = new (require('./users'))(db);\napp.post('/x', users.create);",
      { 'users.js': `module.exports = function (db) { this.create = function (req, res) ${body}; };` },
    ],
    [
      'in a wrapper',
      `const wrap = (fn) => (req, res, next) => fn(req, res, next).catch(next);\napp.post('/x', wrap(async (req, res) => ${body}));`,
      {},
    ],
    [
      'in a wrapper of a package',
      `const wrap = require('express-async-handler');\napp.post('/x', wrap(async (req, res) => ${body}));`,
      {},
    ],
    [
      'in a wrapper where it is exported',
      "const users = require('./users');\napp.post('/x', users.create);",
      {
        'users.js': `const wrap = require('./wrap');\nexports.create = wrap(async (req, res) => ${body});`,
        'wrap.js': 'module.exports = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);',
      },
    ],
    ['in a list', `app.post('/x', [log, (req, res) => ${body}]);`, {}],
    ['behind other handlers', `app.post('/x', auth, (req, res, next) => next(), (req, res) => ${body});`, {}],
    [
      'in a function that hands the request on',
      "const users = require('./users');\napp.post('/x', (req, res) => users.create(req, res));",
      { 'users.js': `exports.create = (req, res) => ${body};` },
    ],
    ['in a second parameter', `const read = (res, req) => ${body};\napp.post('/x', (req, res) => read(res, req));`, {}],
  ])('%s', async (_name, route, files) => {
    expect(await readsOf(route, files)).toEqual({
      body: [NAMED('email')],
      query: [],
      params: [],
      whole: [],
      validated: false,
      schema: null,
    });
  });
});

describe('it cannot be told what is read', () => {
  it.each([
    ['by a handler that is not known', "app.post('/x', handlers[name]);"],
    ['by a handler that a caller gives', "module.exports = (create) => app.post('/x', create);"],
    ['where the request goes to a package', "app.post('/x', (req, res) => require('proxy').web(req, res));"],
    ['where the request goes to something unknown', "app.post('/x', (req, res) => services.create(req));"],
    [
      'where an upload is read inside',
      "const upload = require('multer')().single('photo');\napp.post('/x', (req, res) => upload(req, res, (error) => save(req.body.title)));",
    ],
    ['where the request is kept', "app.post('/x', (req, res) => { const job = { req }; queue.push(job); });"],
    ['where a member is computed', "app.post('/x', (req, res) => res.json(req[req.params.part]));"],
    ['where the rest of it is taken', "app.post('/x', ({ ip, ...rest }, res) => save(rest));"],
  ])('%s', async (_name, route) => {
    expect(new Set((await readsOf(route)).whole)).toEqual(new Set(['body', 'query', 'params']));
  });
});

describe('nothing is said of', () => {
  it.each([
    ['a handler of a package', "app.options('/x', require('cors')());"],
    [
      'a handler that a package’s object makes',
      "const upload = require('multer')();\napp.post('/x', upload.single('photo'));",
    ],
    ['a strategy', "app.get('/x', require('passport').authenticate('google'));"],
    [
      'other members of the request',
      "app.post('/x', (req, res) => res.json([req.user.id, req.headers.host, req.get('x'), req.file]));",
    ],
    ['a response called like one', "app.post('/x', (req, res) => res.body.email);"],
    ['a guard that is not known', "app.post('/x', auth, guards[name], (req, res) => res.end());"],
    ['another request in a nested function', "app.post('/x', (req, res) => fetch().then((req) => req.body.email));"],
  ])('%s', async (_name, route) => {
    expect(await readsOf(route)).toMatchObject({ body: [], query: [], params: [], whole: [] });
  });
});

describe('a schema must not stand where keys would be missed', () => {
  const field = 'res.locals.email = req.body.email;';
  it.each([
    [
      'behind a handler that leaves the request to the next',
      `app.post('/x', (req, res, next) => { ${field} next(); });`,
    ],
    ['that leaves it in a callback', `app.post('/x', (req, res, next) => { ${field} save().then(() => next()); });`],
    ['that leaves it to another route', `app.post('/x', (req, res, next) => { ${field} next('route'); });`],
    ['that leaves it without an error', `app.post('/x', (req, res, next) => { ${field} next(null); });`],
    ['that gives next away', `app.post('/x', (req, res, next) => { ${field} save(next); });`],
    [
      'in a function of its own',
      `function keep(req, res, next) { ${field} next(); }\napp.post('/x', (req, res, next) => keep(req, res, next));`,
    ],
    [
      'behind a guard that takes all keys',
      `const filter = (req, res, next) => { res.locals.rows = find({ ...req.body }); next(); };\napp.post('/x', filter, (req, res) => { ${field} });`,
    ],
    [
      'in a list that only its name stands for, behind an upload',
      `const create = [require('multer')().single('a'), (req, res) => { ${field} }];\napp.post('/x', create);`,
    ],
  ])('%s', async (_name, route) => {
    expect((await readsOf(route)).whole).toContain('body');
  });

  it.each([
    ['passes errors on', `app.post('/x', (req, res, next) => { ${field} save().catch(next); });`],
    [
      'passes errors on in a callback',
      `app.post('/x', (req, res, next) => { ${field} save((error) => { if (error) return next(error); res.end(); }); });`,
    ],
    [
      'passes errors on as a second callback',
      `app.post('/x', (req, res, next) => { ${field} save().then(done, next); });`,
    ],
    [
      'passes a new error on',
      `app.post('/x', (req, res, next) => { ${field} try { f(); } catch (e) { next(new Error('x')); } });`,
    ],
    ['passes events of errors on', `app.post('/x', (req, res, next) => { ${field} stream.on('error', next); });`],
    [
      'has a guard that cannot be followed',
      `const auth = (req, res, next) => services.check(req, next);\napp.post('/x', auth, (req, res) => { ${field} });`,
    ],
    [
      'has a guard that calls next',
      `app.post('/x', (req, res, next) => { check(req.body.token); next(); }, (req, res) => { ${field} });`,
    ],
    [
      'stands behind an upload in the call',
      `const upload = require('multer')();\napp.post('/x', upload.single('a'), (req, res) => { ${field} });`,
    ],
    [
      'stands behind an upload in a list in the call',
      `const upload = require('multer')();\napp.post('/x', [upload.single('a'), (req, res) => { ${field} }]);`,
    ],
  ])('but may where the handler %s', async (_name, route) => {
    expect((await readsOf(route)).whole).toEqual([]);
  });
});

describe('a check of input is recognised', () => {
  const handler = '(req, res) => save(req.body.email)';
  it.each([
    ['a middleware', `app.post('/x', validate(userSchema), ${handler});`],
    [
      'a middleware of a package',
      `const { celebrate } = require('celebrate');\napp.post('/x', celebrate({ body: s }), ${handler});`,
    ],
    [
      'a chain',
      `const { body } = require('express-validator');\napp.post('/x', body('email').isEmail().withMessage('no'), ${handler});`,
    ],
    [
      'a list of chains',
      `const { check } = require('express-validator');\napp.post('/x', [check('email').isEmail(), check('name')], ${handler});`,
    ],
    [
      'a list by name',
      `const { check } = require('express-validator');\nconst rules = [check('email').isEmail()];\napp.post('/x', rules, ${handler});`,
    ],
    ['a class', `app.post('/x', ValidationMiddleware(CreateUserDto), ${handler});`],
    ['a member', `app.post('/x', validators.login, ${handler});`],
    [
      'validationResult',
      "const { validationResult } = require('express-validator');\napp.post('/x', (req, res) => { const errors = validationResult(req); save(req.body.email); });",
    ],
    [
      'a chain that the handler runs',
      "const { check } = require('express-validator');\napp.post('/x', async (req, res) => { await check('email').isEmail().run(req); save(req.body.email); });",
    ],
    [
      'joi',
      "const schema = require('joi').object({});\napp.post('/x', (req, res) => { const { error, value } = schema.validate(req.body); });",
    ],
    [
      'zod',
      "const { z } = require('zod');\nconst user = z.object({});\napp.post('/x', (req, res) => { const data = user.parse(req.body); });",
    ],
    ['zod that does not throw', "app.post('/x', (req, res) => { const data = thing.safeParse(req.body); });"],
    ['a function', "app.post('/x', (req, res) => { if (!validateUser(req.body)) return res.status(400).end(); });"],
  ])('%s', async (_name, route) => {
    expect(await readsOf(route)).toMatchObject({ validated: true });
  });

  it.each([
    ['a look at a token', `app.post('/x', validateToken, ${handler});`],
    ['a look at a session', `app.post('/x', isValidSession(), ${handler});`],
    ['a look at the user', `app.post('/x', checkAuth, checkRole('admin'), ${handler});`],
    ['text about something invalid', `app.post('/x', auth('local', { message: 'Invalid email' }), ${handler});`],
    ['JSON.parse', "app.post('/x', (req, res) => { const data = JSON.parse(req.body); });"],
    ['a comment', `app.post('/x', /* validate(schema) */ auth, ${handler});`],
  ])('but not in %s', async (_name, route) => {
    expect(await readsOf(route)).toMatchObject({ validated: false });
  });

  it('tells the schemas that tempered wrote from the user’s own', async () => {
    const written = {
      'security/schemas.js': '// Written by tempered for the measure "validation". It is yours.\nexports.postX = {};',
    };
    const ours = "const { schemas, validate } = require('./security');\n";
    const index = {
      'security/index.js': "exports.schemas = require('./schemas');\nexports.validate = (s) => (q, r, n) => n();",
    };
    const route = `app.post('/x', validate(schemas.postX), ${handler});`;
    expect(await readsOf(ours + route, { ...written, ...index })).toMatchObject({ schema: 'postX' });
    const own = "const { validate } = require('./check');\nconst schemas = require('./schemas');\n";
    expect(await readsOf(own + route, { 'schemas.js': 'exports.postX = {};', 'check.js': '' })).toMatchObject({
      schema: null,
      validated: true,
    });
  });
});
