import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { commit, git, type Outcome, run, tempered } from '../support/tempered';
import { temporaryFolder, writeFiles } from '../temporary';

const SECRET = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const APP = {
  'package.json':
    '{ "name": "api", "private": true, "main": "app.js", "scripts": { "prepare": "echo mine" }, "dependencies": { "express": "^5.0.0" } }\n',
  'app.js': "const express = require('express');\nexpress().listen(3000);\n",
  '.gitignore': 'node_modules\n',
};
/** Stands for secretlint where packages are not installed: the real one is in commit-hook.all.test.ts. */
const SCANNER = '#!/bin/sh\n! grep -rl ghp_ . --exclude-dir=node_modules\n';
const HARDEN = ['harden', '--yes', '--no-install', '--no-verify', '--only', 'secrets'];

async function hardened(files: Record<string, string> = {}): Promise<string> {
  const cwd = await temporaryFolder({ ...APP, ...files, 'node_modules/.bin/secretlint': SCANNER });
  await chmod(path.join(cwd, 'node_modules/.bin/secretlint'), 0o755);
  await commit(cwd, 'app');
  const { code, stderr } = await tempered(HARDEN, cwd);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return cwd;
}

const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
const tryCommit = (cwd: string, ...args: string[]): Promise<Outcome> =>
  run('git', [...identity, 'commit', '-q', '-m', 'x', ...args], cwd);

it('a commit is refused for what is staged, whatever the work tree says', async () => {
  const cwd = await hardened();
  const manifest = JSON.parse(await readFile(path.join(cwd, 'package.json'), 'utf8')) as {
    scripts: { prepare: string };
  };
  expect(manifest.scripts.prepare).toBe('echo mine && (git config core.hooksPath .githooks || exit 0)');
  // What npm does when it installs.
  await run('sh', ['-c', manifest.scripts.prepare], cwd);
  await git(cwd, 'add', '-A');
  expect(await tryCommit(cwd)).toMatchObject({ code: 0 });
  const odd = 'a b\n"q".js';
  await writeFiles(cwd, { [odd]: `login('${SECRET}');\n`, 'gone.js': 'x\n' });
  await git(cwd, 'add', '-A');
  await writeFile(path.join(cwd, odd), 'clean\n');
  const refused = await tryCommit(cwd);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/A secret is staged/) as string });
  await git(cwd, 'add', '-A');
  expect(await tryCommit(cwd)).toMatchObject({ code: 0 });
  // What is only in the work tree is not committed, and what leaves is not looked at.
  await writeFiles(cwd, { 'later.js': SECRET });
  await git(cwd, 'rm', '-q', 'gone.js');
  await git(cwd, 'mv', 'app.js', 'main.js');
  expect(await tryCommit(cwd)).toMatchObject({ code: 0 });
  await git(cwd, 'add', 'later.js');
  expect(await tryCommit(cwd, '--no-verify')).toMatchObject({ code: 0 });
  await rm(path.join(cwd, '.secretlintrc.json'));
  expect(await tryCommit(cwd, '--allow-empty')).toMatchObject({ code: 0 });
  await writeFiles(cwd, { 'other.js': 'x\n' });
  await git(cwd, 'add', 'other.js');
  expect(await tryCommit(cwd)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Nothing was committed: \.secretlintrc\.json.* is missing/) as string,
  });
  await rm(path.join(cwd, 'node_modules'), { recursive: true });
  expect(await tryCommit(cwd, '--allow-empty')).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/not scanned/) as string,
  });
  await git(cwd, 'reset', '-q', '--hard');
  const removed = await tempered(['harden', '--yes', '--no-install', '--no-verify', '--remove', 'secrets'], cwd);
  expect(removed.code, removed.stderr).toBe(0);
  expect(removed.stdout + removed.stderr).toContain(
    'Git still looks for hooks in .githooks, which is gone: git config --unset core.hooksPath',
  );
  expect(await readFile(path.join(cwd, 'package.json'), 'utf8')).toContain('"prepare": "echo mine"');
});

it('the hook manager that is there runs it, and forgets it again', async () => {
  const lefthook = '# ours\npre-commit:\n  commands:\n    lint:\n      run: npx eslint {staged_files} # all\n';
  const template = { '.env.template': '# Ours.\nPORT=3000\n' };
  const app = "const express = require('express');\nexpress().listen(process.env.PORT, process.env.HOST);\n";
  const cwd = await hardened({ 'lefthook.yml': lefthook, 'app.js': app, ...template });
  expect(await readFile(path.join(cwd, '.env.template'), 'utf8')).toMatch(/^# Ours\.\nPORT=3000\n# .*\n# HOST=\n$/);
  await expect(readFile(path.join(cwd, '.env.example'))).rejects.toThrow('ENOENT');
  const file = path.join(cwd, 'lefthook.yml');
  expect(await readFile(file, 'utf8')).toBe(
    lefthook.replace('    lint:', '    staged-secrets:\n      run: sh scripts/scan-staged-secrets.sh\n    lint:'),
  );
  await commit(cwd, 'hardened');
  const again = await tempered([...HARDEN, '--dry-run'], cwd);
  expect(again).toMatchObject({ code: 0, stdout: '' });
  await tempered(['harden', '--yes', '--no-install', '--no-verify', '--remove', 'secrets'], cwd);
  expect(await readFile(file, 'utf8')).toBe(lefthook);
  expect(await readFile(path.join(cwd, 'package.json'), 'utf8')).not.toContain('secretlint');
  await expect(readFile(path.join(cwd, 'scripts/scan-staged-secrets.sh'))).rejects.toThrow('ENOENT');
});
