import { describe, expect, it } from 'vitest';
import type { Project, Route } from '../../../src/types';
import { type Files, label, projectOf } from './project';

const packages = { '@nestjs/common': '^11.0.0', '@nestjs/core': '^11.0.0', '@nestjs/platform-express': '^11.0.0' };

const main = (
  more = '',
  create = 'NestFactory.create(AppModule)',
): string => `import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ExpressAdapter } from '@nestjs/platform-express';
import { ValidationPipe, VersioningType } from '@nestjs/common';
import { AppModule } from './app.module';
async function bootstrap() {
  const app = await ${create};
  ${more}
  await app.listen(3000);
}
bootstrap();
`;

/** A project with one file of controllers. */
async function nest(controllers: string, files: Files = {}): Promise<Project> {
  const imports = `import { All, Body, Controller, Get, Module, Param, Post, Put, Query, Req, UseGuards, UsePipes, ValidationPipe, Version } from '@nestjs/common';\n`;
  return projectOf({
    'package.json': JSON.stringify({ name: 'shop', dependencies: packages }),
    'src/main.ts': main(),
    'src/app.module.ts': `${imports}${controllers}\n@Module({})\nexport class AppModule {}\n`,
    ...files,
  });
}

const labels = ({ routes }: Project): string[] => routes.map(label);
const only = ({ routes }: Project): Route => {
  expect(routes).toHaveLength(1);
  return routes[0]!;
};
const fields = (route: Route, part: 'body' | 'query' | 'params'): string[] =>
  route.reads[part].map(({ name, type, required }) => `${name}:${type}${required ? '!' : ''}`);

describe('the app that NestFactory makes', () => {
  it.each([
    ['without options', 'NestFactory.create(AppModule)', 'express'],
    ['with a type', 'NestFactory.create<NestExpressApplication>(AppModule, { cors: true })', 'express'],
    [
      'on the adapter for Fastify',
      'NestFactory.create(AppModule, new FastifyAdapter({ trustProxy: true }))',
      'fastify',
    ],
    ['on the adapter for Express', 'NestFactory.create(AppModule, new ExpressAdapter(server), options)', 'express'],
  ])('is found %s', async (_title, create, server) => {
    const project = await nest('', { 'src/main.ts': main('', create) });
    expect(project.app).toMatchObject({ file: 'src/main.ts', name: 'app', index: 0 });
    expect(project.framework).toMatchObject({ id: 'nestjs', major: 11, server: { id: server, major: 5 } });
    expect(project.servers).toHaveLength(1);
  });

  it('stands on Fastify where only its adapter is installed', async () => {
    const dependencies = { '@nestjs/core': '^10.0.0', '@nestjs/platform-fastify': '^10.0.0' };
    const files = { 'package.json': JSON.stringify({ name: 'shop', dependencies }) };
    const project = await nest('', { ...files, 'src/main.ts': main('', 'NestFactory.create(AppModule, adapter())') });
    expect(project.framework.server).toEqual({ id: 'fastify', major: 4 });
  });

  it('is found where nest-cli.json says its sources are', async () => {
    const project = await projectOf({
      'package.json': JSON.stringify({ name: 'shop', scripts: { start: 'nest start' }, dependencies: packages }),
      'nest-cli.json': JSON.stringify({ sourceRoot: 'apps/shop/src', entryFile: 'server' }),
      'apps/shop/src/server.ts': main(),
      'apps/shop/src/app.module.ts': 'export class AppModule {}',
    });
    expect(project.entry).toBe('apps/shop/src/server.ts');
  });

  it('knows what is mounted on the app of its adapter', async () => {
    const more = "app.getHttpAdapter().getInstance().use(helmet());\napp.use('/api', cors());";
    const text = `import helmet from 'helmet';\nimport cors from 'cors';\n${main(more)}`;
    const { middleware } = await nest('', { 'src/main.ts': text });
    expect(middleware.map(({ from, path }) => [from[0]?.name, path])).toEqual([
      ['helmet', '/'],
      ['cors', '/api'],
    ]);
  });
});

describe('an app on Fastify', () => {
  it('knows the plugins that are registered on the app of Nest', async () => {
    const create = 'NestFactory.create(AppModule, new FastifyAdapter())';
    const more = 'await app.register(helmet);\nawait app.register(cors, { origin: [] });';
    const text = `import helmet from '@fastify/helmet';\nimport cors from '@fastify/cors';\n${main(more, create)}`;
    const { middleware } = await nest('', { 'src/main.ts': text });
    expect(middleware.map(({ from, path }) => [from[0]?.name, path])).toEqual([
      ['@fastify/helmet', '/'],
      ['@fastify/cors', '/'],
    ]);
  });

  it('knows those that a class registers on the app in its field, several at once', async () => {
    const text = `import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
class Main {
  async create() { this.app = await NestFactory.create(AppModule, new FastifyAdapter()); }
  async plugins() { await Promise.all([this.app.register(helmet)]); }
  async start() { await this.create(); await this.plugins(); await this.app.listen(3000); }
}
void new Main().start();
`;
    const { middleware } = await nest('', { 'src/main.ts': text });
    expect(middleware.map(({ from }) => from[0]?.name)).toEqual(['@fastify/helmet']);
  });
});

describe('an adapter that is made before the app', () => {
  it('has its plugins on the app of Nest', async () => {
    const text = `import helmet from '@fastify/helmet';
const adapter = new FastifyAdapter({ trustProxy: false });
adapter.register(helmet, { hsts: false });
${main('', 'NestFactory.create<NestFastifyApplication>(AppModule, adapter, { logger: false })')}`;
    const { middleware, app } = await nest('', { 'src/main.ts': text });
    expect(app).toMatchObject({ file: 'src/main.ts', name: 'app', index: 0 });
    expect(middleware).toMatchObject([{ onApp: true, path: '/', from: [{ name: '@fastify/helmet' }] }]);
  });

  it('has what is mounted on the server below it', async () => {
    const text = `import express from 'express';
import helmet from 'helmet';
const server = express();
server.use(helmet());
${main('', 'NestFactory.create(AppModule, new ExpressAdapter(server))')}`;
    const { middleware } = await nest('', { 'src/main.ts': text });
    expect(middleware).toMatchObject([{ onApp: true, path: '/', from: [{ name: 'helmet' }] }]);
  });
});

describe('the routes of controllers', () => {
  it.each([
    [
      'a prefix',
      `@Controller('users') class A { @Get() all() {} @Post(':id') one() {} }`,
      ['GET /users', 'POST /users/:id'],
    ],
    ['no prefix', `@Controller() class A { @Get() all() {} @All('x') x() {} }`, ['GET /', 'ALL /x']],
    ['several prefixes', `@Controller(['a', 'b']) class A { @Get('c') c() {} }`, ['GET /a/c', 'GET /b/c']],
    ['several paths', `@Controller('a') class A { @Get(['b', 'c']) c() {} }`, ['GET /a/b', 'GET /a/c']],
    ['options', `@Controller({ path: 'a', host: 'x' }) class A { @Put('b') c() {} }`, ['PUT /a/b']],
    ['a constant for a prefix', `const P = 'a';\n@Controller(P) class A { @Get(\`\${P}/b\`) c() {} }`, ['GET /a/a/b']],
    [
      'methods of a parent',
      `class Base { @Get('b') b() {} @Get('c') c() {} }\n@Controller('a') class A extends Base { @Get('d') c() {} }`,
      ['GET /a/b', 'GET /a/d'],
    ],
    [
      'decorators that stand for a controller',
      `import { applyDecorators } from '@nestjs/common';
function Api(name: string, tags = false) {
  const all = [SetMetadata('a', 1), Controller(name)];
  if (tags) all.push(Tags());
  return applyDecorators(...all);
}
const Read = (path: string) => applyDecorators(Get(path));
@Api('a') class A { @Read('b') b() {} }`,
      ['GET /a/b'],
    ],
    ['a class that is none', `class A { @Get() all() {} }`, []],
    ['another package', `import { Get as G } from 'other';\n@Controller() class A { @G() all() {} }`, []],
  ])('are found with %s', async (_title, text, expected) => {
    expect(labels(await nest(text))).toEqual(expected);
  });

  it.each([
    ["app.setGlobalPrefix('api');", ['GET /api/a', 'GET /api/health']],
    ["app.setGlobalPrefix('api', { exclude: ['health'] });", ['GET /api/a', 'GET /health']],
    ["app.setGlobalPrefix(process.env.PREFIX ?? 'api');", ['GET /api/a', 'GET /api/health']],
    ["app.setGlobalPrefix(config.get('prefix'));", ['GET ?', 'GET ?']],
  ])('stand behind %s', async (more, expected) => {
    const project = await nest(`@Controller() class A { @Get('a') a() {} @Get('health') h() {} }`, {
      'src/main.ts': main(more),
    });
    expect(labels(project)).toEqual(expected);
  });

  it.each([
    ['app.enableVersioning();', ['GET /v1/a/b', 'GET /v2/a/c', 'GET /v3/a/c']],
    ["app.enableVersioning({ type: VersioningType.URI, prefix: 'r' });", ['GET /r1/a/b', 'GET /r2/a/c', 'GET /r3/a/c']],
    ['app.enableVersioning({ type: VersioningType.HEADER });', ['GET /a/b', 'GET /a/c']],
    ["app.setGlobalPrefix('x');\napp.enableVersioning();", ['GET /x/v1/a/b', 'GET /x/v2/a/c', 'GET /x/v3/a/c']],
  ])('have the versions of %s', async (more, expected) => {
    const text = `@Controller({ path: 'a', version: '1' }) class A { @Get('b') b() {} @Version(['2', '3']) @Get('c') c() {} }`;
    expect(labels(await nest(text, { 'src/main.ts': main(more) }))).toEqual(expected);
  });

  it('name their class and method', async () => {
    const route = only(await nest(`@Controller('a') class A { @Get('b') b() {} }`));
    expect(route).toMatchObject({ decorated: { class: 'A', method: 'b' }, localPath: '/a/b', onApp: false });
  });

  it('have the guards of their class, of their method, and of decorators that stand for them', async () => {
    const text = `import { applyDecorators } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { Throttle } from '@nestjs/throttler';
const Admin = () => applyDecorators(UseGuards(RolesGuard));
@UseGuards(AuthGuard('jwt'))
@Controller() class A { @Throttle({}) @Admin() @UseGuards(new Limit()) @Get() b() {} }`;
    expect(only(await nest(text)).guards).toEqual(['AuthGuard', 'jwt', 'Throttle', 'Admin', 'RolesGuard', 'Limit']);
  });
});

describe('what the method of a controller reads', () => {
  it.each([
    ['a field', "@Body('name') name: string", '', ['name:scalar']],
    ['a field of no kind', "@Body('name') name", 'save(name);', ['name:unknown']],
    ['a field that it needs', "@Body('name') name: string", 'name.trim();', ['name:string!']],
    ['a field behind a pipe', "@Body('n', ParseIntPipe) n: number", '', ['n:unknown']],
    ['a destructured body', '@Body() { name, age }', 'save(name, age);', ['name:unknown', 'age:unknown']],
    ['members of the body', '@Body() dto: any', 'save(dto.name);', ['name:unknown']],
    ['members of the request', '@Req() req', 'save(req.body.name);', ['name:unknown']],
    ['a class that says its fields', '@Body() dto: Item', 'save(dto);', ['name:scalar', 'tags:unknown']],
    [
      'a class on top of another',
      '@Body() dto: Special',
      'save(dto);',
      ['price:scalar', 'name:scalar', 'tags:unknown'],
    ],
  ])('are fields of %s', async (_title, parameter, code, expected) => {
    const classes = 'class Item { name: string; tags?: string[] }\nclass Special extends Item { price: number }\n';
    const route = only(await nest(`${classes}@Controller() class A { @Post() a(${parameter}) { ${code} } }`));
    expect(fields(route, 'body')).toEqual(expected);
    expect(route.reads).toMatchObject({ whole: [], validated: false });
  });

  it.each([
    ['without a class', '@Body() dto: any'],
    ['with an interface', '@Body() dto: Shape'],
    ['with a class on top of what is not known', '@Body() dto: Item'],
  ])('is the whole body where it is passed on %s', async (_title, parameter) => {
    const types =
      "import { Base } from 'other';\ninterface Shape { a: string }\nclass Item extends Base { name: string }\n";
    const route = only(await nest(`${types}@Controller() class A { @Post() a(${parameter}) { save(dto); } }`));
    expect(route.reads.whole).toEqual(['body']);
  });

  it('are queries and parameters', async () => {
    const text = `@Controller() class A { @Get(':id') a(@Query('page') page: string, @Param('id') id: string, @Query() all: any) { f(all.sort); } }`;
    const route = only(await nest(text));
    expect(fields(route, 'query')).toEqual(['page:scalar', 'sort:unknown']);
    expect(fields(route, 'params')).toEqual(['id:scalar']);
  });
});

const dto = "import { IsEmail } from 'class-validator';\nclass Item { @IsEmail() email: string }\n";
const takes = (parameter = '@Body() dto: Item', decorators = ''): string =>
  `${dto}@Controller() class A { ${decorators} @Post() a(${parameter}) { save(dto); } }`;

describe('classes with decorators of a validator', () => {
  it.each([
    [
      'a pipe for the app',
      takes(),
      { 'src/main.ts': main('app.useGlobalPipes(new ValidationPipe({ whitelist: true }));') },
    ],
    [
      'a provider of a pipe',
      `import { APP_PIPE } from '@nestjs/core';\n@Module({ providers: [{ provide: APP_PIPE, useClass: ValidationPipe }] }) class M {}\n${takes()}`,
      {},
    ],
    [
      'a pipe of the project for the app',
      takes(),
      {
        'src/main.ts': main('app.useGlobalPipes(new OwnValidationPipe());').replace(
          /import \{ ValidationPipe.*/,
          "import { OwnValidationPipe } from './pipe';",
        ),
        'src/pipe.ts': 'export class OwnValidationPipe { transform(value) { return value; } }',
      },
    ],
    ['a pipe of the method', takes(undefined, '@UsePipes(new ValidationPipe())'), {}],
    ['a pipe of the parameter', takes('@Body(new ValidationPipe()) dto: Item'), {}],
    ['a schema for a pipe of the parameter', takes('@Body(new ZodPipe(schema)) dto: any'), {}],
  ])('are checked by %s', async (_title, text, files) => {
    const { reads } = only(await nest(text, files as Files));
    expect(reads.validated).toBe(true);
    expect(reads.unused).toBeUndefined();
  });

  it('wait where no pipe asks them', async () => {
    expect(only(await nest(takes())).reads).toMatchObject({ validated: false, unused: true });
  });

  it('wait where only a filter has such a name', async () => {
    const more = "import { I18nValidationExceptionFilter as F } from 'nestjs-i18n';\n";
    const files = { 'src/main.ts': more + main('app.useGlobalFilters(new F());') };
    expect(only(await nest(takes(), files)).reads).toMatchObject({ validated: false, unused: true });
  });

  it('are not asked where only their type is imported', async () => {
    const files = {
      'src/main.ts': main('app.useGlobalPipes(new ValidationPipe());'),
      'src/item.ts': dto.replace('class Item', 'export class Item'),
    };
    const text = `import type { Item } from './item';\n@Controller() class A { @Post() a(@Body() dto: Item) { save(dto); } }`;
    expect(only(await nest(text, files)).reads).toMatchObject({ validated: false, whole: ['body'] });
  });

  it('say nothing of what else is read', async () => {
    const files = { 'src/main.ts': main('app.useGlobalPipes(new ValidationPipe());') };
    const route = only(await nest(takes("@Body() dto: Item, @Query('page') page: string"), files));
    expect(route.reads.validated).toBe(false);
  });
});

describe('what is registered for all routes', () => {
  const names = ({ middleware }: Project): (string | undefined)[] => middleware.map(({ from }) => from[0]?.name);

  it('is a guard of a package, also below a class of the project', async () => {
    const text = `import { APP_GUARD } from '@nestjs/core';
import { ThrottlerGuard } from '@nestjs/throttler';
class Limits extends ThrottlerGuard {}
@Module({ providers: [{ provide: APP_GUARD, useClass: Limits }] }) class M {}`;
    expect(names(await nest(text))).toEqual(['@nestjs/throttler#ThrottlerGuard']);
  });

  it.each([
    ['@Catch()', true],
    ['@Catch(HttpException)', false],
  ])('is a filter, %s', async (decorator, errorHandler) => {
    const text = `import { Catch, HttpException } from '@nestjs/common';\n${decorator} export class Filter { catch() {} }`;
    const files = {
      'src/main.ts': `import { Filter } from './app.module';\n${main('app.useGlobalFilters(new Filter());')}`,
    };
    expect((await nest(text, files)).middleware).toMatchObject([{ errorHandler, path: '/', onApp: true }]);
  });

  it.each([
    ['a call', 'NestFactory.create(AppModule)', 'app.enableCors();'],
    ['an option', 'NestFactory.create(AppModule, { cors: true })', ''],
    ['an option in a variable', 'NestFactory.create(AppModule, options)', ''],
  ])('is what allows other origins, by %s', async (_title, create, more) => {
    const text = `const options = { logger: false, cors: { origin: '*' } };\n${main(more, create)}`;
    expect(names(await nest('', { 'src/main.ts': text }))).toEqual(['enableCors']);
  });
});
