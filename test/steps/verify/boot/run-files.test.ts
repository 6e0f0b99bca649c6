import { existsSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../../../src/project/model';
import { prove } from '../../../../src/steps/verify/prove';
import { placeFiles, runFile, runFolder } from '../../../../src/steps/verify/boot/run-files';
import { runToEnd } from '../../../../src/steps/verify/boot/run-to-end';
import { makeUp } from '../../../../src/steps/verify/start/variables/made-up';
import { redirected } from '../../../../src/steps/verify/start/variables/written';
import type { Probe } from '../../../../src/types/proof';
import { readFolder, temporaryFolder } from '../../../temporary';

describe('a value of the example file', () => {
  it.each([
    ['DATABASE_URL', 'file:./dev.db', 'file', 'dev.db'],
    ['DATABASE_URL', 'file:./own.db?mode=rw', 'file', 'prisma/own.db'],
    ['DATABASE_URL', 'sqlite://./x.db', 'file', 'x.db'],
    ['WHATEVER', './data/some.sqlite', 'file', 'data/some.sqlite'],
    ['DB_FILE', 'data.bin', 'file', 'data.bin'],
    ['uploadDir', 'files', 'folder', 'files'],
    ['LOG_PATH', './logs', 'folder', 'logs'],
    ['CACHE_PATH', 'dev.db', 'file', 'dev.db'],
  ])('%s=%s is redirected', async (name, value, kind, path) => {
    const root = await temporaryFolder({ 'dev.db': '', 'prisma/own.db': '' });
    const [, scheme = '', , query = ''] = /^((?:file|sqlite):(?:\/\/)?)?(.*?)(\?.*)?$/.exec(value)!;
    const place = (kind === 'file' ? runFile : runFolder)(join(root, path));
    expect(redirected(name, value, root)).toBe(scheme + place + query);
  });

  it.each([
    ['DATABASE_URL', 'postgres://127.0.0.1/app'],
    ['DATABASE_URL', 'file::memory:?cache=shared'],
    ['DATABASE_URL', ':memory:'],
    ['DB_HOST', 'my.db.example.com'],
    ['VIEWS_DIR', './views'],
    ['TLS_KEY_FILE', './key.pem'],
    ['UPLOAD_PATH', '/uploads'],
    ['UPLOAD_PATH', 'uploads'],
    ['UPLOAD_URL', 'https://files.example.com/x'],
    ['STORAGE', 's3'],
  ])('%s=%s is left as it is', async (name, value) => {
    expect(redirected(name, value, await temporaryFolder())).toBe(value);
  });
});

describe('a value that is made up', () => {
  it.each([
    ['DATABASE_URL', ['better-sqlite3'], `file:${runFile('app.db')}`],
    ['DB_NAME', ['sqlite3'], runFile('app.db')],
    ['DB_NAME', ['pg'], 'app'],
    ['SQLITE_PATH', [], runFile('app.db')],
    ['DATABASE_PATH', [], runFile('app.db')],
    ['LOG_FILE', [], runFile('app')],
    ['UPLOAD_DIR', [], runFolder('app')],
    ['dataFolder', [], runFolder('app')],
    ['STORAGE_PATH', [], runFolder('app')],
    ['BASE_PATH', [], '/api'],
  ])('%s with %j', (name, packages, value) => {
    expect(makeUp(name, packages)).toEqual({ value, secret: false });
  });
});

describe('the files of a run', () => {
  it('are copies, one for each, that lead back nowhere', async () => {
    const root = await temporaryFolder({ 'a/x.db': 'A', 'a/x.db-wal': 'W', 'b/x.db': 'B', 'up/one/1': '1' });
    await symlink(join(root, 'a/x.db'), join(root, 'up/link'));
    const folder = await temporaryFolder();
    const env = {
      ...{ A: `file:${runFile(join(root, 'a/x.db'))}?x=1`, AGAIN: runFile(join(root, 'a/x.db')) },
      ...{ B: runFile(join(root, 'b/x.db')), UP: runFolder(join(root, 'up')), NEW: runFolder('new'), PLAIN: 'a{b}' },
    };
    const placed = await placeFiles(env, folder);
    expect(placed['A']).toBe(`file:${placed['AGAIN']}?x=1`);
    expect(placed['PLAIN']).toBe('a{b}');
    for (const name of ['AGAIN', 'B', 'UP', 'NEW']) expect(placed[name]!.startsWith(`${folder}/`)).toBe(true);
    await writeFile(placed['AGAIN']!, 'changed');
    expect(await readFile(placed['B']!, 'utf8')).toBe('B');
    expect(await readFile(`${placed['AGAIN']}-wal`, 'utf8')).toBe('W');
    expect(await readFolder(placed['UP']!)).toEqual({ 'one/1': '1' });
    expect(await readFolder(root)).toMatchObject({ 'a/x.db': 'A', 'up/link': 'A' });
  });

  it('start empty where there is too much', async () => {
    const many = Object.fromEntries(Array.from({ length: 5001 }, (_, at) => [`up/${at}`, '']));
    const root = await temporaryFolder(many);
    const placed = await placeFiles({ UP: runFolder(join(root, 'up')) }, await temporaryFolder());
    expect(await readFolder(placed['UP']!)).toEqual({});
  });

  it('are those of a build, too', async () => {
    const folder = await temporaryFolder();
    const env = { PATH: process.env['PATH']!, FILE: runFile('x') };
    const command = { command: 'sh', args: ['-c', 'echo "$FILE"'], cwd: folder, env, folder, longest: 10_000 };
    expect((await runToEnd(command)).output).toBe(`${join(folder, 'files', '0', 'x')}\n`);
  });
});

const SERVER = `
const fs = require('node:fs');
if (!process.env.LOG_FILE) throw new Error('LOG_FILE is required');
const { DATABASE_URL, UPLOAD_DIR, LOG_FILE } = process.env;
const db = DATABASE_URL.replace(/^file:/, '');
fs.appendFileSync(db, 'row\\n');
fs.appendFileSync(LOG_FILE, 'started\\n');
fs.writeFileSync(UPLOAD_DIR + '/new', '');
require('node:http').createServer((request, response) => {
  if (request.url === '/die') process.exit(1);
  response.end(JSON.stringify({ db, text: fs.readFileSync(db, 'utf8'), files: fs.readdirSync(UPLOAD_DIR) }));
}).listen(3000);`;

const get = (id: string, path: string): Probe => ({
  kind: 'http',
  risk: 'fatal',
  ...{ id, attack: '', proves: '', cwe: '', reference: '' },
  requests: () => [{ path }],
  judge: ({ answers: [answer] }) => ({ ok: true, evidence: answer!.text }),
});

describe('an app that writes files', () => {
  it('finds what is there, and changes nothing of it, each time it starts', async () => {
    const root = await temporaryFolder({
      'package.json': '{ "name": "app", "scripts": { "start": "node server.js" } }',
      'server.js': SERVER,
      '.env.example': 'DATABASE_URL=file:./app.db\nUPLOAD_DIR=./uploads\n',
      'app.db': 'schema\n',
      'uploads/old': 'x',
    });
    const before = await readFolder(root);
    const project = await readProject({ directory: root, withoutApp: 'any', readRecord: async () => null });
    const probes = [get('a/1', '/'), get('a/2', '/die'), get('a/3', '/')];
    const { proof } = await prove({ project, probes, timeout: 10_000, mayBuild: async () => false });
    expect(proof.problem).toBeNull();
    const seen = [0, 2].map((at) => JSON.parse(proof.results[at]!.evidence) as { db: string });
    for (const each of seen) expect(each).toMatchObject({ text: 'schema\nrow\n', files: ['new', 'old'] });
    expect(new Set(seen.map(({ db }) => db)).size).toBe(2);
    for (const { db } of seen) expect(existsSync(db)).toBe(false);
    expect(await readFolder(root)).toEqual(before);
  });
});
