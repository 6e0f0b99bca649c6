import { join, posix, resolve } from 'node:path';
import type { CommitHook, HookForm, JsonObject } from '../types';
import { gitFolder } from './git-index';
import { readPackageJson } from './manifest';
import { findGitRoot, kindOf, listFolder, readTextIfExists, relativeTo } from './paths';

/** The root of the repository, where hooks belong, and the project in it. */
interface Place {
  top: string;
  root: string;
  manifest: JsonObject;
}

/** What a commit runs, from the files of hook managers and from git's own; git itself is not run. */
export async function findCommitHook(root: string, gitRoot: string | null): Promise<CommitHook> {
  const top = gitRoot ?? root;
  const place = { top, root, manifest: ((await readPackageJson(top)) ?? {}) as JsonObject };
  const found = (await managed(place)) ?? (gitRoot === null ? ({ by: null } as const) : await ofGit(place, gitRoot));
  const { above, ...hook } = { above: null, ...found };
  const scripts = ranBy(place.manifest);
  // Where git is told of its hooks as packages are installed, a fresh clone does not know of them yet.
  const folder = /core\.hooksPath\s+([\w./-]+)/i.exec(scripts)?.[1];
  const files = [above ?? ('file' in hook ? hook.file : null), folder ? posix.join(folder, 'pre-commit') : null];
  const read = [...files.filter((file) => file !== null), ...LINT_STAGED];
  const texts = await Promise.all(read.map((name) => readTextIfExists(join(top, name))));
  return { ...hook, runs: [scripts, ...texts.filter((text) => text !== null)].join('\n') };
}

/** What package.json tells hooks to run: a scanner among the dependencies alone scans nothing. */
function ranBy(manifest: JsonObject): string {
  const runsNothing = /dependencies$|^(name|description|keywords|overrides|resolutions)$/i;
  return textsIn(Object.entries(manifest).flatMap(([key, value]) => (runsNothing.test(key) ? [] : [value]))).join('\n');
}

/** The texts in a value, names among them, however deep it is: a file may be nested deeper than calls can be. */
function textsIn(values: unknown[]): string[] {
  const texts: string[] = [];
  const left = [...values].reverse();
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) left.push(...Object.entries(value).flat().reverse());
  }
  return texts;
}

/** Hook managers leave it to this one which files are looked at, and with what. */
const LINT_STAGED = [
  ...['', '.json', '.yaml', '.yml', '.mjs', '.js', '.cjs', '.ts'].map((extension) => `.lintstagedrc${extension}`),
  ...['.mjs', '.js', '.cjs', '.ts'].map((extension) => `lint-staged.config${extension}`),
];

type Found =
  | { by: null }
  | { by: string; file: string; form: HookForm }
  // `above`: it is there, and not in this project.
  | { by: string; file: null; reason: string; above?: string };

/** What manages hooks keeps its settings in the repository, so that every clone has them. */
async function managed(place: Place): Promise<Found | null> {
  for (const find of [husky, inFile, inManifest]) {
    const found = await find(place);
    if (found) return found;
  }
  return null;
}

async function husky(place: Place): Promise<Found | null> {
  if ((await kindOf(join(place.top, '.husky'))) !== 'folder') return null;
  return at(place, 'Husky', '.husky/pre-commit', 'script');
}

const FILES: [file: string, by: string, form: HookForm | null][] = [
  ...['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml', '.config/lefthook.yml'].map(
    (file): (typeof FILES)[number] => [file, 'Lefthook', 'lefthook'],
  ),
  ...['lefthook.toml', '.lefthook.toml', 'lefthook.json', '.lefthook.json'].map((file): (typeof FILES)[number] => [
    file,
    'Lefthook',
    null,
  ]),
  ['.simple-git-hooks.json', 'simple-git-hooks', { path: ['pre-commit'] }],
  ['simple-git-hooks.json', 'simple-git-hooks', { path: ['pre-commit'] }],
  ...['.simple-git-hooks', 'simple-git-hooks'].flatMap((name) =>
    ['cjs', 'js', 'mjs'].map((extension): (typeof FILES)[number] => [`${name}.${extension}`, 'simple-git-hooks', null]),
  ),
  ['.pre-commit-config.yaml', 'pre-commit', 'pre-commit'],
  ['.huskyrc', 'Husky', { path: ['hooks', 'pre-commit'] }],
  ['.huskyrc.json', 'Husky', { path: ['hooks', 'pre-commit'] }],
  ...['.huskyrc.js', 'husky.config.js', '.huskyrc.yml', '.huskyrc.yaml'].map((file): (typeof FILES)[number] => [
    file,
    'Husky',
    null,
  ]),
];

async function inFile(place: Place): Promise<Found | null> {
  for (const [file, by, form] of FILES) {
    if ((await kindOf(join(place.top, file))) !== 'file') continue;
    return form ? at(place, by, file, form) : elsewhere(by, `${by} is told what to run in ${file}.`);
  }
  return null;
}

/** Keys of package.json, and the way to the command. */
const KEYS: [key: string, by: string, path: string[]][] = [
  ['simple-git-hooks', 'simple-git-hooks', ['simple-git-hooks', 'pre-commit']],
  ['husky', 'Husky', ['husky', 'hooks', 'pre-commit']],
  ['gitHooks', 'yorkie', ['gitHooks', 'pre-commit']],
];

async function inManifest(place: Place): Promise<Found | null> {
  const { manifest } = place;
  const found = KEYS.find(([key]) => typeof manifest[key] === 'object');
  if (found) return at(place, found[1], 'package.json', { path: found[2] });
  const other = ['pre-commit', 'git-hooks', 'ghooks'].find((key) => manifest[key] !== undefined);
  return other === undefined ? null : elsewhere(other, `${other} is told what to run in package.json.`);
}

/** A folder that git is told to look for hooks in, or hooks that somebody has put into git's own. */
async function ofGit(place: Place, gitRoot: string): Promise<Found> {
  const folder = await gitFolder(gitRoot);
  const config = (await readTextIfExists(join(folder, 'config'))) ?? '';
  const path = hooksPath(config);
  if (path !== null) {
    const inside = posix.normalize(path.replace(/\/+$/, ''));
    if (/^(\/|~|[A-Za-z]:|\.\.(\/|$)|\.git(\/|$))/.test(inside))
      return elsewhere('git', `git is told to look for hooks in ${path}.`);
    // A folder that went, with a branch or an undo, is nobody's.
    if ((await kindOf(join(gitRoot, inside))) === 'folder') return at(place, 'git', `${inside}/pre-commit`, 'script');
    return { by: null };
  }
  const attributes = (await readTextIfExists(join(gitRoot, '.gitattributes'))) ?? '';
  const own = (await listFolder(join(folder, 'hooks'))).filter((name) => !name.endsWith('.sample'));
  if (own.length > 0)
    return elsewhere('git', `There are hooks in .git/hooks that would not run any more: ${own.join(', ')}.`);
  if (/filter=lfs/.test(attributes))
    return elsewhere('git', 'Git LFS has hooks in .git/hooks, which would not run any more.');
  return { by: null };
}

/** A folder that git is told to look for hooks in, and that went, with a measure or an undo; null where there is none. */
export async function lostHooksFolder(root: string): Promise<string | null> {
  const gitRoot = await findGitRoot(root);
  if (gitRoot === null) return null;
  const path = hooksPath((await readTextIfExists(join(await gitFolder(gitRoot), 'config'))) ?? '');
  if (path === null || path.startsWith('~')) return null;
  return (await kindOf(resolve(gitRoot, path))) === 'folder' ? null : path;
}

/** `core.hooksPath` of a configuration's text; null where it says nothing. */
function hooksPath(config: string): string | null {
  const core = /^\s*\[core\]([^[]*)/im.exec(config)?.[1] ?? '';
  return /^\s*hookspath\s*=\s*"?([^"\n]+?)"?\s*$/im.exec(core)?.[1] ?? null;
}

function at({ top, root }: Place, by: string, file: string, form: HookForm): Found {
  const path = join(top, file);
  if (top !== root)
    return {
      ...elsewhere(by, `Hooks are the whole repository's: ${relativeTo(root, path)} is outside of this project.`),
      above: file,
    };
  return { by, file, form };
}

const elsewhere = (by: string, reason: string) => ({ by, file: null, reason }) as const;
