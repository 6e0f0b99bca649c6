import { existsSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, posix, resolve } from 'node:path';
import { getTsconfig } from 'get-tsconfig';
import { glob } from 'tinyglobby';
import { leadsOut, relativeTo } from '../../../project/paths';
import type { Project } from '../../../types';

/** Folders that compilers and bundlers write to, where nothing says otherwise. */
const USUAL = ['dist', 'build', 'out', 'lib', 'output', 'compiled', '.output', '.build', 'dist-server', 'server-dist'];
const OUT_FLAG = /(?:^|\s)(?:-d|--out-dir|--outDir|--outdir|--dist-dir|--out-file|--outfile)[ =]["']?\.?\/?([\w.-]+)/g;
const CODE = 'ts,tsx,mts,cts,js,mjs,cjs,jsx,json';

/** A file that a build writes: what runs it has to know whether it is there, and up to date. */
export interface Output {
  /** Relative, as the command names it. */
  file: string;
  /** The first folder of its path, relative. */
  folder: string;
  exists: boolean;
}

/** Whether there is anything to run, and whether it is older than the sources. */
export type OutputState = 'missing' | 'stale' | null;

/** The output that a command runs, in a folder relative to the root; null where it runs sources. */
export function outputOf(project: Project, words: readonly string[], cwd = ''): Output | null {
  const folders = outputFolders(project);
  for (const word of words.slice(1)) {
    const file = relativeTo(project.root, resolve(project.root, cwd, word));
    const folder = folders.find((name) => file === name || file.startsWith(`${name}/`));
    if (folder === undefined || word.startsWith('-')) continue;
    const found = nodeFile(join(project.root, file));
    const path = found && relativeTo(project.root, found);
    if (project.files.some((source) => source.path === path)) continue;
    return { file, folder, exists: found !== null };
  }
  return null;
}

/** The file that `node PATH` runs: with its extension, or the index of a folder. */
export function nodeFile(path: string): string | null {
  const candidates = ['', '.js', '.json', '.mjs', '.cjs', '/index.js'].map((end) => path + end);
  return candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile() === true) ?? null;
}

/** Stale where a source is newer than all that the build has written; null where it is up to date, or there is none. */
export async function outputState(project: Project, output: Output | null): Promise<OutputState> {
  if (!output?.exists) return output && 'missing';
  const home = existsSync(join(project.root, 'src')) ? 'src' : '.';
  const ignore = ['**/node_modules/**', ...outputFolders(project).map((name) => `${name}/**`), '**/*.{test,spec}.*'];
  const other = ['tests', 'test', 'docs', 'coverage', 'public', '.*'].map((name) => `${name}/**`);
  const own = ['package*.json', '*.tsbuildinfo'];
  const sources = await newest(project.root, `${home === '.' ? '' : `${home}/`}**/*.{${CODE}}`, [
    ...ignore,
    ...other,
    ...own,
  ]);
  const written = await newest(project.root, `${output.folder}/**`, [`${output.folder}/**/node_modules/**`]);
  return sources > written ? 'stale' : null;
}

/** Milliseconds of the youngest file; 0 where there is none. */
async function newest(root: string, pattern: string, ignore: string[]): Promise<number> {
  const files = await glob(pattern, { cwd: root, ignore, dot: true, followSymbolicLinks: false });
  const times = await Promise.all(
    files.map(async (file) => (await stat(join(root, file)).catch(() => null))?.mtimeMs ?? 0),
  );
  return times.reduce((most, time) => Math.max(most, time), 0);
}

/** Where builds of this project write, relative, the project's own word first. */
function outputFolders({ root, manifest, files }: Project): string[] {
  const flags = Object.values(manifest.scripts).flatMap((text) =>
    [...text.matchAll(OUT_FLAG)].map((match) => match[1]!),
  );
  const told = [...configured(root).map(({ outDir }) => outDir), ...flags];
  const sources = new Set(files.map(({ path }) => path.split('/')[0]!));
  // People write code there by hand, too, in projects without a compiler.
  const compiled = ['src', 'tsconfig.json'].some((name) => existsSync(join(root, name)));
  const usual = USUAL.filter((name) => !sources.has(name) && (compiled || name !== 'lib'));
  return [...new Set([...told, ...usual])].filter(
    (name): name is string => typeof name === 'string' && name !== '.' && name !== 'src',
  );
}

/** `outDir` and `rootDir` of the tsconfigs that builds use, relative to the root. */
export function configured(root: string): { outDir: string | null; rootDir: string | null }[] {
  return ['tsconfig.json', 'tsconfig.build.json', 'tsconfig.prod.json'].flatMap((name) => {
    const found = readConfig(root, name);
    if (!found) return [];
    const from = (path: string | undefined): string | null => {
      const relativePath = path === undefined ? '' : relativeTo(root, resolve(dirname(found.path), path));
      return relativePath === '' || leadsOut(relativePath) ? null : posix.normalize(relativePath);
    };
    const { outDir, rootDir } = found.config.compilerOptions ?? {};
    return [{ outDir: from(outDir), rootDir: from(rootDir) }];
  });
}

/** Null where there is none in this very folder, or its `extends` is not installed. */
function readConfig(root: string, name: string): ReturnType<typeof getTsconfig> {
  try {
    const found = existsSync(join(root, name)) ? getTsconfig(root, name) : null;
    return found;
  } catch {
    return null;
  }
}
