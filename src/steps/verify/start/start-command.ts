import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { foldersUpwards } from '../../../project/paths';
import type { PackageManager, Project } from '../../../types';
import { nodeArguments } from './scripts/runners';
import { shellCommands } from './scripts/shell-words';

/** A program, as it is started. */
export interface StartCommand {
  command: string;
  args: string[];
  cwd: string;
  /** On top of the environment of the app. */
  env?: Record<string, string>;
  /** As people would type it. */
  shown: string;
}

/** What the user typed, left to the shell. */
export function shellCommand(typed: string, cwd: string): StartCommand {
  const windows = process.platform === 'win32';
  return {
    command: windows ? (process.env['ComSpec'] ?? 'cmd.exe') : '/bin/sh',
    args: windows ? ['/d', '/s', '/c', typed] : ['-c', typed],
    cwd,
    shown: typed,
  };
}

/** `npm run --silent NAME`, by the project's package manager, or by npm, which does the same, where that is missing. */
export function scriptCommand({ root, packageManager }: Project, name: string): StartCommand {
  const missing = !isOnPath(packageManager.name) && !isPlugAndPlay(packageManager);
  const manager = missing ? 'npm' : packageManager.name;
  const short = manager === 'pnpm' || manager === 'yarn' || (manager === 'npm' && name === 'start');
  return {
    command: manager,
    args: ['run', '--silent', name],
    cwd: root,
    ...(manager === 'pnpm' ? { env: WITHOUT_INSTALL } : {}),
    shown: `${manager} ${short ? name : `run ${name}`}`,
  };
}

function isOnPath(program: string): boolean {
  const names = process.platform === 'win32' ? [`${program}.cmd`, `${program}.exe`] : [program];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => names.some((name) => folder !== '' && existsSync(join(folder, name))));
}

/** pnpm 10 and 11 may install before they run a script, where the lockfile is newer. */
const WITHOUT_INSTALL = {
  npm_config_verify_deps_before_run: 'false',
  pnpm_config_verify_deps_before_run: 'false',
};

/**
 * A step without the package manager: Node.js itself, or a program of node_modules/.bin. Null where it is not installed
 * there, or nothing that runs a file.
 */
export function directCommand(project: Project, step: DirectStep, keepEnvFiles: boolean): StartCommand | null {
  const [program = '', ...words] = step.words;
  const { NODE_OPTIONS: options, ...env } = step.env;
  const given = [...(shellCommands(options ?? '')?.[0]?.words ?? []), 'file'];
  const flags = nodeArguments(given, keepEnvFiles)?.flags ?? [];
  const found = nodeArguments(words, keepEnvFiles);
  if (/^node(js)?$/.test(program))
    return found && nodeCommand(project, [...flags, ...found.flags, ...found.rest], env, step.cwd);
  const all = flags.length > 0 ? { ...env, NODE_OPTIONS: flags.join(' ') } : env;
  return programCommand(project, program, found ? [...found.flags, ...found.rest] : words, all, step.cwd);
}

/** What there is to run, in which folder relative to the root. */
export interface DirectStep {
  words: string[];
  env: Record<string, string>;
  cwd: string;
}

type Env = Record<string, string>;

function nodeCommand(project: Project, args: string[], env: Env, folder: string): StartCommand {
  const foreign = isPlugAndPlay(project.packageManager);
  const shown = ['node', ...args].join(' ');
  return foreign
    ? located(project, folder, { command: 'yarn', args: ['node', ...args], env, shown: `yarn ${shown}` })
    : located(project, folder, { command: process.execPath, args, env, shown });
}

/** A program of the project's own packages. */
export function programCommand(
  project: Project,
  name: string,
  args: string[],
  env: Env = {},
  folder = '',
): StartCommand | null {
  if (isPlugAndPlay(project.packageManager)) {
    const all = ['run', name, ...args];
    return located(project, folder, { command: 'yarn', args: all, env, shown: `yarn ${all.join(' ')}` });
  }
  const command = findProgram(join(project.root, folder), name);
  const shown = ['npx', name, ...args].join(' ');
  return command === null ? null : located(project, folder, { command, args, env, shown });
}

function located(
  { root }: Project,
  folder: string,
  { env, ...command }: Omit<StartCommand, 'cwd'> & { env: Env },
): StartCommand {
  return {
    ...command,
    cwd: join(root, folder),
    ...(Object.keys(env).length > 0 ? { env } : {}),
    shown: folder === '' ? command.shown : `cd ${folder} && ${command.shown}`,
  };
}

/** The absolute path of a program in node_modules/.bin, of the folder or one above it. */
function findProgram(root: string, name: string): string | null {
  const file = process.platform === 'win32' ? `${name}.cmd` : name;
  const paths = foldersUpwards(root).map((folder) => join(folder, 'node_modules', '.bin', file));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** Without a node_modules folder packages are found by yarn's own loader alone. */
const isPlugAndPlay = ({ name, workspaceRoot }: PackageManager): boolean =>
  name === 'yarn' && existsSync(join(workspaceRoot, '.pnp.cjs'));
