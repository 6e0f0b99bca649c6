import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { ask } from '../support/http';
import { commit, tempered } from '../support/tempered';
import { compile, forms, installFor, type Installation } from '../templates/workshop';
import { plainApps } from './plain/all';
import { makeProject } from './project';

const plan = plainApps.map((app) => ({ app, title: app.title ?? app.framework }));
const CONTACT = 'security@example.com';

describe.runIf(process.env['TEMPERED_TEST_ALL'] === '1').each(plan)('security.txt on $title', ({ app }) => {
  let installation: Installation;
  let cwd: string;
  let running: Running;
  beforeAll(async () => {
    installation = await installFor(app.framework, app.majors.at(-1)!);
    const name = app.forms[0]!;
    cwd = await makeProject(installation, `told-${name}`, name, app);
    const set = ['--set', `incident-response.contact=${CONTACT}`];
    const args = ['harden', '--yes', '--no-install', '--no-verify', '--only', 'incident-response', ...set];
    const { code, stderr } = await tempered(args, cwd);
    expect(code, stderr).toBe(0);
    await commit(cwd, 'hardened');
    if (forms[name].options) await compile(cwd, { ...forms[name].options, ...app.compilerOptions });
    const built = path.join(cwd, forms[name].options ? 'dist' : 'src');
    running = await boot(path.join(built, 'server.js'), {
      cwd,
      env: {
        JWT_SECRET: 'a secret of a test, that is long enough to sign with',
        PUBLIC_URL: 'https://app.example.com',
      },
    });
  }, 240_000);
  afterAll(async () => {
    await running?.stop();
    await installation?.remove();
  });

  it('names a contact, and an end in the future', async () => {
    const answer = await ask(running.port, { path: '/.well-known/security.txt' });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringMatching(/^text\/plain; ?charset=utf-8$/i) as string },
    });
    expect(answer.text).toMatch(new RegExp(`^Contact: mailto:${CONTACT}$`, 'm'));
    expect(Date.parse(/^Expires: (.*)$/m.exec(answer.text)![1]!)).toBeGreaterThan(Date.now());
    expect(await ask(running.port, { path: '/' })).toMatchObject({ status: 200 });
    expect(await ask(running.port, { path: '/.well-known/nothing' })).toMatchObject({ status: 404 });
  });

  it('is planned once', async () => {
    const again = ['harden', '--dry-run', '--yes', '--only', 'incident-response'];
    expect(await tempered(again, cwd)).toMatchObject({ code: 0, stdout: '' });
  });
});
