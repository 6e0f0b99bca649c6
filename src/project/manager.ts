import { join } from 'node:path';
import { UserError } from '../errors';
import type { PackageManager, PackageManagerName } from '../types';
import { readPackageJson } from './manifest';
import { findGitRoot, foldersUpwards, kindOf, readTextIfExists, relativeTo } from './paths';
import { findWorkspaceRoot, type KnownWorkspace } from './workspace';

/** Where a folder has several, the first counts: npm's is the one that strays in most often. */
const MANAGER_OF: [lockfile: string, PackageManagerName][] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['yarn.lock', 'yarn'],
  ['npm-shrinkwrap.json', 'npm'],
  ['package-lock.json', 'npm'],
];
/** What lockfiles are called. */
export const LOCKFILES: readonly string[] = MANAGER_OF.map(([file]) => file);
const NAMES: PackageManagerName[] = ['npm', 'pnpm', 'yarn', 'bun'];

interface Lockfile {
  path: string;
  manager: PackageManagerName;
}

interface Declared {
  name: PackageManagerName;
  version: string | null;
}

/**
 * The package manager of a project: `flag`, then the `packageManager` field upwards, then the lockfile (the workspace
 * root's before a member's own, which its package manager ignores; otherwise the nearest upwards), then npm.
 * `version` is the field's; for yarn without a field it is the major that writes such a lockfile.
 */
export async function detectPackageManager(
  root: string,
  flag?: string,
  known?: KnownWorkspace,
): Promise<PackageManager> {
  const workspace = await findWorkspaceRoot(root, known);
  const last = workspace ?? (await findGitRoot(root)) ?? root;
  const folders = foldersUpwards(root, last);
  const lockfiles = await findLockfiles(workspace ? [...folders].reverse() : folders);
  const declared = await declaredManager(folders);
  const pnpmWorkspace = workspace !== null && (await kindOf(join(workspace, 'pnpm-workspace.yaml'))) === 'file';
  const name = flag
    ? checkedName(flag)
    : (declared?.name ?? (pnpmWorkspace ? 'pnpm' : undefined) ?? lockfiles[0]?.manager ?? 'npm');
  const lockfile = lockfiles.find((candidate) => candidate.manager === name);
  const version = declared?.name === name ? declared.version : null;
  return {
    name,
    version: version ?? (name === 'yarn' && lockfile ? await yarnMajor(lockfile.path) : null),
    lockfile: lockfile ? relativeTo(root, lockfile.path) : null,
    elsewhere: lockfile ? await takesFromElsewhere(name, lockfile.path) : null,
    workspaceRoot: workspace ?? root,
    isWorkspace: workspace !== null,
  };
}

function checkedName(flag: string): PackageManagerName {
  const name = NAMES.find((candidate) => candidate === flag);
  if (!name) throw new UserError(`Unknown package manager: ${flag}`, `Choose one of ${NAMES.join(', ')}.`, 2);
  return name;
}

async function findLockfiles(folders: string[]): Promise<Lockfile[]> {
  const found: Lockfile[] = [];
  for (const folder of folders) {
    for (const [file, manager] of MANAGER_OF) {
      const path = join(folder, file);
      if ((await kindOf(path)) === 'file') found.push({ path, manager });
    }
  }
  return found;
}

/** `"packageManager": "pnpm@9.1.0+sha512…"` of the nearest package.json that has it. */
async function declaredManager(folders: string[]): Promise<Declared | null> {
  for (const folder of folders) {
    const field = (await readPackageJson(folder))?.['packageManager'];
    const match = typeof field === 'string' ? /^(npm|pnpm|yarn|bun)(?:@([^+]+))?/.exec(field) : null;
    if (match) return { name: match[1] as PackageManagerName, version: match[2] ?? null };
  }
  return null;
}

/** Yarn 1 writes its own format; yarn 2, 3 and 4 write YAML whose `__metadata` has version 4, 5–7 and 8. */
async function yarnMajor(lockfile: string): Promise<string> {
  const metadata = /^__metadata:\s*\n\s+version:\s*["']?(\d+)/m.exec((await readTextIfExists(lockfile)) ?? '');
  if (!metadata) return '1';
  const format = Number(metadata[1]);
  if (format >= 8) return '4';
  return format >= 5 ? '3' : '2';
}

/** What a lockfile writes for a package that no registry gave. Yarn and bun refuse those by themselves, or cannot be told to. */
const ELSEWHERE: Partial<Record<PackageManagerName, RegExp>> = {
  npm: /"resolved": "git|"(?!resolved"|url"|deprecated")[^"\n]+": "https?:\/\//,
  pnpm: /\btarball: |\btype: git\b/,
};

async function takesFromElsewhere(name: PackageManagerName, lockfile: string): Promise<boolean | null> {
  return ELSEWHERE[name]?.test((await readTextIfExists(lockfile)) ?? '') ?? null;
}
