import { basename, join } from 'node:path';
import { UserError } from '../../errors';
import { detectPackageManager } from '../../project/manager';
import { readPackageJson } from '../../project/manifest';
import { findPackages } from '../../project/packages';
import { kindOf, relativeTo } from '../../project/paths';
import { findWorkspaceAround } from '../../project/workspace';
import type { PackageManager } from '../../types';

/** What tells editors about it. */
export const EDITORCONFIG = '.editorconfig';

/** The workspace that a new app becomes a package of. */
export interface Home {
  /** Absolute. */
  root: string;
  /** Its root as seen from the app: `../..`. */
  up: string;
  manager: PackageManager;
  /** What its packages are called, by their folders. */
  names: ReadonlyMap<string, string>;
  /** The style of its files is said at the root: a file of the package's own would say another one. */
  hasStyle: boolean;
}

/** The workspace that takes a folder for one of its packages; null where there is none. */
export async function homeOf(folder: string): Promise<Home | null> {
  const around = await findWorkspaceAround(folder);
  if (!around?.covers) return null;
  const { root } = around;
  const names = new Map<string, string>();
  for (const each of (await findPackages(root)).folders) {
    const name = (await readPackageJson(join(root, each)))?.['name'];
    if (typeof name === 'string') names.set(each, name);
  }
  const hasStyle = (await kindOf(join(root, EDITORCONFIG))) === 'file';
  return { root, up: relativeTo(folder, root), manager: await detectPackageManager(root), names, hasStyle };
}

/**
 * The name among the other packages: with their scope, where they all have the same one. UserError 3 where one of them is
 * called so: no package manager takes two.
 */
export function nameIn({ names }: Home, name: string): string {
  const scopes = new Set([...names.values()].map((each) => /^@[^/]+\//.exec(each)?.[0] ?? ''));
  const full = scopes.size === 1 ? `${[...scopes][0]}${name}` : name;
  const [taken] = [...names].find(([, each]) => each === full) ?? [];
  if (taken !== undefined)
    throw new UserError(`The workspace has a package ${full} already: ${taken}.`, 'Name another folder.');
  return full;
}

/** Where a workspace around a folder does not take it for one of its packages: what would have it do so. */
export async function besideHome(folder: string): Promise<string | null> {
  const around = await findWorkspaceAround(folder);
  if (!around || around.covers) return null;
  const { root } = around;
  const isPnpm = (await kindOf(join(root, 'pnpm-workspace.yaml'))) === 'file';
  const place = isPnpm ? '`packages` in pnpm-workspace.yaml' : '`workspaces` in package.json';
  return `the workspace ${basename(root)} does not take this folder for a package, so that the app is a project of its own. For a package of the workspace, add "${relativeTo(root, folder)}" to ${place} at its root, and make the app after that.`;
}

/** The folder for new packages of a workspace: where its backends are, or else its first one; null where none is named. */
export async function folderForPackages(root: string): Promise<string | null> {
  const { backends, folders } = await findPackages(root);
  for (const each of [...backends, ...folders]) {
    const folder = each.split('/').slice(0, -1).join('/');
    if (folder !== '' && (await findWorkspaceAround(join(root, folder, 'new-package')))?.covers) return folder;
  }
  return null;
}
