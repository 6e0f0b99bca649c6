import { join, posix } from 'node:path';
import type { RepositoryFiles, UpdateBot } from '../types';
import { mainBranch } from './branch';
import { findCommitHook } from './commit-hook';
import { gitFolder, trackedPaths } from './git-index';
import { parseJsonc } from './jsonc';
import { LOCKFILES } from './manager';
import { readPackageJson } from './manifest';
import { findGitRoot, foldersUpwards, kindOf, listFolder, readTextIfExists, relativeTo } from './paths';

type Deployment = RepositoryFiles['deployment'][number];

const BOTS = [
  '.github/dependabot.yml',
  '.github/dependabot.yaml',
  ...['.github/', '.gitlab/', ''].flatMap((folder) => [`${folder}renovate.json`, `${folder}renovate.json5`]),
  '.renovaterc',
  '.renovaterc.json',
  '.renovaterc.json5',
];
const HINTS: [RegExp, Deployment][] = [
  [/^fly(?:\.\w+)?\.toml$/, 'fly'],
  [/^(?:Procfile|heroku\.yml)$/, 'heroku'],
  [/nginx.*\.conf|^nginx$/, 'nginx'],
  [/^(?:vercel|now)\.json$/, 'vercel'],
  [/^(?:Docker|Container)file|\.[Dd]ockerfile$|^(?:docker-)?compose(?:\.[\w-]+)*\.ya?ml$/, 'docker'],
];
const DOCKERFILE = /^(?:Docker|Container)file(?:\.(?!dockerignore$)[\w.-]+)?$|\.[Dd]ockerfile$/;
const LINTERS =
  /^(eslint\.config\.[cm]?[jt]s|\.eslintrc(\.(json|c?js|ya?ml))?|\.?biome\.jsonc?|\.oxlintrc\.jsonc?|package\.json)$/;
const ENV_FILE = /^\.env(?:\.[\w.-]+)?$/;
/** Files to copy from, which hold no secrets. */
const ENV_SAMPLE = /\.(?:example|sample|template|dist|defaults?|schema)\b/;

/**
 * The repository files that measures ask about, with paths relative to `root`: what belongs to the whole repository
 * (workflows, the update bot) from the git work tree's root, so its path may begin with `../`. Git is not run.
 */
export async function readRepository(root: string): Promise<RepositoryFiles> {
  const gitRoot = await findGitRoot(root);
  const folders = foldersUpwards(root, gitRoot ?? root);
  const top = gitRoot ?? root;
  const names = await listFolder(root);
  const tracked = gitRoot === null ? [] : await trackedIn(root, gitRoot);
  return {
    gitRoot,
    commitHook: await findCommitHook(root, gitRoot),
    host: await hostOf(gitRoot, top),
    files: await knownFiles(root, top),
    dockerignore: await readTextIfExists(join(root, '.dockerignore')),
    workflows: await readWorkflows(root, top),
    pipeline: await readPipeline(root, top),
    gitignore: await readIgnores(folders),
    envFiles: names.filter(isEnvFile),
    trackedEnv: await trackedEnv(root, tracked),
    trackedLockfiles: tracked.filter((path) => LOCKFILES.includes(path)),
    branch: gitRoot === null ? null : await mainBranch(gitRoot),
    dockerfiles: [
      ...(await readAll(root, root, DOCKERFILE)),
      ...(await readAll(root, join(root, 'docker'), DOCKERFILE)),
    ],
    linters: await readLinters(root, folders),
    updateBot: await readBot(root, top),
    deployment: await deploymentHints(root, top),
  };
}

/** Folders in which files have a meaning by their name alone. */
const KNOWN_FOLDERS = [
  '.github',
  '.github/PULL_REQUEST_TEMPLATE',
  '.gitlab',
  '.gitlab/merge_request_templates',
  'docs',
];
const SERVED_FOLDERS = ['public', 'static', 'assets', 'www'].map((folder) => `${folder}/.well-known`);

/** What belongs to the whole repository is looked for at its top; the path may begin with `../` then. */
async function knownFiles(root: string, top: string): Promise<string[]> {
  const folders = [
    ...new Set([
      root,
      ...[top, root].flatMap((base) => KNOWN_FOLDERS.map((folder) => join(base, folder))),
      ...SERVED_FOLDERS.map((folder) => join(root, folder)),
    ]),
  ];
  const found: string[] = [];
  for (const folder of top === root ? folders : [top, ...folders])
    for (const name of await listFolder(folder))
      if ((await kindOf(join(folder, name))) === 'file') found.push(relativeTo(root, join(folder, name)));
  return found;
}

async function hostOf(gitRoot: string | null, top: string): Promise<RepositoryFiles['host']> {
  const config = gitRoot === null ? '' : ((await readTextIfExists(join(await gitFolder(gitRoot), 'config'))) ?? '');
  const remote = /^\s*url\s*=.*?\b(github|gitlab)\b/m.exec(config)?.[1] as RepositoryFiles['host'] | undefined;
  if (remote) return remote;
  // A folder `.github` says nothing: it may be of an earlier run.
  return (await kindOf(join(top, '.gitlab-ci.yml'))) === 'file' ? 'gitlab' : null;
}

const isEnvFile = (name: string): boolean => ENV_FILE.test(name) && !ENV_SAMPLE.test(name);

/** What git has below the root, relative to it. */
async function trackedIn(root: string, gitRoot: string): Promise<string[]> {
  const prefix = relativeTo(gitRoot, root);
  const paths = await trackedPaths(gitRoot);
  if (prefix === '' || prefix === '.') return paths;
  return paths.flatMap((path) => (path.startsWith(`${prefix}/`) ? [path.slice(prefix.length + 1)] : []));
}

async function trackedEnv(root: string, tracked: string[]): Promise<{ path: string; text: string }[]> {
  const own = tracked.filter((path) => isEnvFile(posix.basename(path)));
  const texts = await Promise.all(own.map((path) => readTextIfExists(join(root, path))));
  return own.flatMap((path, index) => (texts[index] == null ? [] : [{ path, text: texts[index] }]));
}

async function readAll(root: string, folder: string, wanted: RegExp): Promise<{ path: string; text: string }[]> {
  const found: { path: string; text: string }[] = [];
  for (const name of await listFolder(folder)) {
    const path = join(folder, name);
    if (!wanted.test(name) || (await kindOf(path)) !== 'file') continue;
    const text = await readTextIfExists(path);
    if (text !== null) found.push({ path: relativeTo(root, path), text });
  }
  return found;
}

/** Every package of a workspace asks for the same ones. */
const parsed = new Map<string, RepositoryFiles['workflows'][number]['read']>();

async function readWorkflows(root: string, top: string): Promise<RepositoryFiles['workflows']> {
  const actions = join(top, '.github/actions');
  const folders = [top, ...(await listFolder(actions)).map((name) => join(actions, name))];
  const found = [
    ...(await readAll(root, join(top, '.github/workflows'), /\.ya?ml$/)),
    ...(await Promise.all(folders.map((folder) => readAll(root, folder, /^action\.ya?ml$/)))).flat(),
  ];
  if (found.length === 0) return [];
  const { readWorkflow } = await import('../../codemods/lib/workflow/read');
  return found.map(({ path, text }) => {
    if (!parsed.has(text)) parsed.set(text, readWorkflow(text));
    return { path, text, read: parsed.get(text)! };
  });
}

async function readPipeline(root: string, top: string): Promise<RepositoryFiles['pipeline']> {
  const [found] = await readAll(root, top, /^\.gitlab-ci\.yml$/);
  if (!found) return null;
  const { parse } = await import('./yaml');
  try {
    const { stages, include } = (parse(found.text) ?? {}) as Record<string, unknown>;
    return { ...found, stages: Array.isArray(stages) ? stages.map(String) : null, includes: include !== undefined };
  } catch {
    return null;
  }
}

/** Everything that is ignored here: the project's own .gitignore after those above it. */
async function readIgnores(folders: string[]): Promise<string | null> {
  const texts = await Promise.all(folders.map((folder) => readTextIfExists(join(folder, '.gitignore'))));
  const present = texts.filter((text) => text !== null).reverse();
  return present.length > 0 ? present.join('\n') : null;
}

/** Of the nearest folder that has any. */
async function readLinters(root: string, folders: string[]): Promise<{ path: string; text: string }[]> {
  for (const folder of folders) {
    const found = await readAll(root, folder, LINTERS);
    const own = found.filter(({ path, text }) => !/package\.json$/.test(path) || text.includes('"eslintConfig"'));
    if (own.length > 0) return own;
  }
  return [];
}

/** The first that is found, here and then at the top of the repository. */
async function readBot(root: string, top: string): Promise<UpdateBot | null> {
  for (const folder of new Set([root, top])) {
    for (const name of BOTS) {
      const text = (await kindOf(join(folder, name))) === 'file' ? await readTextIfExists(join(folder, name)) : null;
      if (text !== null) return readBotFile(relativeTo(root, join(folder, name)), text);
    }
    const own = (await readPackageJson(folder))?.['renovate'];
    if (own !== undefined)
      return {
        path: relativeTo(root, join(folder, 'package.json')),
        text: '',
        dependabot: null,
        managers: managersOf(own),
      };
  }
  return null;
}

async function readBotFile(path: string, text: string): Promise<UpdateBot> {
  if (!/dependabot\.ya?ml$/.test(path))
    return { path, text, dependabot: null, managers: managersOf(await parseJsonc(text)) };
  const { readDependabot } = await import('../../codemods/lib/workflow/dependabot');
  return { path, text, dependabot: readDependabot(text), managers: null };
}

function managersOf(renovate: unknown): string[] | null {
  const managers = (renovate as { enabledManagers?: unknown } | null | undefined)?.enabledManagers;
  return Array.isArray(managers) ? managers.map(String) : null;
}

async function deploymentHints(root: string, top: string): Promise<Deployment[]> {
  const found = new Set<Deployment>();
  for (const folder of new Set([root, top])) {
    for (const name of await listFolder(folder)) {
      for (const [pattern, hint] of HINTS) if (pattern.test(name)) found.add(hint);
      const isCompose = /compose.*\.ya?ml$/.test(name);
      if (isCompose && /^\s*image:.*\bnginx\b/m.test((await readTextIfExists(join(folder, name))) ?? ''))
        found.add('nginx');
    }
  }
  return HINTS.map(([, hint]) => hint).filter((hint) => found.has(hint));
}
