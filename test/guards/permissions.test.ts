import { chmod, chown, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Outcome, repository, run } from '../support/tempered';
import { temporaryFolder } from '../temporary';
import { plain } from './project';

/** Root may everything: there the command runs as somebody who may not. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const asNobody = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : ['env'];

async function asUser(args: string[], cwd: string): Promise<Outcome> {
  const [program, ...before] = asNobody;
  return run(program!, [...before, process.execPath, join(repository, 'bin/tempered.js'), ...args], cwd, { HOME: cwd });
}

/** A project of that user's own, with the modes of some of its files and folders. */
async function projectOf(files: Record<string, string>, modes: Record<string, number>): Promise<string> {
  const root = await temporaryFolder({ ...plain, ...files });
  if (isRoot) {
    await chown(root, NOBODY, NOBODY);
    for (const name of await readdir(root, { recursive: true })) await chown(join(root, name), NOBODY, NOBODY);
  }
  for (const [name, mode] of Object.entries(modes)) await chmod(join(root, name), mode);
  return root;
}

const harden = ['--yes', '--no-install', '--no-verify', '--quiet'];

describe.skipIf(process.platform === 'win32')('what this user may not', () => {
  it.each([
    [
      'read: package.json',
      { 'package.json': 0 },
      'package.json cannot be read: EACCES.\nGive this user the permission',
    ],
    ['read: the entry', { 'app.js': 0 }, 'app.js cannot be read: EACCES.\nGive this user the permission'],
    ['read: the folder', { '.': 0o300 }, ' cannot be read: EACCES.\nGive this user the permission'],
    ['read: a file that is added to', { '.gitignore': 0 }, '.gitignore cannot be read: EACCES.\nGive this user'],
    ['write: the folder', { '.': 0o555 }, 'The folder of security/index.js may not be written by this user'],
    ['write: the entry', { 'app.js': 0o444 }, 'app.js is read-only\nNothing was written. Make it writable'],
  ])('is refused before anything is written, where it is to %s', async (_what, modes: Record<string, number>, told) => {
    const root = await projectOf({}, modes);
    const { code, stderr } = await asUser([...harden, '.'], root);
    await chmod(root, 0o700);
    expect([code, stderr]).toEqual([3, expect.stringContaining(told)]);
    expect((await readdir(root)).sort()).toEqual(Object.keys(plain).sort());
  });

  it('is named, and the rest is looked at: folders and files beside', async () => {
    const root = await projectOf({ 'data/x.js': 'eval(a);\n', 'beside.js': 'eval(a);\n' }, { data: 0, 'beside.js': 0 });
    for (const withGit of [false, true]) {
      if (withGit) await run(asNobody[0]!, [...asNobody.slice(1), 'git', 'init', '-q'], root);
      const { code, stderr } = await asUser(['check', '--fail-on', 'none'], root);
      expect(code, stderr).toBe(0);
      expect(stderr).toContain('Not looked at, as it cannot be read or parsed: beside.js, data/.');
    }
    await chmod(join(root, 'data'), 0o700);
  });

  it('is no reason to refuse a dry run, where it is to write', async () => {
    const root = await projectOf({}, { '.': 0o555 });
    const { code, stdout } = await asUser([...harden, '--dry-run'], root);
    await chmod(root, 0o700);
    expect([code, stdout]).toEqual([0, expect.stringContaining('diff --git a/app.js b/app.js')]);
  });
});

it('a folder that is gone is said to be gone', async () => {
  const root = await temporaryFolder({ 'inside/': '' });
  await writeFile(join(root, 'run.sh'), 'rmdir "$PWD" && exec "$@"\n');
  const command = [process.execPath, join(repository, 'bin/tempered.js'), 'check'];
  const { code, stderr } = await run('sh', [join(root, 'run.sh'), ...command], join(root, 'inside'));
  expect([code, stderr]).toEqual([3, expect.stringContaining('The current folder does not exist any more.')]);
});
