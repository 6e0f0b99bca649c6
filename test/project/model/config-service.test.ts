import { describe, expect, it } from 'vitest';
import type { Project } from '../../../src/types';
import { projectOf } from './project';

const packages = { '@nestjs/common': '^11.0.0', '@nestjs/core': '^11.0.0', '@nestjs/config': '^4.0.0' };

/** An app with a line in its start, its root module, and what else stands in that file. */
async function app({ start = '', root = 'ConfigModule.forRoot()', more = '' }): Promise<Project> {
  return projectOf({
    'package.json': JSON.stringify({ name: 'shop', dependencies: packages }),
    'src/main.ts': `import { NestFactory } from '@nestjs/core';
import { ConfigService } from '@nestjs/config';
import { AppModule } from './app.module';
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  ${start}
  await app.listen(3000);
}
bootstrap();
`,
    'src/app.module.ts': `import { join } from 'node:path';
import { Injectable, Module, Scope } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import * as Joi from 'joi';
${more}
@Module({ imports: [${root}] })
export class AppModule {}
`,
  });
}

/** The variables as `NAME`, with `!` required, `?` with a literal fallback. */
const variables = ({ environment }: Project): string[] =>
  environment.map(({ name, required, fallback }) => `${name}${required ? '!' : ''}${fallback ? '?' : ''}`);

const service = (body: string, decorator = '@Injectable()', fields = ''): string =>
  `${decorator}\nclass Mailer {\n${fields}constructor(private readonly config: ConfigService<Env, true>) { ${body} }\n}`;

describe('a variable is read through the ConfigService', () => {
  it.each([
    ['that the app hands out', { start: "f(app.get(ConfigService).get('A'));" }, 'A'],
    ['in a variable', { start: "const config = app.get(ConfigService);\nf(config.get<string>('A'));" }, 'A'],
    ['in a parameter', { more: "const f = (config: ConfigService) => config.get('A');" }, 'A'],
    ['in a field', { more: service("f(this.config.get('A', { infer: true }));") }, 'A'],
    ['with a default', { start: "f(app.get(ConfigService).get('A', 'x'));" }, 'A?'],
    ['with one beside it', { start: "f(app.get(ConfigService).get('A') ?? 'x');" }, 'A?'],
  ])('%s', async (_name, parts, expected) => {
    expect(variables(await app(parts))).toEqual([expected]);
  });

  it.each([
    ['of a configuration of its own', { start: "f(app.get(ConfigService).get('database.host'));" }],
    ['of a computed name', { start: 'f(app.get(ConfigService).get(name));' }],
    ['of another service', { start: "f(app.get(Cache).get('A'));" }],
    ['of a map', { more: "const f = (config: Map<string, string>) => config.get('A');" }],
  ])('but not %s', async (_name, parts) => {
    expect(variables(await app(parts))).toEqual([]);
  });
});

describe('a variable that the ConfigService must have is required', () => {
  it.each([
    ['in the function that makes the app', { start: "app.get(ConfigService).getOrThrow('A');" }],
    ['in the constructor of a provider', { more: service("f(this.config.getOrThrow<string>('A'));") }],
    [
      'in the factory of a provider',
      { more: "const x = { useFactory: (config: ConfigService) => ({ url: config.getOrThrow('A') }) };" },
    ],
    ['in a hook of the start', { more: service("} onModuleInit() { f(this.config.getOrThrow('A'));") }],
    [
      'where a schema only demands it',
      {
        start: "app.get(ConfigService).getOrThrow('A');",
        root: 'ConfigModule.forRoot({ validationSchema: Joi.object({ A: Joi.string().required() }) })',
      },
    ],
  ])('%s', async (_name, parts) => {
    expect(variables(await app(parts))).toEqual(['A!']);
  });

  it.each([
    ['in a method', { more: service("} send() { f(this.config.getOrThrow('A'));") }],
    [
      'in what is made with every request',
      { more: service("f(this.config.getOrThrow('A'));", '@Injectable({ scope: Scope.REQUEST })') },
    ],
    ['on some paths', { start: "if (x) app.get(ConfigService).getOrThrow('A');" }],
    ['where a failure is caught', { start: "try { app.get(ConfigService).getOrThrow('A'); } catch {}" }],
    ['where it is only asked for', { start: "f(app.get(ConfigService).get('A'));" }],
    [
      'where a schema has a default',
      {
        start: "app.get(ConfigService).getOrThrow('A');",
        root: "ConfigModule.forRoot({ validationSchema: Joi.object({ A: Joi.string().default('x') }) })",
      },
    ],
    [
      'where a configuration supplies it',
      {
        start: "app.get(ConfigService).getOrThrow('A');",
        root: 'ConfigModule.forRoot({ load: [() => ({ A: compute() })] })',
      },
    ],
  ])('but not %s', async (_name, parts) => {
    expect(variables(await app(parts))).toEqual(['A']);
  });

  it('where it signs', async () => {
    const more = "const x = { useFactory: (config: ConfigService) => ({ secret: config.get('JWT_SECRET') }) };";
    expect(variables(await app({ more }))).toEqual(['JWT_SECRET!']);
  });
});

describe('the env files of the ConfigModule', () => {
  it.each([
    ['the usual one', 'ConfigModule.forRoot()', ['.env']],
    ['the usual one beside other options', 'ConfigModule.forRoot({ isGlobal: true, expandVariables: true })', ['.env']],
    ['a named one', "ConfigModule.forRoot({ envFilePath: 'config/.env' })", ['config/.env']],
    ['several', "ConfigModule.forRoot({ envFilePath: ['.env.local', '.env'] })", ['.env.local', '.env']],
  ])('are %s', async (_name, root, apart) => {
    expect((await app({ root })).dotenv).toEqual({
      file: 'src/app.module.ts',
      path: null,
      fromFile: false,
      computed: false,
      apart,
    });
  });

  it.each([
    ['a path is computed', 'ConfigModule.forRoot({ envFilePath: `.env.${process.env.NODE_ENV}` })'],
    ['one of them is', "ConfigModule.forRoot({ envFilePath: ['.env', join(root, '.env')] })"],
    ['options are', 'ConfigModule.forRoot(options)'],
    ['some options are', 'ConfigModule.forRoot({ ...options })'],
    [
      'they are left out on some days',
      "ConfigModule.forRoot({ ignoreEnvFile: process.env.NODE_ENV === 'production' })",
    ],
    ['something else reads them', 'ConfigModule.forRoot({ parser: parseYaml })'],
    ['a condition chooses', 'x ? ConfigModule.forRoot() : Other'],
  ])('cannot be told where %s', async (_name, root) => {
    expect((await app({ root })).dotenv).toMatchObject({ computed: true });
  });

  it.each([
    ['they are left out', 'ConfigModule.forRoot({ ignoreEnvFile: true })'],
    ['nothing loads them', ''],
  ])('are none where %s', async (_name, root) => {
    expect((await app({ root })).dotenv).toBeNull();
  });
});
