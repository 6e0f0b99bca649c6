import { isSource } from '../../project/scan/left-out';
import { listFiles } from '../../project/scan/list';
import type { Project } from '../../types';
import type { Tree } from '../stage';
import { sourcesIn } from '../wiring';

/** Every source file as the edits leave it, tests included, with what it imports. */
export async function importsAfter(project: Project, tree: Tree): Promise<Map<string, string[]>> {
  const listed = listFiles(project.root, project.repository.gitRoot !== null).filter(isSource);
  const imports = new Map<string, string[]>();
  for (const file of new Set([...listed, ...project.files.map(({ path }) => path), ...tree.files()])) {
    const text = isSource(file) && !file.startsWith('.tempered/') ? await tree.read(file) : null;
    if (text !== null) imports.set(file, sourcesIn(file, text));
  }
  return imports;
}

/** The package of a specifier; null of a path. */
export function packageOf(specifier: string): string | null {
  if (/^[./#]|^node:/.test(specifier)) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Where its types are, if not with it. */
export const typesOf = (name: string): string => `@types/${name.replace(/^@/, '').replace('/', '__')}`;
