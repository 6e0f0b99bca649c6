import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { mainBranch } from '../../src/project/branch';
import { temporaryFolder } from '../temporary';

const AS = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];

async function repository(branch: string): Promise<{ root: string; git: (...args: string[]) => Promise<unknown> }> {
  const root = await temporaryFolder({ 'app.js': '' });
  const git = (...args: string[]): Promise<unknown> => execa('git', [...AS, ...args], { cwd: root });
  await git('init', '-q', `--initial-branch=${branch}`);
  return { root, git };
}

async function committed(branch: string): Promise<Awaited<ReturnType<typeof repository>>> {
  const made = await repository(branch);
  await made.git('add', '.');
  await made.git('commit', '-qm', 'app');
  return made;
}

describe('the branch that the others start from', () => {
  it('is the usual one that is there, also from another branch, and where git has packed its names', async () => {
    const { root, git } = await committed('master');
    await git('checkout', '-qb', 'feature/x');
    expect(await mainBranch(root)).toBe('master');
    await git('pack-refs', '--all');
    expect(await mainBranch(root)).toBe('master');
  });

  it('is the one that a clone was given, whatever it is called', async () => {
    const { root } = await committed('release/2');
    const clone = join(await temporaryFolder(), 'clone');
    await execa('git', ['clone', '-q', root, clone]);
    expect(await mainBranch(clone)).toBe('release/2');
  });

  it('is known before the first commit, and in a linked work tree', async () => {
    expect(await mainBranch((await repository('trunk')).root)).toBe('trunk');
    const { git } = await committed('master');
    const linked = join(await temporaryFolder(), 'linked');
    await git('worktree', 'add', '-q', linked, '-b', 'other');
    expect(await mainBranch(linked)).toBe('master');
  });

  it('is not guessed from a branch of another name', async () => {
    expect(await mainBranch((await committed('try-it')).root)).toBeNull();
  });
});
