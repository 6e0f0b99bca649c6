import { UserError } from '../../errors';

const REASONS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
};

/** What made an operation on the disk fail, in a few words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message.replace(/\.$/, '');
}

/** A failure of the disk as what the user can act on; anything else as it is. */
export function asUserError(error: unknown, what: string, hint: string): unknown {
  const isOfDisk = error instanceof Error && !(error instanceof UserError) && 'code' in error;
  return isOfDisk ? new UserError(`${what}: ${reasonOf(error)}.`, hint) : error;
}
