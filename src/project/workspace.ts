import { join } from 'node:path';
import { globMatcher } from './globs';
import { readPackageJson } from './manifest';
import { findGitRoot, foldersUpwards, readTextIfExists, relativeTo } from './paths';

/** Absolute folders of the packages of a workspace root, sorted, without the root; none where it declares none. */
export async function findWorkspaces(root: string): Promise<string[]> {
  const patterns = await readWorkspacePatterns(root);
  if (!patterns) return [];
  const { glob } = await import('tinyglobby');
  const inside = patterns.filter(isInside);
  const wanted = inside.filter((pattern) => !pattern.startsWith('!')).map(manifestPattern);
  const unwanted = inside.filter((pattern) => pattern.startsWith('!')).map((p) => manifestPattern(p.slice(1)));
  if (wanted.length === 0) return [];
  const files = await glob(wanted, {
    cwd: root,
    ignore: ['**/node_modules/**', ...unwanted],
    expandDirectories: false,
    // A link may lead anywhere, or back to where it stands.
    followSymbolicLinks: false,
  });
  const folders = files.map((file) => join(root, file, '..'));
  return [...new Set(folders)].filter((folder) => folder !== root).sort();
}

/** A workspace's root, absolute, and the folders of its packages below it. */
export interface KnownWorkspace {
  root: string;
  folders: readonly string[];
}

/**
 * The nearest folder upwards, `root` included, whose workspace `root` belongs to; null where it is on its own. `known` need
 * not be looked through again.
 */
export async function findWorkspaceRoot(root: string, known?: KnownWorkspace): Promise<string | null> {
  const last = (await findGitRoot(root)) ?? undefined;
  for (const folder of foldersUpwards(root, last)) {
    if (!(await readWorkspacePatterns(folder))) continue;
    if (folder === root) return folder;
    const isKnown = folder === known?.root;
    const packages = isKnown ? known.folders.map((each) => join(folder, each)) : await findWorkspaces(folder);
    if (packages.includes(root)) return folder;
  }
  return null;
}

/**
 * The nearest workspace around a folder, which need not be there yet, that takes it for a package; where none does, the
 * nearest. Null where no folder above is the root of one.
 */
export async function findWorkspaceAround(folder: string): Promise<{ root: string; covers: boolean } | null> {
  const last = (await findGitRoot(folder)) ?? undefined;
  let nearest: string | null = null;
  for (const root of foldersUpwards(folder, last).filter((each) => each !== folder)) {
    const patterns = await readWorkspacePatterns(root);
    if (!patterns) continue;
    if (matches(patterns, relativeTo(root, folder))) return { root, covers: true };
    nearest ??= root;
  }
  return nearest === null ? null : { root: nearest, covers: false };
}

/** As the glob that lists the packages would, of a folder that may not be there yet. */
function matches(patterns: readonly string[], folder: string): boolean {
  const is = (pattern: string): boolean => globMatcher(manifestPattern(pattern))(`${folder}/package.json`);
  const isOut = patterns.some((pattern) => pattern.startsWith('!') && is(pattern.slice(1)));
  return !isOut && patterns.some((pattern) => !pattern.startsWith('!') && is(pattern));
}

/** The globs of `workspaces` or pnpm-workspace.yaml, negated ones with their `!`; null where neither declares any. */
async function readWorkspacePatterns(folder: string): Promise<string[] | null> {
  const pnpm = await readTextIfExists(join(folder, 'pnpm-workspace.yaml'));
  // Since pnpm 10 the file also holds mere settings, without packages.
  const fromPnpm = pnpm === null ? null : await pnpmPackages(pnpm);
  if (fromPnpm) return fromPnpm;
  const workspaces = (await readPackageJson(folder))?.['workspaces'];
  const listed = Array.isArray(workspaces) ? workspaces : (workspaces as { packages?: unknown } | undefined)?.packages;
  return patternList(listed);
}

async function pnpmPackages(source: string): Promise<string[] | null> {
  const { parse } = await import('./yaml');
  try {
    return patternList((parse(source) as { packages?: unknown } | null)?.packages);
  } catch {
    return null;
  }
}

function patternList(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  const patterns = value.filter((item): item is string => typeof item === 'string' && item !== '');
  return patterns.length > 0 ? patterns : null;
}

/** Packages of a workspace lie below its root: what leads out of it would have a whole disk looked through. */
const isInside = (pattern: string): boolean => {
  const path = pattern.replace(/^!/, '');
  return !path.startsWith('/') && !/^[A-Za-z]:/.test(path) && !path.split(/[\\/{},]/).includes('..');
};

function manifestPattern(pattern: string): string {
  return `${pattern.replace(/^\.\//, '').replace(/\/+$/, '')}/package.json`;
}
