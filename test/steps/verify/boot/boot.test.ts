import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import https from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readFolder } from '../../../temporary';
import {
  bootFiles,
  boundAddresses,
  down,
  eventually,
  get,
  LOOPBACK,
  printed,
  processesWith,
  runFiles,
} from './booting';

const HELLO = `
const server = require('node:http').createServer((_, response) => response.end('hello'));
server.listen(process.env.PORT || 3000, '0.0.0.0', () => console.log('listening'));
process.on('SIGTERM', () => server.close(() => process.exit(7)));
`;
/** A busy machine takes its time. */
const PATIENCE = { timeout: 10_000 };
const PACKAGE = JSON.stringify({ private: true, scripts: { start: 'node app.js' } });

describe('an app that comes up', () => {
  it('is reported with its port, and stopped', async () => {
    const app = await runFiles({ 'app.js': HELLO });
    expect(app.listeners).toEqual([{ pid: expect.any(Number), port: expect.any(Number), wanted: 3000, tls: false }]);
    expect(await get(app.listeners[0]!.port)).toBe('hello');
    expect(app.alive()).toBe(true);
    expect(app.output()).toBe('listening\n');
    const pids = processesWith(app.folder);
    expect(boundAddresses(pids).filter((address) => !LOOPBACK.test(address))).toEqual([]);
    await app.stop();
    expect(processesWith(app.folder)).toEqual([]);
    expect(app.alive()).toBe(false);
    expect(await app.ended).toMatchObject({ code: null, listened: true, output: 'listening\n' });
  });

  it('may be an ES module that waits at its top level', async () => {
    const source = `
      import { createServer } from 'node:http';
      const server = createServer((_, response) => response.end('module'));
      await new Promise((resolve) => server.listen({ port: 8080, host: '::' }, resolve));`;
    const app = await runFiles({ 'app.mjs': source }, ['node', 'app.mjs']);
    expect(await get(app.listeners[0]!.port)).toBe('module');
  });

  it('may have several servers, and others that do not speak HTTP', async () => {
    const source = `
      const http = require('node:http');
      require('node:net').createServer().listen(9000);
      http.createServer((_, response) => response.end('one')).listen(3000);
      setTimeout(() => http.createServer((_, response) => response.end('two')).listen(3001), 50);`;
    const app = await runFiles({ 'app.js': source });
    expect(app.listeners.map(({ wanted }) => wanted)).toEqual([3000, 3001, 9000]);
    expect(await Promise.all(app.listeners.slice(0, 2).map(({ port }) => get(port)))).toEqual(['one', 'two']);
  });

  it('may be a cluster: each worker has a port of its own', async () => {
    const source = `
      const cluster = require('node:cluster');
      if (cluster.isPrimary) for (let i = 0; i < 3; i++) cluster.fork();
      else require('node:http').createServer((_, response) => response.end(String(process.pid))).listen(3000);`;
    const app = await runFiles({ 'app.js': source });
    await expect.poll(() => app.listeners.length, PATIENCE).toBe(3);
    const { listeners } = app;
    const answers = await Promise.all(listeners.map(({ port }) => get(port)));
    expect(answers.map(Number)).toEqual(listeners.map(({ pid }) => pid));
    expect(new Set(answers).size).toBe(3);
    await app.stop();
    expect(processesWith(app.folder)).toEqual([]);
  });

  it('may serve from a worker thread, whatever that is given', async () => {
    const worker = `
      const { threadId } = require('node:worker_threads');
      require('node:http').createServer((_, response) => response.end('thread ' + threadId)).listen(3000, '0.0.0.0');`;
    const source = `
      const { Worker } = require('node:worker_threads');
      for (const options of [{}, { env: {} }, { execArgv: [] }, { env: {}, execArgv: ['--no-warnings'] }]) new Worker('./worker.js', options);`;
    const app = await runFiles({ 'app.js': source, 'worker.js': worker });
    await expect.poll(() => app.listeners.length, PATIENCE).toBe(4);
    expect((await Promise.all(app.listeners.map(({ port }) => get(port)))).sort()).toEqual(
      [1, 2, 3, 4].map((id) => `thread ${id}`),
    );
    expect(boundAddresses(processesWith(app.folder)).every((address) => LOOPBACK.test(address))).toBe(true);
  });

  it('lives on when a worker thread ends', async () => {
    const source = `
      const { Worker } = require('node:worker_threads');
      const http = require('node:http');
      http.createServer((_, response) => response.end('main')).listen(3000);
      const listening = "require('node:http').createServer().listen(0, () => setTimeout(() => process.exit(3), 100))";
      new Worker(listening, { eval: true }).on('exit', () => console.log('over'));`;
    const app = await runFiles({ 'app.js': source });
    await eventually(() => app.output().includes('over'));
    expect(await get(app.listeners.find(({ wanted }) => wanted === 3000)!.port)).toBe('main');
    expect(app.alive()).toBe(true);
  });

  it('may speak TLS', async () => {
    const source = `
      const fs = require('node:fs');
      const https = require('node:https');
      https.createServer({ key: fs.readFileSync('key.pem'), cert: fs.readFileSync('cert.pem') }, (_, response) => response.end('tls')).listen(443);`;
    const { folder: certificates } = await selfSigned();
    const app = await runFiles({ ...(await readFolder(certificates)), 'app.js': source });
    const [listener] = app.listeners;
    expect(listener).toMatchObject({ wanted: 443, tls: true });
    const text = await new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: listener!.port, rejectUnauthorized: false };
      https.get(options, (response) => response.on('data', (data) => resolve(String(data)))).on('error', reject);
    });
    expect(text).toBe('tls');
  });

  it('gets the environment it is given, and of the caller only what programs need', async () => {
    process.env['TEMPERED_TEST_SECRET'] = 'hunter2';
    process.env['npm_config_//registry.example/:_authToken'] = 'hunter2';
    const source = `
      console.log('ENV ' + JSON.stringify(process.env));
      require('node:http').createServer().listen(process.env.PORT);`;
    const app = await runFiles({ 'app.js': source }, undefined, { env: { PORT: '3456', API_KEY: 'made up' } }).finally(
      () => {
        delete process.env['TEMPERED_TEST_SECRET'];
        delete process.env['npm_config_//registry.example/:_authToken'];
      },
    );
    expect(app.listeners[0]!.wanted).toBe(3456);
    const env = printed(app, 'ENV') as Record<string, string>;
    expect(env).toMatchObject({
      PORT: '3456',
      API_KEY: 'made up',
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
    });
    expect(Object.entries(env).filter(([name, value]) => value.includes('hunter2') || /^VITEST/.test(name))).toEqual(
      [],
    );
  });
});

describe('accounts of whoever runs tempered', () => {
  const NAMES = [
    'AWS_SHARED_CREDENTIALS_FILE',
    'AWS_CONFIG_FILE',
    'CLOUDSDK_CONFIG',
    'AZURE_CONFIG_DIR',
    'KUBECONFIG',
    'DOCKER_CONFIG',
  ];
  const SOURCE = `
    console.log('PLACES ' + JSON.stringify(${JSON.stringify(NAMES)}.map((name) => process.env[name])));
    console.log('FOLDER ' + JSON.stringify(require('node:os').tmpdir()));
    require('node:http').createServer().listen(3000);`;

  it('are not where clients of clouds look for them', async () => {
    const app = await runFiles({ 'app.js': SOURCE });
    const folder = printed(app, 'FOLDER') as string;
    const [credentials, config, ...places] = printed(app, 'PLACES') as string[];
    expect([credentials, config]).toEqual(['/dev/null', '/dev/null']);
    expect(places).toHaveLength(4);
    expect(places.filter((place) => !place.startsWith(join(folder, '/')))).toEqual([]);
  });

  it('are there where the user says so', async () => {
    const app = await runFiles({ 'app.js': SOURCE }, undefined, { env: { KUBECONFIG: '/given' } });
    expect(printed(app, 'PLACES')).toContain('/given');
  });
});

describe('an app that opens itself to other machines once it is up', () => {
  const SERVER = `require('node:http').createServer().listen(3000);`;
  const python = (kind: string, then: string): string => `
    ${SERVER}
    const program = 'import socket,time\\ns=socket.socket(socket.AF_INET, socket.${kind})\\ns.bind(("0.0.0.0",0))\\n${then}time.sleep(60)';
    setTimeout(() => require('node:child_process').spawn('python3', ['-c', program], { stdio: 'ignore' }), 400);`;

  it.each([
    ['a server that is not of Node.js', 'SOCK_STREAM', 's.listen()\\n'],
    ['a socket for datagrams', 'SOCK_DGRAM', ''],
  ])('is stopped: %s', async (_what, kind, then) => {
    const app = await runFiles({ 'app.js': python(kind, then) });
    expect([app.alive(), app.escaped]).toEqual([true, []]);
    await eventually(() => !app.alive());
    expect(app.escaped).toEqual([expect.any(Number)]);
    await app.stop();
    expect(processesWith(app.folder)).toEqual([]);
  });

  it('may send datagrams where it may use the network', async () => {
    const app = await runFiles({ 'app.js': python('SOCK_DGRAM', '') }, undefined, { allowNetwork: true });
    await eventually(() => boundAddresses(processesWith(app.folder)).includes('00000000'));
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect([app.alive(), app.escaped]).toEqual([true, []]);
  });

  it('is not blamed for what others open, nor for loopback', async () => {
    const app = await runFiles({ 'app.js': python('SOCK_STREAM', 's.listen()\\n').replace('0.0.0.0', '127.0.0.2') });
    const other = createServer().listen(0, '0.0.0.0');
    onTestFinished(() => void other.close());
    await eventually(() => boundAddresses(processesWith(app.folder)).length === 2);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect([app.alive(), app.escaped]).toEqual([true, []]);
  });
});

describe('behind a package manager', () => {
  it('the app is reported, signalled and heard, not npm', async () => {
    const app = await runFiles({ 'package.json': PACKAGE, 'app.js': HELLO }, ['npm', 'start']);
    expect(await get(app.listeners[0]!.port)).toBe('hello');
    app.signal('SIGTERM');
    const ending = await app.ended;
    expect(ending).toMatchObject({ code: 7, listened: true });
    expect(ending.elapsed).toBeLessThan(5_000);
    expect(app.alive()).toBe(false);
    await app.stop();
    expect(processesWith(app.folder)).toEqual([]);
  });

  it('an app that a signal ends has no exit code', async () => {
    const source = HELLO.replace(/process\.on.*/, '');
    const app = await runFiles({ 'package.json': PACKAGE, 'app.js': source }, ['npm', 'start']);
    app.signal('SIGTERM');
    expect(await app.ended).toMatchObject({ code: null, listened: true });
  });

  it('an app that throws has the exit code of Node.js', async () => {
    const source = `require('node:http').createServer(() => { throw new Error('down'); }).listen(3000);`;
    const scripts = { start: 'node app.js || exit 4' };
    const app = await runFiles({ 'package.json': JSON.stringify({ scripts }), 'app.js': source }, ['npm', 'start']);
    await get(app.listeners[0]!.port).catch(() => undefined);
    const ending = await app.ended;
    expect(ending.code).toBe(1);
    expect(ending.output).toContain('Error: down');
  });

  it('nothing is left on disk, neither logs of npm nor temporary files', async () => {
    const source = `
      const { join } = require('node:path');
      const folder = require('node:os').tmpdir();
      require('node:fs').writeFileSync(join(folder, 'upload.bin'), 'x');
      console.log('FOLDER ' + JSON.stringify(folder));
      require('node:http').createServer().listen(join(folder, 'control.sock'));
      ${HELLO}`;
    const app = await runFiles({ 'package.json': PACKAGE, 'app.js': source }, ['npm', 'start'], {
      env: { HOME: 'home', npm_config_cache: 'home/cache' },
    });
    const folder = printed(app, 'FOLDER') as string;
    expect(existsSync(join(folder, 'upload.bin'))).toBe(true);
    await app.stop();
    expect(existsSync(folder)).toBe(false);
    const files = Object.keys(await readFolder(app.folder));
    expect(files.filter((name) => !name.endsWith('/')).sort()).toEqual(['app.js', 'package.json']);
  });
});

describe('an app that does not come up', () => {
  const problemOf = async (source: string, options = {}): ReturnType<typeof failed> => failed(source, options);
  const failed = async (source: string, options = {}) => {
    const { folder, outcome } = await bootFiles({ 'app.js': source }, undefined, options);
    expect(processesWith(folder)).toEqual([]);
    return down(outcome);
  };

  it('is reported with its exit code and its last words', async () => {
    const { problem, ending } = await problemOf(`
      for (let i = 0; i < 40; i++) console.log('line ' + i);
      console.error('\\u001b[31mFATAL: JWT_SECRET is not set\\u001b[0m');
      process.exit(3);`);
    expect(problem.reason).toBe('The app ended with code 3 before it listened.');
    expect(problem.log).toHaveLength(15);
    expect(problem.log.at(-1)).toBe('FATAL: JWT_SECRET is not set');
    expect(problem.hint).toContain('--env-file');
    expect(ending).toMatchObject({ code: 3, listened: false });
    expect(ending!.output).toContain('line 0\n');
  });

  it('is reported when a signal ends it', async () => {
    const { problem, ending } = await problemOf(`process.kill(process.pid, 'SIGKILL'); setTimeout(() => {}, 1000);`);
    expect(problem.reason).toBe('The app was killed by a signal before it listened.');
    expect(ending).toMatchObject({ code: null, listened: false });
  });

  it('is reported when it only ran through', async () => {
    const { problem, ending } = await problemOf(`console.log('done');`);
    expect(problem.reason).toBe('The app ended with code 0 before it listened.');
    expect(ending).toMatchObject({ code: 0, listened: false });
  });

  it('is ended when time is up', async () => {
    const began = Date.now();
    const { problem, ending } = await problemOf(`console.log('waiting'); setInterval(() => {}, 1000);`, {
      timeout: 2_000,
    });
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(problem).toMatchObject({ reason: 'The app did not listen within 2 s.', log: ['waiting'] });
    expect(ending).toMatchObject({ code: null, listened: false });
  });

  it('is told apart from one that listens on a socket file only', async () => {
    const { problem } = await problemOf(`require('node:http').createServer().listen('./app.sock');`, {
      timeout: 2_000,
    });
    expect(problem.reason).toMatch(/socket file only \(.*app\.sock\)/);
  });

  it('is ended where it opens a port past Node.js', async () => {
    const { problem, ending } = await problemOf(`
      const { TCP, constants } = process.binding('tcp_wrap');
      globalThis.handle = new TCP(constants.SERVER);
      handle.bind('0.0.0.0', 0);
      handle.listen(1);
      require('node:http').createServer().listen(3000);`);
    expect(problem.reason).toMatch(/^The app opened port \d+ to the network past Node\.js/);
    expect(problem.hint).toContain('--url');
    expect(ending).toMatchObject({ code: null });
  });

  it('is told apart from a command that does not exist', async () => {
    const { outcome } = await bootFiles({}, ['no-such-command', 'x']);
    const { problem, ending } = down(outcome);
    expect(problem.reason).toBe('The command `no-such-command` does not exist.');
    expect(problem.hint).toContain('--start');
    expect(ending).toBeNull();
  });

  it('keeps its secrets to itself', async () => {
    const { problem } = await problemOf(
      `throw new Error('cannot reach postgres://app:pa55word@db/x with key ' + process.env.STRIPE_KEY + ' password=hunter2');`,
      { env: { STRIPE_KEY: 'made-up-value-of-a-key' } },
    );
    const text = problem.log.join('\\n');
    expect(text).toContain('cannot reach postgres://app:***@db/x');
    expect(text).not.toMatch(/pa55word|made-up-value/);
  });

  const HINTS: [string, string, RegExp][] = [
    ['a package', `require('fastify')`, /package fastify is missing/],
    ['the built files', `require(process.cwd() + '/dist/main.js')`, /run the build script/],
    ['a file', `require('./routes')`, /file is missing \(\.\/routes\)/],
    ['a parse error', `const = 3`, /cannot be parsed/],
    ['something else', `throw new Error('boom')`, /^Does `node app\.js` work without tempered/],
  ];
  it.each(HINTS)('is explained: %s', async (_, source, hint) => {
    expect((await problemOf(source)).problem.hint).toMatch(hint);
  });
});

async function selfSigned(): Promise<{ folder: string }> {
  const { folder } = await bootFiles({}, ['true']);
  const subject = ['-subj', '/CN=localhost', '-days', '1', '-nodes'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', 'key.pem', '-out', 'cert.pem'];
  execFileSync('openssl', ['req', '-x509', ...key, ...subject], { cwd: folder, stdio: 'pipe' });
  return { folder };
}
