import { join } from 'node:path';
import type { Project } from '../../../types';
import { findBuild, isBuild } from './build';
import { nodeFile, outputOf, outputState } from './output';
import { hasEnvFile, nodeArguments, purposeOf, RUNNER } from './scripts/runners';
import { reachableText } from './scripts/calls';
import { scriptSteps, type Step } from './scripts/steps';
import type { StartPlan } from './start';
import { directCommand, scriptCommand, type StartCommand } from './start-command';
import { type WatcherConfig, withoutWatcher } from './scripts/watchers';
import { unwrapped } from './scripts/wrappers';

/** The search for a way to start an app. */
export interface Search {
  project: Project;
  /** Env files stay where scripts load them. */
  keep: boolean;
  watcher: WatcherConfig;
  /** Why scripts were passed over, one sentence each. */
  why: string[];
}

/** How a script starts the app; null where it does not, and the search knows why. */
export async function fromScript(search: Search, name: string, development: boolean): Promise<StartPlan | null> {
  const { project, keep } = search;
  const found = scriptSteps({ manifest: project.manifest, keepLoaders: keep }, name);
  const steps = found?.flatMap((step) => still(step, search, development) ?? []);
  if (!steps || steps.length < (found?.length ?? 0)) return asItIs(search, name, steps ?? []);
  const doing = (purpose: string): Step[] => steps.filter(({ words, cwd }) => purposeOf(words, cwd) === purpose);
  const serving = doing('serve').length > 0 ? doing('serve') : onlyRunner(steps);
  const [elsewhere] = doing('elsewhere');
  if (serving.length === 0 && elsewhere)
    return pass(search, name, `starts ${elsewhere.words[0]}, which cannot be watched`);
  if (doing('unknown').length > 0) return asItIs(search, name, steps);
  const step = serving.find(({ words }) => words.includes(project.entry)) ?? serving.at(-1);
  if (!step) return pass(search, name, 'starts nothing that listens');
  const built = step.words[0] === 'nest' ? await alreadyBuilt(search) : null;
  if (built) return built;
  const before = steps.filter((one) => one !== step);
  return planOf(search, name, step, { all: before, builds: doing('build').filter((one) => one !== step) });
}

/** `nest start` compiles each time; where its output is up to date, the script for production starts the same at once. */
async function alreadyBuilt(search: Search): Promise<StartPlan | null> {
  const script = ['start:prod', 'start:production'].find((name) => search.project.manifest.scripts[name] !== undefined);
  const plan = script === undefined ? null : await fromScript({ ...search, why: [] }, script, false);
  return plan?.build === null && plan.output === null && plan.start.command === process.execPath ? plan : null;
}

/** `node scripts/start.js` looks like a task, and may be all there is. */
function onlyRunner(steps: Step[]): Step[] {
  const last = steps.at(-1);
  return last && RUNNER.test(last.words[0] ?? '') && nodeArguments(last.words.slice(1), true) ? [last] : [];
}

/** The step alone where that is all there is to do, otherwise the script as it is. */
async function planOf(
  search: Search,
  name: string,
  step: Step,
  before: { all: Step[]; builds: Step[] },
): Promise<StartPlan | null> {
  const { project, keep } = search;
  const output = outputOf(project, step.words, step.cwd);
  const state = await outputState(project, output);
  const needed = output ? state !== null : before.builds.length > 0;
  const build = needed ? ((output && findBuild(project)) ?? leadingBuild(search, name, before)) : null;
  const missing = output?.exists === false ? output.file : missingFile(project, step);
  if (missing !== null && !build && before.builds.length === 0)
    return pass(search, name, `runs ${missing}, which is not there${output ? ', and nothing builds it' : ''}`);
  if (needed && !build && before.builds.length > 0) return asItIs(search, name, [step]);
  const plain = before.all.length === 0 && !step.changed && step.env['NODE_OPTIONS'] === undefined;
  const asWritten = plain && !isRefused(step.words, keep) && !/^node(js)?$/.test(step.words[0]!);
  const direct = asWritten ? null : directCommand(project, step, keep);
  if (direct) return { start: direct, build, output: state };
  const whole = asItIs(search, name, [step]);
  return whole && { ...whole, build, output: state };
}

/** What stands before the start, as one command that can be run once; null where that cannot be had. */
function leadingBuild(
  { project, keep }: Search,
  name: string,
  { all, builds }: { all: Step[]; builds: Step[] },
): StartCommand | null {
  const origins = new Set(builds.map(({ origin }) => origin));
  const [origin] = origins;
  if (origins.size === 1 && origin && origin !== name && isBuild(project, origin))
    return scriptCommand(project, origin);
  return builds.length === 1 && all.length === 1 ? directCommand(project, builds[0]!, keep) : null;
}

/** Through the package manager, unless that would do what must not be done here. */
function asItIs(search: Search, name: string, steps: Step[]): StartPlan | null {
  const { project, keep } = search;
  const text = reachableText(project.manifest, name);
  if (isRefused([...steps.flatMap((step) => step.words), ...text.split(/[\s"']+/)], keep))
    return pass(search, name, 'loads an env file or opens the inspector, which cannot be left out here');
  // In production, that would also remove the packages for development.
  if (/\b(npm|pnpm|yarn|bun)\s+(i|install|ci)\b/.test(text)) return pass(search, name, 'installs packages as well');
  const own = project.manifest.scripts[name]!.split(/&&|\|\||[;|\n]/).map((part) => part.trim().split(/\s+/));
  const elsewhere = own.find((words) => purposeOf(words) === 'elsewhere');
  if (elsewhere) return pass(search, name, `starts ${elsewhere[0]}, which cannot be watched`);
  return { start: scriptCommand(project, name), build: null, output: null };
}

/** The inspector listens on a port of its own; env files were not allowed. */
const isRefused = (words: readonly string[], keep: boolean): boolean =>
  words.some((word) => /^--inspect/.test(word)) || (!keep && hasEnvFile(words));

function pass({ why }: Search, name: string, reason: string): null {
  why.push(`The script ${name} ${reason}.`);
  return null;
}

/** The file that `node` is told to run, where there is no such file. */
function missingFile({ root }: Project, { words: [program = '', ...words], cwd }: Step): string | null {
  const file = /^node(js)?$/.test(program) ? nodeArguments(words, true)?.rest[0] : undefined;
  return file !== undefined && nodeFile(join(root, cwd, file)) === null && !/^\.\/?$/.test(file) ? file : null;
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
