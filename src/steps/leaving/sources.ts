import { importedSources } from '../../../codemods/lib/exports';
import { parseSource } from '../../../codemods/lib/parse';
import { isSource } from '../../project/scan/left-out';
import { listFiles } from '../../project/scan/list';
import type { Project } from '../../types';
import type { Tree } from '../stage';

/** Files with code among other things: nothing here parses them. */
const EMBEDDING = /\.(vue|svelte|astro|mdx|coffee)$/;

/** Every source file as the edits leave it, tests included, with what it imports. */
export async function importsAfter(project: Project, tree: Tree): Promise<Map<string, string[]>> {
  const listed = listFiles(project.root, project.repository.gitRoot !== null).filter(hasCode);
  const imports = new Map<string, string[]>();
  for (const file of new Set([...listed, ...project.files.map(({ path }) => path), ...tree.files()])) {
    const text = hasCode(file) && !file.startsWith('.tempered/') ? await tree.read(file) : null;
    if (text !== null) imports.set(file, importsIn(file, text));
  }
  return imports;
}

const hasCode = (file: string): boolean => isSource(file) || EMBEDDING.test(file);

/** Of what cannot be parsed, an unfinished merge say, every text in quotes: what may be needed stays. */
function importsIn(file: string, text: string): string[] {
  const quoted = (): string[] => [...text.matchAll(/(['"`])([^'"`\r\n]+)\1/g)].map((match) => match[2]!);
  if (!isSource(file)) return quoted();
  try {
    const ast = parseSource(text, file);
    // Babel goes on behind some errors; its types do not tell.
    const { errors = [] } = ast as unknown as { errors?: unknown[] };
    return errors.length === 0 ? importedSources(ast) : [...importedSources(ast), ...quoted()];
  } catch {
    return quoted();
  }
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
