import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { ask } from '../support/http';
import { freshAddress } from '../support/probes';
import { Redis } from '../support/redis';
import { tempered } from '../support/tempered';
import { compile, forms, installFor, type Installation } from '../templates/workshop';
import { plainApps } from './plain/all';
import { makeProject } from './project';

const cases = plainApps.flatMap((app) =>
  app.majors.map((major) => ({ app, title: app.title ?? app.framework, major })),
);

/** How two instances of a hardened app answer failed logins of one account, while Redis comes and goes. */
describe.each(cases)('limits in Redis, for two instances of a hardened app on $title $major', ({ app, major }) => {
  let installation: Installation;
  let redis: Redis;
  let instances: Running[];
  const address = freshAddress();

  beforeAll(async () => {
    installation = await installFor(app.framework, major);
    redis = await Redis.start();
    const form = app.forms.includes('js-esm') ? 'js-esm' : app.forms[0]!;
    const cwd = await makeProject(installation, 'redis', form, app);
    const answers = ['rate-limit.store=redis', 'rate-limit.authLimit=4'].flatMap((answer) => ['--set', answer]);
    const { code, stderr } = await tempered(['--yes', '--no-install', '--no-verify', ...answers], cwd);
    expect(code, stderr).toBe(0);
    const { options } = forms[form];
    if (options) await compile(cwd, { ...options, ...app.compilerOptions });
    const entry = path.join(cwd, options ? 'dist/server.js' : 'src/server.js');
    const env = { JWT_SECRET: '5f0c2d3e8a414c579d2b0a6f3c1e7b90aa', REDIS_URL: redis.url };
    const start = (): Promise<Running> => boot(entry, { cwd, env });
    instances = [await start(), await start()];
  }, 120_000);
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await redis.stop();
    await installation.remove();
  });

  const login = async (instance: number, email: string): Promise<number> => {
    const body = { email, password: 'wrong' };
    return (await ask(instances[instance]!.port, { method: 'POST', path: '/auth/login', from: address, body })).status;
  };
  const inTurn = async (email: string, times: number): Promise<number[]> => {
    const statuses: number[] = [];
    for (let turn = 0; turn < times; turn++) statuses.push(await login(turn % 2, email));
    return statuses;
  };

  it('count both together, each on its own while Redis is away, and together again when it is back', async () => {
    expect(await inTurn('a@example.com', 6)).toEqual([401, 401, 401, 401, 429, 429]);
    await redis.stop();
    const alone = [];
    for (let turn = 0; turn < 5; turn++) alone.push(await login(0, 'b@example.com'));
    expect(alone).toEqual([401, 401, 401, 401, 429]);
    expect(await login(1, 'b@example.com')).toBe(401);
    await redis.start();
    await expect
      .poll(() => inTurn(`${Math.random()}@example.com`, 6), { timeout: 20_000, interval: 500 })
      .toEqual([401, 401, 401, 401, 429, 429]);
  }, 60_000);
});
