import { realpath } from 'node:fs/promises';
import { UserError } from '../errors';
import { listed } from '../report/listed';
import type { FileChange } from '../types';
import { refuseCaseClash } from './guards/case-clash';
import { dirtyFiles } from './guards/dirty';
import { refuseForeign } from './guards/foreign';
import { refuseOperation } from './guards/operation';
import { refuseOverlooked } from './guards/overlooked';
import { disk, type Files } from './transaction/files';
import { inspect } from './transaction/inspect';

/** UserError 3 where the work tree is in no state to be written to, whatever the changes are. */
export async function guardTree(root: string): Promise<void> {
  await refuseOperation(root);
  await refuseDirty(root, []);
}

/** UserError 3 where git could not give back what these changes would replace. */
export async function guardChanges(root: string, changes: readonly FileChange[]): Promise<void> {
  // What is only added to loses nothing: an env file that git ignores cannot be committed first.
  const replaced = changes.filter(({ before, after }) => before !== null && after?.startsWith(before) !== true);
  await refuseForeign(root, namesOf(changes));
  await refuseOverlooked(
    root,
    namesOf(changes.filter((change) => change.before === null || replaced.includes(change))),
  );
  await refuseDirty(root, namesOf(replaced));
}

/** A dry run tells what is wrong with a file, but not that it may not be written. */
const onlyLooking: Files = { ...disk, checkWritable: async () => undefined };

/** UserError 3 where a file could not be written, or could not stand beside those that are there. */
export async function guardFiles(root: string, changes: readonly FileChange[], dryRun = false): Promise<void> {
  await refuseCaseClash(root, changes);
  await inspect(dryRun ? onlyLooking : disk, await realpath(root), changes);
}

const namesOf = (changes: readonly FileChange[]): string[] => changes.map(({ file }) => file);

async function refuseDirty(root: string, touched: string[]): Promise<void> {
  const dirty = await dirtyFiles(root, touched);
  if (dirty.length === 0) return;
  throw new UserError(
    `There are uncommitted changes: ${listed(dirty, 5)}.`,
    'Commit or stash them first, or use --allow-dirty.',
  );
}
