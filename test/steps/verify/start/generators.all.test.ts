import { mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder, writeFiles } from '../../../temporary';
import { attack, runs, visit } from './projects';

const LONG = 600_000;
const INSTALL = ['install', '--no-audit', '--no-fund', '--ignore-scripts'];

interface Manifest {
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
}

/** The folder that a generator made, with what it takes to run installed: tools for tests and lint are left out. */
async function generated(command: string[], keep: RegExp = /./): Promise<string> {
  const folder = await temporaryFolder();
  await runs(folder, 'npx', '--yes', ...command);
  const app = path.join(folder, 'app');
  const file = path.join(app, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  const needed = Object.entries(manifest.devDependencies ?? {}).filter(([name]) => keep.test(name));
  await writeFile(file, JSON.stringify({ ...manifest, devDependencies: Object.fromEntries(needed) }, null, 2));
  await runs(app, 'npm', ...INSTALL);
  return app;
}

describe('what an official generator makes', () => {
  it.each<[string, string[], RegExp, { shown: string; built: string | null; text: RegExp }]>([
    [
      'Express',
      ['express-generator@4.16.1', '--no-view', 'app'],
      /./,
      { shown: 'node ./bin/www', built: null, text: /Express/ },
    ],
    [
      'Koa',
      ['--package', 'koa-generator@1.1.17', 'koa2', 'app'],
      /^$/,
      { shown: 'node bin/www', built: null, text: /Koa/ },
    ],
    ['Fastify', ['fastify-cli@8', 'generate', 'app'], /./, { shown: 'npm start', built: null, text: /"root":true/ }],
    [
      // What version 8 makes in TypeScript does not compile: TypeScript 6 wants a rootDir.
      'Fastify in TypeScript',
      ['fastify-cli@7.4.1', 'generate', 'app', '--lang=ts'],
      /^(@types|typescript|fastify-tsconfig)/,
      { shown: 'npx fastify start -l info dist/app.js', built: 'npm run build:ts', text: /"root":true/ },
    ],
    [
      'NestJS',
      ['@nestjs/cli@11', 'new', 'app', '--skip-git', '--skip-install', '--package-manager', 'npm'],
      /^(@nestjs\/cli|@nestjs\/schematics|@types\/(node|express)|typescript|ts-loader|source-map-support)$/,
      { shown: 'npm start', built: null, text: /Hello World/ },
    ],
  ])('for %s starts as it comes', { timeout: LONG }, async (_name, command, keep, { text, ...expected }) => {
    const app = await generated(command, keep);
    const seen = await visit(app);
    expect(seen).toMatchObject({ ...expected, status: 200 });
    expect(seen.text).toMatch(text);
    expectUnhardened(await attack(app));
  });
});

/** What every app without hardening shows, whatever it is made with, and what every framework gets right by itself. */
function expectUnhardened({ passed, failed }: Awaited<ReturnType<typeof attack>>): void {
  expect(failed).toEqual(expect.arrayContaining(['headers/sniffing', 'https/plain-http', 'rate-limit/flood']));
  expect(passed).toEqual(expect.arrayContaining(['cors/foreign', 'access/traversal', 'monitoring/public']));
}

/** Packages that several tests use, installed once. */
function installation(name: string, ...packages: string[]): { folder: string } {
  const made = { folder: '' };
  beforeAll(async () => {
    made.folder = await realpath(await mkdtemp(path.join(tmpdir(), `tempered ${name} `)));
    await writeFiles(made.folder, { 'package.json': '{ "private": true }' });
    await runs(made.folder, 'npm', 'install', '--no-audit', '--no-fund', ...packages);
  }, LONG);
  afterAll(() => rm(made.folder, { recursive: true, force: true }));
  return made;
}

const node = `import { createServer } from 'node:http';
const text: string = 'from TypeScript';
createServer((_request, response) => response.end(text)).listen(Number(process.env.PORT ?? 3000), '0.0.0.0');
`;
const hono = `import { serve } from '@hono/node-server';
import { Hono } from 'hono';
const app = new Hono();
app.get('/', (c) => c.text('from Hono' as string));
serve({ fetch: app.fetch, port: 8787 });
`;
const modern = `import { createServer } from 'http';
export default createServer((_request, response) => response.end('from Babel')).listen(3000);
`;
const compiler = {
  compilerOptions: {
    outDir: 'dist',
    module: 'nodenext',
    target: 'es2022',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['src'],
};

interface Form {
  scripts?: Record<string, string>;
  type?: 'module';
  files: Record<string, string>;
  shown: string;
  built?: string;
  text: RegExp;
}

const forms: Record<string, Form> = {
  'Hono by tsx': {
    type: 'module',
    scripts: { start: 'tsx src/index.ts' },
    files: { 'src/index.ts': hono },
    shown: 'npm start',
    text: /from Hono/,
  },
  'tsx watch': {
    scripts: { dev: 'tsx watch src/index.ts' },
    files: { 'src/index.ts': node },
    shown: 'npx tsx src/index.ts',
    text: /from TypeScript/,
  },
  'ts-node': {
    scripts: { start: 'ts-node src/index.ts' },
    files: { 'src/index.ts': node, 'tsconfig.json': JSON.stringify(compiler) },
    shown: 'npm start',
    text: /from TypeScript/,
  },
  'ts-node-dev': {
    scripts: { dev: 'ts-node-dev --respawn --transpile-only src/index.ts' },
    files: { 'src/index.ts': node, 'tsconfig.json': JSON.stringify(compiler) },
    shown: 'npx ts-node --transpile-only src/index.ts',
    text: /from TypeScript/,
  },
  'nodemon and ts-node': {
    scripts: { start: 'nodemon' },
    files: {
      'nodemon.json': '{ "watch": ["src"], "ext": "ts", "exec": "ts-node ./src/index.ts" }',
      'src/index.ts': node,
      'tsconfig.json': JSON.stringify(compiler),
    },
    shown: 'npx ts-node ./src/index.ts',
    text: /from TypeScript/,
  },
  'babel-node': {
    scripts: { start: 'nodemon --exec babel-node src/index.js' },
    files: {
      '.babelrc': '{ "presets": [["@babel/preset-env", { "targets": { "node": "current" } }]] }',
      'src/index.js': modern,
    },
    shown: 'npx babel-node src/index.js',
    text: /from Babel/,
  },
  'built TypeScript': {
    scripts: { build: 'tsc', start: 'NODE_OPTIONS=--enable-source-maps node dist/index.js' },
    files: { 'src/index.ts': node, 'tsconfig.json': JSON.stringify(compiler) },
    shown: 'node --enable-source-maps dist/index.js',
    built: 'npm run build',
    text: /from TypeScript/,
  },
  'TypeScript that a hook builds': {
    scripts: { prestart: 'tsc -p .', start: 'node dist/index' },
    files: { 'src/index.ts': node, 'tsconfig.json': JSON.stringify(compiler) },
    shown: 'node dist/index',
    built: 'npm run prestart',
    text: /from TypeScript/,
  },
  'a script of the shell': {
    scripts: { start: 'NODE_OPTIONS="--no-warnings" node src/index.js --port ${PORT:-80} | cat' },
    files: {
      'src/index.js': modern
        .replace('export default', '')
        .replace(/^import .*/, "const { createServer } = require('http');"),
    },
    shown: 'npm start',
    text: /from Babel/,
  },
};

describe('an app that needs a compiler', () => {
  const tools = installation(
    'tools',
    'tsx',
    'ts-node',
    'ts-node-dev',
    'nodemon',
    'typescript@5',
    '@types/node@20',
    '@babel/core@7',
    '@babel/node@7',
    '@babel/preset-env@7',
    'hono',
    '@hono/node-server',
  );

  it.each(Object.entries(forms))(
    'starts by %s',
    { timeout: LONG },
    async (_name, { files, text, shown, built, ...manifest }) => {
      const folder = await temporaryFolder({ ...files, 'package.json': JSON.stringify({ name: 'app', ...manifest }) });
      await symlink(path.join(tools.folder, 'node_modules'), path.join(folder, 'node_modules'));
      const seen = await visit(folder);
      expect(seen).toMatchObject({ shown, built: built ?? null, status: 200 });
      expect(seen.text).toMatch(text);
      if (files['src/index.ts'] === hono) expectUnhardened(await attack(folder));
    },
  );
});

describe('a package manager', () => {
  const classic = installation('managers', 'pnpm@10', 'yarn@1.22.22', 'bun@1');
  const modernYarn = installation('yarn', '@yarnpkg/cli-dist@4');
  const app = `const { execFileSync } = require('node:child_process');
const seen = execFileSync(process.execPath, ['-p', 'process.env.npm_lifecycle_event']).toString().trim();
require('node:http').createServer((_request, response) => response.end(seen + ' ' + process.env.SECRET_FROM_FILE)).listen(4000);
`;

  it.each<[string, string, () => string, Record<string, string>, string]>([
    ['npm', 'package-lock.json', () => '', {}, 'npm start'],
    ['pnpm', 'pnpm-lock.yaml', () => classic.folder, {}, 'pnpm start'],
    ['yarn 1', 'yarn.lock', () => classic.folder, {}, 'yarn start'],
    [
      'yarn 4',
      'yarn.lock',
      () => modernYarn.folder,
      { '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\n' },
      'yarn start',
    ],
    ['bun', 'bun.lock', () => classic.folder, {}, 'bun run start'],
  ])(
    '%s runs the start script, and nothing of the env file gets in',
    { timeout: LONG },
    async (name, lockfile, tools, files, shown) => {
      const folder = await temporaryFolder({
        ...files,
        'app.js': app,
        '.env': 'SECRET_FROM_FILE=seen\n',
        'package.json': JSON.stringify({ name: 'app', scripts: { start: 'node app.js --mode ${MODE:-x}' } }),
      });
      if (tools())
        vi.stubEnv('PATH', `${path.join(tools(), 'node_modules/.bin')}${path.delimiter}${process.env['PATH']}`);
      await (lockfile === 'package-lock.json' || name === 'bun'
        ? writeFiles(folder, { [lockfile]: '{}' })
        : runs(folder, name.split(' ')[0]!, 'install'));
      const seen = await visit(folder);
      expect(seen).toMatchObject({ shown, status: 200, text: 'start undefined' });
    },
  );

  it("yarn's own loader finds the packages", { timeout: LONG }, async () => {
    const folder = await temporaryFolder({
      '.yarnrc.yml': 'nodeLinker: pnp\nenableGlobalCache: false\nenableTelemetry: false\n',
      'yarn.lock': '',
      'app.js':
        "const ms = require('ms');\nrequire('node:http').createServer((_request, response) => response.end(String(ms('1s')))).listen(4000);\n",
      'package.json': JSON.stringify({
        name: 'app',
        scripts: { start: 'node app.js' },
        dependencies: { ms: '^2.1.3' },
      }),
    });
    vi.stubEnv('PATH', `${path.join(modernYarn.folder, 'node_modules/.bin')}${path.delimiter}${process.env['PATH']}`);
    await runs(folder, 'yarn', 'install');
    expect(await visit(folder)).toMatchObject({ shown: 'yarn node app.js', text: '1000' });
  });
});
