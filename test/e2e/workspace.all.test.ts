import { access, chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commit, git, repository, tempered } from '../support/tempered';
import { PACKAGES, ROOT } from '../support/workspace';
import { readFolder, temporaryFolder, writeFiles } from '../temporary';
import { enterUntil, inTerminal, onTerminal, press, waitFor } from '../ui/tmux';

type Manager = keyof typeof ROOT;
/** What runs it, the command it is called by, and its lockfile. */
const MANAGERS: Record<Manager, { program: string; command: string; lockfile: string }> = {
  npm: { program: 'npm', command: 'npm', lockfile: 'package-lock.json' },
  pnpm: { program: 'node_modules/pnpm/bin/pnpm.cjs', command: 'pnpm', lockfile: 'pnpm-lock.yaml' },
  yarn: { program: 'node_modules/@yarnpkg/cli-dist/bin/yarn.js', command: 'yarn', lockfile: 'yarn.lock' },
  yarn1: { program: 'node_modules/yarn/bin/yarn.js', command: 'yarn', lockfile: 'yarn.lock' },
  bun: { program: 'node_modules/bun/bin/bun.exe', command: 'bun', lockfile: 'bun.lock' },
};

let tools = '';

beforeAll(async () => {
  tools = await realpath(await mkdtemp(join(tmpdir(), 'tempered-managers-')));
  await writeFile(join(tools, 'package.json'), '{}');
  const packages = ['pnpm@10', '@yarnpkg/cli-dist@4', 'yarn@1', 'bun@1.4.5'];
  // What bun's package runs fetches the program for this machine.
  await execa('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts=false', ...packages], { cwd: tools });
}, 120_000);

afterAll(() => rm(tools, { recursive: true, force: true }));

/** The environment in which a package manager is found that writes down what it is called with. */
async function managed(name: Manager): Promise<{ env: Record<string, string>; calls: () => Promise<string[]> }> {
  const folder = await temporaryFolder({ calls: '' });
  const { program, command } = MANAGERS[name];
  const path = name === 'npm' ? (await execa('which', ['npm'])).stdout : join(tools, program);
  const real = /js$/.test(path) ? `node '${path}'` : `'${path}'`;
  await writeFile(join(folder, command), `#!/bin/sh\necho "$@" >> '${folder}/calls'\nexec ${real} "$@"\n`);
  await chmod(join(folder, command), 0o755);
  const registry = (await execa('npm', ['config', 'get', 'registry'])).stdout.trim();
  const env = {
    PATH: `${folder}${delimiter}${process.env['PATH']}`,
    CI: '',
    YARN_NPM_REGISTRY_SERVER: registry.replace(/\/$/, ''),
    npm_config_registry: registry,
  };
  const calls = async (): Promise<string[]> =>
    (await readFile(join(folder, 'calls'), 'utf8')).split('\n').filter((line) => line !== '');
  return { env, calls };
}

/** A shell of its own would set another PATH. */
function withManager(root: string, flags: string, { PATH, ...env }: Record<string, string>): Promise<void> {
  const command = `env 'PATH=${PATH}' '${process.execPath}' '${join(repository, 'bin/tempered.js')}' ${flags}`;
  return inTerminal(root, `${command}; echo "exit code $?"; sleep 60`, { env });
}

const SKIPPED = ['.git', 'node_modules', '.yarn'];

describe.each(Object.keys(MANAGERS) as Manager[])('a workspace of %s', (name) => {
  it(
    'is hardened as one run: installed once, a second run is empty, undone to the byte',
    { timeout: 400_000 },
    async () => {
      const { env, calls } = await managed(name);
      const root = await temporaryFolder({ ...PACKAGES, ...ROOT[name] });
      await execa(MANAGERS[name].command, ['install'], { cwd: root, env });
      await commit(root, 'first');
      const before = await readFolder(root, SKIPPED);
      const earlier = (await calls()).length;
      await withManager(root, '--only headers,supply-chain,secrets', env);
      await enterUntil(/Write these \d+ files/);
      await enterUntil(/Start the 2 apps, one after the other, on this machine/);
      await press('Enter');
      await waitFor(/Install the packages now, with \w+ install\?/, 120);
      await press('Enter');
      const summary = await waitFor(/exit code \d/, 240);
      expect(summary).toContain('exit code 0');
      expect(summary.match(/No commit hook looks for secrets/g)).toHaveLength(1);
      expect((await calls()).slice(earlier)).toEqual(['install']);
      const after = await readFolder(root, SKIPPED);
      expect(after[MANAGERS[name].lockfile]).not.toBe(before[MANAGERS[name].lockfile]);
      for (const file of [
        'packages/api/security/headers.js',
        'packages/feed/security/headers.js',
        '.githooks/pre-commit',
      ])
        expect(Object.keys(after)).toContain(file);
      expect(Object.keys(after).filter((file) => /^packages\/.*\.(github|githooks)|SECURITY\.md/.test(file))).toEqual(
        [],
      );

      await commit(root, 'hardened');
      const head = await git(root, 'rev-parse', 'HEAD');
      await withManager(root, '--only headers,supply-chain,secrets', env);
      await enterUntil(/exit code \d/);
      expect(await waitFor(/exit code 0/)).toContain('Nothing to do: everything chosen is in place.');
      expect(await readFolder(root, SKIPPED)).toEqual(after);

      const alone = await tempered(
        ['--yes', '--no-verify', '--only', 'headers,secrets'],
        join(root, 'packages/api'),
        env,
      );
      expect(alone.stderr).toContain('Nothing to do');
      const checked = JSON.parse((await tempered(['check', '--format', 'json'], root)).stdout) as {
        findings: { rule: string }[];
      };
      expect(
        checked.findings.map(({ rule }) => rule).filter((rule) => /^headers|no-audit|no-commit-hook/.test(rule)),
      ).toEqual([]);

      const undone = await tempered(['undo', '--yes'], root, env);
      expect(undone.code).toBe(0);
      expect(await readFolder(root, SKIPPED)).toEqual(before);
      expect(await git(root, 'rev-parse', 'HEAD')).toBe(head);
    },
  );

  it('takes a new app for one of its packages: installed once, at the root', { timeout: 300_000 }, async () => {
    const { env, calls } = await managed(name);
    const { command, lockfile } = MANAGERS[name];
    const root = await temporaryFolder({ ...PACKAGES, ...ROOT[name] });
    await execa(command, ['install'], { cwd: root, env });
    await commit(root, 'first');
    const earlier = (await calls()).length;
    const made = await tempered(['create', 'packages/new', '--yes', '--language', 'js'], root, env);
    expect(made.stderr).toContain('its own tests pass');
    expect((await calls()).slice(earlier).filter((call) => call !== '--version')).toEqual(['install', 'run test']);
    const status = (await git(root, 'status', '--porcelain')).trim().split('\n').sort();
    expect(status.map((line) => line.trim())).toEqual([`?? packages/new/`, `M ${lockfile}`]);
    await commit(root, 'a new app');
    await execa(command, ['install'], { cwd: root, env });
    expect(await git(root, 'status', '--porcelain')).toBe('');
    const verified = await tempered(['verify', '--yes', '--allow-writes'], join(root, 'packages/new'), env);
    expect(verified.code, verified.stderr).toBe(0);
  });
});

it(
  'hardening a package first leaves the repository to the root, which repeats nothing',
  { timeout: 120_000 },
  async () => {
    const root = await temporaryFolder({ ...PACKAGES, ...ROOT.npm, 'package-lock.json': '{ "lockfileVersion": 3 }\n' });
    await commit(root, 'first');
    const api = join(root, 'packages/api');
    const flags = ['--yes', '--no-verify', '--no-install', '--only', 'headers,supply-chain'];
    expect((await tempered(flags, api)).code).toBe(0);
    await commit(root, 'one package');
    const first = await readFolder(root);
    expect(Object.keys(first).filter((file) => file.includes('.github'))).toEqual([]);
    await onTerminal(root, '--no-verify --no-install --only headers,supply-chain');
    // Only what was hardened before is chosen.
    await waitFor(/1 of 2 chosen/);
    await enterUntil(/Write these \d+ files/);
    await press('Enter');
    await waitFor(/exit code 0/);
    const then = await readFolder(root);
    const changed = Object.keys(then).filter((file) => then[file] !== first[file] && !file.startsWith('.tempered/'));
    expect(changed).toEqual(expect.arrayContaining(['.github/dependabot.yml', '.github/workflows/security.yml']));
    expect(changed.filter((file) => file.startsWith('packages/'))).toEqual([]);
  },
);

it('puts all packages back where one of the apps does not do any more what it did', { timeout: 240_000 }, async () => {
  const { env } = await managed('npm');
  const root = await temporaryFolder({ ...PACKAGES, ...ROOT.npm });
  await execa('npm', ['install'], { cwd: root, env });
  // An app that ends where it finds what is generated.
  await writeFiles(root, {
    'packages/feed/server.js': `import { existsSync } from 'node:fs';\nif (existsSync(new URL('./security', import.meta.url))) process.exit(1);\n${PACKAGES['packages/feed/server.js']}`,
  });
  await commit(root, 'first');
  const before = await readFolder(root, SKIPPED);
  await withManager(root, '--only headers', env);
  await enterUntil(/Write these \d+ files/);
  await enterUntil(/Start the 2 apps/);
  await press('Enter');
  await waitFor(/Install the packages now/, 120);
  await press('Enter');
  const told = await waitFor(/exit code \d/, 200);
  expect(told).toMatch(/Hardening broke what worked in packages\/feed:[^]*exit code 4/);
  expect(await readFolder(root, SKIPPED)).toEqual(before);
});

it(
  'lets no run in a package write while one at the root is at work, nor the other way round',
  { timeout: 120_000 },
  async () => {
    const { env } = await managed('npm');
    const root = await temporaryFolder({ ...PACKAGES, ...ROOT.npm, 'package-lock.json': '{ "lockfileVersion": 3 }\n' });
    await commit(root, 'first');
    const api = join(root, 'packages/api');
    const before = await readFolder(root, SKIPPED);
    const flags = ['--yes', '--allow-dirty', '--no-verify', '--only', 'errors'];
    await withManager(root, '--no-verify --only headers', env);
    await enterUntil(/Write these \d+ files/);
    await press('Enter');
    // It waits for an answer, with the files of both packages written.
    await waitFor(/Install the packages now/);
    const refused = await tempered([...flags, '--no-install'], api);
    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringMatching(/Another tempered is at work on this project/),
    ]);
    await press('n', 'Enter');
    await waitFor(/exit code 0/);
    expect((await tempered(['undo', '--yes', '--no-install'], root)).code).toBe(0);
    expect(await readFolder(root, SKIPPED)).toEqual(before);

    // The install of this one lasts until the other was refused.
    const folder = await temporaryFolder({ npm: '#!/bin/sh\ntouch begun\nwhile [ ! -e ended ]; do sleep 0.1; done\n' });
    await chmod(join(folder, 'npm'), 0o755);
    const ofPackage = tempered(['--yes', '--no-verify', '--only', 'headers'], api, {
      PATH: `${folder}${delimiter}${process.env['PATH']}`,
    });
    await vi.waitFor(() => access(join(api, 'begun')), 30_000);
    await withManager(root, '--no-verify --no-install --allow-dirty --only errors', env);
    await enterUntil(/Write these \d+ files|exit code/);
    await press('Enter');
    expect(await waitFor(/exit code 3/)).toContain('Another tempered is at work on packages/api (process');
    await writeFile(join(api, 'ended'), '');
    expect((await ofPackage).code).toBe(0);
    expect((await tempered(['undo', '--yes', '--no-install'], api)).code).toBe(0);
    await Promise.all(['begun', 'ended'].map((file) => rm(join(api, file))));
    expect(await readFolder(root, SKIPPED)).toEqual(before);
  },
);

it('is left as it was where the choice is cancelled', async () => {
  const root = await temporaryFolder({ ...PACKAGES, ...ROOT.npm });
  await commit(root, 'first');
  const before = await readFolder(root);
  await onTerminal(root, '--no-verify --no-install');
  await waitFor(/2 of 2 chosen/);
  await press('C-c');
  expect(await waitFor(/exit code \d+/)).toContain('exit code 130');
  expect(await readFolder(root)).toEqual(before);
});
