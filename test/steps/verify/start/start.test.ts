import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { UserError } from '../../../../src/errors';
import { bareProject } from '../../../../src/project/bare';
import { readManifest } from '../../../../src/project/manifest';
import { findStart, type StartOptions, type StartPlan } from '../../../../src/steps/verify/start/start';
import type { Project } from '../../../../src/types';
import { temporaryFolder } from '../../../temporary';

interface Shape {
  scripts?: Record<string, string>;
  /** Empty files of the project. */
  files?: string[];
  /** Programs in node_modules/.bin. */
  programs?: string[];
  /** The model's entry, where the app was understood. */
  entry?: string;
  manifest?: Record<string, unknown>;
  texts?: Record<string, string>;
  options?: StartOptions;
}

async function project({
  scripts = {},
  files = [],
  programs = [],
  entry,
  manifest = {},
  texts = {},
}: Shape): Promise<Project> {
  const empty = (names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, '']));
  const root = await temporaryFolder({
    ...empty(files),
    ...empty(programs.map((name) => `node_modules/.bin/${name}`)),
    ...texts,
    'package.json': JSON.stringify({ name: 'app', scripts, ...manifest }),
  });
  await Promise.all(programs.map((name) => chmod(path.join(root, 'node_modules/.bin', name), 0o755)));
  const bare = await bareProject({ root, directory: root, manifest: await readManifest(root), record: null });
  return entry === undefined
    ? bare
    : {
        ...bare,
        entry,
        files: [{ path: entry, text: '', module: 'cjs', reachable: true, generated: false, browser: false }],
      };
}

const plan = async (shape: Shape): Promise<StartPlan> => findStart(await project(shape), shape.options ?? {});

/** The plan in one line: what is built first, and what is started with which variables. */
async function planned(shape: Shape): Promise<string> {
  const { start, build } = await plan(shape);
  const env = Object.entries(start.env ?? {}).map(([name, value]) => `${name}=${value} `);
  return `${build ? `${build.shown} ; ` : ''}${env.join('')}${start.shown}`;
}

const start = (command: string, files: string[] = [], programs: string[] = []): Shape => ({
  scripts: { start: command },
  files,
  programs,
});

const built = { 'build:ts': 'tsc', build: 'tsc' };

const cases: [string, Shape, string][] = [
  // Node.js itself
  ['node server.js', start('node server.js', ['server.js']), 'node server.js'],
  ['express-generator', start('node ./bin/www', ['bin/www']), 'node ./bin/www'],
  ['node without extension', start('node src/index', ['src/index.js']), 'node src/index'],
  ['node and a folder', start('node src', ['src/index.js']), 'node src'],
  ['node .', start('node .', ['index.js']), 'node .'],
  ['a preloaded module', start('node -r dotenv/config app.js', ['app.js']), 'node -r dotenv/config app.js'],
  ['esm', start('node -r esm index.js', ['index.js']), 'node -r esm index.js'],
  [
    'a loader',
    start('node --import ./register.js --enable-source-maps app.js', ['app.js']),
    'node --import ./register.js --enable-source-maps app.js',
  ],
  [
    'Babel in the process',
    start('node -r @babel/register ./src/index.js', ['src/index.js']),
    'node -r @babel/register ./src/index.js',
  ],
  ['arguments of the app', start('node app.js --port 8080', ['app.js']), 'node app.js --port 8080'],
  ['an assignment', start('NODE_ENV=production node app.js', ['app.js']), 'NODE_ENV=production node app.js'],
  [
    'cross-env',
    start('cross-env NODE_ENV=production PORT=80 node app.js', ['app.js']),
    'NODE_ENV=production PORT=80 node app.js',
  ],
  ['Windows set', start('SET NODE_ENV=production&& node app.js', ['app.js']), 'NODE_ENV=production node app.js'],
  ['export', start('export NODE_ENV=production; node app.js', ['app.js']), 'NODE_ENV=production node app.js'],
  ['a quoted path', start('node "src/the app.js"', ['src/the app.js']), 'node src/the app.js'],
  [
    'NODE_OPTIONS',
    start("NODE_OPTIONS='--max-old-space-size=4096' node app.js", ['app.js']),
    'node --max-old-space-size=4096 app.js',
  ],
  ['an env file', start('node --env-file=.env app.js', ['app.js']), 'node app.js'],
  [
    'an env file in two words',
    start('node --env-file .env --env-file-if-exists .env.local app.js', ['app.js']),
    'node app.js',
  ],
  ['the inspector', start('node --inspect=0.0.0.0:9229 app.js', ['app.js']), 'node app.js'],
  ['node --watch', start('node --watch --watch-path=./src app.js', ['app.js']), 'node app.js'],
  ['a pretty printer', start('node app.js | pino-pretty', ['app.js']), 'node app.js'],
  ['a log file', start('node app.js > out.log 2>&1', ['app.js']), 'node app.js'],
  ['exec', start('exec node app.js', ['app.js']), 'node app.js'],
  [
    'another script',
    { scripts: { start: 'npm run start:prod', 'start:prod': 'node app.js' }, files: ['app.js'] },
    'node app.js',
  ],
  [
    'another script with arguments',
    { scripts: { start: 'npm run serve -- --port 1', serve: 'node app.js' }, files: ['app.js'] },
    'node app.js --port 1',
  ],
  [
    'a variable that is gone again',
    { scripts: { start: 'cross-env NODE_ENV=production && npm run serve', serve: 'node app.js' }, files: ['app.js'] },
    'node app.js',
  ],
  [
    'a script of another package',
    { scripts: { start: 'npm start --prefix server' }, files: ['server/package.json'] },
    'npm start',
  ],
  // Wrappers
  ['dotenv-cli', start('dotenv -e .env -- node app.js', ['app.js']), 'node app.js'],
  ['env-cmd as it was', start('env-cmd ./config/dev.env node app.js', ['app.js']), 'node app.js'],
  ['dotenvx', start('dotenvx run -f .env.production -- node app.js', ['app.js']), 'node app.js'],
  ['env-cmd', start('env-cmd -f ./config/.env node app.js', ['app.js']), 'node app.js'],
  ['doppler', start('doppler run -- node app.js', ['app.js']), 'node app.js'],
  ['dotenv-cli and tsx', start('dotenv -- tsx src/index.ts', ['src/index.ts'], ['tsx']), 'npx tsx src/index.ts'],
  // Other programs
  ['tsx', start('tsx src/index.ts', ['src/index.ts'], ['tsx']), 'npm start'],
  ['ts-node', start('ts-node src/index.ts', ['src/index.ts'], ['ts-node']), 'npm start'],
  ['babel-node', start('babel-node src/index.js --presets @babel/env', ['src/index.js']), 'npm start'],
  ['fastify-cli', start('fastify start -l info app.js', ['app.js'], ['fastify']), 'npm start'],
  ['nest', start('nest start', ['src/main.ts'], ['nest']), 'npm start'],
  [
    'nest, whose output is up to date',
    {
      scripts: { start: 'nest start', 'start:prod': 'node dist/main' },
      files: ['src/main.ts', 'dist/main.js'],
      programs: ['nest'],
    },
    'node dist/main',
  ],
  [
    'nest, which has to build',
    {
      scripts: { start: 'nest start', 'start:prod': 'node dist/main', build: 'nest build' },
      files: ['src/main.ts'],
      programs: ['nest'],
    },
    'npm start',
  ],
  [
    'nodemon that preloads for TypeScript',
    start('nodemon -r dotenv/config src/x.ts', ['src/x.ts'], ['ts-node']),
    'npx ts-node -r dotenv/config src/x.ts',
  ],
  ['tsc-watch', { scripts: { dev: 'tsc-watch --onSuccess "node dist/x.js"' }, files: ['dist/x.js'] }, 'node dist/x.js'],
  [
    'tsx with an env file',
    start('tsx --env-file=.env src/index.ts', ['src/index.ts'], ['tsx']),
    'npx tsx src/index.ts',
  ],
  ['a shell script', start('./bin/start.sh', ['bin/start.sh']), 'npm start'],
  ['a variable of the shell', start('node app.js --port $PORT', ['app.js']), 'npm start'],
  ['another folder', start('cd server && node index.js', ['server/index.js']), 'cd server && node index.js'],
  // Watchers
  ['nodemon', start('nodemon app.js', ['app.js']), 'node app.js'],
  [
    'nodemon --exec',
    start('nodemon --watch src -e js,json --exec babel-node src/index.js', ['src/index.js'], ['babel-node']),
    'npx babel-node src/index.js',
  ],
  [
    'nodemon --exec with quotes',
    start('nodemon --exec "node --loader ts-node/esm" src/x.ts', ['src/x.ts']),
    'node --loader ts-node/esm src/x.ts',
  ],
  ['nodemon of TypeScript', start('nodemon src/index.ts', ['src/index.ts'], ['ts-node']), 'npx ts-node src/index.ts'],
  [
    'tsx watch',
    start('tsx watch --clear-screen=false src/index.ts', ['src/index.ts'], ['tsx']),
    'npx tsx src/index.ts',
  ],
  [
    'ts-node-dev',
    start('ts-node-dev --respawn --transpile-only src/index.ts', ['src/index.ts'], ['ts-node']),
    'npx ts-node --transpile-only src/index.ts',
  ],
  ['nest start --watch', start('nest start --watch', ['src/main.ts'], ['nest']), 'npx nest start'],
  [
    'fastify start -w',
    start('fastify start -w -l info -P app.js', ['app.js'], ['fastify']),
    'npx fastify start -l info -P app.js',
  ],
  [
    'nodemon.json',
    {
      ...start('nodemon', ['src/a.ts'], ['ts-node']),
      texts: { 'nodemon.json': '{ "watch": ["src"], "exec": "ts-node ./src/a.ts" }' },
    },
    'npx ts-node ./src/a.ts',
  ],
  [
    'nodemon of node with flags',
    start('nodemon --exitcrash -q -- --conditions=x app.js', ['app.js']),
    'node --conditions=x app.js',
  ],
  [
    'nodemon that preloads',
    start('nodemon --watch src/ -r esm src/index.js', ['src/index.js']),
    'node -r esm src/index.js',
  ],
  [
    'all scripts of a name',
    {
      scripts: { start: 'concurrently npm:start:*', 'start:build': 'tsc -w', 'start:run': 'nodemon build/index.js' },
      files: ['build/index.js'],
    },
    'node build/index.js',
  ],
  // Builds
  [
    'output that is missing',
    { scripts: { start: 'node dist/index.js', build: 'tsc' } },
    'npm run build ; node dist/index.js',
  ],
  [
    'output that is there',
    { scripts: { start: 'node dist/main', build: 'nest build' }, files: ['dist/main.js'] },
    'node dist/main',
  ],
  [
    'a build in front',
    { scripts: { start: 'npm run build && node dist/x.js', build: 'tsc' } },
    'npm run build ; node dist/x.js',
  ],
  [
    'a build in front, up to date',
    { scripts: { start: 'npm run build && node dist/x.js', build: 'tsc' }, files: ['dist/x.js'] },
    'node dist/x.js',
  ],
  [
    'fastify-cli in TypeScript',
    { scripts: { start: 'npm run build:ts && fastify start -l info dist/app.js', ...built }, programs: ['fastify'] },
    'npm run build:ts ; npx fastify start -l info dist/app.js',
  ],
  [
    'prestart',
    { scripts: { prestart: 'npm run build', start: 'node build/index.js', build: 'tsc' } },
    'npm run build ; node build/index.js',
  ],
  [
    'migrations in front',
    { scripts: { start: 'prisma migrate deploy && node dist/x.js', build: 'tsc' }, files: ['dist/x.js'] },
    'node dist/x.js',
  ],
  [
    'a lint in front',
    { scripts: { prestart: 'npm run lint', lint: 'eslint .', start: 'node app.js' }, files: ['app.js'] },
    'node app.js',
  ],
  [
    'something unknown in front',
    { scripts: { prestart: './prepare.sh', start: 'node app.js' }, files: ['app.js'] },
    'npm start',
  ],
  [
    'a compiler without a script',
    { ...start('node dist/x.js'), programs: ['tsc'], texts: { 'tsconfig.json': '{}' } },
    'npx tsc ; node dist/x.js',
  ],
  [
    'a build that only a shell understands',
    {
      scripts: { start: 'npm run build && node dist/x.js', build: 'run-p build:*', 'build:a': 'tsc' },
      files: ['dist/x.js'],
    },
    'node dist/x.js',
  ],
  [
    'style sheets in front',
    { scripts: { start: 'npm run scss && node x.js', scss: 'sass a.scss a.css' }, files: ['x.js'] },
    'npm run scss ; node x.js',
  ],
  [
    'another kind of task',
    { scripts: { start: 'nx serve' }, entry: 'src/main.ts', files: ['src/main.ts'] },
    'npm start',
  ],
  [
    'development in the start script',
    start('cross-env NODE_ENV=development PORT=1 nodemon z.js', ['z.js']),
    'PORT=1 node z.js',
  ],
  [
    'a page that is built in its own folder',
    {
      scripts: {
        start: 'npm run build && cd server && npm install && node server.js',
        build: 'cd client && npm run build',
      },
      files: ['server/server.js'],
    },
    'npm run build ; cd server && node server.js',
  ],
  [
    'a client for the database that is made first',
    start('npx prisma generate && node src/app.js', ['src/app.js'], ['prisma']),
    'npx prisma generate ; node src/app.js',
  ],
  [
    'a build that would change a database',
    {
      scripts: { start: 'node dist/x.js', build: 'prisma generate && prisma migrate deploy && tsc' },
      programs: ['tsc'],
      texts: { 'tsconfig.json': '{}' },
    },
    'npx tsc ; node dist/x.js',
  ],
  [
    'a build after the installation',
    { scripts: { start: 'node dist/x.js', postinstall: 'tsc' } },
    'npm run postinstall ; node dist/x.js',
  ],
  ['a script called so', start('node scripts/start.js', ['scripts/start.js']), 'node scripts/start.js'],
  // Something else
  ['pm2', { scripts: { start: 'pm2 start app.js' }, files: ['app.js'], entry: 'app.js' }, 'node app.js'],
  [
    'forever beside production',
    { scripts: { start: 'forever start x.js', 'start:prod': 'node x.js' }, files: ['x.js'] },
    'node x.js',
  ],
  ['docker', { scripts: { start: 'docker-compose up', dev: 'nodemon x.js' }, files: ['x.js'] }, 'node x.js'],
  [
    'bun',
    {
      scripts: { start: 'bun src/index.ts', dev: 'tsx watch src/index.ts' },
      programs: ['tsx'],
      files: ['src/index.ts'],
    },
    'npx tsx src/index.ts',
  ],
  ['npm init', { scripts: { start: 'echo "Error: no start" && exit 1' }, files: ['x.js'], entry: 'x.js' }, 'node x.js'],
  [
    'a page beside it',
    {
      scripts: {
        start: 'concurrently "npm:server" "npm:client"',
        server: 'node x.js',
        client: 'cd client && npm start',
      },
      files: ['x.js'],
    },
    'node x.js',
  ],
  [
    'a page of its own',
    { scripts: { start: 'react-scripts start', server: 'node x.js' }, files: ['x.js'] },
    'node x.js',
  ],
  [
    'a compiler beside it',
    { scripts: { dev: 'concurrently -n a,b "tsc -w" "nodemon dist/x.js"', build: 'tsc' }, files: ['dist/x.js'] },
    'node dist/x.js',
  ],
  [
    'npm-run-all',
    { scripts: { dev: 'run-p watch:ts serve', 'watch:ts': 'tsc --watch', serve: 'nodemon app.js' }, files: ['app.js'] },
    'node app.js',
  ],
  [
    'development',
    { scripts: { dev: 'cross-env NODE_ENV=development DEBUG=app:* nodemon z.js' }, files: ['z.js'] },
    'DEBUG=app:* node z.js',
  ],
  // No script
  ['an entry', { entry: 'src/app.js', files: ['src/app.js'] }, 'node src/app.js'],
  [
    'an entry before development',
    { entry: 'app.js', files: ['app.js'], scripts: { dev: 'nodemon other.js' } },
    'node app.js',
  ],
  [
    'TypeScript and tsx',
    { entry: 'src/app.ts', files: ['src/app.ts'], programs: ['tsx', 'ts-node'] },
    'npx tsx src/app.ts',
  ],
  [
    'TypeScript and ts-node',
    { entry: 'src/app.ts', files: ['src/app.ts'], programs: ['ts-node'] },
    'TS_NODE_TRANSPILE_ONLY=true npx ts-node src/app.ts',
  ],
  [
    'TypeScript and a build',
    {
      entry: 'src/app.ts',
      files: ['src/app.ts'],
      scripts: { build: 'tsc' },
      texts: { 'tsconfig.json': '{"compilerOptions":{"outDir":"./built","rootDir":"src"}}' },
    },
    'npm run build ; node built/app.js',
  ],
  ['main', { files: ['lib/main.js'], manifest: { main: 'lib/main.js' } }, 'node lib/main.js'],
];

describe('how an app is started', () => {
  it.each(cases)('%s', async (_name, shape, expected) => {
    expect(await planned(shape)).toBe(expected);
  });
});

describe('the package manager that runs a script', () => {
  const installed = ['npm', 'pnpm', 'yarn', 'bun'];

  it.each<[string, string[], string[], string]>([
    ['npm', [], installed, 'npm start'],
    [
      'pnpm, which is not to install anything',
      ['pnpm-lock.yaml'],
      installed,
      'npm_config_verify_deps_before_run=false pnpm_config_verify_deps_before_run=false pnpm start',
    ],
    ['yarn', ['yarn.lock'], installed, 'yarn start'],
    ['bun', ['bun.lock'], installed, 'bun run start'],
    ['npm in the place of one that is missing', ['yarn.lock'], ['npm'], 'npm start'],
    ['yarn with packages that only yarn finds', ['yarn.lock', '.pnp.cjs'], [], 'yarn start'],
  ])('is %s', async (_name, files, programs, expected) => {
    vi.stubEnv('PATH', await temporaryFolder(Object.fromEntries(programs.map((program) => [program, '']))));
    expect(await planned(start('tsx x.ts', ['x.ts', ...files]))).toBe(expected);
  });

  it("finds packages for node as well, where yarn's own loader is needed", async () => {
    expect(await planned(start('node x.js', ['x.js', 'yarn.lock', '.pnp.cjs']))).toBe('yarn node x.js');
  });
});

const refused: [string, Shape, RegExp][] = [
  ['nothing is known', { scripts: { test: 'jest' } }, /no start script/],
  ['only a daemon is started', { scripts: { start: 'pm2 start ecosystem.config.js' } }, /pm2, which cannot be watched/],
  ['another runtime is needed', { scripts: { start: 'bun src/index.ts' } }, /bun, which cannot be watched/],
  ['the file is not there', start('node server.js'), /server\.js, which is not there/],
  [
    'nothing builds the output',
    start('node dist/index.js'),
    /dist\/index\.js, which is not there, and nothing builds it/,
  ],
  ['packages would be installed', start('npm ci && ./start.sh'), /installs packages/],
  ['an env file cannot be left out', start('node --env-file=.env $APP'), /loads an env file/],
];

describe('what cannot be started', () => {
  it.each(refused)('is said where %s', async (_name, shape, message) => {
    const error = await plan(shape).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(message);
    expect((error as UserError).hint).toContain('--start');
    expect((error as UserError).exitCode).toBe(3);
  });
});

describe('the start command', () => {
  it('is what the user typed, in the root of the project', async () => {
    const shape = { ...start('node app.js', ['app.js']), options: { start: 'PORT=1 node "other app.js"' } };
    const { start: command, build } = await plan(shape);
    expect(command.args).toEqual(['-c', 'PORT=1 node "other app.js"']);
    expect(command.shown).toBe('PORT=1 node "other app.js"');
    expect(build).toBeNull();
  });

  it('is not empty', async () => {
    const empty = plan({ ...start('node app.js', ['app.js']), options: { start: ' ' } });
    await expect(empty).rejects.toMatchObject({ message: '--start names no command.', exitCode: 2 });
  });

  it('is this very Node.js, without a shell, where the script is plainly node', async () => {
    const { start: command } = await plan(start('node app.js', ['app.js']));
    expect(command).toMatchObject({ command: process.execPath, args: ['app.js'] });
  });

  it('keeps env files where the user allowed them', async () => {
    const shape = { ...start('node --env-file=.env app.js', ['app.js']), options: { loadOwn: true } };
    expect(await planned(shape)).toBe('node --env-file=.env app.js');
    const wrapped = { ...start('dotenv -e .env -- node app.js', ['app.js']), options: { loadOwn: true } };
    expect(await planned(wrapped)).toBe('npm start');
  });
});
