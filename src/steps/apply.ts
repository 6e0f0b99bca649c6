import { UserError } from '../errors';
import type { FileChange } from '../types';
import { putFilesBack } from './transaction/back';
import { reasonOf } from './transaction/failures';
import { disk, type Files } from './transaction/files';
import { beginRun } from './transaction/begin';
import { closeRun, forgetRun, writeFiles } from './transaction/run';
import type { StoredRun } from './transaction/runs';

/**
 * Writes a change set, all or nothing, and keeps nothing to undo it with. UserError 3 where a file is not `before` any
 * more, is not UTF-8 or lies outside of `root`: then nothing was written. UserError 4 where writing failed: what was
 * written is put back then.
 */
export async function applyChanges(
  root: string,
  changes: FileChange[],
  { command = 'create', files = disk }: { command?: string; files?: Files } = {},
): Promise<void> {
  if (changes.every(({ before, after }) => before === after)) return;
  const run = await beginRun({ root, changes, command, files });
  try {
    await orPutBack(run, async () => {
      await writeFiles(run);
      await forgetRun(run);
    });
  } finally {
    await closeRun(run);
  }
}

/** Writes the files of a run that has begun. UserError 4 where that fails: everything is as it was before then. */
export const writeOrPutBack = (run: StoredRun): Promise<void> => orPutBack(run, () => writeFiles(run));

async function orPutBack(run: StoredRun, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!(cause instanceof UserError)) throw await abandon(run, cause);
    // A file was changed since it was looked at: nothing was written yet.
    await forgetRun(run);
    throw cause;
  }
}

async function abandon(run: StoredRun, cause: unknown): Promise<UserError> {
  const message = `The changes could not be written: ${reasonOf(cause)}.`;
  try {
    const { foreign } = await putFilesBack(run, 'leave');
    if (foreign.length > 0)
      return new UserError(
        message,
        `Changed by somebody else, and left alone: ${foreign.map(({ file }) => file).join(', ')}. All else is as it was before.`,
        4,
      );
    await forgetRun(run);
    return new UserError(message, 'Everything is as it was before. Mend this and run again.', 4);
  } catch (error) {
    return new UserError(
      message,
      `Not everything could be put back (${reasonOf(error)}): mend this, and run tempered undo.`,
      4,
    );
  }
}
