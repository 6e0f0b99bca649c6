import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors';
import { findGitRoot } from '../../project/paths';
import { git } from './git';

/**
 * UserError 3 where git would not say that a file is changed: it is told to overlook it (`skip-worktree`,
 * `assume-unchanged`), or the file is left out of a sparse checkout and seems not to be there.
 */
export async function refuseOverlooked(root: string, files: readonly string[]): Promise<void> {
  if (files.length === 0 || !(await findGitRoot(root))) return;
  const output = (await git(root, ['--literal-pathspecs', 'ls-files', '-v', '-z', '--', ...files])) ?? '';
  for (const entry of output.split('\0')) {
    const [tag, file] = [entry.slice(0, 1), entry.slice(2)];
    if (!/[a-zS]/.test(tag)) continue;
    if (!existsSync(join(root, file)))
      throw new UserError(
        `${file} is tracked by git, but not checked out here.`,
        'Add its folder to the sparse checkout with `git sparse-checkout add`; --allow-dirty writes a new file.',
      );
    const flag = /s/i.test(tag) ? 'skip-worktree' : 'assume-unchanged';
    throw new UserError(
      `git is told to overlook changes of ${file}, so it could not give them back.`,
      `End that with \`git update-index --no-${flag}\`, or use --allow-dirty.`,
    );
  }
}
