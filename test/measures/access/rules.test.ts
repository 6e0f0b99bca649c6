import { describe, expect, it } from 'vitest';
import { findingsOf, linesOf } from '../rules';

describe('access/no-guard', () => {
  it.each([
    ['a role', "app.put('/users/:id/role', (req, res) => res.end());"],
    ['a router', "const r = express.Router();\nr.get('/stats', (req, res) => res.end());\napp.use('/admin', r);"],
    [
      'what allows other origins in front of it',
      "app.use((req, res, next) => { res.header('Access-Control-Allow-Headers', 'Authorization'); next(); });\napp.get('/admin', (req, res) => res.end());",
    ],
    [
      'a handler that only works on users',
      "app.put('/admin/promote/:id', async (req, res) => { const user = await db.user.update({ role: 'admin' }); res.send(user); });",
    ],
    ['a limit in front of it only', "app.get('/admin', require('express-rate-limit')(), (req, res) => res.end());"],
  ])('is found with %s', async (_name, text) => {
    expect(await linesOf('access/no-guard', text)).toHaveLength(1);
  });

  it.each([
    ['middleware of the route', "app.get('/admin', isAdmin, (req, res) => res.end());"],
    ['middleware of the app', "app.use(authenticate);\napp.get('/admin', (req, res) => res.end());"],
    ['a function that nothing is known of', "app.get('/admin', staff, (req, res) => res.end());"],
    [
      'the handler itself',
      "app.get('/admin', (req, res) => { if (!req.session.admin) return res.end(); res.json(1); });",
    ],
    [
      'the row of who is calling',
      "app.get('/admin', async (req, res) => { const user = await db.user.findByPk(req.userId); res.json(user); });",
    ],
    [
      'a look at the role of a row',
      "app.get('/admin', async (req, res) => { const user = await db.user.findByPk(id); if (user.role !== 'admin') return res.end(); res.json(1); });",
    ],
    ['a login', "app.post('/admin/login', (req, res) => res.end());"],
    ['a word that only begins so', "app.get('/administered', (req, res) => res.end());"],
  ])('is not with %s', async (_name, text) => {
    expect(await linesOf('access/no-guard', text)).toEqual([]);
  });

  it('is not where NestJS has a guard for all', async () => {
    const files = (providers: string): Record<string, string> => ({
      'package.json': JSON.stringify({
        name: 'x',
        dependencies: { '@nestjs/core': '^11.0.0', '@nestjs/common': '^11.0.0' },
      }),
      'src/main.ts':
        "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nconst app = await NestFactory.create(AppModule);\nawait app.listen(3000);\n",
      'src/app.module.ts':
        `import { Module } from '@nestjs/common';\nimport { APP_GUARD } from '@nestjs/core';\nimport { AdminController } from './admin';\n@Module({ controllers: [AdminController], providers: [${providers}] })\nexport class AppModule {}\n`.replace(
          providers ? '\0' : "import { APP_GUARD } from '@nestjs/core';\n",
          '',
        ),
      'src/admin.ts':
        "import { Controller, Get } from '@nestjs/common';\n@Controller('admin')\nexport class AdminController {\n  @Get('stats')\n  stats() { return 1; }\n}\n",
    });
    expect(await findingsOf('access/no-guard', files(''))).toMatchObject([{ file: 'src/admin.ts' }]);
    expect(await findingsOf('access/no-guard', files('{ provide: APP_GUARD, useClass: RolesGuard }'))).toEqual([]);
  });
});

const models =
  "const { Schema, model } = require('mongoose');\nconst User = model('User', new Schema({ password: String, role: String }));\n";

describe('access/data-exposure', () => {
  it.each([
    ['a callback', "app.get('/u', (req, res) => User.find({}, (err, users) => res.json(users)));"],
    [
      'a name',
      "app.get('/u', async (req, res) => { const user = await User.findOne({ id: 1 }); res.send({ data: { user } }); });",
    ],
    ['the query itself', "app.get('/u', async (req, res) => res.json(await User.find().sort('name')));"],
  ])('is found with %s', async (_name, text) => {
    expect(await linesOf('access/data-exposure', models + text)).toEqual([3]);
  });

  it.each([
    ['fields that are named', "app.get('/u', async (req, res) => res.json(await User.find().select('name')));"],
    [
      'fields beside the filter',
      "app.get('/u', (req, res) => User.find({}, 'name', (err, users) => res.json(users)));",
    ],
    [
      'a password that is taken out',
      "app.get('/u', async (req, res) => { const user = await User.findOne(); delete user.password; res.json(user); });",
    ],
    [
      'what is made of it',
      "app.get('/u', async (req, res) => { const users = await User.find(); res.json(users.map(({ name }) => name)); });",
    ],
    ['another model', "app.get('/u', async (req, res) => res.json(await Order.find()));"],
  ])('is not with %s', async (_name, text) => {
    expect(await linesOf('access/data-exposure', models + text)).toEqual([]);
  });

  it("is found with Prisma's schema", async () => {
    const schema = 'model User {\n  id Int @id\n  password String\n}\n';
    const text = "app.get('/u', async (req, res) => res.json(await prisma.user.findMany()));";
    expect(await linesOf('access/data-exposure', text, { 'prisma/schema.prisma': schema })).toEqual([1]);
  });
});

describe('access/mass-assignment', () => {
  it.each([
    ['a new row', "app.post('/u', async (req, res) => { await new User(req.body).save(); res.end(); });"],
    ['a spread', "app.post('/u', async (req, res) => { await User.create({ ...req.body, at: 1 }); res.end(); });"],
    ['a change', "app.put('/u', async (req, res) => { await User.findByIdAndUpdate(1, req.body); res.end(); });"],
  ])('is found with %s', async (_name, text) => {
    expect(await linesOf('access/mass-assignment', models + text)).toEqual([3]);
  });

  it.each([
    [
      'fields that are named',
      "app.post('/u', async (req, res) => { await User.create({ name: req.body.name }); res.end(); });",
    ],
    [
      'a role that is set behind it',
      "app.post('/u', async (req, res) => { await User.create({ ...req.body, role: 'user' }); res.end(); });",
    ],
    [
      'a route for administrators',
      "app.post('/u', isAdmin, async (req, res) => { await User.create(req.body); res.end(); });",
    ],
  ])('is not with %s', async (_name, text) => {
    expect(await linesOf('access/mass-assignment', models + text)).toEqual([]);
  });
});
