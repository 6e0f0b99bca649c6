import { UserError } from '../../errors';
import { GIT_OPTIONS, gitEnvironment, withoutOwnFilters } from '../../project/git';

/** What git prints; undefined without git, and where `check-ignore` says no. UserError 3 where it fails. */
export async function git(root: string, args: string[]): Promise<string | undefined> {
  // Not loaded by those who write nothing.
  const { execa } = await import('execa');
  const result = await execa('git', [...GIT_OPTIONS, ...args], {
    cwd: root,
    reject: false,
    stripFinalNewline: false,
    extendEnv: false,
    env: { ...gitEnvironment(), ...(args.includes('status') ? withoutOwnFilters(root) : {}) },
  });
  if (result.exitCode === 0) return result.stdout;
  if (result.code === 'ENOENT' || (args[0] === 'check-ignore' && result.exitCode === 1)) return undefined;
  const reason =
    String(result.stderr ?? '')
      .trim()
      .split('\n')[0] ?? '';
  throw new UserError(`git could not say what is changed: ${reason}`, 'Mend this, or run with --allow-dirty.');
}
