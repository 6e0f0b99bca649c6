import { cp, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { UndoOptions } from '../../src/commands/options';
import { undo } from '../../src/commands/undo';
import type { UserError } from '../../src/errors';
import { putFilesBack } from '../../src/steps/transaction/back';
import { beginRun } from '../../src/steps/transaction/begin';
import { findLastRun, resume } from '../../src/steps/transaction/recover';
import { beginInstall, closeRun, settleRun, writeFiles as writeRun } from '../../src/steps/transaction/run';
import type { FileChange } from '../../src/types';
import { failing } from '../support/faults';
import { commit, git, run } from '../support/tempered';
import { treeOf } from '../support/tree';
import { temporaryFolder } from '../temporary';
import { mockTerminal } from '../ui/terminal';

const FILES = { 'package.json': '{}\n', 'app.js': 'start();\r\n', '.gitignore': 'node_modules\n' };

/** Undoes without a terminal; what was said, or the error. */
async function undone(root: string, options: Partial<UndoOptions> = {}): Promise<string> {
  const { io, keyboard, display, seen } = mockTerminal();
  Object.assign(keyboard, { isTTY: false });
  Object.assign(display, { isTTY: false });
  expect(await undo(root, { install: true, ...options }, io)).toBe(0);
  return seen();
}

const refusal = (root: string, options: Partial<UndoOptions> = {}): Promise<UserError> =>
  undone(root, options).then(
    (said) => expect.fail(`not refused: ${said}`),
    (error: UserError) => error,
  );

/** A run that writes these texts; null removes a file. `install` is what a package manager does then. */
async function harden(
  root: string,
  after: Record<string, string | null>,
  install?: () => Promise<unknown>,
  others: readonly string[] = [],
): Promise<void> {
  const changes: FileChange[] = [];
  for (const [file, text] of Object.entries(after)) {
    const before = await readFile(join(root, file), 'utf8').catch(() => null);
    changes.push({ file, before, after: text, measures: [] });
  }
  const packages = { manager: 'npm' as const, workspaceRoot: root };
  const started = await beginRun({ root, changes, command: 'harden', others, ...(install && { packages }) });
  await writeRun(started);
  if (install) await beginInstall(started);
  await install?.();
  await settleRun(started, install !== undefined);
  await closeRun(started);
}

describe('undo', () => {
  it('takes what a formatter has laid out anew for what the run wrote, and an edit for an edit', async () => {
    const root = await temporaryFolder({ ...FILES, 'app.js': "start('a', 'b')\n" });
    const before = await treeOf(root);
    const written = {
      'app.js': "secure()\nstart('a', 'b')\n",
      'security/index.ts': 'export function secure(): void {}\n',
    };
    await harden(root, written);
    const after = await treeOf(root);
    await writeFile(join(root, 'app.js'), 'secure();\nstart(\n  "a",\n  "b",\n);\n');
    await writeFile(join(root, 'security/index.ts'), 'export function secure(): void {\n}\n');
    expect(after).not.toEqual(await treeOf(root));
    await undone(root);
    expect(await treeOf(root)).toEqual(before);

    await harden(root, written);
    await writeFile(join(root, 'app.js'), 'secure();\nstart("a", "c");\n');
    expect((await refusal(root)).message).toBe('Changed since that run: app.js.');
  });

  it.each(['with git', 'without git'])(
    'goes back run by run to the first, and leaves nothing of ours: %s',
    async (kind) => {
      const root = await temporaryFolder(FILES);
      if (kind === 'with git') await commit(root, 'start');
      const first = await treeOf(root);
      await harden(root, {
        'app.js': 'secure();\r\nstart();\r\n',
        'src/security/index.js': 'x',
        '.tempered/record.json': '1',
      });
      const second = await treeOf(root, ['.git', '.tempered/undo']);
      await harden(root, { '.tempered/record.json': '2', 'src/security/index.js': null });
      expect(await undone(root)).toMatch(/put back src\/security\/index\.js/);
      expect(await treeOf(root, ['.git', '.tempered/undo'])).toEqual(second);
      expect(await undone(root)).toMatch(/put back app\.js\n.*removed src\/security\/index\.js/);
      expect(await treeOf(root)).toEqual(first);
      expect(await undone(root)).toMatch(/Nothing to undo/);
      if (kind === 'with git') expect(await readdir(join(root, '.git'))).not.toContain('tempered');
    },
  );

  it('is for its owner alone, and git does not see it', async () => {
    const root = await temporaryFolder(FILES);
    await harden(root, { 'app.js': 'secure();\n' });
    const folder = join(root, '.tempered/undo');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const runs = join(folder, 'runs/000001');
    for (const name of await readdir(runs)) expect((await stat(join(runs, name))).mode & 0o777, name).toBe(0o600);
    await commit(root, 'made a repository later');
    expect(await git(root, 'ls-files')).not.toContain('undo');
    await undone(root);
    expect(await git(root, 'status', '--porcelain')).toBe(' M app.js\n');
    expect(await readFile(join(root, 'app.js'), 'utf8')).toBe(FILES['app.js']);
  });

  it('refuses where files were changed or deleted since, and names them', async () => {
    const root = await temporaryFolder({ ...FILES, 'old.js': 'old' });
    await harden(root, { 'app.js': 'secure();\n', 'old.js': null, 'new.js': 'new', 'package.json': '{"a":1}' });
    await writeFile(join(root, 'app.js'), 'mine');
    await writeFile(join(root, 'old.js'), 'mine too');
    await rm(join(root, 'package.json'));
    const before = await treeOf(root);
    const error = await refusal(root);
    expect(error.message).toBe('Changed since that run: app.js, old.js, package.json.');
    expect(error).toMatchObject({ exitCode: 3, hint: expect.stringContaining('--force') as string });
    expect(await treeOf(root)).toEqual(before);
  });

  it('with --force keeps a copy of each beside it, and goes on', async () => {
    const root = await temporaryFolder({ ...FILES, 'app.js.yours': 'from another time' });
    const before = await treeOf(root);
    await harden(root, { 'app.js': 'secure();\n', 'new.js': 'new' });
    await writeFile(join(root, 'app.js'), 'mine', { mode: 0o600 });
    await writeFile(join(root, 'new.js'), 'mine too');
    expect(await undone(root, { force: true })).toMatch(/what you had made of app\.js is in app\.js\.yours-2/);
    const { 'app.js.yours-2': copy, 'new.js.yours': other, ...rest } = await treeOf(root);
    expect(rest).toEqual(before);
    expect(copy).toMatch(/ mine$/);
    expect(other).toMatch(/ mine too$/);
  });

  it('takes what is as it was before the run already for put back', async () => {
    const root = await temporaryFolder(FILES);
    await commit(root, 'start');
    await harden(root, { 'app.js': 'secure();\n', 'new.js': 'new' });
    await git(root, 'checkout', 'app.js');
    expect(await undone(root)).not.toContain('app.js');
    expect(await git(root, 'status', '--porcelain')).toBe('');
  });

  it('keeps a run that is on another branch', async () => {
    const root = await temporaryFolder(FILES);
    await commit(root, 'start');
    await git(root, 'branch', 'other');
    await harden(root, { 'app.js': 'secure();\n' });
    await commit(root, 'hardened');
    await git(root, 'checkout', '-q', 'other');
    expect((await refusal(root)).exitCode).toBe(3);
    await git(root, 'checkout', '-q', '-');
    expect(await undone(root)).toContain('put back app.js');
    await git(root, 'checkout', '-q', '.');
    await harden(root, { 'app.js': 'other();\n' });
    await git(root, 'checkout', '-q', '.');
    expect(await undone(root, { force: true })).not.toContain('app.js');
    expect(await undone(root)).toContain('Nothing to undo');
  });

  it('with --dry-run prints a diff that git applies, and puts nothing back', async () => {
    const root = await temporaryFolder({ 'services/api/package.json': '{}\n', 'services/api/app.js': 'a\r\n' });
    await commit(root, 'start');
    const project = join(root, 'services/api');
    const before = await treeOf(root);
    await harden(project, { 'app.js': 'b\r\na\r\n', 'new.js': 'new\n' });
    const after = await treeOf(root);
    const said = await undone(project, { dryRun: true });
    expect(await treeOf(root)).toEqual(after);
    const diff = said.slice(0, said.indexOf('A dry run'));
    await writeFile(join(root, 'undo.diff'), diff);
    await git(root, 'apply', 'undo.diff');
    await rm(join(root, 'undo.diff'));
    expect(await treeOf(root)).toEqual(before);
  });

  it('puts package.json and the lockfile back as they were before packages were installed', async () => {
    const root = await temporaryFolder({ ...FILES, 'package-lock.json': '{ "old": 1 }' });
    const before = await treeOf(root);
    await harden(root, { 'package.json': '{ "dependencies": {} }' }, async () => {
      await writeFile(join(root, 'package.json'), '{"dependencies":{},"packageManager":"npm@11.0.0"}');
      await writeFile(join(root, 'package-lock.json'), '{ "new": 1 }');
      await writeFile(join(root, 'yarn.lock'), 'new');
    });
    expect(await undone(root)).toMatch(/in line with what is put back: .*npm install/);
    expect(await treeOf(root)).toEqual(before);
  });

  it('puts the lockfile of the workspace above back', async () => {
    const workspace = await temporaryFolder({
      'api/package.json': '{}',
      'pnpm-lock.yaml': 'old',
      'package.json': '{}',
    });
    const before = await treeOf(workspace);
    const root = join(workspace, 'api');
    const packages = { manager: 'pnpm' as const, workspaceRoot: workspace };
    const change = { file: 'package.json', before: '{}', after: '{ "dependencies": {} }', measures: [] };
    const started = await beginRun({ root, changes: [change], command: 'harden', packages });
    await writeRun(started);
    await beginInstall(started);
    await writeFile(join(workspace, 'pnpm-lock.yaml'), 'new');
    await settleRun(started, true);
    await closeRun(started);
    expect(await undone(root)).toMatch(/pnpm install/);
    expect(await treeOf(workspace)).toEqual(before);
  });

  it('goes on where it was ended while packages were installed again', async () => {
    const root = await temporaryFolder({ ...FILES, 'package-lock.json': '1' });
    const before = await treeOf(root);
    await harden(root, { 'package.json': '{ "dependencies": {} }', 'new.js': '' }, () =>
      writeFile(join(root, 'package-lock.json'), '2'),
    );
    const last = await findLastRun(root);
    const ended = resume(last!, async (started) => {
      await putFilesBack(started, 'refuse');
      await writeFile(join(root, 'package-lock.json'), '1, in the spelling of another version');
      await writeFile(join(root, 'package.json'), '{ "packageManager": "npm@11.0.0" }');
      throw new Error('ended');
    });
    await expect(ended).rejects.toThrow('ended');
    expect(await undone(root)).toMatch(/Putting back an earlier run .* was interrupted/);
    expect(await treeOf(root)).toEqual(before);
  });

  it('refuses where packages were installed since', async () => {
    const root = await temporaryFolder({ ...FILES, 'package-lock.json': '1' });
    await harden(root, { 'package.json': '{ "dependencies": {} }' }, () =>
      writeFile(join(root, 'package-lock.json'), '2'),
    );
    await writeFile(join(root, 'package-lock.json'), '3');
    expect((await refusal(root)).message).toMatch(/: package-lock\.json\.$/);
  });

  it('forgets a run that changed nothing', async () => {
    const root = await temporaryFolder(FILES);
    const before = await treeOf(root);
    await harden(root, {}, () => Promise.resolve());
    expect(await treeOf(root)).toEqual(before);
  });

  it('follows no link that was not there: nothing outside is touched', async () => {
    const outside = await temporaryFolder({ 'index.js': 'theirs', 'security/': '' });
    const root = await temporaryFolder(FILES);
    await harden(root, { 'src/index.js': 'ours', 'src/security/deep.js': 'ours' });
    await rename(join(root, 'src'), join(root, 'moved'));
    await symlink(outside, join(root, 'src'));
    expect((await refusal(root)).message).toMatch(/src\/index\.js, src\/security\/deep\.js/);
    expect((await refusal(root, { force: true })).message).toMatch(/through a symbolic link/);
    expect(Object.keys(await treeOf(outside))).toEqual(['index.js', 'security']);
  });

  it('says that what is built is to be built again, where there is such a script', async () => {
    const root = await temporaryFolder({ ...FILES, 'package.json': '{"scripts":{"build":"tsc"}}' });
    await harden(root, { 'app.js': 'secure();\n' });
    const { io, seen } = mockTerminal({ CI: '1' });
    await undo(root, { install: false }, io);
    expect(seen()).toMatch(/put back app\.js[^]*Build again/);
  });

  it('says how git is told that a folder of hooks went', async () => {
    const root = await temporaryFolder(FILES);
    await commit(root, 'start');
    await harden(root, { '.githooks/pre-commit': '#!/bin/sh\n' });
    await git(root, 'config', 'core.hooksPath', '.githooks');
    const { io, seen } = mockTerminal({ CI: '1' });
    await undo(root, { install: false }, io);
    expect(seen()).toMatch(/removed \.githooks\/pre-commit[^]*git config --unset core\.hooksPath/);
  });

  it('asks on a terminal', async () => {
    const root = await temporaryFolder(FILES);
    await harden(root, { 'app.js': 'secure();\n' });
    const { io, type, seen } = mockTerminal();
    const asked = undo(root, { install: true }, io).catch((error: UserError) => error.exitCode);
    await expect.poll(seen).toMatch(/Put the file of the run of \d{4}-/);
    await type({ text: 'n' });
    expect(await asked).toBe(130);
    expect(await readFile(join(root, 'app.js'), 'utf8')).toBe('secure();\n');
  });
});

describe('the undo data', () => {
  it('is kept apart for projects in one repository', async () => {
    const root = await temporaryFolder({
      'a/package.json': '{}',
      'a/x.js': '1',
      'b/package.json': '{}',
      'b/x.js': '1',
    });
    await commit(root, 'start');
    await harden(join(root, 'a'), { 'x.js': '2' });
    await harden(join(root, 'b'), { 'x.js': '2' });
    await undone(join(root, 'a'));
    expect(await git(root, 'status', '--porcelain')).toBe(' M b/x.js\n');
    await undone(join(root, 'b'));
    expect(await git(root, 'status', '--porcelain')).toBe('');
    expect(await readdir(join(root, '.git'))).not.toContain('tempered');
  });

  it('is kept apart for linked work trees and submodules, in their own git folders', async () => {
    const root = await temporaryFolder(FILES);
    await commit(root, 'start');
    const parent = await temporaryFolder();
    await git(root, 'worktree', 'add', '-q', join(parent, 'linked'));
    await commit(parent, 'outer');
    await git(parent, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', root, 'sub');
    for (const [folder, store] of [
      [join(parent, 'linked'), join(root, '.git/worktrees/linked')],
      [join(parent, 'sub'), join(parent, '.git/modules/sub')],
    ] as const) {
      const before = await treeOf(folder);
      await harden(folder, { 'app.js': 'secure();\n' });
      expect(await readdir(store)).toContain('tempered');
      expect(await readdir(folder)).not.toContain('.tempered');
      await undone(folder);
      expect(await treeOf(folder)).toEqual(before);
    }
  });

  it('is not used where it came with the project: it could put back anything', async () => {
    const hostile = await temporaryFolder(FILES);
    await harden(hostile, { 'app.js': 'secure();\n' });
    const root = join(await temporaryFolder(), 'copy');
    await cp(hostile, root, { recursive: true });
    const before = await treeOf(root);
    for (const options of [{}, { force: true, yes: true }])
      expect((await refusal(root, options)).message).toMatch(/was not written here/);
    await expect(harden(root, { 'new.js': '' })).rejects.toThrow(/was not written here/);
    expect(await treeOf(root)).toEqual(before);
  });

  it.each(['.tempered', '.tempered/undo', '.tempered/undo/runs', '.tempered/undo/runs/000001'])(
    'is not kept where a link leads, and nothing is removed there: %s',
    async (link) => {
      const outside = await temporaryFolder({
        'undo/runs/000001/theirs': '',
        'runs/000001/theirs': '',
        '000001/theirs': '',
      });
      const before = await treeOf(outside);
      const root = await temporaryFolder({ ...FILES, '.tempered/undo/runs/': '' });
      await rm(join(root, link), { recursive: true, force: true });
      await symlink(outside, join(root, link));
      await expect(harden(root, { 'app.js': 'secure();\n' })).rejects.toMatchObject({ exitCode: 3 });
      await undone(root).catch((error: UserError) => expect(error.exitCode).toBe(3));
      expect(await treeOf(outside)).toEqual(before);
      expect(await readFile(join(root, 'app.js'), 'utf8')).toBe(FILES['app.js']);
    },
  );

  it('is kept beside the record where the git folder is not to be written', async () => {
    const root = await temporaryFolder(FILES);
    await commit(root, 'start');
    const before = await treeOf(root);
    const files = failing('EROFS', (name, path) => name === 'makeFolder' && path.includes('/.git/'));
    const change = { file: 'app.js', before: FILES['app.js'], after: 'secure();\n', measures: [] };
    const started = await beginRun({ root, changes: [change], command: 'harden', files });
    await writeRun(started);
    await settleRun(started, false);
    await closeRun(started);
    expect(await readdir(join(root, '.tempered/undo'))).toEqual(['.gitignore', 'runs']);
    expect(await git(root, 'status', '--porcelain')).toBe(' M app.js\n');
    await undone(root);
    expect(await treeOf(root)).toEqual(before);
  });

  it.each([
    [
      'of a newer tempered',
      (text: string) => text.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      /newer tempered/,
    ],
    ['that is damaged', (text: string) => text.slice(0, 100), /damaged/],
    [
      'with a path that climbs out',
      (text: string) => text.replace('"path": "app.js"', '"path": "../app.js"'),
      /damaged/,
    ],
    [
      'with a file of the user for a lockfile',
      (text: string) =>
        text.replace('"path": "app.js"', '"path": "../../.bashrc"').replace('"kind": "source"', '"kind": "lockfile"'),
      /damaged/,
    ],
    ['with a program of its own', (text: string) => text.replace('"manager": null', '"manager": "./evil"'), /damaged/],
    [
      'with temporary files elsewhere',
      (text: string) => text.replace(/"token": "[0-9a-f]+"/, '"token": "/../../x"'),
      /damaged/,
    ],
    [
      'with a package that climbs out',
      (text: string) => text.replace('"made": []', '"others": ["../x"], "made": []'),
      /damaged/,
    ],
    ['with a folder that climbs out', (text: string) => text.replace('"made": []', '"made": ["../x"]'), /damaged/],
  ])('is not used where its journal is one %s', async (_what, spoil, message) => {
    const root = await temporaryFolder(FILES);
    await mkdir(join(root, '.git'));
    await harden(root, { 'app.js': 'secure();\n' });
    const { stdout } = await run('find', ['.git', '-name', 'journal.json'], root);
    const journal = join(root, stdout.trim());
    await writeFile(journal, spoil(await readFile(journal, 'utf8')));
    expect(await refusal(root)).toMatchObject({ exitCode: 3, message: expect.stringMatching(message) as string });
    expect(await readFile(join(root, 'app.js'), 'utf8')).toBe('secure();\n');
  });
});

describe('undo in a workspace', () => {
  const overAll = (root: string, text: string): Promise<void> =>
    harden(root, { 'packages/api/app.js': text, 'packages/feed/app.js': text }, undefined, [
      'packages/api',
      'packages/feed',
    ]);
  const made = (): Promise<string> =>
    temporaryFolder({
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/api/package.json': '{}',
      'packages/api/app.js': 'api',
      'packages/feed/package.json': '{}',
      'packages/feed/app.js': 'feed',
    });

  it('begins with the later run in a package, and says which', async () => {
    const root = await made();
    await commit(root, 'start');
    const start = await treeOf(root);
    const api = join(root, 'packages/api');
    await overAll(root, 'of all');
    await harden(api, { 'app.js': 'of one' });
    const refused = await refusal(root);
    expect(refused.message).toMatch(/^packages\/api was changed by a later run \(harden, .* UTC\)\.$/);
    expect(refused.hint).toMatch(/^Undo that one first: tempered undo .+packages\/api'?\. Then run this again\.$/);
    await undone(api);
    expect((await refusal(api)).message).toContain('was at the root of the workspace');
    await undone(root);
    expect(await treeOf(root)).toEqual(start);
  });

  it('begins with the later run at the root, whatever a package did before', async () => {
    const root = await made();
    const start = await treeOf(root);
    const api = join(root, 'packages/api');
    await harden(api, { 'app.js': 'of one' });
    await overAll(root, 'of all');
    expect((await refusal(api)).message).toContain('was at the root of the workspace');
    await undone(root);
    await undone(api);
    expect(await treeOf(root)).toEqual(start);
  });
});
