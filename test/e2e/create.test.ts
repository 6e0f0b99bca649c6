import { chmod, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, git, type Outcome, tempered } from '../support/tempered';
import { readFolder, temporaryFolder, writeFiles } from '../temporary';

const identity = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};
const create = (cwd: string, ...args: string[]): Promise<Outcome> => tempered(['create', ...args], cwd, identity);
const answersOf = async (root: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(path.join(root, '.tempered/record.json'), 'utf8')).answers;

/** A folder with a program that is called like a package manager, and does as it is told. */
async function managerCalled(name: string, script: string): Promise<Record<string, string>> {
  const folder = await temporaryFolder({ [name]: `#!/bin/sh\n${script}\n` });
  await chmod(path.join(folder, name), 0o755);
  return { ...identity, PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}` };
}

describe('a new app', () => {
  it('is hardened and committed, with secrets of its own that are not', async () => {
    const folder = await temporaryFolder();
    const { code, stderr } = await create(folder, 'my-api', '--yes', '--no-install');
    expect(code, stderr).toBe(0);
    const root = path.join(folder, 'my-api');
    const files = await readFolder(root);
    expect(JSON.parse(files['package.json']!)).toMatchObject({ name: 'my-api', private: true, type: 'module' });
    expect(files['src/app.ts']).toContain('export const app = express();\nsecureApp(app);');
    expect(files['src/server.ts']).toContain("import './security/env.js';");
    expect(files['.env']).toMatch(/^TOKEN_SECRET=[0-9a-f]{64}$/m);
    expect(files['.env.example']).toMatch(/^TOKEN_SECRET=$/m);
    const committed = (await git(root, 'ls-files')).trim().split('\n');
    expect(committed.sort()).toEqual(
      Object.keys(files)
        .filter((file) => file !== '.env')
        .sort(),
    );
    expect(await git(root, 'status', '--porcelain')).toBe('');
    expect((await git(root, 'log', '--format=%s')).trim()).toBe('Start from tempered create');
  });

  it('is strict where an app with clients is handled gently', async () => {
    const folder = await temporaryFolder();
    await create(folder, 'api', '--yes', '--no-install', '--no-git', '--set', 'rate-limit.limit=50');
    const root = path.join(folder, 'api');
    expect(await answersOf(root)).toMatchObject({
      'validation.unknownKeys': 'refuse',
      'headers.csp': 'enforce',
      'headers.isolation': 'same-origin',
      'secrets.weak': 'refuse',
      'rate-limit.limit': 50,
    });
    expect(await readFile(path.join(root, 'src/security/schemas.ts'), 'utf8')).toContain('z.strictObject');
    await expect(readFile(path.join(root, '.git/HEAD'))).rejects.toThrow('ENOENT');
  });

  it('has nothing left to harden', async () => {
    const folder = await temporaryFolder();
    await create(folder, 'api', '--yes', '--no-install', '--language', 'js');
    const { code, stdout } = await tempered(['harden', '--dry-run', '--yes'], path.join(folder, 'api'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  it('is told about what it has only', async () => {
    const folder = await temporaryFolder();
    await create(folder, 'api', '--yes', '--no-install', '--only', 'errors');
    const files = await readFolder(path.join(folder, 'api'));
    const generated = Object.keys(files).filter((file) => file.startsWith('src/security/'));
    expect(generated).toEqual(['src/security/errors.ts', 'src/security/index.ts']);
    expect(files['README.md']).not.toMatch(/schemas|PUBLIC_URL|loginLimiter|security\.yml/);
    expect(files['src/app.test.ts']).not.toContain('refuses what is no note');
  });

  it('is described by a dry run that writes nothing', async () => {
    const folder = await temporaryFolder();
    const { code, stdout } = await create(folder, 'api', '--dry-run');
    expect(code).toBe(0);
    expect(await readFolder(folder)).toEqual({});
    const applied = await temporaryFolder({ 'plan.patch': stdout });
    await git(applied, 'init', '-q');
    await git(applied, 'apply', 'plan.patch');
    await create(folder, 'api', '--yes', '--no-install', '--no-git');
    const { '.env': _secret, ...written } = await readFolder(path.join(folder, 'api'));
    const { 'plan.patch': _patch, ...described } = await readFolder(applied);
    expect(described).toEqual(written);
  });

  it('is made beside files that it does not touch', async () => {
    const folder = await temporaryFolder({ 'api/LICENSE': 'mine\n', 'api/docs/plan.md': 'mine too\n' });
    const { code } = await create(folder, 'api', '--yes', '--no-install');
    const files = await readFolder(path.join(folder, 'api'));
    expect([code, files['LICENSE'], files['docs/plan.md']]).toEqual([0, 'mine\n', 'mine too\n']);
    expect(await git(path.join(folder, 'api'), 'status', '--porcelain')).toBe('?? LICENSE\n?? docs/plan.md\n');
  });

  it('is the first commit of an empty repository, and no commit of one that has some', async () => {
    const folder = await temporaryFolder({ 'mono/README.md': 'all\n' });
    await git(folder, 'init', '-q', 'empty');
    await create(path.join(folder, 'empty'), '.', '--yes', '--no-install');
    expect((await git(path.join(folder, 'empty'), 'log', '--format=%s')).trim()).toBe('Start from tempered create');
    await commit(path.join(folder, 'mono'), 'all');
    const { code, stderr } = await create(path.join(folder, 'mono'), 'apps/api', '--yes', '--no-install');
    expect(code).toBe(0);
    expect(stderr).toMatch(/nothing was committed: it is in the git repository/);
    const files = Object.keys(await readFolder(path.join(folder, 'mono/apps/api')));
    // GitHub reads workflows at the top of the repository only.
    expect(files.filter((file) => file.startsWith('.git'))).toEqual(['.gitignore']);
  });
});

describe('create', () => {
  it.each([
    [['api', '--framework', 'rails'], /no framework "rails"[^]*Choose from: .*express/],
    [['api', '--only', 'nonsense'], /no measure "nonsense"/],
    [['api', '--set', 'headers.nonsense=1'], /no question "headers\.nonsense"/],
    [['api', '--language', 'rust'], /Allowed choices are ts, js/],
    [['api', '--framework', 'nestjs', '--language', 'js'], /decorators: apps with NestJS are written in TypeScript/],
    [['---'], /unknown option/],
    [['...'], /No package can be called/],
  ])('refuses %j, and writes nothing', async (args, message) => {
    const folder = await temporaryFolder();
    const { code, stderr } = await create(folder, ...args, '--yes', '--no-install');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
    expect(await readFolder(folder)).toEqual({});
  });

  it('asks nothing without a terminal', async () => {
    const { code, stderr } = await create(await temporaryFolder(), 'api');
    expect([code, stderr]).toEqual([2, expect.stringContaining('Run with --yes')]);
  });

  it.each(['package.json', '.env', 'src', 'node_modules/a/index.js'])(
    'refuses a folder with %s of its own, and leaves it',
    async (file) => {
      const folder = await temporaryFolder();
      await writeFiles(folder, { [`api/${file}`]: 'mine' });
      const before = await readFolder(folder);
      const { code, stderr } = await create(folder, 'api', '--yes', '--no-install');
      expect([code, stderr]).toEqual([3, expect.stringContaining('would be overwritten: ')]);
      expect(await readFolder(folder)).toEqual(before);
    },
  );

  it('shows what it installs with, commits the lockfile, and runs the tests', async () => {
    const folder = await temporaryFolder();
    const env = await managerCalled(
      'pnpm',
      'case "$1" in --version) echo 12.21.0;; install) echo lock > pnpm-lock.yaml;; run) test -f pnpm-lock.yaml;; esac',
    );
    const { code, stderr } = await tempered(['create', 'api', '--yes', '--package-manager', 'pnpm'], folder, env);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/\$ cd api && pnpm install\n[^]*\$ cd api && pnpm run test\n[^]*its own tests pass/),
    ]);
    const root = path.join(folder, 'api');
    expect((await git(root, 'ls-files', 'pnpm-lock.yaml')).trim()).toBe('pnpm-lock.yaml');
    expect(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')).packageManager).toBe('pnpm@12.21.0');
  });

  it('says what is left where installing fails', async () => {
    const folder = await temporaryFolder();
    const env = await managerCalled('npm', 'test "$1" = --version && echo 11.0.0 || { echo no network; exit 1; }');
    const { code, stderr } = await tempered(['create', 'api', '--yes'], folder, env);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/no network[^]*npm install, and commit the lockfile/)]);
  });

  it('ends with 1 where the tests of the new app fail', async () => {
    const folder = await temporaryFolder();
    const script = 'if [ "$1" = run ]; then echo 1 failed; exit 1; fi; echo 11.0.0 | tee package-lock.json';
    const { code, stderr } = await tempered(['create', 'api', '--yes'], folder, await managerCalled('npm', script));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/1 failed[^]*The tests of the new app fail/)]);
  });

  it('looks for the package manager before it writes anything', async () => {
    const folder = await temporaryFolder();
    const env = await managerCalled('bun', 'exit 1');
    const { code, stderr } = await tempered(['create', 'api', '--yes', '--package-manager', 'bun'], folder, env);
    expect([code, stderr]).toEqual([3, expect.stringContaining('bun was not found')]);
    expect(await readFolder(folder)).toEqual({});
  });
});
