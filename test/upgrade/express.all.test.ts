import { rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commit, git, tempered } from '../support/tempered';
import { install, type Installation } from '../templates/workshop';
import { APP, copyOf, edit, hardenedBefore, read, removeLasting } from './project';

let before: Installation;
let after: Installation;
beforeAll(async () => {
  [before, after] = [await install(4), await install(5)];
});
afterAll(async () => {
  await Promise.all([before.remove(), after.remove(), removeLasting()]);
});

const use = async (cwd: string, { folder }: Installation): Promise<void> => {
  await rm(path.join(cwd, 'node_modules'), { force: true });
  await symlink(path.join(folder, 'node_modules'), path.join(cwd, 'node_modules'));
};

const FILES = {
  ...APP,
  'src/app.js': APP['src/app.js'].replace(
    'app.listen',
    "app.get('/boom', async () => {\n  throw new Error('inside');\n});\n\napp.listen",
  ),
};

it('what was generated for Express 4 serves Express 5, proven on the running app', { timeout: 240_000 }, async () => {
  const cwd = await copyOf(await hardenedBefore(FILES));
  await use(cwd, before);
  const first = await tempered(['harden', '--yes', '--no-install', '--quiet'], cwd);
  expect(first.code, first.stderr).toBe(0);
  expect(await read(cwd, 'src/security/index.js')).toContain('forwardAsyncErrors(app);');
  await commit(cwd, 'upgraded');
  await edit(cwd, 'src/security/errors.js', (text) => `// ours\n${text}`);
  await edit(cwd, 'package.json', (text) => text.replace('^4.19.0', '^5.1.0'));
  await use(cwd, after);
  const second = await tempered(['harden', '--yes', '--no-install', '--format', 'json'], cwd);
  expect(second.code, second.stderr).toBe(0);
  const { proof } = JSON.parse(second.stdout) as {
    proof: { problem: object; results: { id: string; before: { status: string }; after: { status: string } }[] };
  };
  expect(proof.problem).toEqual({ before: null, after: null });
  expect(
    proof.results.filter(({ before: was, after: is }) => was.status === 'passed' && is.status === 'failed'),
  ).toEqual([]);
  expect(proof.results.filter(({ after }) => after.status === 'passed').length).toBeGreaterThan(10);
  expect(await read(cwd, 'src/security/index.js')).not.toContain('forwardAsyncErrors');
  const errors = await read(cwd, 'src/security/errors.js');
  expect(errors).toMatch(/^\/\/ ours\n/);
  expect(errors).not.toContain('forwardAsyncErrors');
  expect(await git(cwd, 'diff', '--', 'src/app.js', 'package.json')).toBe('');
  await commit(cwd, 'on Express 5');
  const third = await tempered(['harden', '--yes', '--no-install', '--no-verify'], cwd);
  expect(third.stderr).toContain('Nothing to do');
});
