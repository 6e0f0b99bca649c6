import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../../../src/project/model';
import { prove } from '../../../../src/steps/verify/prove';
import type { Probe } from '../../../../src/types/proof';
import { temporaryFolder } from '../../../temporary';
import { bootFolder, down, get, up } from '../boot/booting';
import { visit } from './projects';

const app = `const { createServer } = require('node:http');
const { MODE, NODE_ENV, FROM_FILE, JWT_SECRET } = process.env;
if (!JWT_SECRET) throw new Error('JWT_SECRET is missing');
createServer((_request, response) => response.end(JSON.stringify({ MODE, NODE_ENV, FROM_FILE, secret: JWT_SECRET.length }))).listen(3000);
`;
const scripts: [string, string, string][] = [
  ['node', 'MODE=fast node --env-file=.env app.js', 'node app.js'],
  ['npm', 'MODE=fast node app.js --level ${LEVEL:-info}', 'npm start'],
];

describe('a project as it comes', () => {
  it.each(scripts)('starts by %s, with what it needs and nothing of its env file', async (_name, start, shown) => {
    const folder = await temporaryFolder({
      'package.json': JSON.stringify({ name: 'app', scripts: { start } }),
      'app.js': app,
      '.env': 'FROM_FILE=1\n',
      '.env.example': 'JWT_SECRET=\nMODE=slow\nNODE_ENV=development\n',
    });
    const seen = await visit(folder);
    expect(seen).toMatchObject({ shown, built: null, status: 200 });
    expect(JSON.parse(seen.text)).toEqual({ MODE: 'fast', NODE_ENV: 'production', secret: 64 });
  });

  it('is built first, in a folder of its own, where it runs what a build writes', async () => {
    const folder = await temporaryFolder({
      'package.json': JSON.stringify({
        name: 'app',
        scripts: { build: 'node copy.js', start: 'npm run build && node dist/app.js' },
      }),
      'copy.js': "require('fs').cpSync('src', 'dist', { recursive: true });",
      'src/app.js': "require('node:http').createServer((_request, response) => response.end('built')).listen(3000);",
    });
    expect(await visit(folder)).toMatchObject({ shown: 'node dist/app.js', built: 'npm run build', text: 'built' });
    expect(await visit(folder)).toMatchObject({ shown: 'node dist/app.js', built: null, text: 'built' });
  });
});

it('a program that is not installed is told at once, and not fetched', async () => {
  const folder = await temporaryFolder({ 'package.json': '{ "private": true }' });
  const began = performance.now();
  const { problem } = down(
    await bootFolder(folder, ['npx', '@tempered-test/not-there', 'app.js'], { timeout: 60_000 }),
  );
  expect(problem.hint).toMatch(/^@tempered-test\/not-there is not installed/);
  expect(performance.now() - began).toBeLessThan(20_000);
});

describe('the env file that the user has named', () => {
  const app = `const { existsSync } = require('node:fs');
if (!existsSync('.env')) { console.error('no .env'); process.exit(1); }
process.loadEnvFile();
const seen = { own: process.env.OWN, local: existsSync('.env.local'), secret: process.env.JWT_SECRET };
if (!seen.secret) { console.error('JWT_SECRET is not set'); process.exit(2); }
require('node:http').createServer((_request, response) => response.end(JSON.stringify(seen))).listen(3000);
`;
  const files = {
    'package.json': JSON.stringify({ name: 'app', scripts: { start: 'node app.js' } }),
    'app.js': app,
    '.env': 'OWN=file\nJWT_SECRET=mine\n',
    '.env.local': 'OWN=local\n',
  };

  it('is there for the app, and no other', async () => {
    const folder = await temporaryFolder(files);
    const running = up(await bootFolder(folder, ['node', 'app.js'], { envFile: join(folder, '.env') }));
    const seen: unknown = JSON.parse(await get(running.listeners[0]!.port));
    expect(seen).toEqual({ own: 'file', local: false, secret: 'mine' });
    await running.stop();
  });

  it('is left by node itself, too, where it is a link', async () => {
    const folder = await temporaryFolder({ ...files, 'secrets/.env.production': files['.env'], '.env': '' });
    await rm(join(folder, '.env'));
    await symlink(join('secrets', '.env.production'), join(folder, '.env'));
    const command = ['node', '--env-file=.env', 'app.js'];
    const running = up(await bootFolder(folder, command, { envFile: join(folder, '.env') }));
    expect(JSON.parse(await get(running.listeners[0]!.port))).toMatchObject({ own: 'file', secret: 'mine' });
    await running.stop();
  });

  it('gives nothing back that is taken out', async () => {
    const folder = await temporaryFolder(files);
    const without: Probe = {
      kind: 'start',
      ...{ id: 'a/start', attack: '', proves: '', cwe: '', reference: '' },
      without: () => ['JWT_SECRET'],
      judge: ({ code }) => ({ ok: code !== null, evidence: '' }),
    };
    const project = await readProject({
      directory: folder,
      withoutApp: 'any',
      readRecord: () => Promise.resolve(null),
    });
    const { proof } = await prove({
      ...{ project, probes: [without], timeout: 10_000, envFile: join(folder, '.env') },
      mayBuild: async () => false,
    });
    expect(proof.problem).toBeNull();
    expect(proof.results).toMatchObject([{ status: 'passed' }]);
    expect(proof.notes).toContain('The app did not get to see .env.local; --env-file names a file that it may.');
  });
});
