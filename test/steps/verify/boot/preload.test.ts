import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hiddenEnvFiles } from '../../../../src/steps/verify/start/environment';
import { temporaryFolder } from '../../../temporary';
import {
  bootFiles,
  bootFolder,
  boundAddresses,
  down,
  get,
  LOOPBACK,
  printed,
  processesWith,
  runFiles,
  up,
} from './booting';

/** `servers` come up one after another; each prints what its callback sees. */
const LISTEN_ALL = `
const http = require('node:http');
const fs = require('node:fs');
const net = require('node:net');
const results = {};
const forms = {
  port: (s, up) => s.listen(3001, up),
  text: (s, up) => s.listen('3002', up),
  host: (s, up) => s.listen(3003, '0.0.0.0', up),
  backlog: (s, up) => s.listen(3004, '::', 511, up),
  portAndBacklog: (s, up) => s.listen(3005, 100, up),
  options: (s, up) => s.listen({ port: 3006, host: '0.0.0.0', signal: new AbortController().signal }, up),
  ipv6: (s, up) => s.listen({ port: 3007, host: '::', ipv6Only: true }, up),
  nothing: (s, up) => { s.on('listening', up); s.listen(); },
  callback: (s, up) => s.listen(up),
  missing: (s, up) => s.listen(undefined, up),
  absent: (s, up) => s.listen({ port: undefined, host: '0.0.0.0' }, up),
  zero: (s, up) => s.listen(0, up),
  taken: (s, up) => s.listen(3001, up),
};
(async () => {
  for (const [name, listen] of Object.entries(forms)) {
    const server = http.createServer((_, response) => response.end(name));
    const returned = await new Promise((resolve) => { const same = listen(server, () => resolve(same === undefined || same)); });
    results[name] = { address: server.address().address, port: server.address().port };
  }
  const bad = {};
  for (const [name, args] of Object.entries({ range: [70000], negative: [-1], fraction: [1.5], empty: [{}], blank: [''] })) {
    try { net.createServer().listen(...args); bad[name] = 'listens'; } catch (error) { bad[name] = error.code; }
  }
  const twice = net.createServer().listen(0);
  console.log('ATONCE ' + JSON.stringify(twice.address()));
  try { twice.listen(0); bad.twice = 'listens'; } catch (error) { bad.twice = error.code; }
  twice.close();
  console.log('RESULTS ' + JSON.stringify(results));
  console.log('BAD ' + JSON.stringify(bad));
})();
`;

describe('listen', () => {
  it('brings every form of listen to a free port of loopback', async () => {
    const app = await runFiles({ 'app.js': LISTEN_ALL });
    expect(printed(app, 'ATONCE')).toEqual(expect.objectContaining({ address: '127.0.0.1' }));
    const results = printed(app, 'RESULTS') as Record<string, { address: string; port: number }>;
    expect(Object.keys(results)).toHaveLength(13);
    for (const [name, { address, port }] of Object.entries(results)) {
      expect([name, address]).toEqual([name, '127.0.0.1']);
      expect(await get(port)).toBe(name);
    }
    expect(app.listeners.map(({ wanted }) => wanted)).toEqual([
      3001,
      3002,
      3003,
      3004,
      3005,
      3006,
      3007,
      null,
      null,
      null,
      null,
      0,
      3001,
    ]);
    expect(app.listeners.map(({ port }) => port)).toEqual(Object.values(results).map(({ port }) => port));
    const addresses = boundAddresses(processesWith(app.folder));
    expect(addresses).toHaveLength(13);
    expect(addresses.filter((address) => !LOOPBACK.test(address))).toEqual([]);
  });

  it('leaves complaints about wrong arguments to Node.js', async () => {
    const app = await runFiles({ 'app.js': LISTEN_ALL });
    expect(printed(app, 'BAD')).toEqual({
      range: 'ERR_SOCKET_BAD_PORT',
      negative: 'ERR_SOCKET_BAD_PORT',
      fraction: 'ERR_SOCKET_BAD_PORT',
      empty: 'ERR_INVALID_ARG_VALUE',
      blank: 'ERR_SOCKET_BAD_PORT',
      twice: 'ERR_SERVER_ALREADY_LISTEN',
    });
  });

  it('leaves socket files alone', async () => {
    const app = await runFiles({
      'app.js': `
        const http = require('node:http');
        const socket = require('node:path').join(process.cwd(), 'app.sock');
        const server = http.createServer((_, response) => response.end('file')).listen(socket, () => {
          http.get({ socketPath: socket }, (response) => response.on('data', (text) => {
            console.log('FILE ' + JSON.stringify([server.address() === socket, String(text)]));
            http.createServer().listen(3000);
          }));
        });`,
    });
    expect(printed(app, 'FILE')).toEqual([true, 'file']);
    expect(app.listeners).toHaveLength(1);
  });

  it('connects an app that asks for its own port to where it listens', async () => {
    const app = await runFiles({
      'app.js': `
        const http = require('node:http');
        http.createServer((_, response) => response.end('itself')).listen(3999, async () => {
          const viaFetch = await (await fetch('http://localhost:3999/')).text();
          http.get('http://127.0.0.1:3999/', (response) => response.on('data', (text) => {
            console.log('SELF ' + JSON.stringify([viaFetch, String(text)]));
          }));
        });`,
    });
    expect(printed(app, 'SELF')).toEqual(['itself', 'itself']);
  });

  it('forgets a port that was only tried out', async () => {
    const app = await runFiles({
      'app.js': `
        const net = require('node:net');
        const probe = net.createServer().listen(3000, () => probe.close(() => setTimeout(() => {
          require('node:http').createServer().listen(3000);
        }, 300)));`,
    });
    expect(app.listeners).toEqual([expect.objectContaining({ wanted: 3000, tls: false })]);
  });

  it('comes before every other preload', async () => {
    const app = await runFiles(
      {
        'early.cjs': `require('node:http').createServer().listen(4000, '0.0.0.0');`,
        'early.mjs': `import { createServer } from 'node:http'; createServer().listen(4001, '0.0.0.0');`,
        'own.cjs': `require('node:http').createServer().listen(4002, '0.0.0.0');`,
        'app.js': `require('node:http').createServer().listen(4003, '0.0.0.0');`,
      },
      ['node', '--require', './early.cjs', '--import', './early.mjs', 'app.js'],
      { env: { NODE_OPTIONS: '--require ./own.cjs --max-old-space-size=300' } },
    );
    expect(app.listeners.map(({ wanted }) => wanted).sort()).toEqual([4000, 4001, 4002, 4003]);
    expect(boundAddresses(processesWith(app.folder)).every((address) => LOOPBACK.test(address))).toBe(true);
  });

  it('comes first again where a script has put something before it', async () => {
    const app = await runFiles(
      {
        'early.cjs': `require('node:http').createServer().listen(4000, '0.0.0.0');`,
        'app.js': `require('node:http').createServer().listen(4001, '0.0.0.0');`,
      },
      ['sh', '-c', 'NODE_OPTIONS="--require ./early.cjs $NODE_OPTIONS" node app.js'],
    );
    expect(app.listeners.map(({ wanted }) => wanted).sort()).toEqual([4000, 4001]);
    expect(boundAddresses(processesWith(app.folder)).every((address) => LOOPBACK.test(address))).toBe(true);
  });

  it('stays with programs that are given an environment of their own', async () => {
    const app = await runFiles({
      'app.js': `
        const { fork, spawn } = require('node:child_process');
        require('node:http').createServer().listen(4000);
        fork('./other.js', ['4001'], { env: { PATH: process.env.PATH } });
        spawn('node other.js 4002', { shell: true, env: { PATH: process.env.PATH, NODE_OPTIONS: '--no-warnings' } });
        spawn('NODE_OPTIONS="--no-warnings" node other.js 4003', { shell: true });
        spawn("NODE_OPTIONS='--no-warnings' && export NODE_OPTIONS && node other.js 4004", { shell: true });`,
      'other.js': `require('node:http').createServer().listen(process.argv[2], '0.0.0.0');`,
    });
    await expect.poll(() => app.listeners.length, { timeout: 10_000 }).toBe(5);
    expect(app.listeners.map(({ wanted }) => wanted).sort()).toEqual([4000, 4001, 4002, 4003, 4004]);
    expect(boundAddresses(processesWith(app.folder)).every((address) => LOOPBACK.test(address))).toBe(true);
  });

  it('stays with programs that are waited for, whatever they are given', async () => {
    const app = await runFiles({
      'app.js': `
        const { Worker } = require('node:worker_threads');
        const other = (port) => [process.execPath, ['other.js', String(port)]];
        // Each is waited for in a thread of its own.
        const wait = (source) => new Worker(\`
          const { execFileSync, execSync, spawnSync } = require('node:child_process');
          const { execFileSync: named } = require('child_process');
          const other = (port) => [process.execPath, ['other.js', String(port)]];
          process.env.PATH; \${source}\`, { eval: true });
        require('node:http').createServer().listen(4000);
        wait("execFileSync(...other(4001), { env: {} })");
        wait("spawnSync(...other(4002), { env: { NODE_OPTIONS: '--no-warnings' } })");
        wait("execSync(process.execPath + ' other.js 4003', { env: {} })");
        wait("execSync('NODE_OPTIONS=--no-warnings node other.js 4004', { env: { PATH: process.env.PATH } })");
        wait("spawnSync('sh', ['-c', 'NODE_OPTIONS= node other.js 4005'])");
        wait("spawnSync('NODE_OPTIONS= node', ['other.js', '4006'], { shell: true })");
        wait("execFileSync(process.execPath + ' other.js 4007', { shell: true, env: Object.create({ INHERITED: '1' }) })");
        wait("named(...other(4008), { env: {} })");`,
      'other.js': `require('node:http').createServer().listen(process.argv[2], '0.0.0.0');`,
    });
    await expect.poll(() => app.listeners.length, { timeout: 15_000 }).toBe(9);
    expect(app.listeners.map(({ wanted }) => wanted).sort()).toEqual([
      4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008,
    ]);
    expect(boundAddresses(processesWith(app.folder)).every((address) => LOOPBACK.test(address))).toBe(true);
    await app.stop();
    expect(processesWith(app.folder)).toEqual([]);
  });

  it('leaves programs that are waited for as they are otherwise', async () => {
    const source = `
      import { execFileSync, execSync, spawnSync } from 'node:child_process';
      import { createServer } from 'node:http';
      const code = (run) => { try { return run(); } catch (error) { return error.code ?? error.status; } };
      const env = { ONE: '1', NONE: undefined };
      console.log('RUN ' + JSON.stringify([
        execFileSync('echo', ['a', 'b'], { encoding: 'utf8' }),
        execFileSync('echo', { encoding: 'utf8' }),
        String(execFileSync('pwd', null, { cwd: '/' })),
        String(execSync('echo "$ONE-$NONE"; exit 0', { env })),
        String(execSync('echo $HOME')).trim() === process.env.HOME,
        spawnSync('sh', ['-c', 'exit 3'], undefined).status,
        spawnSync('cat', { input: 'in' }).stdout.toString(),
        code(() => execSync('exit 4', { stdio: 'ignore' })),
        code(() => execFileSync('no-such-program')),
        code(() => spawnSync('x', 'y')),
        code(() => execFileSync('echo', 'a')),
        String(execSync('echo $HOME', { env: 5 })),
      ]));
      createServer().listen(3000);`;
    const app = await runFiles({ 'app.mjs': source }, ['node', 'app.mjs']);
    const wrong = 'ERR_INVALID_ARG_TYPE';
    expect(printed(app, 'RUN')).toEqual(['a b\n', '\n', '/\n', '1-\n', true, 3, 'in', 4, 'ENOENT', wrong, wrong, '\n']);
  });

  it('stays where the app takes out its own environment', async () => {
    const app = await runFiles({
      'app.js': `
        const { Worker, SHARE_ENV } = require('node:worker_threads');
        const { spawn } = require('node:child_process');
        const http = require('node:http');
        const take = () => { delete process.env.NODE_OPTIONS; delete process.env.TEMPERED_BOOT; };
        http.createServer().listen(4000);
        take(); new Worker('./other.js', { argv: ['4001'] });
        take(); new Worker('./other.js', { argv: ['4002'], env: SHARE_ENV });
        take(); new Worker('./other.js', { argv: ['4003'], env: process.env });
        take(); spawn(process.execPath, ['other.js', '4004']);
        take();`,
      'other.js': `require('node:http').createServer().listen(process.argv[2], '0.0.0.0');`,
    });
    await expect.poll(() => app.listeners.length, { timeout: 15_000 }).toBe(5);
    expect(boundAddresses(processesWith(app.folder)).every((address) => LOOPBACK.test(address))).toBe(true);
  });

  it('closes the inspector', async () => {
    const app = await runFiles({ 'app.js': `require('node:http').createServer().listen(3000);` }, [
      'node',
      '--inspect=0.0.0.0:0',
      'app.js',
    ]);
    expect(app.output()).toContain('Debugger listening on ws://0.0.0.0');
    expect(boundAddresses(processesWith(app.folder)).filter((address) => !LOOPBACK.test(address))).toEqual([]);
  });

  it('keeps an inspector that is opened later on loopback', async () => {
    const app = await runFiles({
      'app.js': `
        require('node:inspector').open(0, '0.0.0.0');
        require('node:http').createServer().listen(3000);`,
    });
    expect(app.output()).toContain('Debugger listening on ws://127.0.0.1');
    expect(boundAddresses(processesWith(app.folder)).filter((address) => !LOOPBACK.test(address))).toEqual([]);
  });

  it('binds datagram sockets to loopback', async () => {
    const app = await runFiles({
      'app.js': `
        const dgram = require('node:dgram');
        const four = dgram.createSocket('udp4');
        const six = dgram.createSocket('udp6');
        four.bind(5300, '0.0.0.0', () => six.bind({ port: 5301 }, () => {
          const sender = dgram.createSocket('udp4');
          four.on('message', (text) => {
            console.log('UDP ' + JSON.stringify([four.address().address, six.address().address, String(text)]));
            require('node:http').createServer().listen(3000);
          });
          sender.send('hello', four.address().port, '127.0.0.1');
        }));`,
    });
    expect(printed(app, 'UDP')).toEqual(['127.0.0.1', '::1', 'hello']);
    const addresses = boundAddresses(processesWith(app.folder));
    expect(addresses.length).toBeGreaterThanOrEqual(3);
    expect(addresses.filter((address) => !LOOPBACK.test(address))).toEqual([]);
  });
});

const READ_ALL = `
import fs, { existsSync, promises, readFileSync } from 'node:fs';
import { readFile, access, open, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { loadEnvFile } from 'node:process';
import { createServer } from 'node:http';
const file = process.argv[2];
const code = async (run) => { try { const value = await run(); return value === undefined || value === null ? 'none' : typeof value === 'boolean' ? value : 'read'; } catch (error) { return error.code; } };
const back = (name, ...args) => () => new Promise((resolve, reject) => fs[name](file, ...args, (error, value) => error ? reject(error) : resolve(value ?? true)));
const seen = {
  existsSync: await code(() => existsSync(file)),
  exists: await code(() => promisify(fs.exists)(file)),
  readFileSync: await code(() => readFileSync(file, 'utf8')),
  viaDefault: await code(() => fs.readFileSync(file)),
  url: await code(() => readFileSync(pathToFileURL(file))),
  buffer: await code(() => readFileSync(Buffer.from(file))),
  absolute: await code(() => readFileSync(process.cwd() + '/' + file)),
  roundabout: await code(() => readFileSync('./node_modules/../' + file)),
  openSync: await code(() => fs.openSync(file)),
  statSync: await code(() => fs.statSync(file)),
  statQuiet: await code(() => fs.statSync(file, { throwIfNoEntry: false })),
  lstatSync: await code(() => fs.lstatSync(file)),
  copySync: await code(() => (fs.copyFileSync(file, 'copy'), 'ok')),
  cpSync: await code(() => (fs.cpSync(file, 'copy'), 'ok')),
  linkSync: await code(() => (fs.linkSync(file, 'link'), 'ok')),
  renameSync: await code(() => (fs.renameSync(file, 'copy'), fs.renameSync('copy', file), 'ok')),
  copyFile: await code(async () => (await promises.copyFile(file, 'copy'), 'ok')),
  bytes: await code(() => readFileSync(new Uint8Array(Buffer.from(file)))),
  accessSync: await code(() => (fs.accessSync(file), 'ok')),
  readFile: await code(back('readFile')),
  promisified: await code(() => promisify(fs.readFile)(file)),
  open: await code(back('open', 'r')),
  stat: await code(back('stat')),
  access: await code(back('access')),
  promise: await code(() => readFile(file)),
  promises: await code(() => promises.readFile(file)),
  promiseOpen: await code(() => open(file)),
  promiseStat: await code(() => stat(file)),
  promiseAccess: await code(async () => (await access(file), 'ok')),
  stream: await code(() => new Promise((resolve, reject) => fs.createReadStream(file).on('error', reject).on('data', resolve))),
  process: await code(() => (process.loadEnvFile(file), 'ok')),
  named: await code(() => (loadEnvFile(file), 'ok')),
};
console.log('SEEN ' + JSON.stringify(seen));
createServer().listen(3000);
`;

describe('env files', () => {
  const ABSENT = /^(?:ENOENT|false|none)$/;
  const read = async (name: string, options = {}, files: Record<string, string> = {}): Promise<string[]> => {
    const app = await runFiles(
      { 'app.mjs': READ_ALL, 'node_modules/': '', ...files },
      ['node', 'app.mjs', name],
      options,
    );
    const seen = Object.entries(printed(app, 'SEEN') as Record<string, string | boolean>);
    expect(seen).toHaveLength(32);
    return seen.filter(([, result]) => ABSENT.test(String(result))).map(([way]) => way);
  };

  it('are as if absent, whichever way they are read', async () => {
    expect(await read('.env', {}, { '.env': 'A=1' })).toHaveLength(32);
  });

  it('are left alone when the user has said so', async () => {
    expect(await read('.env', { hideEnvFiles: false }, { '.env': 'A=1' })).toEqual([]);
  });

  it('are seen through symbolic links', async () => {
    const link = `require('node:fs').symlinkSync('.env.production', 'settings.txt');`;
    const app = await runFiles(
      { 'link.cjs': link, '.env.production': 'A=1', 'app.mjs': READ_ALL, 'node_modules/': '' },
      ['node', '--require', './link.cjs', 'app.mjs', 'settings.txt'],
    );
    const seen = Object.values(printed(app, 'SEEN') as Record<string, string | boolean>);
    expect(seen.filter((result) => !ABSENT.test(String(result)))).toEqual([]);
  });

  it('are known by their names, and nothing else is hidden', async () => {
    const hidden = [
      '.env',
      '.env.local',
      '.env.production',
      '.env.development.local',
      'config.env',
      'sub/.env',
      '../.env',
      '.env-production',
      '.env_prod',
      '.env~',
      '.env.bak',
      'env.production',
      'env.prod.local',
      'secrets.env',
      '.env.example.local',
      '.env.default.local',
      '.envrc',
      '.flaskenv',
    ];
    const open = [
      '.env.example',
      '.env.sample',
      '.env.template',
      '.env.dist',
      'app.env.js',
      'environment',
      'env.js',
      '.env.d.ts',
      '.envoy',
      'env.example',
    ];
    const files = Object.fromEntries([...hidden, ...open].map((name) => [`app/${name}`, '// A=1']));
    const app = await runFiles(
      {
        ...files,
        'app/app.js': `
          const fs = require('node:fs');
          const names = ${JSON.stringify([...hidden, ...open])};
          console.log('NAMES ' + JSON.stringify(names.filter((name) => fs.existsSync(name))));
          require('node:http').createServer().listen(3000);`,
      },
      ['sh', '-c', 'cd app && node app.js'],
    );
    expect(printed(app, 'NAMES')).toEqual(open);
    // What the user is told of are the same.
    const told = await hiddenEnvFiles(join(app.folder, 'app'));
    expect(told.sort()).toEqual(hidden.filter((name) => !name.includes('/')).sort());
  });

  it('are taken out again where Node.js itself has read them', async () => {
    const files = {
      '.env': 'SECRET=file\nPORT=3001\nHOST=file',
      'open.env.example': 'OPEN=file',
      'app.js': `
        console.log('ENV ' + JSON.stringify([process.env.SECRET, process.env.OPEN, process.env.HOST].map((value) => value ?? null)));
        require('node:http').createServer().listen(process.env.PORT);`,
    };
    const command = ['sh', '-c', 'node --env-file=.env --env-file open.env.example app.js'];
    const env = { PORT: '3001', HOST: 'given' };
    const hidden = await runFiles(files, command, { env });
    expect(printed(hidden, 'ENV')).toEqual([null, 'file', 'given']);
    expect(hidden.listeners[0]!.wanted).toBe(3001);
    expect(printed(await runFiles(files, command, { env, hideEnvFiles: false }), 'ENV')).toEqual([
      'file',
      'file',
      'given',
    ]);
  });

  const SECRET_FILE = [
    '# a comment',
    'SECRET="file"',
    "export QUOTED='a b c'",
    'DATABASE=postgres://${SECRET}:${NOWHERE:-x}@db',
    'TOKEN=file',
    'KEPT=file',
    'SHELL=/from/file',
  ].join('\n');
  it.each([
    ['a shell', 'set -a; . ./.env; set +a; node app.js'],
    ['a script of the project', 'sh start.sh'],
    ['export', 'export $(grep -v "^#" .env | sed "s/^export //" | xargs); exec node app.js'],
    ['export, quotes and all', 'export $(grep -v "^#" .env | grep -v QUOTED | sed "s/^export //"); node app.js'],
    ['env', 'env $(grep -v "^#" .env | grep -v QUOTED | xargs) npm start'],
  ])('are taken out again where %s has read them', async (_what, command) => {
    const files = {
      'package.json': JSON.stringify({ scripts: { start: 'KEPT=changed node app.js' } }),
      '.env': `${SECRET_FILE}\n`,
      'start.sh': 'set -a\n. ./.env\nnpm start\n',
      'app.js': `
        console.log('ENV ' + JSON.stringify(process.env));
        const child = require('node:child_process').execSync('echo "$SECRET-$TOKEN"', { encoding: 'utf8' });
        console.log('CHILD ' + JSON.stringify(child));
        require('node:http').createServer().listen(process.env.PORT);`,
    };
    const options = { env: { PORT: '3001', TOKEN: 'given', MADE: 'up' } };
    const app = await runFiles(files, ['sh', '-c', command], options);
    const env = printed(app, 'ENV') as Record<string, string>;
    const seen = ['SECRET', 'QUOTED', 'DATABASE'].map((name) => env[name]);
    expect(seen).toEqual([undefined, undefined, undefined]);
    expect(env).toMatchObject({ TOKEN: 'given', MADE: 'up', PORT: '3001' });
    // Not every machine has a SHELL.
    expect(env['SHELL']).toBe(process.env['SHELL']);
    expect(env['KEPT']).toBe(/npm|start\.sh/.test(command) ? 'changed' : undefined);
    expect(printed(app, 'CHILD')).toBe('-given\n');
    const open = await runFiles(files, ['sh', '-c', command], { ...options, hideEnvFiles: false });
    expect(printed(open, 'ENV')).toMatchObject({ TOKEN: 'file', SHELL: '/from/file' });
  });

  it('of a workspace are taken out again as well, and the one that was named is not', async () => {
    const files = {
      '.env': 'OUTER=file',
      'app/.env': 'INNER=file',
      'app/named.env': 'NAMED=file',
      'app/app.js': `
        console.log('ENV ' + JSON.stringify([process.env.OUTER, process.env.INNER, process.env.NAMED].map((value) => value ?? null)));
        require('node:http').createServer().listen(3000);`,
    };
    const folder = await temporaryFolder(files);
    const root = join(folder, 'app');
    const command = ['sh', '-c', 'set -a; . ../.env; . ./.env; . ./named.env; node app.js'];
    const outcome = await bootFolder(root, command, { envFile: join(root, 'named.env') });
    expect(printed(up(outcome), 'ENV')).toEqual([null, null, 'file']);
  });

  it('say why they are not there, to whoever insists', async () => {
    const { outcome } = await bootFiles({ '.env': 'A=1', 'app.js': `require('node:fs').readFileSync('.env')` });
    const { problem } = down(outcome);
    expect(problem.hint).toContain('--env-file');
  });
});
