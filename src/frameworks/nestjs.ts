import type { Manifest } from '../types';
import type { AppCall, FrameworkDialect } from './dialect';
import { fastify } from './fastify';

const FASTIFY = '@nestjs/platform-fastify';
const EXPRESS = '@nestjs/platform-express';
const verbs = ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All'];

/** How NestJS 10 to 12 spell things, on Express or on Fastify. */
export const nestjs: FrameworkDialect = {
  id: 'nestjs',
  title: 'NestJS',
  package: '@nestjs/core',
  majors: [10, 11, 12],
  chain: {
    modules: ['@nestjs/core'],
    apps: ['NestFactory.create'],
    routers: [],
    // The app of the adapter stands for the app: what is mounted on it guards every request.
    chain: ['use', 'register', 'addHook', 'setGlobalPrefix', 'enableVersioning', 'getHttpAdapter', 'getInstance'],
    register: ['use', 'register', 'addHook'],
    verbs: [],
    callbacks: [],
    settings: [],
    promised: true,
    adapters: [`${FASTIFY}#FastifyAdapter`, `${EXPRESS}#ExpressAdapter`],
    // `app.register(helmet)`, where it stands on Fastify.
    plugins: fastify.chain.plugins!,
  },
  // What `@Req()` hands over is the request of the framework below: Express and Fastify name its parts alike.
  request: { body: [['body']], query: [['query']], params: [['params']], next: 2 },
  app: {
    type: 'INestApplication',
    from: '@nestjs/common',
    inner: 'app.getHttpAdapter().getInstance()',
    server: 'app.getHttpServer()',
  },
  decorators: {
    package: '@nestjs/common',
    controller: 'Controller',
    verbs: Object.fromEntries(verbs.map((verb) => [verb, verb.toLowerCase()])),
    parameters: { Body: 'body', Query: 'query', Param: 'params', Req: 'request', Request: 'request' },
    version: 'Version',
    guards: 'UseGuards',
    pipes: 'UsePipes',
    filter: 'Catch',
    prefix: 'setGlobalPrefix',
    versioning: 'enableVersioning',
    globals: ['useGlobalPipes', 'useGlobalGuards', 'useGlobalFilters'],
    providers: ['@nestjs/core#APP_PIPE', '@nestjs/core#APP_GUARD', '@nestjs/core#APP_FILTER'],
    cors: 'enableCors',
    corsOption: 'cors',
    strategies: ['@nestjs/passport#AuthGuard'],
  },
  environment: {
    service: '@nestjs/config#ConfigService',
    get: 'get',
    getOrThrow: 'getOrThrow',
    load: '@nestjs/config#ConfigModule#forRoot',
    files: 'envFilePath',
    ignore: 'ignoreEnvFile',
    parser: 'parser',
    factory: 'useFactory',
    startHooks: ['onModuleInit', 'onApplicationBootstrap'],
  },
  settings: {
    file: 'nest-cli.json',
    folder: { key: 'sourceRoot', usual: 'src' },
    entry: { key: 'entryFile', usual: 'main' },
  },
  hidesErrors: 'the text of parsers, and messages of errors that carry a status, reach clients',
  create: {
    packages: ['@nestjs/common', '@nestjs/core', '@nestjs/platform-express', 'reflect-metadata', 'rxjs'],
    types: ['@types/express'],
    typescript: {
      why: 'Node.js does not run its decorators: apps with NestJS are written in TypeScript.',
      tools: ['@nestjs/cli', '@nestjs/schematics'],
      compilerOptions: { experimentalDecorators: true, emitDecoratorMetadata: true },
      scripts: { dev: 'nest start --watch --env-file .env', build: 'nest build' },
    },
    entry: 'main',
    test: {
      imports: ["import { createApp } from './app';"],
      start: ['const app = await createApp();', 'await app.listen(0);', 'server = app.getHttpServer();'],
    },
  },
  bases: ['express', 'fastify'],
  standsOn: (manifest, major, app) =>
    isOnFastify(manifest, app)
      ? { id: 'fastify', major: major < 11 ? 4 : 5 }
      : { id: 'express', major: major < 11 ? 4 : 5 },
};

/** By the adapter that the app is made with; without one Nest loads the one for Express. */
function isOnFastify({ dependencies }: Manifest, { module, resolver, node }: AppCall): boolean {
  const [, second] = node.type === 'CallExpression' ? node.arguments : [];
  const value = second && resolver.resolve(module, second);
  const made = value?.kind === 'node' && value.node.type === 'NewExpression' ? value.node.callee : null;
  const maker = made && value?.kind === 'node' ? resolver.resolve(value.module, made) : null;
  if (maker?.kind === 'package') return maker.name === FASTIFY;
  return dependencies[EXPRESS] === undefined && dependencies[FASTIFY] !== undefined;
}
