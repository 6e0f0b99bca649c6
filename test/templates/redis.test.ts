import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { ask } from '../support/http';
import { freshAddress } from '../support/probes';
import { freePort, Redis } from '../support/redis';
import { install, makeApp, type FormName, type Installation } from './workshop';

const everything = Boolean(process.env['TEMPERED_TEST_ALL']);
const secrets = { DATABASE_URL: 'postgres://localhost/shop', JWT_SECRET: '5f0c2d3e8a414c579d2b0a6f3c1e7b90aa' };
const data = { 'rate-limit': { store: 'redis' } };
const plan: { express: 4 | 5; form: FormName }[] = everything
  ? [
      { express: 4, form: 'js-cjs' },
      { express: 5, form: 'ts-esm' },
    ]
  : [{ express: 5, form: 'js-esm' }];

describe.each(plan)('limits counted in Redis, on Express $express as $form', ({ express, form }) => {
  let installation: Installation;
  let made: { cwd: string; entry: string };
  const running: Running[] = [];

  beforeAll(async () => {
    installation = await install(express);
    made = await makeApp(installation, 'redis', { form, data });
  }, 120_000);
  afterAll(async () => {
    await Promise.all(running.map((app) => app.stop()));
    await installation.remove();
  });

  const start = async (env: Record<string, string> = {}): Promise<Running> => {
    const app = await boot(made.entry, { cwd: made.cwd, env: { ...secrets, ...env } });
    running.push(app);
    return app;
  };

  let account = 0;
  /** Failed logins of a new account, at the apps in turn: how many were let through before the first refusal. */
  const letThrough = async (apps: Running[]): Promise<number> => {
    const from = freshAddress();
    const body = { email: `user${account++}@x.example`, password: 'wrong' };
    for (let count = 0; count < 20; count++) {
      const app = apps[count % apps.length]!;
      const began = Date.now();
      const { status } = await ask(app.port, { method: 'POST', path: '/auth/login', body, from });
      expect(Date.now() - began).toBeLessThan(2_000);
      if (status === 429) return count;
      expect(status).toBe(401);
    }
    return 20;
  };

  it('are counted in memory, with one warning, until REDIS_URL is set', async () => {
    const app = await start();
    expect(await letThrough([app])).toBe(5);
    expect(await letThrough([app])).toBe(5);
    expect(app.output().match(/REDIS_URL/g)).toHaveLength(1);
  });

  it('hold in each process while Redis has never been there', async () => {
    const app = await start({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    expect(await letThrough([app])).toBe(5);
    expect(app.output().match(/Redis is away/g)).toHaveLength(1);
  });

  it('need no connection for the module to be imported, and let the process end', async () => {
    const probe = path.join(made.cwd, 'import.mjs');
    const built = path.join(path.dirname(made.entry), 'security', 'rate-limit.js');
    await writeFile(probe, `await import(${JSON.stringify(built)}); console.log('imported');`);
    const env = { PATH: process.env['PATH'], REDIS_URL: `redis://127.0.0.1:${await freePort()}` };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [probe], { env, timeout: 5_000 });
    expect(stdout).toBe('imported\n');
    expect(stderr).toBe('');
  });

  if (!everything) return;

  it('hold across processes, and while Redis stops and starts again', async () => {
    const redis = await Redis.start();
    try {
      const apps = [await start({ REDIS_URL: redis.url }), await start({ REDIS_URL: redis.url })];
      expect(await letThrough(apps)).toBe(5);
      await redis.stop();
      // Each process counts by itself.
      expect(await letThrough([apps[0]!])).toBe(5);
      expect(await letThrough([apps[1]!])).toBe(5);
      await redis.start();
      await expect.poll(() => letThrough(apps), { timeout: 10_000, interval: 500 }).toBe(5);
      redis.hang();
      expect(await letThrough([apps[0]!])).toBe(5);
      redis.resume();
      await expect.poll(() => letThrough(apps), { timeout: 10_000, interval: 500 }).toBe(5);
      expect(await letThrough(apps)).toBe(5);
      for (const app of apps) expect(app.alive()).toBe(true);
    } finally {
      await redis.stop();
    }
  }, 60_000);
});
