import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameworks } from '../../src/frameworks/index';
import { git, type Outcome, run, tempered } from '../support/tempered';

const apps = frameworks.flatMap(({ id, create }) =>
  !create ? [] : create.typescript ? [[id, 'ts'] as const] : [[id, 'ts'] as const, [id, 'js'] as const],
);
const identity = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};
const linters = { dockerfilelint: ['dockerfilelint'], 'dockerfile-utils': ['dockerfile-utils', 'lint'] };
const timeout = 180_000;

let folder: string;
const binary = (cwd: string, name: string): string => path.join(cwd, 'node_modules/.bin', name);
const succeeds = ({ code, stdout, stderr }: Outcome): void => expect(code, stdout + stderr).toBe(0);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tempered create '));
  // Neither needs an install script.
  const packages = ['dockerfilelint@1.8.0', 'dockerfile-utils@0.16.3'];
  succeeds(await run('npm', ['install', '--prefix', folder, '--no-audit', '--ignore-scripts', ...packages], folder));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the linters of Dockerfiles', () => {
  it('know a bad one', async () => {
    await run('sh', ['-c', "printf 'FROM node:latest\\nRUN sudo ls\\nCMD a\\n' > Bad"], folder);
    expect((await run(binary(folder, 'dockerfilelint'), ['Bad'], folder)).stdout).toContain('Issues: 2');
  });
});

describe.each(apps)('a new app on %s in %s', (framework, language) => {
  const name = `${framework}-${language}`;
  let cwd: string;

  beforeAll(async () => {
    cwd = path.join(folder, name);
    const choice = ['--framework', framework, '--language', language];
    const made = await tempered(['create', name, '--yes', ...choice], folder, identity);
    succeeds(made);
    expect(made.stderr).toContain('its own tests pass');
    expect(made.stderr).not.toContain('Left to you');
  }, timeout);

  it('is committed as a whole, with its lockfile', async () => {
    expect(await git(cwd, 'status', '--porcelain')).toBe('');
    expect(await git(cwd, 'ls-files', 'package-lock.json')).not.toBe('');
  });

  it('is clean for its own linter, and for its compiler', { timeout }, async () => {
    succeeds(await run('npm', ['run', 'lint'], cwd));
    if (language === 'ts') succeeds(await run('npm', ['run', 'typecheck'], cwd));
  });

  it('has no finding of medium or above, and nothing left to harden', async () => {
    succeeds(await tempered(['check', '--fail-on', 'medium'], cwd));
    const { code, stdout } = await tempered(['harden', '--dry-run', '--yes'], cwd);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  it('holds against every attack', { timeout }, async () => {
    const { code, stdout, stderr } = await tempered(['verify', '--yes', '--allow-writes', '--format', 'json'], cwd);
    const { summary, results } = JSON.parse(stdout || '{}');
    const failed = results?.filter(({ after }: { after: { status: string } }) => after.status === 'failed');
    expect({ code, failed }, stderr).toEqual({ code: 0, failed: [] });
    expect(summary.passed).toBeGreaterThanOrEqual(40);
  });

  it.each(Object.entries(linters))('has a Dockerfile that %s has nothing to say about', async (_name, command) => {
    const [program = '', ...args] = command;
    const { code, stdout } = await run(binary(folder, program), [...args, path.join(cwd, 'Dockerfile')], folder);
    expect([code, stdout]).toEqual([0, expect.not.stringMatching(/Issues: \d|Warning|Error/)]);
  });
});
