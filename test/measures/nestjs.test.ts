import { describe, expect, it } from 'vitest';
import { authRoutes } from '../../src/measures/rate-limit/auth-routes';
import { type Files, projectOf } from '../project/model/project';
import { findingsOf } from './rules';

const packages = { '@nestjs/common': '^11.0.0', '@nestjs/core': '^11.0.0', '@nestjs/platform-express': '^11.0.0' };

/** An app with one file of controllers, and a line in its start. */
const nest = (controllers: string, start = '', more: Files = {}): Files => ({
  'package.json': JSON.stringify({ name: 'shop', dependencies: packages }),
  'src/main.ts': `import { NestFactory } from '@nestjs/core';
import { ValidationPipe } from '@nestjs/common';
import { AppModule } from './app.module';
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  ${start}
  await app.listen(3000);
}
bootstrap();
`,
  'src/app.module.ts': `import { BadRequestException, Body, Controller, Get, HttpException, Module, Post, UseGuards, UsePipes, ValidationPipe } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { IsEmail } from 'class-validator';
${controllers}
@Module({})
export class AppModule {}
`,
  ...more,
});

const dto = 'class Join { @IsEmail() email: string; }\n';

describe('classes with decorators of class-validator', () => {
  const join = (over = '') =>
    `${dto}@Controller('users') class A { ${over} @Post() add(@Body() join: Join) { return join.email; } }`;

  it('are found where nothing asks them, once', async () => {
    const twice = `${join()} @Controller('b') class B { @Post() add(@Body() join: Join) {} }`;
    const findings = await findingsOf('validation/no-pipe', nest(twice));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ file: 'src/app.module.ts', fix: 'manual' });
  });

  it.each([
    ['for the whole app', nest(join(), 'app.useGlobalPipes(new ValidationPipe());')],
    ['as a provider', nest(`const p = { provide: APP_PIPE, useClass: ValidationPipe };\n${join()}`), true],
    ['over the method', nest(join('@UsePipes(new ValidationPipe())'))],
    ['over the parameter', nest(join().replace('@Body()', '@Body(new ValidationPipe())'))],
    ['never, where they say nothing', nest(join().replace('@IsEmail() ', ''))],
  ])('are no finding where a pipe asks them %s', async (_name, files, provided = false) => {
    const text = String(files['src/app.module.ts']);
    const whole = provided
      ? { ...files, 'src/app.module.ts': `import { APP_PIPE } from '@nestjs/core';\n${text}` }
      : files;
    expect(await findingsOf('validation/no-pipe', whole)).toEqual([]);
  });
});

describe('an exception that tells what failed', () => {
  const caught = (statement: string): Files =>
    nest(`@Controller() class A { @Get() all() { try { work(); } catch (err) { ${statement} } } }`);

  it.each([
    ['its message', 'throw new BadRequestException(err.message);'],
    ['its message with a status', 'throw new HttpException(err.message, 500);'],
    ['its message in an object', 'throw new HttpException({ error: err.message }, 500);'],
    ['all of it', 'throw new BadRequestException(`failed: ${err.stack}`);'],
  ])('is found with %s', async (_name, statement) => {
    expect(await findingsOf('errors/leak', caught(statement))).toHaveLength(1);
  });

  it('weighs less where an administrator is told by a service', async () => {
    const told = async (guard: string): Promise<unknown[]> =>
      (
        await findingsOf(
          'errors/leak',
          nest(`class Backups { remove() { try { work(); } catch (err) { throw new BadRequestException(err.message); } } }
@UseGuards(${guard}) @Controller() class A { constructor(private backups: Backups) {} @Get() all() { return this.backups.remove(); } }`),
        )
      ).map(({ severity }) => severity);
    expect(await told('AdminGuard')).toEqual(['low']);
    expect(await told('AuthGuard()')).toEqual(['medium']);
  });

  it('weighs less where an administrator is told', async () => {
    const text = `@UseGuards(AdminGuard) @Controller() class A { @Get() all() { try { work(); } catch (err) { throw new BadRequestException(err.message); } } }`;
    expect(await findingsOf('errors/leak', nest(text))).toMatchObject([{ severity: 'low' }]);
  });

  it.each([
    ['words of its own', "throw new BadRequestException('Not possible.');"],
    ['the cause for logs', "throw new BadRequestException('Not possible.', { cause: err });"],
    ['an error that the framework hides', 'throw new Error(err.message);'],
  ])('is no finding with %s', async (_name, statement) => {
    expect(await findingsOf('errors/leak', caught(statement))).toEqual([]);
  });
});

describe('a guard of passport', () => {
  const guarded = (guard: string): Files =>
    nest(`class LocalGuard extends AuthGuard('local') {}
@Controller('enter') class A { @UseGuards(${guard}) @Post() begin() { return 1; } }`);

  it.each(["AuthGuard('local')", 'LocalGuard'])('%s makes a route a login', async (guard) => {
    const project = await projectOf(guarded(guard));
    expect(authRoutes(project).map(({ kind }) => kind)).toEqual(['login']);
  });

  it('AuthGuard() lets those through who are logged in: to guess is less there', async () => {
    const severities = async (guard: string): Promise<unknown[]> =>
      (
        await findingsOf(
          'rate-limit/auth-missing',
          nest(`@UseGuards(${guard}) @Controller('me') class A { @Post('password') set() { return 1; } }`),
        )
      ).map(({ severity }) => severity);
    expect(await severities('AuthGuard()')).toEqual(['medium']);
    expect(await severities("AuthGuard('local')")).toEqual(['high']);
  });

  it('an administrator who makes an account is no stranger who registers', async () => {
    const text = (guard: string): Files =>
      nest(`class NewUser { username: string; password: string; }
@UseGuards(${guard}) @Controller('users') class A { @Post() add(@Body() user: NewUser) { return user.username + user.password; } }`);
    expect(await findingsOf('rate-limit/auth-missing', text('AdminGuard'))).toEqual([]);
    expect(await findingsOf('rate-limit/auth-missing', text('CustomGuard'))).toHaveLength(1);
  });

  it("AuthGuard('jwt') does not", async () => {
    expect(authRoutes(await projectOf(guarded("AuthGuard('jwt')")))).toEqual([]);
  });
});

it('reads an app in JavaScript, which Babel compiles', async () => {
  const project = await projectOf({
    'package.json': JSON.stringify({ name: 'shop', dependencies: packages, scripts: { start: 'node index.js' } }),
    'index.js': "require('@babel/register');\nrequire('./src/main');\n",
    'src/main.js': `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(3000);
}
bootstrap();
`,
    'src/app.module.js': `import { Bind, Body, Controller, Dependencies, Module, Post } from '@nestjs/common';
@Controller('users')
@Dependencies(Service)
export class Users { @Post('login') @Bind(Body()) login(body) { return body.name; } }
@Module({ controllers: [Users] })
export class AppModule {}
`,
  });
  expect(project.form).toMatchObject({ language: 'js', module: 'esm' });
  expect(authRoutes(project).map(({ route, kind }) => [route.path, kind])).toEqual([['/users/login', 'login']]);
});
