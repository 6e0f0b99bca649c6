import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, git, type Outcome, run, tempered } from '../support/tempered';
import { temporaryFolder, writeFiles } from '../temporary';

const SECRET = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const APP = {
  'app.js': "const express = require('express');\nexpress().listen(3000);\n",
  '.gitignore': 'node_modules\n.yarn\n.pnp*\n',
};

interface Manager {
  name: string;
  install: string;
  manifest?: object;
  files?: Record<string, string>;
  yarn?: string;
}

const npm = 'npm install --no-audit --no-fund';
const managers: Manager[] = [
  { name: 'npm', install: npm },
  {
    name: 'pnpm 12',
    install: 'npx --yes --ignore-scripts=false pnpm@12.21.0 install --no-frozen-lockfile',
    manifest: { packageManager: 'pnpm@12.21.0' },
  },
  {
    name: 'Yarn 1',
    install: 'npx --yes yarn@1.22.22 install',
    manifest: { packageManager: 'yarn@1.22.22' },
  },
  {
    name: "Yarn 4 with Plug'n'Play",
    install: 'npx --yes -p @yarnpkg/cli-dist@4.18.1 yarn install --no-immutable',
    manifest: { packageManager: 'yarn@4.18.1' },
    files: { 'yarn.lock': '' },
    // Plug'n'Play needs Yarn itself where a commit is made.
    yarn: '4.18.1',
  },
  {
    name: 'bun',
    install: 'npx --yes --ignore-scripts=false bun@1.4.5 install',
    manifest: { packageManager: 'bun@1.4.5' },
  },
  {
    name: 'Husky',
    install: npm,
    manifest: { scripts: { prepare: 'husky' }, devDependencies: { husky: '^9.0.0' } },
    files: { '.husky/pre-commit': 'true\n' },
  },
  {
    name: 'Lefthook',
    install: `${npm} && npx lefthook install`,
    manifest: { devDependencies: { lefthook: '^2.0.0' } },
    files: { 'lefthook.yml': 'pre-commit:\n  commands:\n    first:\n      run: "true"\n' },
  },
  {
    name: 'simple-git-hooks',
    install: `${npm} && npx simple-git-hooks`,
    manifest: { devDependencies: { 'simple-git-hooks': '^2.14.0' }, 'simple-git-hooks': { 'pre-commit': 'true' } },
  },
  {
    // Its own install script, which npm does not run unasked.
    name: 'yorkie',
    install: `${npm} && node node_modules/yorkie/bin/install.js`,
    manifest: { devDependencies: { yorkie: '^2.0.0' }, gitHooks: { 'pre-commit': 'true' } },
  },
];

// pre-commit, the framework, comes from Python's index: its file is read and written in test/edits/hooks.test.ts alone.
describe.skipIf(!process.env['TEMPERED_TEST_ALL'])('the commit hook with what installs and runs it', () => {
  it.each(managers)(
    '$name lets a clean commit through, and no staged secret',
    async ({ install, manifest, files, yarn }) => {
      const dependencies = { express: '^5.0.0' };
      const own = { name: 'api', private: true, main: 'app.js', ...manifest, dependencies };
      const cwd = await temporaryFolder({ ...APP, ...files, 'package.json': `${JSON.stringify(own, null, 2)}\n` });
      await commit(cwd, 'app');
      await git(cwd, 'config', 'user.name', 'test');
      await git(cwd, 'config', 'user.email', 'test@example.com');
      expect(
        await tempered(['harden', '--yes', '--no-install', '--no-verify', '--only', 'secrets'], cwd),
      ).toMatchObject({
        code: 0,
      });
      expect(await run('sh', ['-c', install], cwd, { CI: '', npm_config_yes: 'true' })).toMatchObject({ code: 0 });
      const programs = yarn === undefined ? '' : `${await onlyYarn(yarn)}:`;
      const env = { PATH: `${programs}${process.env['PATH']}` };
      const tryCommit = (): Promise<Outcome> => run('git', ['commit', '-q', '-m', 'x'], cwd, env);
      await git(cwd, 'add', '-A');
      const clean = await tryCommit();
      expect(clean).toMatchObject({ code: 0 });
      expect(clean.stderr).not.toContain('not scanned');
      await writeFiles(cwd, { 'later.js': `login('${SECRET}');\n` });
      await git(cwd, 'add', 'later.js');
      await writeFile(path.join(cwd, 'later.js'), 'clean\n');
      const refused = await tryCommit();
      expect(refused.code).toBe(1);
      expect(refused.stdout + refused.stderr).toMatch(/A secret is staged/);
      expect(refused.stdout + refused.stderr).not.toContain(SECRET);
    },
    240_000,
  );
});

/** A folder with a program `yarn`. */
async function onlyYarn(version: string): Promise<string> {
  const text = `#!/bin/sh\nexec npx --yes -p @yarnpkg/cli-dist@${version} yarn "$@"\n`;
  const folder = await temporaryFolder({ yarn: text });
  await chmod(path.join(folder, 'yarn'), 0o755);
  return folder;
}
