import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { ask } from '../support/http';
import { commit, git, run, tempered } from '../support/tempered';
import { compile, forms, installFor, type Installation } from '../templates/workshop';
import { plainApps } from './plain/all';
import type { PlainApp } from './plain/app';
import { makeProject } from './project';

const everything = process.env['TEMPERED_TEST_ALL'] === '1';

/** A route for administrators, as the apps write theirs, at the end of the routes for logging in. */
const ROUTES: Record<string, string> = {
  express: "\nauth.get('/admin/stats', (_req, res) => {\n  res.json({ logins: accounts.size });\n});\n",
  koa: "\nauth.get('/admin/stats', (ctx) => {\n  ctx.body = { logins: accounts.size };\n});\n",
  hono: "\nauth.get('/admin/stats', (c) => c.json({ logins: accounts.size }));\n",
  fastify: "\n  app.get('/admin/stats', async () => ({ logins: accounts.size }));\n}\n",
  nestjs: "\n  @Get('admin/stats')\n  stats(): object {\n    return { logins: accounts.size };\n  }\n}\n",
};

const withAdmin = (app: PlainApp): PlainApp => ({
  ...app,
  sources: (major) => {
    const { 'routes/auth': auth = '', ...others } = app.sources(major);
    const route = ROUTES[app.framework]!;
    const open = route.endsWith('}\n') && /fastify|nestjs/.test(app.framework) ? auth.replace(/\}\n$/, '') : auth;
    const imported = open.replace('import { Body, Controller,', 'import { Body, Controller, Get,');
    return { ...others, 'routes/auth': imported + route };
  },
});

const secret = 'a secret of a test, that is long enough to sign with';
const env = { JWT_SECRET: secret, ACCESS_TOKEN_SECRET: secret };

/** An access token of the app's own module. */
async function tokenOf(tokens: string, role: string): Promise<string> {
  const script = `const { issueTokens } = await import(${JSON.stringify(tokens)});
    console.log((await issueTokens({ id: 'ada', roles: [${JSON.stringify(role)}] })).accessToken);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], path.dirname(tokens), env);
  return stdout.trim();
}

const plan = plainApps.map((app) => ({ app: withAdmin(app), title: app.title ?? app.framework }));

describe.runIf(everything).each(plan)('an app on $title with a route for administrators', ({ app }) => {
  const major = app.majors.at(-1)!;
  let installation: Installation;
  beforeAll(async () => {
    installation = await installFor(app.framework, major);
  }, 180_000);
  afterAll(() => installation.remove());

  describe.each([app.forms[0]!, app.forms.at(-1)!])('as %s, with tokens of its own and the fix', (name) => {
    const { form } = forms[name];
    const options = forms[name].options && { ...forms[name].options, ...app.compilerOptions };
    let cwd: string;
    let built: string;
    let running: Running;
    const harden = async (...args: string[]): Promise<void> => {
      const { code, stderr } = await tempered(['harden', '--yes', '--no-install', '--no-verify', ...args], cwd);
      expect(code, stderr).toBe(0);
      await commit(cwd, args.join(' '));
    };

    beforeAll(async () => {
      cwd = await makeProject(installation, `access-${name}`, name, app);
      await harden('--only', 'tokens', '--set', 'tokens.kind=own');
      await harden('--only', 'access,validation,logging', '--fix', 'access/no-guard');
      if (options) await compile(cwd, options);
      built = path.join(cwd, options ? 'dist' : 'src');
      running = await boot(path.join(built, 'server.js'), { cwd, env });
    }, 180_000);
    afterAll(() => running?.stop());

    const stats = async (authorization?: string): Promise<number> =>
      (
        await ask(running.port, {
          path: '/auth/admin/stats',
          headers: authorization === undefined ? {} : { Authorization: authorization },
        })
      ).status;

    it('refuses who is not logged in, and who is no administrator', async () => {
      expect(await stats()).toBe(401);
      expect(await stats('Bearer made-up')).toBe(401);
      const tokens = path.join(built, 'security/tokens.js');
      expect(await stats(`Bearer ${await tokenOf(tokens, 'user')}`)).toBe(403);
      expect(await stats(`Bearer ${await tokenOf(tokens, 'admin')}`)).toBe(200);
    });

    it('tells the security log of the administrator, once, and not who it was', async () => {
      const told = (): object[] =>
        running
          .output()
          .split('\n')
          .filter((line) => line.includes('"event":"privileged_access"'))
          .map((line) => JSON.parse(line) as object);
      await expect
        .poll(told)
        .toMatchObject([
          { level: 'info', status: 200, details: { role: 'admin', user: expect.stringMatching(/^[\da-f]{12}$/) } },
        ]);
    });

    it('adds an import and the guard', async () => {
      const diff = await git(cwd, 'diff', '-U0', 'HEAD~1', '--', `src/routes/auth${form.extension}`);
      const added = diff.split('\n').filter((line) => /^\+(?!\+)/.test(line) && /access|[rR]equireRole/.test(line));
      expect(added).toHaveLength(2);
      expect(added[1]).toMatch(/[rR]equireRole\('admin'\)/);
    });

    it('plans nothing on a second run', async () => {
      const again = ['harden', '--dry-run', '--yes', '--only', 'access,tokens,validation,logging', '--fix', 'all'];
      expect(await tempered(again, cwd)).toMatchObject({ code: 0, stdout: '' });
    });

    it('is proved by verify', async () => {
      const { stdout, stderr } = await tempered(['verify', '--only', 'access', '--format', 'json'], cwd);
      const { results } = JSON.parse(stdout || '{}') as { results?: { id: string; after: { status: string } }[] };
      const admin = results?.find(({ id }) => id === 'access/admin');
      expect(admin?.after.status, stderr).toBe('passed');
    });
  });
});
