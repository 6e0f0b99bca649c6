import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { dirtyFiles } from '../../../src/steps/guards/dirty';
import { temporaryFolder, writeFiles } from '../../temporary';

async function git(folder: string, ...args: string[]): Promise<void> {
  await execa('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
}

async function repository(files: Record<string, string>): Promise<string> {
  const root = await temporaryFolder(files);
  await git(root, 'init', '-q');
  await git(root, 'add', '-A');
  await git(root, 'commit', '-qm', 'first');
  return root;
}

describe('dirtyFiles', () => {
  it('is empty without git', async () => {
    expect(await dirtyFiles(await temporaryFolder({ 'app.js': '' }), ['app.js'])).toEqual([]);
  });

  it('is empty for a clean tree and for files that do not exist yet', async () => {
    const root = await repository({ 'app.js': '1' });
    expect(await dirtyFiles(root, ['app.js', 'security/index.js'])).toEqual([]);
  });

  it('lists changed, staged, removed and renamed tracked files, whether touched or not', async () => {
    const root = await repository({
      'a b.js': '1',
      'staged.js': '1',
      'gone.js': '1',
      'old name.js': 'long enough\n'.repeat(9),
    });
    await writeFiles(root, { 'a b.js': '2', 'staged.js': '2', 'ünï"cödé\n.js': '1' });
    await rm(join(root, 'gone.js'));
    await git(root, 'mv', 'old name.js', 'new näme.js');
    await git(root, 'add', 'staged.js', 'ünï"cödé\n.js');
    expect(await dirtyFiles(root, [])).toEqual(
      ['a b.js', 'gone.js', 'new näme.js', 'staged.js', 'ünï"cödé\n.js'].sort(),
    );
  });

  it('lists an untracked file only when it would be overwritten', async () => {
    const root = await repository({ 'app.js': '1' });
    await writeFiles(root, { 'note.txt': '', 'src/security/index.js': '', ':(glob)*.js': '' });
    expect(await dirtyFiles(root, ['src/security/index.js', 'app.js'])).toEqual(['src/security/index.js']);
    expect(await dirtyFiles(root, [':(glob)*.js'])).toEqual([':(glob)*.js']);
  });

  it('lists an ignored file that would be overwritten', async () => {
    const root = await repository({ '.gitignore': '.env\ndist/\n' });
    await writeFiles(root, { '.env': 'A=1', 'dist/a.js': '', 'dist/b.js': '' });
    expect(await dirtyFiles(root, ['.env', 'dist/a.js'])).toEqual(['.env', 'dist/a.js']);
    expect(await dirtyFiles(root, [])).toEqual([]);
  });

  it('does not mind a project that an outer repository ignores', async () => {
    const root = await repository({ '.gitignore': 'play/\n' });
    await writeFiles(root, { 'play/app.js': '1' });
    expect(await dirtyFiles(join(root, 'play'), ['app.js'])).toEqual([]);
  });

  it('looks only under the root, and names files from there', async () => {
    const root = await repository({ 'web/a.js': '1', 'api/b.js': '1', 'api/src/c.js': '1' });
    await writeFiles(root, { 'web/a.js': '2', 'api/src/c.js': '2', 'api/new.js': '' });
    expect(await dirtyFiles(join(root, 'api'), ['new.js'])).toEqual(['new.js', 'src/c.js']);
  });

  it('works before the first commit', async () => {
    const root = await temporaryFolder({ 'app.js': '1' });
    await git(root, 'init', '-q');
    expect(await dirtyFiles(root, ['app.js'])).toEqual(['app.js']);
  });

  it('does not start a file system monitor that the repository names', async () => {
    const root = await repository({ 'app.js': '1' });
    await git(root, 'config', 'core.fsmonitor', 'touch monitor-ran; true');
    await dirtyFiles(root, ['app.js']);
    expect(await dirtyFiles(root, ['monitor-ran'])).toEqual([]);
  });

  it('says what git says when git fails', async () => {
    const root = await temporaryFolder({ '.git': 'gitdir: nowhere\n' });
    await expect(dirtyFiles(root, [])).rejects.toMatchObject({ exitCode: 3 });
  });
});
