import { describe, expect, it } from 'vitest';
import { nosql } from '../../../src/measures/nosql/index';
import { readProject } from '../../../src/project/model';
import { audit } from '../../../src/steps/audit';
import { manifest } from '../../project/model/project';
import { temporaryFolder } from '../../temporary';
import { findingsOf } from '../rules';

const packages = (dependencies: Record<string, string>) => ({ 'package.json': manifest({ dependencies }) });
const mongo = packages({ express: '^4.0.0', mongodb: '^6.0.0' });

/** An app with a DAO, `users.js`, that its handlers call. */
const app = (handlers: string, users: string, more = {}) => ({
  ...mongo,
  'app.js': `const express = require('express');
const users = require('./users');
const app = express();
app.use(express.json());
${handlers}
app.listen(3000);
`,
  'users.js': users,
  ...more,
});

const dao = `const { users } = require('./db');
exports.byName = (userName) => users.collection('users').findOne({ userName });
`;

describe('nosql/filter', () => {
  it('finds the filter of a function that is called with request data in another file', async () => {
    const files = app("app.post('/login', async (req, res) => res.json(await users.byName(req.body.name)));", dao);
    expect(
      (await findingsOf('nosql/filter', files)).map(({ file, line, fix, risk }) => [file, line, fix, risk]),
    ).toEqual([['users.js', 2, 'automatic', 'none']]);
  });

  it.each([
    ['a number', 'Number(req.body.name)'],
    ['a parameter of the path', 'req.params.name'],
    ['a constant', "'root'"],
  ])('leaves it alone where all of its callers give %s', async (_, value) => {
    const files = app(`app.post('/:name', async (req, res) => res.json(await users.byName(${value})));`, dao);
    expect(await findingsOf('nosql/filter', files)).toEqual([]);
  });

  it('leaves alone what a schema or a validator has looked at first', async () => {
    const joi = app(
      `const { celebrate, Joi } = require('celebrate');
app.post('/login', celebrate({ body: Joi.object({ name: Joi.string() }) }), async (req, res) => res.json(await users.byName(req.body.name)));`,
      dao,
    );
    const own = app(
      `const { body, validationResult } = require('express-validator');
app.post('/login', async (req, res) => {
  await body('name').isEmail().run(req);
  if (!validationResult(req).isEmpty()) return res.sendStatus(400);
  res.json(await users.byName(req.body.name));
});`,
      dao,
    );
    expect([...(await findingsOf('nosql/filter', joi)), ...(await findingsOf('nosql/filter', own))]).toEqual([]);
  });

  it.each([
    ['^4.0.0', 1],
    ['^5.0.0', 0],
  ])('takes a query string of Express %s for what it is parsed to', async (express, count) => {
    const files = {
      ...packages({ express, mongoose: '^8.0.0' }),
      'app.js': `const express = require('express');
const User = require('mongoose').model('User');
const app = express();
app.get('/', async (req, res) => res.json(await User.findOne({ name: req.query.name })));
app.listen(3000);
`,
    };
    const findings = await findingsOf('nosql/filter', files);
    expect(findings).toHaveLength(count);
    // Clients of a query string may mean several values.
    expect(findings.every(({ risk }) => risk === 'behaviour')).toBe(true);
  });

  it('is silent where something takes operators out of everything', async () => {
    const login = "app.post('/login', async (req, res) => res.json(await users.byName(req.body.name)));";
    const files = app(`app.use(require('express-mongo-sanitize')());\n${login}`, dao);
    expect(await findingsOf('nosql/filter', files)).toEqual([]);
  });

  it('is silent where the pipe of NestJS holds bodies against their classes', async () => {
    const files = (pipe: string) => ({
      ...packages({
        '@nestjs/common': '^11.0.0',
        '@nestjs/core': '^11.0.0',
        '@nestjs/mongoose': '^11.0.0',
        '@nestjs/platform-express': '^11.0.0',
        'class-validator': '^0.14.0',
        mongoose: '^8.0.0',
      }),
      'tsconfig.json': '{}',
      'src/main.ts': `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  ${pipe}
  await app.listen(3000);
}
bootstrap();
`,
      'src/app.module.ts': `import { Body, Controller, Module, Post, ValidationPipe } from '@nestjs/common';
@Controller()
class Users {
  constructor(private readonly userModel: Model<User>) {}
  @Post('login') login(@Body() body: Login) { return this.userModel.findOne({ email: body.email }); }
}
@Module({ controllers: [Users] })
export class AppModule {}
`,
    });
    expect(await findingsOf('nosql/filter', files(''))).toHaveLength(1);
    expect(await findingsOf('nosql/filter', files('app.useGlobalPipes(new ValidationPipe());'))).toEqual([]);
  });

  it('leaves the methods of arrays, maps and other databases alone', async () => {
    const files = app(
      `const all = [{ id: 1 }];
app.post('/a', (req, res) => res.json(all.find((each) => each.id === req.body.id)));
app.post('/b', (req, res) => res.json(_.find(all, { id: req.body.id })));
app.post('/c', async (req, res) => res.json(await repository.findOne({ id: req.body.id })));
app.post('/d', async (req, res) => res.json(await prisma.user.update({ where: { id: req.body.id } })));`,
      dao,
    );
    expect(await findingsOf('nosql/filter', files)).toEqual([]);
  });
});

describe('nosql/filter, in the routes of an app that is not known', () => {
  const routes = (guard: string) => ({
    ...app('', ''),
    'hooks.js': `const express = require('express');
const { validateRequest } = require('zod-express-middleware');
const { Hook } = require('./db');
exports.router = express.Router().post('/', ${guard}(req, res) => Hook.find({ service: req.body.service }));
`,
    'db.js': "exports.Hook = require('mongodb').collection('hooks');\n",
  });

  it.each([
    ['finds what nothing looks at', '', 1],
    ['finds what only a login is asked for', 'requireLogin(), ', 1],
    ['leaves what a validator in front looks at', 'validateRequest({ body: schema }), ', 0],
  ])('%s', async (_name, guard, count) => {
    expect(await findingsOf('nosql/filter', routes(guard))).toHaveLength(count);
  });
});

describe('nosql/filter, where a function is handed an object', () => {
  const apart = `const { users } = require('./db');
exports.login = async (given) => {
  const { name } = given;
  return users.collection('users').findOne({ name });
};
`;
  const member = apart.replace('const { name } = given;', '').replace('({ name })', '({ name: given.name })');
  const files = (call: string, users: string) => app(`app.post('/login', async (req, res) => { ${call} });`, users);

  it.each([
    ['is taken apart', 'res.json(await users.login({ name: req.body.name }));', apart],
    ['is asked for a field', 'res.json(await users.login({ name: req.body.name }));', member],
    ['is all of the body', 'res.json(await users.login(req.body));', apart],
    ['has a name', 'const { name } = req.body; const data = { name }; res.json(await users.login(data));', apart],
    [
      'goes through another function',
      'res.json(await users.start({ name: req.body.name }));',
      `${apart}exports.start = async (data) => exports.login({ name: data.name });\n`,
    ],
  ])('finds its field that a client sends, where it %s', async (_name, call, users) => {
    expect(await findingsOf('nosql/filter', files(call, users))).toMatchObject([{ file: 'users.js', line: 4 }]);
  });

  it.each([
    ['it is a text by then', 'res.json(await users.login({ name: String(req.body.name) }));'],
    ['another field is sent', 'res.json(await users.login({ name: "x", age: req.body.age }));'],
    ['something else of that name is called', 'res.json(await other.login({ name: req.body.name }));'],
  ])('leaves it alone where %s', async (_name, call) => {
    expect(await findingsOf('nosql/filter', files(call, apart))).toEqual([]);
  });

  it('finds it in a method that another one calls', async () => {
    const text = `const { users } = require('./db');
module.exports = class Users {
  async find(data) {
    return users.collection('users').findOne({ name: data.name });
  }
  post(req, res) {
    const data = { name: req.body.name };
    return this.find(data);
  }
};
`;
    expect(await findingsOf('nosql/filter', files('new users().post(req, res);', text))).toMatchObject([{ line: 4 }]);
  });
});

describe('nosql/filter, in what is spread into a filter', () => {
  const files = (made: string, given: string) =>
    app(
      `app.post('/', async (req, res) => {
  const { kind } = req.body;
  ${made}
  res.json(await require('./users').collection('users').find({ ${given} }).toArray());
});`,
      "module.exports = require('mongodb');\n",
    );

  it.each([
    ['under a condition', '', "...(kind !== 'all' ? { kind } : {})", 8],
    ['where there is something', '', '...(kind && { kind })', 8],
    ['by its name', 'const byKind = kind ? { kind } : {};', '...byKind, name: 1', 7],
  ])('finds a field %s', async (_name, made, given, line) => {
    expect(await findingsOf('nosql/filter', files(made, given))).toMatchObject([{ line, fix: 'manual' }]);
  });

  it.each([
    ['is a text', '', '...(kind ? { kind: String(kind) } : {})'],
    ['stands under an operator', '', '...(kind ? { kind: { $gte: Number(kind) } } : {})'],
  ])('leaves alone what %s', async (_name, made, given) => {
    expect(await findingsOf('nosql/filter', files(made, given))).toEqual([]);
  });
});

describe('nosql/filter, behind something that lets no object pass', () => {
  const files = (before: string) =>
    app(
      `const EMAIL = /^\\S+@\\S+$/;
app.post('/', (req, res) => {
  let { email, name } = req.body;
  ${before}
  later(() => require('./users').collection('users').findOne({ email }).then(res.json));
});`,
      "module.exports = require('mongodb');\n",
    );

  it.each([
    ['a method of texts', 'email.split("@");'],
    ['a method of texts, where there is one', 'if (email) log(email.trim());'],
    ['a short form of that', 'const domain = email && email.split("@")[1];'],
    ['a pattern', 'if (!EMAIL.test(email)) return res.sendStatus(400);'],
    ['a pattern, asked before', 'const isEmail = EMAIL.test(email); if (!isEmail) return res.sendStatus(400);'],
  ])('leaves it alone behind %s', async (_name, before) => {
    expect(await findingsOf('nosql/filter', files(before))).toEqual([]);
  });

  it.each([
    ['a method that lists have, too', 'email.slice(1);'],
    ['a method of texts that may not be called', 'if (name) log(email.trim());'],
    ['a method of texts whose failure is caught', 'try { email.trim(); } catch {}'],
    ['a method of texts in a function', 'later(() => email.trim());'],
    ['a method of texts of something else', 'name.trim();'],
    ['a pattern that fits everything', 'if (!/./.test(email)) return res.sendStatus(400);'],
    ['a pattern that nobody waits for', 'const isEmail = EMAIL.test(email); log(isEmail);'],
  ])('finds it behind %s', async (_name, before) => {
    expect(await findingsOf('nosql/filter', files(before))).toMatchObject([{ line: 9 }]);
  });
});

describe('nosql/filter, where no app could be told', () => {
  const files = (more = '') => ({
    ...mongo,
    'server.js': `const express = require('express');
const users = new (require('mongodb').MongoClient)('mongodb://db').db();
const api = express();
api.use(require('body-parser').json());
${more}
const site = express();
const authenticate = (name, done) => users.collection('users').findOne({ name }, done);
api.post('/login', (req, res) => authenticate(req.body.name, (e, user) => res.json(user)));
api.listen(1);
site.listen(2);
`,
  });

  it('goes by what all sources say of bodies, and by the calls of the file', async () => {
    const linesIn = async (more?: string): Promise<number[]> => {
      const directory = await temporaryFolder(files(more));
      const project = await readProject({ directory, withoutApp: 'framework', readRecord: async () => null });
      return audit(project, [nosql]).map(({ line }) => line);
    };
    expect(await linesIn()).toEqual([7]);
    expect(await linesIn("api.use(require('express-mongo-sanitize')());")).toEqual([]);
  });
});
