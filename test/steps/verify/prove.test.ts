import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { readProject } from '../../../src/project/model';
import { prove, type ProveOptions, type Proven } from '../../../src/steps/verify/prove';
import { stopAll } from '../../../src/steps/verify/boot/processes';
import type { Project } from '../../../src/types';
import type { HttpProbe, Probe } from '../../../src/types/proof';
import { readFolder, temporaryFolder } from '../../temporary';
import { processesWith } from './boot/booting';
import { serve } from './server';

const SERVER = `
const { createServer } = require('node:http');
if (!process.env.JWT_SECRET) { console.error('JWT_SECRET is not set'); process.exit(1); }
const server = createServer((request, response) => {
  if (request.url === '/die') setTimeout(() => { throw new Error('died of it'); });
  else if (request.url === '/') response.setHeader('Content-Type', 'text/html').end(request.headers.host);
  else request.resume().on('end', () => response.writeHead(404).end('nothing'));
});
server.listen(process.env.PORT || 3000, () => console.log('listening'));
process.once('SIGTERM', () => server.close(() => process.exit(0)));
`;

const files = (server = SERVER, scripts: object = { start: 'node server.js' }): Record<string, string> => ({
  'package.json': JSON.stringify({ name: 'app', scripts }),
  'server.js': server,
  '.env.example': 'JWT_SECRET=change-me\n',
});

const meta = { attack: '', proves: '', cwe: '', reference: '' };
const broken = (): never => {
  throw new TypeError('oops');
};
const get = (id: string, risk: HttpProbe['risk'], path: string): Probe => ({
  ...meta,
  kind: 'http',
  id,
  risk,
  requests: () => [{ path }],
  judge: ({ answers: [answer], alive, log }) => ({
    ok: alive,
    evidence: `${answer!.status} ${answer!.text}${log?.includes('died of it') ? ', died' : ''}`,
  }),
});
const start: Probe = {
  ...meta,
  kind: 'start',
  id: 'a/start',
  without: () => ['JWT_SECRET'],
  judge: ({ code, output }) => ({ ok: code === 1, evidence: output.trim() }),
};
const stop: Probe = {
  ...meta,
  kind: 'stop',
  id: 'a/stop',
  request: () => ({ method: 'POST', path: '/x', body: 'one two' }),
  judge: ({ answer, ending }) => ({ ok: ending.code === 0, evidence: `${answer.status}, code ${ending.code}` }),
};
const workflow: Probe = {
  ...meta,
  kind: 'workflow',
  id: 'a/workflow',
  registry: 'clean',
  script: () => Promise.resolve({ skip: 'the project has no such workflow' }),
  judge: () => ({ ok: true, evidence: '' }),
};
const home: Probe = {
  ...meta,
  kind: 'http',
  id: 'a/home',
  risk: 'safe',
  requests: (target) => [{ path: target.home }],
  judge: ({ answers: [answer] }) => ({ ok: true, evidence: answer!.request.path }),
};
const all = [stop, get('a/fatal', 'fatal', '/die'), start, get('a/safe', 'safe', '/'), workflow];

const projectIn = (directory: string): Promise<Project> =>
  readProject({ directory, withoutApp: 'any', readRecord: async () => null });

async function proveIn(folder: string, changes: Partial<ProveOptions> = {}): Promise<Proven> {
  const project = await projectIn(folder);
  return prove({ project, probes: all, timeout: 10_000, mayBuild: async () => false, ...changes });
}

describe('proving an app', () => {
  it('does not start an app again that opens itself to other machines, and says so', async () => {
    const open = `'import socket,time\\ns=socket.socket()\\ns.bind(("0.0.0.0",0))\\ns.listen()\\ntime.sleep(60)'`;
    const server = SERVER.replace(
      `if (request.url === '/die')`,
      `if (request.url === '/open') require('node:child_process').execFile('python3', ['-c', ${open}], () => response.end());
  else if (request.url === '/die')`,
    );
    const folder = await temporaryFolder(files(server));
    const probes = [get('a/open', 'safe', '/open'), get('a/next', 'safe', '/next')];
    const { proof } = await proveIn(folder, { probes });
    expect(proof.problem?.reason).toMatch(/^The app opened port \d+ to the network past Node\.js, and was ended\.$/);
    expect(proof.results[1]).toMatchObject({ status: 'skipped' });
    expect(processesWith(folder)).toEqual([]);
  });

  it('starts it, looks at it, attacks it, and leaves no process and no file behind', async () => {
    const folder = await temporaryFolder(files());
    const before = await readFolder(folder);
    const { proof, looked } = await proveIn(folder, { looks: 2 });
    expect(proof.results).toEqual([
      { id: 'a/stop', status: 'passed', evidence: '404, code 0' },
      { id: 'a/fatal', status: 'failed', evidence: '0 ECONNRESET, died' },
      { id: 'a/start', status: 'passed', evidence: 'JWT_SECRET is not set' },
      { id: 'a/safe', status: 'passed', evidence: '200 app.example.com' },
      { id: 'a/workflow', status: 'skipped', evidence: 'the project has no such workflow' },
    ]);
    expect(proof).toMatchObject({ app: 'node server.js', problem: null });
    expect(proof.elapsed.start).toBeGreaterThan(0);
    expect(proof.elapsed.probes).toBeLessThan(5000);
    expect(looked.map((answers) => answers.map(({ request, status }) => `${request.path} ${status}`))).toEqual(
      Array(2).fill(['/ 200', '/tempered-looks-for-nothing 404']),
    );
    expect(processesWith(folder)).toEqual([]);
    expect(await readFolder(folder)).toEqual(before);
  });

  it('looks at the paths that it is told', async () => {
    const { looked } = await proveIn(await temporaryFolder(files()), { probes: [], paths: ['/one', '/two'] });
    expect(looked.map((answers) => answers.map(({ request }) => request.path))).toEqual([['/one', '/two']]);
  });

  it('starts it again where it does not even survive being looked at', async () => {
    const folder = await temporaryFolder(files());
    const paths = ['/', '/die', '/other'];
    const { proof, looked } = await proveIn(folder, { probes: [get('a/safe', 'safe', '/')], paths, looks: 2 });
    expect(looked.map((answers) => answers.map(({ status }) => status))).toEqual(Array(2).fill([200, 0, 404]));
    expect(proof.results).toMatchObject([{ status: 'passed' }]);
    expect(processesWith(folder)).toEqual([]);
  });

  it('says why an app does not start, and runs what needs none', async () => {
    const folder = await temporaryFolder(files(`console.error('no database'); process.exit(7);`));
    const { proof, looked } = await proveIn(folder);
    expect(proof.problem).toMatchObject({
      reason: 'The app ended with code 7 before it listened.',
      log: ['no database'],
    });
    expect(looked).toEqual([]);
    const [stopped, fatal, started, safe, flow] = proof.results;
    for (const result of [stopped, fatal, safe])
      expect(result).toMatchObject({ status: 'skipped', evidence: 'the app did not start' });
    // It does not say what is missing, but does not start with everything, either.
    expect(started).toMatchObject({ status: 'skipped', evidence: 'the app did not start' });
    expect(flow).toMatchObject({ status: 'skipped', evidence: 'the project has no such workflow' });
    expect(processesWith(folder)).toEqual([]);
  });

  it('looks for a page under the usual prefixes where none of the known ones answers', async () => {
    const api = SERVER.replace("request.url === '/'", "request.url === '/api/v1'");
    const { proof, looked } = await proveIn(await temporaryFolder(files(api)), { probes: [home], looks: 2 });
    expect(looked.map((answers) => answers.map(({ request, status }) => `${request.path} ${status}`))).toEqual(
      Array(2).fill(['/ 404', '/tempered-looks-for-nothing 404', '/api/v1 200']),
    );
    expect(proof.results).toMatchObject([{ evidence: '/api/v1' }]);
    expect(proof.notes.filter((note) => note.includes('page'))).toEqual([]);
  });

  it('says that it knows no page', async () => {
    const nothing = SERVER.replace("request.url === '/'", 'false');
    const { proof, looked } = await proveIn(await temporaryFolder(files(nothing)), { probes: [home] });
    expect(looked).toMatchObject([[{ request: { path: '/' } }, { request: { path: '/tempered-looks-for-nothing' } }]]);
    expect(proof.results).toMatchObject([{ evidence: '/' }]);
    expect(proof.notes).toContain(
      'No page of the app is known: what is said of its answers is said of its error pages.',
    );
  });

  it('attacks the app, and not the server for its figures beside it, each time it starts', async () => {
    const figures = "createServer((request, response) => response.end('figures')).listen(9464);";
    const late = SERVER.replace('server.listen', `${figures}\nsetTimeout(() => server.listen`).replace(
      "console.log('listening'));",
      "console.log('listening')), 1200);",
    );
    for (const server of [late, late.replace('process.env.PORT || 3000', '3000')]) {
      const folder = await temporaryFolder(files(server));
      const { proof } = await proveIn(folder, { probes: [get('a/fatal', 'fatal', '/die'), get('a/1', 'fatal', '/')] });
      expect(proof.results.map(({ evidence }) => evidence)).toEqual(['0 ECONNRESET, died', '200 app.example.com']);
    }
  });

  it('neither asks routes for ever that wait for a database, nor aims at them', async () => {
    const waits = `
      const app = require('express')();
      app.get('/', (request, response) => response.json({}));
      app.get('/users', (request, response) => setTimeout(() => response.status(500).end(), 10_000));
      app.listen(process.env.PORT);`;
    const express = `module.exports = () => {
      const routes = {};
      const app = { get: (path, handler) => (routes[path] = handler) };
      app.listen = (port) => require('http').createServer((request, response) => {
        response.json = (value) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
        response.status = (code) => Object.assign(response, { statusCode: code });
        (routes[request.url] ?? (() => response.writeHead(404).end()))(request, response);
      }).listen(port);
      return app;
    };`;
    const folder = await temporaryFolder({
      ...files(waits),
      'package.json': JSON.stringify({
        name: 'app',
        scripts: { start: 'node server.js' },
        dependencies: { express: '5' },
      }),
      'node_modules/express/index.js': express,
    });
    const aims: Probe = {
      ...get('a/aims', 'safe', '/'),
      kind: 'http',
      risk: 'safe',
      requests: ({ routes }) => ({ skip: routes.map(({ path }) => path).join() }),
      judge: broken,
    };
    const { proof, looked } = await proveIn(folder, { probes: [aims] });
    expect(looked[0]!.map(({ request, status }) => `${request.path} ${status}`)).toContain('/users 0');
    expect(proof.results).toMatchObject([{ evidence: '/' }]);
    expect(proof.notes).toContain('Without an answer within 5 s: GET /users. Is the database there?');
    expect(proof.elapsed.probes).toBeLessThan(9000);
  }, 30_000);

  it('stops the app where a probe is broken', async () => {
    const folder = await temporaryFolder(files());
    const probes = [{ ...start, judge: broken }, get('a/safe', 'safe', '/')];
    await expect(proveIn(folder, { probes })).rejects.toThrow('The probe a/start is broken: TypeError: oops');
    expect(processesWith(folder)).toEqual([]);
  });

  it('starts nothing more once it is interrupted', async () => {
    const folder = await temporaryFolder(files());
    const interruption = new AbortController();
    const interrupt = {
      ...get('a/1', 'fatal', '/'),
      requests: () => {
        interruption.abort(new Error('interrupted'));
        void stopAll();
        return [{ path: '/' }];
      },
    } as Probe;
    const proving = proveIn(folder, { probes: [interrupt, get('a/2', 'fatal', '/')], signal: interruption.signal });
    await expect(proving).rejects.toThrow('interrupted');
    expect(processesWith(folder)).toEqual([]);
  });

  it('says that env files were hidden', async () => {
    const folder = await temporaryFolder({ ...files(), '.env': 'A=1\n' });
    const { proof } = await proveIn(folder, { probes: [] });
    expect(proof.notes).toContain('The app did not get to see .env; --env-file names a file that it may.');
  });
});

const lockfile = { name: 'app', lockfileVersion: 3, packages: {} };
const audited = {
  ...files(),
  'package-lock.json': JSON.stringify(lockfile),
  '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: npm test\n',
  '.github/workflows/audit.yml': 'jobs:\n  a:\n    steps:\n      - run: npm audit # high\n',
};
const audits = ['a/one', 'a/two'].map((id): Probe => ({
  ...meta,
  kind: 'workflow',
  id,
  registry: 'clean',
  script: () => Promise.resolve('npm audit # high'),
  judge: ({ code }) => ({ ok: code === 0, evidence: `exit ${code}` }),
}));

describe('a step of a workflow', () => {
  it('is announced with its file, once', async () => {
    const heard: string[] = [];
    const folder = await temporaryFolder(audited);
    const { proof } = await proveIn(folder, { probes: audits, say: (text) => heard.push(text) });
    expect(proof.results).toEqual(audits.map(({ id }) => ({ id, status: 'passed', evidence: 'exit 0' })));
    expect(heard.filter((text) => text.includes('audit step'))).toEqual([
      'Running the audit step of .github/workflows/audit.yml',
    ]);
  });
});

describe('proving an app that already runs', () => {
  let child: ChildProcess | undefined;
  afterEach(async () => {
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('attacks it at its address, under its own name, and neither starts nor stops it', async () => {
    const port = await serve((request, response) => response.end(request.headers.host));
    const folder = await temporaryFolder(files());
    const { proof } = await proveIn(folder, { url: `http://localhost:${port}` });
    expect(proof.results).toEqual([
      { id: 'a/stop', status: 'skipped', evidence: 'an app that somebody else started is not stopped' },
      { id: 'a/fatal', status: 'passed', evidence: `200 localhost:${port}` },
      { id: 'a/start', status: 'skipped', evidence: 'an app that somebody else started is not started' },
      { id: 'a/safe', status: 'passed', evidence: `200 localhost:${port}` },
      { id: 'a/workflow', status: 'skipped', evidence: 'the project has no such workflow' },
    ]);
    expect(proof).toMatchObject({ app: `http://localhost:${port}`, problem: null, elapsed: { start: 0 } });
  });

  it('runs nothing of the project', async () => {
    const port = await serve((_request, response) => response.end('x'));
    const folder = await temporaryFolder(audited);
    const heard: string[] = [];
    const changes = { url: `http://127.0.0.1:${port}`, probes: audits, say: (text: string) => heard.push(text) };
    const { proof } = await proveIn(folder, changes);
    const evidence = 'an app that somebody else runs: nothing of the project is run';
    expect(proof.results).toEqual(audits.map(({ id }) => ({ id, status: 'skipped', evidence })));
    expect(heard.join()).not.toContain('audit step');
  });

  it('reports what is left where an attack ends it', async () => {
    const folder = await temporaryFolder(files());
    child = spawn(
      process.execPath,
      [
        '-e',
        SERVER.replace('process.env.PORT || 3000', '0, "127.0.0.1"').replace("'listening'", 'server.address().port'),
      ],
      {
        env: { JWT_SECRET: 'x' },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    const { proof } = await proveIn(folder, {
      url: `http://127.0.0.1:${Number(line)}`,
      probes: [get('a/1', 'fatal', '/die'), get('a/2', 'fatal', '/')],
    });
    expect(proof.results.map(({ status, evidence }) => `${status}: ${evidence}`)).toEqual([
      'failed: 0 ECONNRESET',
      'skipped: the app did not start again after another attack ended it',
    ]);
  });

  it('says that nothing answers', async () => {
    const port = await serve(() => undefined);
    const folder = await temporaryFolder(files());
    const nobody = `http://127.0.0.1:${port === 1 ? 2 : 1}`;
    await expect(proveIn(folder, { url: nobody })).rejects.toThrow(`Nothing answers at ${nobody} (ECONNREFUSED).`);
  });
});
