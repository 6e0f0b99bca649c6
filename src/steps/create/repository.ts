import { execa } from 'execa';
import { findGitRoot } from '../../project/paths';

const MESSAGE = 'Start from tempered create';

/** What became of the repository: committed, or why not. */
export type Committed = { ok: true } | { ok: false; reason: string };

/** Makes the folder a git repository with these files as its first commit, unless it is in one already. */
export async function firstCommit(root: string, files: readonly string[]): Promise<Committed> {
  const top = await findGitRoot(root);
  if (top !== null && top !== root) return { ok: false, reason: `it is in the git repository ${top}` };
  if (top === null) {
    const made = await git(root, ['init', '--quiet', '--initial-branch=main']);
    if (made !== null) return { ok: false, reason: made };
  } else if ((await git(root, ['rev-parse', '--verify', '--quiet', 'HEAD'])) === null)
    return { ok: false, reason: 'the repository has commits already' };
  const failure =
    (await git(root, ['add', '--', ...files])) ??
    (await git(root, ['commit', '--quiet', '-m', MESSAGE, '--', ...files]));
  return failure === null ? { ok: true } : { ok: false, reason: failure };
}

/** Null where git succeeds, otherwise what it says. */
async function git(cwd: string, args: string[]): Promise<string | null> {
  const result = await execa('git', args, { cwd, reject: false, stdin: 'ignore' });
  if (result.exitCode === 0) return null;
  if (result.code === 'ENOENT') return 'git was not found on this machine';
  const lines = String(result.stderr)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.find((line) => /^(fatal|error):/.test(line)) ?? lines[0] ?? 'git failed';
}
