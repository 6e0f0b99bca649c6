import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measures } from '../../src/measures/index';
import { accountProbes, tokenSecret } from '../support/account-probes';
import { boot, type Running } from '../support/boot';
import { ask } from '../support/http';
import { probes, type Target } from '../support/probes';
import { commit, git, tempered } from '../support/tempered';
import { compile, type FormName, forms, installFor, type Installation } from '../templates/workshop';
import { guardedProfile, withAccount } from './plain/account';
import { plainApps } from './plain/all';
import type { PlainApp } from './plain/app';
import { expressApp } from './plain/express';
import { fastifyApp } from './plain/fastify';
import { honoApp } from './plain/hono';
import { koaApp } from './plain/koa';
import { nestApp } from './plain/nestjs';
import { makeProject } from './project';

const everything = process.env['TEMPERED_TEST_ALL'] === '1';
/** In the ordinary run the newest major of each, in one form; together they are in all of them. */
const usual: [app: PlainApp, major: number, form: FormName][] = [
  [expressApp, 5, 'ts-esm'],
  [fastifyApp, 5, 'js-cjs'],
  [honoApp, 4, 'ts-esm'],
  [nestApp, 11, 'ts-cjs'],
  [koaApp, 3, 'js-esm'],
];
const plan = everything
  ? plainApps.flatMap((app) =>
      app.majors.map((major) => ({ app, title: app.title ?? app.framework, major, names: app.forms })),
    )
  : usual.map(([app, major, form]) => ({ app, title: app.title ?? app.framework, major, names: [form] }));
/** All measures, those that wait to be picked among them, with what they refuse and the functions that they offer. */
const strict = [
  ...['--only', measures.map(({ id }) => id).join(',')],
  ...[
    ...['validation.unknownKeys=refuse', 'rate-limit.limit=40', 'rate-limit.authLimit=5'],
    ...['csrf.mode=enforce', 'nosql.mode=refuse', 'tokens.kind=own', 'incident-response.contact=security@example.com'],
    ...['access', 'cookies', 'passwords', 'redirects', 'xss'].map((measure) => `${measure}.helper=true`),
  ].flatMap((answer) => ['--set', answer]),
  ...['--fix', 'redirects/open'],
];
const answersOf = ({ answers = {} }: PlainApp): string[] =>
  Object.entries(answers).flatMap(([question, answer]) => ['--set', `${question}=${answer}`]);
const required = { JWT_SECRET: '5f0c2d3e8a414c579d2b0a6f3c1e7b90aa' };
const addresses = { ALLOWED_ORIGINS: 'https://shop.example.com', PUBLIC_URL: 'https://app.example.com' };
const settings = { ...required, ...addresses, ACCESS_TOKEN_SECRET: tokenSecret };

describe.each(plan)('an app on $title $major', ({ app: bare, major, names }) => {
  const app = withAccount(bare);
  let installation: Installation;
  beforeAll(async () => {
    installation = await installFor(app.framework, major);
  }, 180_000);
  afterAll(() => installation.remove());

  describe.each(names)('as %s, hardened', (name) => {
    const { form } = forms[name];
    const options = forms[name].options && { ...forms[name].options, ...app.compilerOptions };
    let cwd: string;
    let entry: string;
    const build = async (): Promise<void> => void (options && (await compile(cwd, options)));

    beforeAll(async () => {
      cwd = await makeProject(installation, name, name, app);
      entry = path.join(cwd, options ? 'dist/server.js' : 'src/server.js');
      const { code, stderr } = await tempered(
        ['harden', '--yes', '--no-install', '--no-verify', ...strict, ...answersOf(app)],
        cwd,
      );
      expect(stderr).not.toContain('could not be changed safely');
      expect(code, stderr).toBe(0);
      await build();
      await commit(cwd, 'hardened');
    }, 180_000);

    it('adds few lines to the files of the user, and changes nothing else in them', async () => {
      const numbers = (await git(cwd, 'diff', '--numstat', 'HEAD~1', '--', 'src', ':!src/security')).trim().split('\n');
      const added = Object.fromEntries(
        numbers.map((line) => line.split('\t')).map(([plus, , file]) => [file!, Number(plus)]),
      );
      const most = Object.entries(app.touched).map(([file, lines]) => [`src/${file}${form.extension}`, lines]);
      expect(Object.keys(added).sort()).toEqual(most.map(([file]) => file).sort());
      for (const [file, lines] of most) expect(added[file!], String(file)).toBeLessThanOrEqual(Number(lines));
    });

    it('plans nothing on a second run', async () => {
      const { code, stdout } = await tempered(['harden', '--dry-run', '--yes'], cwd);
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    });

    it('changes just what another answer changes', async () => {
      const { stdout } = await tempered(['harden', '--dry-run', '--yes', '--set', 'rate-limit.limit=41'], cwd);
      const files = stdout.split('\n').filter((line) => line.startsWith('diff --git'));
      const base = `src/security/${app.counter ?? 'rate-limit'}${form.extension}`;
      const touched = [`.tempered/base/${base}.txt`, '.tempered/record.json', base].map(
        (file) => `diff --git a/${file} b/${file}`,
      );
      expect(files).toEqual(touched);
    });

    // CI's own steps attack Express and Fastify.
    const attacked = everything || [honoApp, nestApp].includes(bare);
    it.runIf(attacked)('holds against every attack of verify but the slow ones', async () => {
      const { code, stdout, stderr } = await tempered(['verify', '--skip', 'limits', '--format', 'json'], cwd);
      const { summary, results } = JSON.parse(stdout || '{}');
      const failed = results?.filter(({ after }: { after: { status: string } }) => after.status === 'failed');
      expect({ code, failed }, stderr).toEqual({ code: 0, failed: [] });
      expect(summary.passed).toBeGreaterThan(35);
    });

    describe('with all settings, and a schema and a guarded route written by hand', () => {
      let running: Running;
      let target: Target;
      beforeAll(async () => {
        await writeByHand(cwd, name, app, major);
        await build();
        running = await boot(entry, { cwd, env: settings });
        const [allowed, foreign, home] = [settings.ALLOWED_ORIGINS, 'https://evil.example', settings.PUBLIC_URL];
        target = { port: running.port, allowed, foreign, home, globalLimit: 40, loginLimit: 5, alive: running.alive };
      }, 180_000);
      afterAll(() => running.stop());

      it.each([...probes, ...accountProbes])('$id: $must', ({ run }) => run(target));

      it('keeps what was written by hand when it is run again', async () => {
        const { stdout } = await tempered(['harden', '--dry-run', '--yes'], cwd);
        expect(stdout).toBe('');
      });
    });

    it('ends at once, naming the variable, where a required one is missing', async () => {
      await expect(boot(entry, { cwd, env: {} })).rejects.toThrow(/JWT_SECRET is not set/);
    });
  });

  // In the ordinary run on one of them.
  const gentle = everything || bare === expressApp ? names : [];
  describe.each(gentle)('as %s, hardened with defaults and run without settings', (name) => {
    let running: Running;
    beforeAll(async () => {
      const cwd = await makeProject(installation, `${name}-defaults`, name, app);
      const { code, stderr } = await tempered(['harden', '--yes', '--no-install', '--no-verify'], cwd);
      expect(code, stderr).toBe(0);
      const { options } = forms[name];
      if (options) await compile(cwd, { ...options, ...app.compilerOptions });
      running = await boot(path.join(cwd, options ? 'dist/server.js' : 'src/server.js'), { cwd, env: required });
    }, 180_000);
    afterAll(() => running.stop());

    it('answers legitimate clients as before, over plain http', async () => {
      const { port } = running;
      expect((await ask(port, { path: '/' })).text).toBe('<h1>Home</h1>');
      expect((await ask(port, { path: '/healthz' })).text).toBe('ok');
      const created = await ask(port, {
        method: 'POST',
        path: '/users/7?page=2',
        body: { email: 'a', name: 'b', other: 1 },
      });
      expect([created.status, created.json()]).toEqual([
        201,
        { id: '7', body: { email: 'a', name: 'b' }, query: { page: '2' } },
      ]);
      const login = await ask(port, {
        method: 'POST',
        path: '/auth/login',
        body: { email: 'Ada@example.com', password: 'right' },
      });
      expect([login.status, login.json()]).toEqual([200, { good: true }]);
    });

    it('refuses what crashed the app', async () => {
      const answer = await ask(running.port, { method: 'POST', path: '/auth/login', body: {} });
      expect(answer.status).toBe(400);
      expect(running.alive()).toBe(true);
    });
  });
});

/** Puts the hand-written schema in the place of the inferred one, in the form of the file, and guards a route. */
async function writeByHand(cwd: string, name: FormName, app: PlainApp, major: number): Promise<void> {
  const { form } = forms[name];
  const { handWritten } = app;
  const file = path.join(cwd, `src/security/schemas${form.extension}`);
  const text = await readFile(file, 'utf8');
  const own = form.module === 'cjs' && form.language === 'js' ? handWritten.replace('export ', '') : handWritten;
  const edited = text.replace(/(export )?const postUsersId = \{[^]*?\n\};\n/, () => own);
  expect(edited).not.toBe(text);
  await writeFile(file, edited);
  await writeFile(path.join(cwd, `src/routes/profile${form.extension}`), guardedProfile(app, major, form));
}
