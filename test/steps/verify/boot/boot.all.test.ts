import { execFile } from 'node:child_process';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFiles } from '../../../temporary';
import { bootFolder, boundAddresses, get, LOOPBACK, printed, processesWith, up } from './booting';

/** The real programs, as people install them. */
const PACKAGES = [
  ...['tsx@4', 'ts-node@10', 'typescript@5', '@types/node@22', '@babel/node@7', '@babel/core@7', '@babel/preset-env@7'],
  ...['fastify@5', 'fastify-cli@7', 'nodemon@3', 'cross-env@7', 'pnpm@10', 'yarn1@npm:yarn@1', '@yarnpkg/cli-dist@4'],
  ...['@nestjs/cli@11', '@nestjs/core@11', '@nestjs/common@11', '@nestjs/platform-express@11', '@nestjs/config@4'],
  ...['reflect-metadata', 'rxjs@7', 'dotenv16@npm:dotenv@16', 'dotenv17@npm:dotenv@17', 'dotenv18@npm:dotenv@18'],
  ...['dotenv-flow@4', 'graceful-fs@4'],
];

const TYPED = `
import { createServer } from 'node:http';
const port: number = 3000;
createServer((_request, response) => { response.end('up'); }).listen(port, '0.0.0.0');
`;
const NEST = `
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
@Controller() class Home { @Get() home() { return 'up'; } }
@Module({ controllers: [Home] }) class App {}
void NestFactory.create(App).then((app) => app.listen(3000));
`;
const FILES = {
  'package.json': JSON.stringify({
    private: true,
    scripts: { start: 'node plain.cjs', heap: 'cross-env NODE_OPTIONS=--max-old-space-size=300 tsx src/app.ts' },
  }),
  'src/app.ts': TYPED,
  'src/main.ts': NEST,
  'plain.cjs': `require('node:http').createServer((_, response) => response.end('up')).listen(3000, '0.0.0.0');`,
  'babel.js': `import http from 'http'; http.createServer((_, response) => response.end('up')).listen(3000);`,
  'plugin.cjs': `module.exports = async (app, options) => { app.get('/', async () => 'up'); };`,
  '.babelrc': '{ "presets": ["@babel/preset-env"] }',
  'nest-cli.json': '{ "sourceRoot": "src" }',
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      ...{ module: 'commonjs', target: 'es2022', outDir: 'dist', types: ['node'], skipLibCheck: true },
      ...{ experimentalDecorators: true, emitDecoratorMetadata: true },
    },
    include: ['src'],
  }),
};

let folder = '';
const timeout = 90_000;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tempered runners ')));
  await writeFiles(folder, FILES);
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--legacy-peer-deps'];
  await promisify(execFile)('npm', ['install', ...quiet, ...PACKAGES], { cwd: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const program = (name: string): string => join(folder, 'node_modules/.bin', name);

describe('commands that start apps', () => {
  const COMMANDS = [
    'tsx src/app.ts',
    'ts-node src/app.ts',
    'babel-node babel.js',
    'fastify start --address 0.0.0.0 --port 4000 plugin.cjs',
    'nest start',
    'nest start --watch',
    'nodemon --quiet plain.cjs',
    'npm start',
    'npm run heap',
    'pnpm start',
    'pnpm run heap',
    'yarn1 start',
  ];
  it.each(COMMANDS)('%s', { timeout }, async (line) => {
    const before = await readdir(folder);
    const [name = '', ...args] = line.split(' ');
    const files: Record<string, string[]> = {
      npm: ['npm'],
      yarn1: ['node', 'node_modules/yarn1/bin/yarn.js'],
    };
    const app = up(await bootFolder(folder, [...(files[name] ?? [program(name)]), ...args], { timeout }));
    expect(await get(app.listeners[0]!.port)).toBe('up');
    expect(boundAddresses(processesWith(folder)).filter((address) => !LOOPBACK.test(address))).toEqual([]);
    app.signal('SIGTERM');
    expect((await app.ended).listened).toBe(true);
    await app.stop();
    expect(processesWith(folder)).toEqual([]);
    expect((await readdir(folder)).filter((file) => !before.includes(file) && file !== 'dist')).toEqual([]);
  });
});

it('yarn 4, which runs scripts with a shell of its own', { timeout }, async () => {
  const home = join(folder, 'modern');
  const scripts = { start: 'node plain.cjs', heap: 'NODE_OPTIONS=--max-old-space-size=300 node plain.cjs' };
  await writeFiles(home, {
    'package.json': JSON.stringify({ name: 'modern', private: true, scripts }),
    'plain.cjs': FILES['plain.cjs'],
    'yarn.lock': '',
    '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\nenableGlobalCache: false\n',
  });
  const yarn = join(folder, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js');
  await promisify(execFile)('node', [yarn, 'install'], { cwd: home });
  for (const name of Object.keys(scripts)) {
    const app = up(await bootFolder(home, ['node', yarn, name]));
    expect(await get(app.listeners[0]!.port)).toBe('up');
    await app.stop();
    expect(processesWith(home)).toEqual([]);
  }
});

it('the packages that read env files find none', { timeout }, async () => {
  await writeFiles(folder, {
    '.env': 'FROM_FILE=yes',
    '.env.local': 'FROM_FILE=yes',
    'early.mjs': `import 'dotenv18/config'; import 'dotenv16/config'; console.log('EARLY ' + JSON.stringify(process.env.FROM_FILE ?? null));`,
    'read.cjs': `
      require('graceful-fs').gracefulify(require('node:fs'));
      const seen = {};
      for (const name of ['dotenv16', 'dotenv17', 'dotenv18']) seen[name] = require(name).config().error?.code;
      require('dotenv-flow').config({ silent: true });
      require('@nestjs/config').ConfigModule.forRoot({ envFilePath: ['.env.local', '.env'] });
      seen.value = process.env.FROM_FILE ?? null;
      console.log('SEEN ' + JSON.stringify(seen));
      require('node:http').createServer().listen(3000);`,
  });
  const command = ['node', '--require', 'dotenv17/config', '--import', './early.mjs', 'read.cjs'];
  const app = up(await bootFolder(folder, command));
  expect(printed(app, 'EARLY')).toBeNull();
  expect(printed(app, 'SEEN')).toEqual({ dotenv16: 'ENOENT', dotenv17: 'ENOENT', dotenv18: 'ENOENT', value: null });
  const open = up(await bootFolder(folder, command, { hideEnvFiles: false }));
  expect(printed(open, 'SEEN')).toMatchObject({ value: 'yes' });
});
