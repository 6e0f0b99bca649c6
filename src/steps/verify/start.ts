import { join } from 'node:path';
import { UserError } from '../../errors';
import { readPackageJson } from '../../project/manifest';
import { readTextIfExists, stripBom } from '../../project/paths';
import type { Project } from '../../types';
import { findBuild } from './build';
import { entryCommand } from './entry-command';
import { isStale, nodeFile, outputOf } from './output';
import { hasEnvFile, nodeArguments, purposeOf } from './runners';
import { scriptSteps, type Step, unwrapped } from './script-steps';
import { directCommand, scriptCommand, shellCommand, type StartCommand } from './start-command';
import { type WatcherConfig, withoutWatcher } from './watchers';

export type { StartCommand } from './start-command';

export interface StartPlan {
  start: StartCommand;
  /** Must run first: the output that is started is missing, or older than the sources. */
  build: StartCommand | null;
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
 * @throws UserError 3 where there is nothing that can be started here; it says what stood in the way.
 */
export async function findStart(project: Project, options: StartOptions): Promise<StartPlan> {
  if (options.start !== undefined) return { start: shellCommand(options.start, project.root), build: null };
  const search: Search = { project, keep: options.loadOwn === true, watcher: await watcherConfig(project), why: [] };
  const plan =
    (await firstScript(search, PRODUCTION)) ?? (await fromEntry(search)) ?? (await firstScript(search, DEVELOPMENT));
  if (plan) return plan;
  const why = search.why[0] ?? 'package.json has no start script.';
  throw new UserError(`It is not clear how to start the app. ${why}`, 'Say how: --start "node server.js"', 3);
}

interface Search {
  project: Project;
  /** Env files are kept. */
  keep: boolean;
  watcher: WatcherConfig;
  /** Why scripts were passed over, one sentence each. */
  why: string[];
}

async function firstScript(search: Search, names: string[]): Promise<StartPlan | null> {
  for (const name of names.filter((script) => search.project.manifest.scripts[script] !== undefined)) {
    const plan = await fromScript(search, name, names === DEVELOPMENT);
    if (plan) return plan;
  }
  return null;
}

async function fromScript(search: Search, name: string, development: boolean): Promise<StartPlan | null> {
  const { project, keep } = search;
  const found = scriptSteps(project.manifest, name, keep);
  const steps = found?.flatMap((step) => still(step, search, development) ?? []);
  if (!steps || steps.length < (found?.length ?? 0)) return asItIs(search, name, steps ?? []);
  const purposes = steps.map(({ words }) => purposeOf(words));
  const serving = steps.filter((_, at) => purposes[at] === 'serve');
  if (serving.length === 0 && purposes.includes('elsewhere'))
    return pass(
      search,
      `The script ${name} starts ${programOf(steps[purposes.indexOf('elsewhere')]!)}, which cannot be watched.`,
    );
  if (purposes.includes('unknown')) return asItIs(search, name, steps);
  const step = serving.find((one) => one.words.includes(project.entry)) ?? serving.at(-1);
  if (!step) return pass(search, `The script ${name} starts nothing that listens.`);
  return planOf(search, name, step, steps.filter((_, at) => purposes[at] === 'build').length > 0);
}

/** The step alone where that is all there is to do, otherwise the script as it is. */
async function planOf(search: Search, name: string, step: Step, builds: boolean): Promise<StartPlan | null> {
  const { project, keep } = search;
  const output = outputOf(project, step.words);
  const stale = output !== null && (await isStale(project, output));
  const build = stale ? findBuild(project) : null;
  if (output && !output.exists && !build && !builds)
    return pass(search, `The script ${name} runs ${output.file}, which is not there, and nothing builds it.`);
  const missing = output ? null : missingFile(project, step);
  if (missing) return pass(search, `The script ${name} runs ${missing}, which is not there.`);
  if (builds && (output === null || (stale && !build))) return asItIs(search, name, [step]);
  const alone = scriptSteps(project.manifest, name, keep)?.length === 1;
  const plain = alone && !step.changed && step.env['NODE_OPTIONS'] === undefined && !isRefused(step.words, keep);
  const direct = plain && !/^node(js)?$/.test(step.words[0]!) ? null : directCommand(project, step, keep);
  if (direct) return { start: direct, build };
  const whole = asItIs(search, name, [step]);
  return whole && { ...whole, build };
}

/** Through the package manager, unless that would let the app see what it must not. */
function asItIs(search: Search, name: string, steps: Step[]): StartPlan | null {
  const { project, keep } = search;
  const text = ['pre', '', 'post'].map((hook) => project.manifest.scripts[hook + name] ?? '').join('\n');
  const words = [...steps.flatMap((step) => step.words), ...text.split(/[\s"']+/)];
  if (isRefused(words, keep))
    return pass(search, `The script ${name} loads an env file or opens the inspector, which cannot be left out here.`);
  const elsewhere = text.split(/&&|\|\||[;|\n]/).find((part) => purposeOf(part.trim().split(/\s+/)) === 'elsewhere');
  if (elsewhere !== undefined)
    return pass(search, `The script ${name} starts ${elsewhere.trim().split(/\s+/)[0]}, which cannot be watched.`);
  return { start: scriptCommand(project, name), build: null };
}

/** What must not run as it stands: the inspector listens on a port of its own, env files were not allowed. */
const isRefused = (words: readonly string[], keep: boolean): boolean =>
  words.some((word) => /^--inspect/.test(word)) || (!keep && hasEnvFile(words));

function pass({ why }: Search, reason: string): null {
  why.push(reason);
  return null;
}

const programOf = ({ words }: Step): string => words[0]!;

/** The file that `node` is told to run, where there is no such file. */
function missingFile({ root }: Project, { words: [program = '', ...words] }: Step): string | null {
  const file = /^node(js)?$/.test(program) ? nodeArguments(words, true)?.rest[0] : undefined;
  return file !== undefined && nodeFile(join(root, file)) === null && !/^\.\/?$/.test(file) ? file : null;
}

/** Without its watcher, and with it the word that this is development; null where it cannot be told what that runs. */
function still(step: Step, { watcher, keep }: Search, development: boolean): Step | null {
  const words = withoutWatcher(step.words, watcher);
  if (!words) return null;
  const watched = words.join('\0') !== step.words.join('\0') || words.some((word) => /^--watch/.test(word));
  const { env, ...rest } = unwrapped({ ...step, words, changed: step.changed || watched }, keep);
  if (!(watched || development) || env['NODE_ENV'] === undefined) return { ...rest, env };
  const { NODE_ENV: _development, ...others } = env;
  return { ...rest, env: others, changed: true };
}

async function fromEntry(search: Search): Promise<StartPlan | null> {
  const { project } = search;
  const { source, output } = entryCommand(project);
  if (source) return { start: source, build: null };
  if (!output) return null;
  const step: Step = { words: output, env: {}, script: '', changed: true };
  const found = outputOf(project, output);
  const build = found && (await isStale(project, found)) ? findBuild(project) : null;
  if (found && !found.exists && !build)
    return pass(search, `Nothing is installed that runs or builds ${project.entry}.`);
  const start = directCommand(project, step, true);
  return start && { start, build };
}

async function watcherConfig({ root, manifest }: Project): Promise<WatcherConfig> {
  const own = await readTextIfExists(join(root, 'nodemon.json'));
  const { parse } = await import('jsonc-parser');
  const config: unknown = own === null ? (await readPackageJson(root))?.['nodemonConfig'] : parse(stripBom(own));
  const exec = typeof config === 'object' && config !== null && 'exec' in config ? config.exec : null;
  return { exec: typeof exec === 'string' ? exec : null, main: manifest.main };
}
