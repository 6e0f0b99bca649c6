import { describe, expect, it } from 'vitest';
import { type Files, manifest, projectOf } from './project';

const app = "const app = require('express')();\napp.listen(3000);\n";
const appTs = "import express from 'express';\nconst app = express();\napp.listen(3000);\n";

const entryOf = async (files: Files, options = {}): Promise<string> => (await projectOf(files, options)).entry;

describe('the entry is what a script runs', () => {
  it.each([
    ['node', 'node run.js'],
    ['node without the extension', 'node run'],
    ['node with a path from here', 'node ./run.js'],
    ['flags of node', 'node --env-file=.env --max-old-space-size=4096 run.js'],
    ['an env file as a word of its own', 'node --env-file .env run.js'],
    ['a module loaded before', 'node -r dotenv/config run.js'],
    ['a loader', 'node --import tsx run.js'],
    ['cross-env', 'cross-env NODE_ENV=production PORT=80 node run.js'],
    ['variables of the shell', 'NODE_ENV=production node run.js'],
    ['nodemon', 'nodemon run.js'],
    ['nodemon that watches and executes', 'nodemon --watch src --ext js,json --exec babel-node run.js'],
    ['nodemon that executes a quoted command', "nodemon --watch src -e js --exec 'node -r esm run.js'"],
    ['something before', 'npm run clean && node run.js'],
    ['pm2', 'pm2 start run.js --no-daemon'],
    ['arguments behind', 'node run.js --port 3000'],
  ])('%s', async (_name, start) => {
    const files = {
      'package.json': manifest({ scripts: { start } }),
      'run.js': app,
      'app.js': app,
      'src/index.js': app,
    };
    expect(await entryOf(files)).toBe('run.js');
  });

  it.each([
    ['ts-node', 'ts-node src/run.ts'],
    ['ts-node with files', 'ts-node --files src/run.ts'],
    ['ts-node with paths', 'ts-node -r tsconfig-paths/register src/run.ts'],
    ['ts-node-dev', 'ts-node-dev --respawn --transpile-only src/run.ts'],
    ['tsx that watches', 'tsx watch src/run.ts'],
    ['tsx that watches and clears', 'tsx watch --clear-screen=false src/run.ts'],
    ['nodemon with ts-node', 'nodemon --exec ts-node src/run.ts'],
    ['nodemon with ts-node, quoted', 'nodemon -e ts,json --exec "ts-node -r dotenv/config src/run.ts"'],
    ['the compiler’s output', 'node dist/run.js'],
    ['the compiler’s output below src', 'node dist/src/run.js'],
    ['the compiler’s output without the extension', 'node ./build/run'],
    ['the compiler first', 'tsc -p tsconfig.json && node dist/run.js'],
  ])('%s', async (_name, start) => {
    const files = { 'package.json': manifest({ scripts: { start } }), 'src/run.ts': appTs, 'src/app.ts': appTs };
    expect(await entryOf(files)).toBe('src/run.ts');
  });

  it('follows scripts that run other scripts, and takes start before dev', async () => {
    const scripts = { dev: 'node other.js', start: 'npm run prod', prod: 'yarn serve', serve: 'node run.js' };
    expect(await entryOf({ 'package.json': manifest({ scripts }), 'run.js': app, 'other.js': app })).toBe('run.js');
  });

  it('goes on where a script runs no app', async () => {
    const scripts = { start: 'node tools/build.js && react-scripts start', server: 'node run.js' };
    const files = { 'tools/build.js': "require('fs');", 'run.js': app };
    expect(await entryOf({ 'package.json': manifest({ scripts }), ...files })).toBe('run.js');
  });

  it('prefers the source to an output that is there', async () => {
    const files = {
      'package.json': manifest({ scripts: { start: 'node dist/server.js' } }),
      'dist/server.js': app,
      'src/server.ts': appTs,
    };
    expect(await entryOf(files)).toBe('src/server.ts');
  });

  it('takes a folder called like an output that holds sources', async () => {
    const files = { 'package.json': manifest({ scripts: { start: 'node lib/server.js' } }), 'lib/server.js': app };
    expect(await entryOf(files)).toBe('lib/server.js');
  });
});

describe('without a script the entry is', () => {
  it('main', async () => {
    const files = { 'package.json': manifest({ main: 'lib/run.js' }), 'lib/run.js': app };
    expect(await entryOf(files)).toBe('lib/run.js');
  });

  it('main, where that is a folder', async () => {
    expect(await entryOf({ 'package.json': manifest({ main: './service' }), 'service/index.js': app })).toBe(
      'service/index.js',
    );
  });

  it('bin/www, which has no extension', async () => {
    const www = "#!/usr/bin/env node\nvar app = require('../app');\nrequire('http').createServer(app).listen(80);\n";
    const files = { 'bin/www': www, 'app.js': "module.exports = require('express')();" };
    const project = await projectOf(files);
    expect([project.entry, project.app.file]).toEqual(['bin/www', 'app.js']);
  });

  it.each(['server.js', 'app.js', 'index.js', 'src/main.ts', 'src/server.mjs', 'api/index.js', 'backend/app.cjs'])(
    'a usual name: %s',
    async (name) => {
      expect(await entryOf({ [name]: /ts$|mjs$/.test(name) ? appTs : app })).toBe(name);
    },
  );

  it('a usual name that leads to an app', async () => {
    expect(await entryOf({ 'index.js': 'module.exports = {};', 'src/index.js': app })).toBe('src/index.js');
  });
});

describe('the user may choose', () => {
  const files = { 'one/index.js': app, 'two/index.js': app, 'index.js': app };

  it('a file with --app', async () => {
    expect(await entryOf(files, { app: 'two/index.js' })).toBe('two/index.js');
  });

  it('a folder of the package', async () => {
    expect(await entryOf(files, { within: 'one' })).toBe('one/index.js');
  });

  it('a file that is not there', async () => {
    await expect(entryOf(files, { app: 'three.js' })).rejects.toMatchObject({ name: 'UserError', exitCode: 2 });
  });
});

describe('refuses, and says why', () => {
  it.each([
    ['no entry', {}, /No entry file/],
    ['an entry without an app', { 'app.js': "require('fs');" }, /No Express app was found \(looked in app\.js\)/],
    ['an entry that cannot be parsed', { 'app.js': 'const = ;' }, /app\.js cannot be parsed/],
  ])('%s', async (_name, files, message) => {
    await expect(entryOf(files)).rejects.toMatchObject({
      name: 'UserError',
      exitCode: 3,
      message: expect.stringMatching(message) as string,
      hint: expect.stringMatching(/\w/) as string,
    });
  });
});
