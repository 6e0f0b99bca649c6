import { UserError } from '../errors';
import type { Manifest } from '../types';
import { findDialects } from './dialects';
import { readManifest } from './manifest';
import { relativeTo } from './paths';
import { findWorkspaces } from './workspace';

/** The packages of a workspace, by their folders below its root. */
export interface Packages {
  /** The root, absolute. */
  root: string;
  /** All of them. */
  folders: string[];
  /** Their package.json names a supported framework. */
  backends: string[];
  /** What backends are made of: packages that one depends on, or that such a package depends on. Some may be backends. */
  libraries: string[];
  /** Front ends, tools, and packages whose package.json cannot be read. */
  others: string[];
}

/** The packages of a workspace's root; none where it declares none. */
export async function findPackages(root: string): Promise<Packages> {
  const manifests = new Map<string, Manifest | null>();
  for (const folder of await findWorkspaces(root))
    manifests.set(relativeTo(root, folder), await readManifest(folder).catch(() => null));
  const folders = [...manifests.keys()];
  const isBackend = (folder: string): boolean => findDialectsOf(manifests.get(folder)).length > 0;
  const backends = folders.filter(isBackend);
  // The root may be an app itself, of which packages are a part.
  manifests.set('', folders.length > 0 ? await readManifest(root).catch(() => null) : null);
  const needed = neededBy(isBackend('') ? ['', ...backends] : backends, manifests);
  return {
    root,
    folders,
    backends,
    libraries: folders.filter((folder) => needed.has(folder)),
    others: folders.filter((folder) => !isBackend(folder) && !needed.has(folder)),
  };
}

const findDialectsOf = (manifest: Manifest | null | undefined) => (manifest ? findDialects(manifest) : []);

/** Packages by which these are run: what only builds or tests them is not meant. */
function neededBy(backends: readonly string[], manifests: ReadonlyMap<string, Manifest | null>): Set<string> {
  const byName = new Map(
    [...manifests].flatMap(([folder, manifest]) => (manifest?.name ? [[manifest.name, folder]] : [])),
  );
  const needed = new Set<string>();
  const open = [...backends];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const name of Object.keys(manifests.get(folder)?.dependencies ?? {})) {
      const other = byName.get(name);
      if (other === undefined || needed.has(other)) continue;
      needed.add(other);
      open.push(other);
    }
  }
  return needed;
}

/** What to say at the root of a workspace where one project is needed; null where there are no backends. */
export async function severalBackends(root: string, command: string): Promise<UserError | null> {
  const { backends } = await findPackages(root);
  if (backends.length === 0) return null;
  return new UserError(
    `This is the root of a workspace; its backends are ${backends.join(', ')}.`,
    `Name one: tempered ${command} ${backends[0]}`,
  );
}
