import { join } from 'node:path';
import { UserError } from '../../../errors';
import { readPackageJson } from '../../../project/manifest';
import { readTextIfExists, stripBom } from '../../../project/paths';
import type { Project } from '../../../types';
import { findBuild } from './build';
import { entryCommand } from './entry-command';
import { outputOf, type OutputState, outputState } from './output';
import { directCommand, shellCommand, type StartCommand } from './start-command';
import { fromScript, type Search } from './start-script';
import type { WatcherConfig } from './scripts/watchers';

export type { StartCommand } from './start-command';

export interface StartPlan {
  start: StartCommand;
  /** Must run first: the output that is started is missing, or older than the sources. Null where none is known, too. */
  build: StartCommand | null;
  /** Of what a build wrote, where that is started. */
  output: OutputState;
}

export interface StartOptions {
  /** `--start CMD` */
  start?: string | undefined;
  /** The app may read its own env files. */
  loadOwn?: boolean | undefined;
}

/** Scripts that start an app as in production, and those for working on it, which are the last resort. */
const PRODUCTION = [
  'start',
  'start:prod',
  'start:production',
  'start:server',
  'start:api',
  'server',
  'prod',
  'production',
];
const DEVELOPMENT = ['dev', 'serve', 'start:dev', 'develop', 'dev:server', 'server:dev', 'watch', 'start:watch'];

/**
 * How to start the app: what the user typed, then the start script, the entry by the project's own tools, and scripts for
 * development, without their watchers.
 * @throws UserError 3 where there is nothing that can be started here; it says what stood in the way. 2 for an empty
 * `--start`.
 */
export async function findStart(project: Project, options: StartOptions): Promise<StartPlan> {
  if (options.start?.trim() === '')
    throw new UserError('--start names no command.', 'Say how: --start "node server.js"', 2);
  if (options.start !== undefined)
    return { start: shellCommand(options.start, project.root), build: null, output: null };
  const search: Search = { project, keep: options.loadOwn === true, watcher: await watcherConfig(project), why: [] };
  const plan =
    (await firstScript(search, PRODUCTION)) ?? (await fromEntry(search)) ?? (await firstScript(search, DEVELOPMENT));
  if (plan) return plan;
  const why = search.why[0] ?? 'package.json has no start script.';
  throw new UserError(`It is not clear how to start the app. ${why}`, 'Say how: --start "node server.js"', 3);
}

async function firstScript(search: Search, names: string[]): Promise<StartPlan | null> {
  for (const name of names.filter((script) => search.project.manifest.scripts[script] !== undefined)) {
    const plan = await fromScript(search, name, names === DEVELOPMENT);
    if (plan) return plan;
  }
  return null;
}

async function fromEntry(search: Search): Promise<StartPlan | null> {
  const { project } = search;
  const { source, output } = entryCommand(project);
  const words = source ? [source.command, ...source.args] : output;
  if (!words) return null;
  const state = await outputState(project, outputOf(project, words));
  const build = state && findBuild(project);
  if (state === 'missing' && !build) {
    search.why.push(`Nothing is installed that runs or builds ${project.entry}.`);
    return null;
  }
  const start = source ?? directCommand(project, { words, env: {}, cwd: '' }, true);
  return start && { start, build, output: state };
}

async function watcherConfig({ root, manifest }: Project): Promise<WatcherConfig> {
  const own = await readTextIfExists(join(root, 'nodemon.json'));
  const { parse } = await import('jsonc-parser');
  const config: unknown = own === null ? (await readPackageJson(root))?.['nodemonConfig'] : parse(stripBom(own));
  const exec = typeof config === 'object' && config !== null && 'exec' in config ? config.exec : null;
  return { exec: typeof exec === 'string' ? exec : null, main: manifest.main };
}
