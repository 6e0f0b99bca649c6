import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesIn } from '../support/left';
import { commit, git, tempered } from '../support/tempered';
import { readFolder } from '../temporary';
import { install, type Installation } from '../templates/workshop';
import { makeProject } from './project';

/** Answers the machine it runs on alone: hardening makes it look at the client behind the proxy. */
const ownMachineOnly = `app.get('/status', (req, res) => {
  if (!/127\\.0\\.0\\.1$|^::ffff:127\\.|^127\\./.test(req.ip)) return res.sendStatus(403);
  res.json({ status: 'ok' });
});
`;

describe('harden between two attacks', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await install(5);
  });
  afterAll(() => installation.remove());

  /** The plain app with statements of its own in the file that starts it. */
  const project = async (name: string, own: string, start = 'app.listen(3000);'): Promise<string> => {
    const cwd = await makeProject(installation, name, 'js-cjs');
    await writeFile(path.join(cwd, 'src/server.js'), `const { app } = require('./app');\n\n${own}${start}\n`);
    await commit(cwd, 'own server');
    return cwd;
  };

  it('shows what the attacks got before and after, and keeps the change', async () => {
    const cwd = await project('fine', '');
    const { code, stdout, stderr } = await tempered(
      ['harden', '--yes', '--no-install', '--skip', 'limits', '--format', 'json'],
      cwd,
    );
    expect(code, stderr).toBe(0);
    const { proof } = JSON.parse(stdout);
    expect(proof.regressions).toEqual([]);
    expect(proof.summary.before.failed).toBeGreaterThan(10);
    expect(proof.summary.failed, JSON.stringify(proof.results, null, 1)).toBe(0);
    expect(proof.summary.passed).toBeGreaterThan(20);
    expect(await git(cwd, 'status', '--porcelain')).toContain('src/security/');
    expect(await processesIn(cwd)).toEqual([]);

    const page = await tempered(['check', '--format', 'html'], cwd);
    expect(page.stdout).toContain('Attacks before and after');
    expect(page.stdout).toMatch(/<small>\d+ before the last harden, on \d{4}-\d\d-\d\d<\/small>/);
    expect((await tempered(['undo'], cwd)).code).toBe(0);
    expect((await tempered(['check', '--format', 'html'], cwd)).stdout).not.toContain('Attacks before and after');
  });

  it('puts every byte back where a route that worked is broken, and says which', async () => {
    const cwd = await project('broken', ownMachineOnly);
    const before = await readFolder(cwd, ['.git', 'node_modules']);
    const { code, stderr } = await tempered(['harden', '--yes', '--no-install', '--only', 'rate-limit'], cwd);
    expect(code, stderr).toBe(4);
    expect(stderr).toMatch(/GET \/status answered 200 application\/json before and 403 text\/plain after/);
    expect(await readFolder(cwd, ['.git', 'node_modules'])).toEqual(before);
    expect(await processesIn(cwd)).toEqual([]);
  });

  it('keeps the change where the app could not be started before, and shows why', async () => {
    const connected = "require('node:net').connect(1, '127.0.0.1').on('connect', () => app.listen(3000));";
    const cwd = await project('down', '', connected);
    const { code, stderr } = await tempered(['harden', '--yes', '--no-install', '--only', 'headers'], cwd);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/ECONNREFUSED/);
    expect(await git(cwd, 'status', '--porcelain')).toContain('src/security/');
    expect(await processesIn(cwd)).toEqual([]);
  });
});
