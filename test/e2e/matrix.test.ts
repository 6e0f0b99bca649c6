import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot } from '../support/boot';
import { ask } from '../support/http';
import { tempered } from '../support/tempered';
import { compile, type FormName, forms, installFor, type Installation } from '../templates/workshop';
import { allPairs, coveringArray, pairsOf } from './covering';
import { type Combination, combinations, modelOf, oneByOne } from './matrix';
import type { PlainApp } from './plain/app';
import { expressApp } from './plain/express';
import { fastifyApp } from './plain/fastify';
import { makeProject } from './project';

const everything = process.env['TEMPERED_TEST_ALL'] === '1';
const apps: [app: PlainApp, major: number, form: FormName][] = everything
  ? [
      [expressApp, 5, 'ts-esm'],
      [fastifyApp, 5, 'ts-esm'],
    ]
  : [[expressApp, 5, 'js-cjs']];
const env = { JWT_SECRET: '5f0c2d3e8a414c579d2b0a6f3c1e7b90aa' };

describe('the sets of measures', () => {
  it('are few, and have every two of them in all four ways', () => {
    const factors = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`m${index}`, ['on', 'off']]));
    const sets = coveringArray(factors);
    expect(new Set(sets.flatMap(pairsOf))).toEqual(allPairs(factors));
    expect(allPairs(factors).size).toBe((20 * 19 * 4) / 2);
    expect(sets.length).toBeLessThanOrEqual(14);
  });
});

describe.each(apps)('measures put together, $framework', (app, major, form) => {
  let installation: Installation;
  let sets: Combination[];
  beforeAll(async () => {
    installation = await installFor(app.framework, major);
    const project = await modelOf(await makeProject(installation, 'plain', form, app));
    // In the ordinary run all of them together.
    sets = everything ? [...combinations(project), ...oneByOne(project)] : combinations(project).slice(0, 1);
  }, 180_000);
  afterAll(() => installation.remove());

  it('type-check, start, and answer legitimate clients as before', async () => {
    const faults: string[] = [];
    for (const [index, each] of sets.entries()) {
      await works(await makeProject(installation, `set-${index}`, form, app), each).catch((error: unknown) =>
        faults.push(`${each.title}: ${String(error)}`),
      );
    }
    expect(sets.length).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  }, 3_600_000);

  async function works(cwd: string, { only, set }: Combination): Promise<void> {
    const answers = set.flatMap((each) => ['--set', each]);
    const options = ['--yes', '--no-install', '--no-verify', '--quiet'];
    const { code, stderr } = await tempered(['harden', ...options, '--only', only.join(','), ...answers], cwd);
    if (code !== 0) throw new Error(`harden ended with ${code}: ${stderr}`);
    const compilerOptions = forms[form].options;
    if (compilerOptions) await compile(cwd, { ...compilerOptions, ...app.compilerOptions });
    const running = await boot(path.join(cwd, compilerOptions ? 'dist/server.js' : 'src/server.js'), { cwd, env });
    try {
      await answersAsBefore(running.port);
      expect(running.alive()).toBe(true);
    } finally {
      await running.stop();
    }
  }
});

async function answersAsBefore(port: number): Promise<void> {
  expect((await ask(port, { path: '/' })).text).toBe('<h1>Home</h1>');
  expect((await ask(port, { path: '/healthz' })).text).toBe('ok');
  const body = { email: 'a', name: 'b' };
  const created = await ask(port, { method: 'POST', path: '/users/7?page=2', body });
  expect([created.status, created.json()]).toEqual([201, { id: '7', body, query: { page: '2' } }]);
  const login = { email: 'Ada@example.com', password: 'right' };
  const answer = await ask(port, { method: 'POST', path: '/auth/login', body: login });
  expect([answer.status, answer.json()]).toEqual([200, { good: true }]);
}
