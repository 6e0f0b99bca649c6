import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors';
import { gitFolder } from '../../project/git-index';
import { findGitRoot } from '../../project/paths';

interface Operation {
  /** Below the git folder of the work tree; there while it is in progress. */
  mark: string;
  name: string;
  /** What ends it without a result. */
  abort: string;
}

/** `git am` keeps its state in the folder of a rebase, with a file that tells them apart: it comes first. */
const OPERATIONS: Operation[] = [
  { mark: 'rebase-apply/applying', name: 'series of patches (git am)', abort: 'git am --abort' },
  { mark: 'rebase-merge', name: 'rebase', abort: 'git rebase --abort' },
  { mark: 'rebase-apply', name: 'rebase', abort: 'git rebase --abort' },
  { mark: 'MERGE_HEAD', name: 'merge', abort: 'git merge --abort' },
  { mark: 'CHERRY_PICK_HEAD', name: 'cherry-pick', abort: 'git cherry-pick --abort' },
  { mark: 'REVERT_HEAD', name: 'revert', abort: 'git revert --abort' },
  { mark: 'BISECT_LOG', name: 'bisect', abort: 'git bisect reset' },
];

/** UserError 3 where git is in the middle of something: what is written now would become a part of it. */
export async function refuseOperation(root: string): Promise<void> {
  const gitRoot = await findGitRoot(root);
  if (gitRoot === null) return;
  const folder = await gitFolder(gitRoot);
  const found = OPERATIONS.find(({ mark }) => existsSync(join(folder, mark)));
  if (found)
    throw new UserError(
      `A ${found.name} is in progress in this repository.`,
      `Finish it first, or end it with \`${found.abort}\`; --allow-dirty goes on all the same.`,
    );
}
