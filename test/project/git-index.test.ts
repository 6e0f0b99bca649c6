import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { trackedPaths } from '../../src/project/git-index';
import { readRepository } from '../../src/project/repository';
import { temporaryFolder, writeFiles } from '../temporary';

const PATHS = ['.env', 'a', 'a.js', 'app/config/.env.production', 'app/config/long/name/of/a/file.ts', 'ü/ñ.txt'];

async function repository(...init: string[]): Promise<{ root: string; git: (...args: string[]) => Promise<unknown> }> {
  const root = await temporaryFolder(Object.fromEntries(PATHS.map((path) => [path, `A=${path}`])));
  const git = (...args: string[]): Promise<unknown> => execa('git', args, { cwd: root });
  await git('init', '-q', ...init);
  await git('add', '.');
  return { root, git };
}

describe('trackedPaths', () => {
  it.each(['2', '4'])('reads an index of version %s', async (version) => {
    const { root, git } = await repository();
    await git('update-index', '--index-version', version);
    expect(await trackedPaths(root)).toEqual(PATHS);
  });

  it('reads an index of version 3, which has what is only meant to be added', async () => {
    const { root, git } = await repository();
    await writeFiles(root, { 'later.js': '' });
    await git('add', '-N', 'later.js');
    expect(await trackedPaths(root)).toEqual([...PATHS.slice(0, -1), 'later.js', PATHS.at(-1)]);
  });

  it('reads an index with long hashes', async () => {
    const { root } = await repository('--object-format=sha256');
    expect(await trackedPaths(root)).toEqual(PATHS);
  });

  it('finds the index of a linked work tree', async () => {
    const { git } = await repository();
    await git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'a');
    const linked = join(await temporaryFolder(), 'linked');
    await git('worktree', 'add', '-q', linked);
    expect(await trackedPaths(linked)).toEqual(PATHS);
  });

  it.each([
    ['there is none', null],
    ['it is cut off', Buffer.from('DIRC\0\0\0\u0002\0\0\0\u0009')],
    ['it is something else', Buffer.from('not an index at all')],
    ['it is empty', Buffer.from('')],
  ])('knows of nothing where %s', async (_name, index) => {
    const root = await temporaryFolder({ '.git/HEAD': '', ...(index ? { '.git/index': index } : {}) });
    expect(await trackedPaths(root)).toEqual([]);
  });
});

describe('readRepository', () => {
  it('has the env files that git tracks below the root, without samples and what is gone', async () => {
    const { root, git } = await repository();
    await writeFiles(root, { '.env.local': 'B=1', 'app/.env.example': 'A=', 'app/.env': 'A=1' });
    await git('add', 'app');
    await rm(join(root, '.env'));
    const { trackedEnv } = await readRepository(join(root, 'app'));
    expect(trackedEnv).toEqual([
      { path: '.env', text: 'A=1' },
      { path: 'config/.env.production', text: 'A=app/config/.env.production' },
    ]);
    expect((await readRepository(root)).trackedEnv.map(({ path }) => path)).toEqual([
      'app/.env',
      'app/config/.env.production',
    ]);
  });
});
