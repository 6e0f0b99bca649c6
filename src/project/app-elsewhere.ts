import { join, relative } from 'node:path';
import { shellWord } from '../../codemods/lib/escape';
import { UserError } from '../errors';
import type { Manifest } from '../types';
import { readPackageJson } from './manifest';
import { findPackages, type Packages } from './packages';
import { relativeTo } from './paths';
import { findWorkspaceRoot } from './workspace';

/** There is no app of a framework, in so far as the project's own files say. */
export class NoAppError extends UserError {}

/**
 * Why no app was found, with the package of the workspace that makes it, where this one depends on it. Imports are not
 * followed there: its files belong to another project, with answers and a record of its own.
 */
export async function orElsewhere(
  error: NoAppError,
  root: string,
  { dependencies }: Manifest,
  makesApp: (folder: string) => Promise<boolean>,
  known?: Packages,
): Promise<UserError> {
  const workspace = await findWorkspaceRoot(root, known);
  if (workspace === null || workspace === root) return error;
  const { backends } = known?.root === workspace ? known : await findPackages(workspace);
  for (const backend of backends) {
    const folder = join(workspace, backend);
    const name = (await readPackageJson(folder))?.['name'];
    if (typeof name !== 'string' || dependencies[name] === undefined || !(await makesApp(folder))) continue;
    return new UserError(
      `${error.message.replace(/\.$/, '')}; ${name}, which it depends on, makes one in ${relativeTo(workspace, folder)}.`,
      `Run this in that package instead: ${shellWord(relative('.', folder) || '.')}`,
    );
  }
  return error;
}
