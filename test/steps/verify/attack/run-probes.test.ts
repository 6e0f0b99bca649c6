import { setTimeout as wait } from 'node:timers/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, AppUnderTest } from '../../../../src/steps/verify/attack/app-under-test';
import type { Running } from '../../../../src/steps/verify/boot/boot';
import { Clients } from '../../../../src/steps/verify/attack/clients';
import { type Campaign, runProbes } from '../../../../src/steps/verify/attack/run-probes';
import type { Ending, HttpProbe, Probe, ProbeTarget, StartProbe, WorkflowProbe } from '../../../../src/types/proof';

const started: Running[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.stop()));
});

/** An app in this process that ends as a process would: `request.url === '/die'` ends it. */
async function startApp(listener: RequestListener = (_request, response) => response.end('ok')): Promise<App> {
  let output = '';
  let alive = true;
  const end = (): void => {
    alive = false;
    server.close();
    server.closeAllConnections();
  };
  const server = createServer((request, response) => {
    output += `${request.method} ${request.url}\n`;
    if (request.url === '/die') end();
    else listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ended = new Promise<Ending>((resolve) =>
    server.once('close', () => resolve({ code: 0, listened: true, output, elapsed: 0 })),
  );
  const running: Running = {
    escaped: [],
    listeners: [],
    alive: () => alive,
    output: () => output,
    signal: () => server.close(end),
    ended,
    stop: async () => {
      if (alive) end();
    },
  };
  started.push(running);
  return { origin: { port, tls: false }, running };
}

const underTest = (app: App, start: () => Promise<App>): AppUnderTest =>
  Object.assign(new AppUnderTest(app, start, new Clients(false, null)), { home: '/' });

const target = { home: '/', looked: [] } as unknown as ProbeTarget;

async function campaign(
  probes: Probe[],
  changes: Partial<Campaign> & { start?: () => Promise<App> } = {},
): Promise<Campaign> {
  const { start = startApp, ...others } = changes;
  const never = (): never => {
    throw new Error('nothing of that kind is here');
  };
  const app = underTest(await start(), start);
  return { probes, target, app, allowWrites: false, startWithout: never, runWorkflow: never, ...others };
}

const meta = { attack: '', proves: '', cwe: '', reference: '' };
const http = (id: string, risk: HttpProbe['risk'], path: string, changes: Partial<HttpProbe> = {}): Probe => ({
  ...meta,
  kind: 'http',
  id,
  risk,
  requests: () => [{ path }],
  judge: ({ answers, alive }) => ({
    ok: alive && answers.every(({ status }) => status === 200),
    evidence: `${answers.map(({ status }) => status).join(' ')}${alive ? '' : ', dead'}`,
  }),
  ...changes,
});

describe('running probes', () => {
  it('gives one result each, in the order of the registry', async () => {
    const start: Probe = {
      ...meta,
      kind: 'start',
      id: 'a/start',
      without: () => ['SECRET'],
      judge: ({ code }) => ({ ok: code === 1, evidence: `code ${code}` }),
    };
    const workflow: Probe = {
      ...meta,
      kind: 'workflow',
      id: 'a/workflow',
      registry: 'dead',
      script: () => Promise.resolve('exit 3'),
      judge: ({ code }) => ({ ok: code === 3, evidence: `code ${code}` }),
    };
    const probes = [
      http('a/fatal', 'fatal', '/'),
      workflow,
      http('a/safe', 'safe', '/'),
      start,
      http('a/flood', 'flood', '/'),
      http('a/none', 'safe', '/', { requests: () => ({ skip: 'no such route' }) }),
      http('a/unsure', 'safe', '/', { judge: () => ({ skip: 'the answer says nothing' }) }),
    ];
    const seen: unknown[] = [];
    const ending = { listened: false, output: '', elapsed: 1 };
    const results = await runProbes(
      await campaign(probes, {
        startWithout: async (names: Parameters<StartProbe['without']>[0] | string[]) => {
          seen.push(names);
          return { code: 1, ...ending };
        },
        runWorkflow: async (script: string, registry: WorkflowProbe['registry']) => {
          seen.push(script, registry);
          return { code: 3, ...ending };
        },
      }),
    );
    expect(results).toEqual([
      { id: 'a/fatal', status: 'passed', evidence: '200' },
      { id: 'a/workflow', status: 'passed', evidence: 'code 3' },
      { id: 'a/safe', status: 'passed', evidence: '200' },
      { id: 'a/start', status: 'passed', evidence: 'code 1' },
      { id: 'a/flood', status: 'passed', evidence: '200' },
      { id: 'a/none', status: 'skipped', evidence: 'no such route' },
      { id: 'a/unsure', status: 'skipped', evidence: 'the answer says nothing' },
    ]);
    expect(seen).toEqual([['SECRET'], 'exit 3', 'dead']);
  });

  it('starts the app again after each attack that ends it', async () => {
    const probes = [http('a/1', 'fatal', '/die'), http('a/2', 'fatal', '/die'), http('a/3', 'fatal', '/')];
    const results = await runProbes(await campaign(probes));
    expect(results.map(({ evidence }) => evidence)).toEqual(['0, dead', '0, dead', '200']);
  });

  it('takes an app that hangs for dead', async () => {
    let hung = false;
    const hangs = await startApp((_request, response) => void (hung || response.end()));
    const app = underTest(hangs, startApp);
    expect(await app.isAlive()).toBe(true);
    hung = true;
    expect(await app.isAlive()).toBe(false);
    expect(await app.revive()).not.toBe(hangs);
    expect(hangs.running?.alive()).toBe(false);
    expect(await app.isAlive()).toBe(true);
  });

  it('holds the end of the app against the attack that brought it about, whatever the probe makes of it', async () => {
    const blind = { judge: () => ({ ok: true, evidence: 'no answer, refused' }) } as Partial<HttpProbe>;
    const sure = { judge: ({ alive }) => (alive ? { skip: '' } : { skip: 'not my doing' }) } as Partial<HttpProbe>;
    const probes = [
      http('a/blind', 'fatal', '/die', blind),
      http('a/flood', 'flood', '/die', blind),
      http('a/sure', 'fatal', '/die', sure),
      http('a/harmless', 'fatal', '/', blind),
    ];
    expect(await runProbes(await campaign(probes))).toEqual([
      { id: 'a/blind', status: 'failed', evidence: 'the app ended' },
      { id: 'a/flood', status: 'failed', evidence: 'the app ended' },
      { id: 'a/sure', status: 'skipped', evidence: 'not my doing' },
      { id: 'a/harmless', status: 'passed', evidence: 'no answer, refused' },
    ]);
  });

  it('finds out which of the attacks that were sent together ends the app', async () => {
    const probes = ['/', '/die', '/a', '/b', '/c', '/d'].map((path) => http(path, 'safe', path));
    const results = await runProbes(await campaign(probes));
    expect(results.map(({ evidence }) => evidence)).toEqual(['200', '0, dead', '200', '200', '200', '200']);
  });

  it('lets slow probes wait beside the others, and again where the app was ended under them', async () => {
    let started = 0;
    const slow = http('a/slow', 'slow', '/', {
      requests: () => [{ path: '/', slowly: 1500 }],
      judge: ({ answers }) => ({ ok: true, evidence: answers[0]!.text }),
    });
    const start = (): Promise<App> => {
      started += 1;
      return startApp();
    };
    const probes = [slow, http('a/safe', 'safe', '/die'), http('a/fatal', 'fatal', '/')];
    const said: string[] = [];
    const results = await runProbes(await campaign(probes, { start, say: (text) => said.push(text) }));
    expect(said).toEqual(['  Waiting up to 25 s for the slow client …', '  1 that may end the app …']);
    expect(results[0]?.evidence).toBe('the connection was still open');
    // With the campaign, for each of two tries of the attack, and for the slow one.
    expect(started).toBe(4);
  });

  it('holds the end of the app against no attack that another one reaches into', async () => {
    let asked = 0;
    const listener: RequestListener = (request, response) => {
      if (request.url === '/later' && asked++ === 0)
        setTimeout(() => void fetch(`http://${request.headers.host}/die`).catch(() => undefined), 300);
      response.end();
    };
    const many = (): { path: string; times: number }[] => [{ path: '/', times: 3000 }];
    const probes = [
      http('a/later', 'flood', '/later'),
      http('a/next', 'flood', '/', { requests: many, judge: ({ alive }) => ({ ok: alive, evidence: '' }) }),
    ];
    const results = await runProbes(await campaign(probes, { start: () => startApp(listener) }));
    expect(results.map(({ status }) => status)).toEqual(['passed', 'passed']);
  });

  it('asks a route that hangs no more, and says so', async () => {
    const asked: string[] = [];
    const listener: RequestListener = (request, response) => {
      asked.push(request.url!);
      // As a database library without its database: a body that is no JSON never gets there.
      if (request.url !== '/login' || request.headers['content-type'] === 'text/plain') response.writeHead(400).end();
    };
    const login = { method: 'POST', path: '/login' };
    const ok = { judge: () => ({ ok: true, evidence: 'no answer, refused' }) } as Partial<HttpProbe>;
    const guess = (id: string, risk: HttpProbe['risk']): Probe =>
      http(id, risk, '/login', { ...ok, requests: () => [{ ...login, times: 30 }, login, login] });
    const stop: Probe = {
      ...meta,
      kind: 'stop',
      id: 'a/stop',
      request: () => login,
      judge: () => ({ ok: false, evidence: 'cut off' }),
    };
    const plain = { ...login, headers: { 'content-type': 'text/plain' } };
    const probes = [
      http('a/refused', 'safe', '/login', { ...ok, requests: () => [plain] }),
      http('a/once', 'safe', '/login', { ...ok, requests: () => [login] }),
      ...['a/1', 'a/2', 'a/3'].map((id) => guess(id, 'safe')),
      ...['a/4', 'a/5'].map((id) => guess(id, 'flood')),
      http('a/other', 'fatal', '/', ok),
      stop,
    ];
    const said: string[] = [];
    const began = Date.now();
    const results = await runProbes(
      await campaign(probes, { start: () => startApp(listener), say: (text) => said.push(text) }),
    );
    const evidence = 'POST /login does not answer within 5 s (is its database there?)';
    expect(results.filter(({ status }) => status === 'skipped').map((result) => result.evidence)).toEqual(
      Array(7).fill(evidence),
    );
    expect(results.filter(({ status }) => status === 'passed').map(({ id }) => id)).toEqual(['a/refused', 'a/other']);
    expect(asked.filter((url) => url === '/login').length).toBeLessThan(10);
    expect(Date.now() - began).toBeLessThan(12_000);
    expect(said).toEqual(['  2 with many requests …', '  1 that may end the app …']);
  }, 20_000);

  it('holds silence against a route that answers others', async () => {
    let asked = 0;
    const listener: RequestListener = (request, response) => {
      asked += 1;
      if (!request.url?.includes('odd')) response.end();
    };
    const judge: HttpProbe['judge'] = ({ answers }) => {
      const silent = answers.filter(({ status }) => status === 0);
      return { ok: silent.length === 0, evidence: `${silent.length} of ${answers.length}` };
    };
    const requests = (): { path: string }[] => ['/', '/?odd=1', '/?odd=2', '/?odd=3'].map((path) => ({ path }));
    const probes = [http('a/odd', 'fatal', '/', { judge, requests })];
    expect(await runProbes(await campaign(probes, { start: () => startApp(listener) }))).toEqual([
      { id: 'a/odd', status: 'failed', evidence: '3 of 4' },
    ]);
    // The fourth is not sent; afterwards it is asked whether it is alive.
    expect(asked).toBe(4);
  }, 30_000);

  it('shows each probe what the app wrote meanwhile, and nothing of before', async () => {
    const log = { judge: ({ log }) => ({ ok: true, evidence: log ?? 'none' }) } as Partial<HttpProbe>;
    const results = await runProbes(
      await campaign([http('a/1', 'flood', '/one', log), http('a/2', 'fatal', '/two', log)]),
    );
    expect(results[0]?.evidence).toContain('GET /one');
    expect(results[1]?.evidence).toContain('GET /two');
    expect(results[1]?.evidence).not.toContain('/one');
  });

  it('sends what is written only where that is allowed', async () => {
    const probes = [http('a/write', 'write', '/')];
    expect(await runProbes(await campaign(probes))).toMatchObject([
      { status: 'skipped', evidence: 'needs --allow-writes' },
    ]);
    expect(await runProbes(await campaign(probes, { allowWrites: true }))).toMatchObject([{ status: 'passed' }]);
  });

  it('skips what is left where the app does not start again', async () => {
    let first = true;
    const start = async (): Promise<App> => {
      if (!first) return null as unknown as App;
      first = false;
      return startApp();
    };
    const results = await runProbes(
      await campaign([http('a/1', 'fatal', '/die'), http('a/2', 'fatal', '/')], { start }),
    );
    expect(results[1]).toEqual({
      id: 'a/2',
      status: 'skipped',
      evidence: 'the app did not start again after another attack ended it',
    });
  });

  it('names a probe that is broken, once everything else has come to its end', async () => {
    let ended = false;
    const broken = http('a/broken', 'safe', '/', {
      judge: () => {
        throw new TypeError('oops');
      },
    });
    const start: Probe = {
      ...meta,
      kind: 'start',
      id: 'a/s',
      without: () => [],
      judge: () => ({ ok: true, evidence: '' }),
    };
    const running = runProbes(
      await campaign([broken, start], {
        startWithout: async () => {
          await wait(300);
          ended = true;
          return { skip: '' };
        },
      }),
    );
    await expect(running).rejects.toThrow('The probe a/broken is broken: TypeError: oops');
    expect(ended).toBe(true);
  });

  it('names a slow probe that is broken, when the others are done', async () => {
    const requests = (): never => {
      throw new TypeError('oops');
    };
    let judged = false;
    const judge: HttpProbe['judge'] = () => {
      judged = true;
      return { ok: true, evidence: '' };
    };
    const probes = [http('a/slow', 'slow', '/', { requests }), http('a/flood', 'flood', '/', { judge })];
    await expect(runProbes(await campaign(probes))).rejects.toThrow('The probe a/slow is broken: TypeError: oops');
    expect(judged).toBe(true);
  });

  it('ends at once where it is interrupted, slow probes included', async () => {
    const interruption = new AbortController();
    const slow = http('a/slow', 'slow', '/', { requests: () => [{ path: '/', slowly: 20_000 }] });
    const flood = http('a/flood', 'flood', '/', { requests: () => [{ path: '/', times: 1_000_000 }] });
    const probes = await campaign([slow, flood]);
    const { current, clients } = probes.app;
    const app = new AppUnderTest(current, async () => null, clients, interruption.signal);
    const began = Date.now();
    const running = runProbes({ ...probes, app });
    setTimeout(() => interruption.abort(new Error('interrupted')), 300);
    await expect(running).rejects.toThrow('interrupted');
    expect(Date.now() - began).toBeLessThan(3000);
  });

  it('ends with the probe that stops the app', async () => {
    const slowly: RequestListener = (request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => response.end(body));
    };
    const stop: Probe = {
      ...meta,
      kind: 'stop',
      id: 'a/stop',
      request: () => ({ method: 'POST', path: '/', body: 'first half, second half' }),
      judge: ({ answer, ending }) => ({ ok: ending.code === 0, evidence: `${answer.status} ${answer.text}` }),
    };
    const results = await runProbes(
      await campaign([stop, http('a/1', 'fatal', '/')], { start: () => startApp(slowly) }),
    );
    expect(results).toEqual([
      { id: 'a/stop', status: 'passed', evidence: '200 first half, second half' },
      { id: 'a/1', status: 'passed', evidence: '200' },
    ]);
  });
});
