import { posix } from 'node:path';
import type { Manifest } from '../../../../types';
import { type Call, callsOf } from './calls';
import { assignment, shellCommands } from './shell-words';
import { unwrapped } from './wrappers';

/** One command that a script of package.json comes down to. */
export interface Step {
  words: string[];
  /** Variables set in front of it. */
  env: Record<string, string>;
  /** The folder that it runs in, relative to the root: empty for the root itself. */
  cwd: string;
  /** The script whose words these are. */
  script: string;
  /** The script by which the outermost one came to run it: a hook, or one that it names. */
  origin: string | null;
  /** Something was taken away: a wrapper, a pipe. It is no longer what the script says. */
  changed: boolean;
}

/** Where commands come from, and what is done with them. */
export interface Reading {
  manifest: Manifest;
  /** Programs that load env files stay. */
  keepLoaders: boolean;
}

/** Names of scripts that build. */
const BUILDS = /^(build|compile|transpile|tsc|clean)\b/;

/**
 * The commands that `run NAME` comes down to, hooks and scripts that it runs included; null where that takes a shell to
 * tell. Wrappers that only set variables are taken off, and unless they are kept those that load env files, too.
 */
export function scriptSteps(reading: Reading, name: string, seen: readonly string[] = []): Step[] | null {
  const { scripts } = reading.manifest;
  if (seen.includes(name) || scripts[name] === undefined) return null;
  const steps: Step[] = [];
  for (const script of [`pre${name}`, name, `post${name}`]) {
    const text = scripts[script];
    const found = text === undefined ? [] : textSteps(reading, text, script, '', [...seen, name]);
    if (!found) return null;
    steps.push(...found.map((step) => (script === name ? step : { ...step, origin: script })));
  }
  return steps;
}

/** The same for the text of a command. */
function textSteps(
  reading: Reading,
  text: string,
  script: string,
  folder: string,
  seen: readonly string[],
): Step[] | null {
  const steps: Step[] = [];
  const exported: Record<string, string> = {};
  let cwd = folder;
  const commands = shellCommands(text);
  for (const [at, { words, then, redirected }] of (commands ?? []).entries()) {
    // What is piped into is for the eyes: pino-pretty, bunyan.
    if (commands![at - 1]?.then === '|') continue;
    const setting = /^(set|export)$/i.test(words[0]!) ? words.slice(1).map(assignment) : [];
    for (const pair of setting) if (pair) exported[pair[0]] = pair[1];
    if (words[0] === 'cd') cwd = posix.join(cwd, words[1] ?? '');
    if (setting.length > 0 || words[0] === 'cd' || words.every(assignment)) continue;
    const changed = then === '|' || redirected || cwd !== '';
    const bare: Step = { words, env: { ...exported }, cwd: cwd === '.' ? '' : cwd, script, origin: null, changed };
    const found = expanded(reading, unwrapped(bare, reading.keepLoaders), seen);
    if (!found) return null;
    steps.push(...found);
  }
  return commands && steps;
}

/** Steps that run scripts are replaced by what those run; any other step stays as it is. */
function expanded(reading: Reading, step: Step, seen: readonly string[]): Step[] | null {
  if (step.words.length === 0) return [];
  const calls = callsOf(reading.manifest, step.words);
  if (!calls || (step.cwd !== '' && calls.some(({ name }) => name !== null))) return [step];
  const steps: Step[] = [];
  for (const call of calls) {
    const found = called(reading, step, call, seen);
    if (!found) return null;
    steps.push(...found);
  }
  return steps;
}

function called(reading: Reading, step: Step, { name, text, more }: Call, seen: readonly string[]): Step[] | null {
  if (name === null) return inherit(step, textSteps(reading, text, step.script, step.cwd, seen));
  const found = scriptSteps(reading, name, seen);
  // A build that only a shell understands is one all the same.
  if (!found) return BUILDS.test(name) ? [{ ...step, words: ['npm', 'run', name], origin: name }] : null;
  const last = found.findLastIndex(({ script }) => script === name);
  const passed = found.map((one, at) => ({
    ...one,
    words: at === last ? [...one.words, ...more] : one.words,
    origin: name,
  }));
  return inherit(step, passed);
}

const inherit = (step: Step, found: Step[] | null): Step[] | null =>
  found?.map((one) => ({ ...one, env: { ...step.env, ...one.env }, changed: one.changed || step.changed })) ?? null;
