import type { Manifest } from '../../types';
import { RUNNER } from './runners';
import { assignment, shellCommands } from './shell-words';

/** One command that a script of package.json comes down to. */
export interface Step {
  words: string[];
  /** Variables set in front of it. */
  env: Record<string, string>;
  /** The script whose words these are. */
  script: string;
  /** Something was taken away: a wrapper, a pipe. It is no longer what the script says. */
  changed: boolean;
}

/** Names of scripts that build. */
export const BUILDS = /^(build|compile|transpile|tsc|clean)\b/;
const MANAGER = /^(npm|pnpm|yarn|bun)$/;
/** Run in front of a command, and not needed here; some fetch secrets from elsewhere, or read env files. */
const WRAPPERS: Record<string, RegExp> = {
  exec: /^$/,
  sudo: /^-/,
  time: /^-/,
  nohup: /^$/,
  tini: /^-/,
  'dumb-init': /^-/,
  dotenv: /^-/,
  dotenvx: /^(run|-.*)$/,
  'env-cmd': /^-/,
  doppler: /^(run|-.*)$/,
  infisical: /^(run|-.*)$/,
  op: /^(run|-.*)$/,
};
/** Flags of wrappers whose value is the next word. */
const WRAPPER_VALUE = /^(-e|-f|-v|-r|-p|-c|--file|--env-file|--environments|--env|--project|--config|--path)$/;
/** Wrappers that read env files or secrets: they stay where the user allowed them. */
const LOADERS = /^(dotenv|dotenvx|env-cmd|doppler|infisical|op)$/;

/**
 * The commands that `run NAME` comes down to, hooks and scripts that it runs included; null where that takes a shell to
 * tell. Wrappers that only set variables are taken off, and with `keepLoaders` false those that load env files, too.
 */
export function scriptSteps(
  manifest: Manifest,
  name: string,
  keepLoaders: boolean,
  seen: string[] = [],
): Step[] | null {
  if (seen.includes(name) || manifest.scripts[name] === undefined) return null;
  const steps: Step[] = [];
  for (const script of [`pre${name}`, name, `post${name}`]) {
    const text = manifest.scripts[script];
    const found = text === undefined ? [] : textSteps(manifest, text, script, keepLoaders, [...seen, name]);
    if (!found) return null;
    steps.push(...found);
  }
  return steps;
}

/** The same for the text of a command. */
export function textSteps(
  manifest: Manifest,
  text: string,
  script: string,
  keepLoaders: boolean,
  seen: string[] = [],
): Step[] | null {
  const steps: Step[] = [];
  const exported: Record<string, string> = {};
  const commands = shellCommands(text);
  for (const [at, { words, then }] of (commands ?? []).entries()) {
    // What is piped into is for the eyes: pino-pretty, bunyan.
    if (commands![at - 1]?.then === '|') continue;
    const setting = /^(set|export)$/i.test(words[0]!) ? words.slice(1).map(assignment) : [];
    for (const pair of setting) if (pair) exported[pair[0]] = pair[1];
    if (setting.length > 0 || words.every(assignment)) continue;
    const step = unwrapped({ words, env: { ...exported }, script, changed: then === '|' }, keepLoaders);
    const inner = runsScripts(manifest, step, keepLoaders, seen);
    if (!inner) return null;
    steps.push(...inner);
  }
  return commands && steps;
}

/** Takes assignments and wrappers off the front: `cross-env A=b dotenv -e .env -- node x`. */
export function unwrapped(step: Step, keepLoaders: boolean): Step {
  let { words, changed } = step;
  const env = { ...step.env };
  for (;;) {
    const [first = '', ...rest] = words;
    const pair = assignment(first);
    const wrapper = Object.hasOwn(WRAPPERS, first) && !(keepLoaders && LOADERS.test(first)) ? WRAPPERS[first]! : null;
    if (pair) env[pair[0]] = pair[1];
    else if (wrapper) changed = true;
    else if (!/^(cross-env|env)$/.test(first)) return { ...step, words: localBinary(words), env, changed };
    words = wrapper ? withoutFlags(rest, wrapper) : rest;
  }
}

function withoutFlags(words: string[], skip: RegExp): string[] {
  let at = 0;
  while (at < words.length && words[at] !== '--' && skip.test(words[at]!)) at += WRAPPER_VALUE.test(words[at]!) ? 2 : 1;
  return words.slice(words[at] === '--' ? at + 1 : at);
}

/** `npx tsx x`, `yarn tsx x`, `pnpm exec tsx x` and `./node_modules/.bin/tsx x` are `tsx x`. */
function localBinary(words: string[]): string[] {
  const [first = '', ...rest] = words;
  const binary = /^(?:\.\/)?node_modules\/\.bin\/([\w-]+)$/.exec(first)?.[1];
  if (binary) return [binary, ...rest];
  if (first === 'npx') return rest.slice(rest.findIndex((word) => !/^-/.test(word)));
  if (MANAGER.test(first) && /^(exec|x)$/.test(rest[0] ?? '')) return rest.slice(rest[1] === '--' ? 2 : 1);
  if (/^(pnpm|yarn)$/.test(first) && RUNNER.test(rest[0] ?? '')) return rest;
  return words;
}

/** Steps that run scripts are replaced by what those run; any other step stays as it is. */
function runsScripts(manifest: Manifest, step: Step, keepLoaders: boolean, seen: string[]): Step[] | null {
  const inner = namedScripts(manifest, step.words) ?? nestedCommands(step.words);
  if (!inner) return [step];
  const steps: Step[] = [];
  for (const { name, text, more } of inner) {
    const found =
      name === null
        ? textSteps(manifest, text, step.script, keepLoaders, seen)
        : scriptSteps(manifest, name, keepLoaders, seen);
    // A build that only a shell understands is one all the same.
    if (!found && name !== null && BUILDS.test(name)) steps.push({ ...step, words: ['npm', 'run', name] });
    if (!found && !(name !== null && BUILDS.test(name))) return null;
    if (!found) continue;
    const at = found.findLastIndex(({ script }) => script === name);
    if (more.length > 0 && found[at]) found[at] = { ...found[at], words: [...found[at].words, ...more] };
    steps.push(
      ...found.map((one) => ({ ...one, env: { ...step.env, ...one.env }, changed: one.changed || step.changed })),
    );
  }
  return steps;
}

interface Inner {
  name: string | null;
  text: string;
  more: string[];
}

/** `npm run x -- --port 1`, `yarn x`, `npm start`, `node --run x`, `run-s a b`, `npm-run-all -p a b`. */
function namedScripts(manifest: Manifest, words: string[]): Inner[] | null {
  const [first = '', ...rest] = words;
  const script = (name: string, more: string[] = []): Inner => ({ name, text: '', more });
  if (/^(run-s|run-p|npm-run-all2?)$/.test(first)) {
    const names = rest.filter((word) => !word.startsWith('-'));
    return names.every((name) => manifest.scripts[name] !== undefined) ? names.map((name) => script(name)) : null;
  }
  if (first === 'node' && rest[0] === '--run')
    return [
      script(
        rest[1] ?? '',
        rest.slice(2).filter((w) => w !== '--'),
      ),
    ];
  if (!MANAGER.test(first)) return null;
  const named = rest.filter((word, at) => !(word.startsWith('-') && !rest.slice(0, at).includes('--')));
  const name = /^(run|run-script)$/.test(named[0] ?? '') ? named[1] : named[0];
  if (name === undefined || manifest.scripts[name] === undefined) return null;
  return [
    script(
      name,
      named.slice(named.indexOf(name) + 1).filter((word) => word !== '--'),
    ),
  ];
}

/** `concurrently "tsc -w" "npm:serve"` */
function nestedCommands([first = '', ...rest]: string[]): Inner[] | null {
  if (first !== 'concurrently' && first !== 'conc') return null;
  const value = /^(-n|--names|-c|--prefix-colors|-p|--prefix|-s|--success|--restart-tries|-l)$/;
  const commands = rest.filter((word, at) => !word.startsWith('-') && !value.test(rest[at - 1] ?? ''));
  return commands.map((command) => {
    const short = /^(?:npm|pnpm|yarn|bun|node):([^*]+)$/.exec(command)?.[1];
    return { name: short ?? null, text: command, more: [] };
  });
}
