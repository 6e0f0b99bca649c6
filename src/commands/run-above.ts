import { relativeTo } from '../project/paths';
import { findWorkspaceRoot } from '../project/workspace';
import { findInterrupted, findLastRun, type Interrupted } from '../steps/transaction/recover';
import type { StoredRun } from '../steps/transaction/runs';

/** The last run at the root of the workspace, where it is about this package as well. */
export const lastRunAbove = (root: string): Promise<StoredRun | null> => above(root, findLastRun, (run) => run);

/** The same of one that was interrupted. */
export const interruptedAbove = (root: string): Promise<Interrupted | null> =>
  above(root, findInterrupted, ({ run }) => run);

async function above<T>(
  root: string,
  find: (folder: string) => Promise<T | null>,
  runOf: (found: T) => StoredRun,
): Promise<T | null> {
  const workspace = await findWorkspaceRoot(root);
  if (workspace === null || workspace === root) return null;
  const found = await find(workspace);
  const folder = `${relativeTo(workspace, root)}/`;
  return found && runOf(found).journal.entries.some(({ file }) => file.startsWith(folder)) ? found : null;
}
