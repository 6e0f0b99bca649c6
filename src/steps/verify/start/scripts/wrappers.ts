import { RUNNER } from './runners';
import type { Step } from './steps';
import { assignment } from './shell-words';

/** Run in front of a command, and not needed here, with what belongs to them; some fetch secrets, or read env files. */
const WRAPPERS: Record<string, RegExp> = {
  exec: /^$/,
  sudo: /^-/,
  time: /^-/,
  nohup: /^$/,
  tini: /^-/,
  'dumb-init': /^-/,
  dotenv: /^-/,
  dotenvx: /^(run|-.*)$/,
  'env-cmd': /^-|\.env|\.json$|\.rc$/,
  doppler: /^(run|-.*)$/,
  infisical: /^(run|-.*)$/,
  op: /^(run|-.*)$/,
};
/** Flags of wrappers whose value is the next word. */
const WITH_VALUE = /^(-e|-f|-v|-r|-p|-c|--file|--env-file|--environments|--env|--project|--config|--path)$/;
/** They stay where the user allowed env files. */
const LOADERS = /^(dotenv|dotenvx|env-cmd|doppler|infisical|op)$/;
const MANAGER = /^(npm|pnpm|yarn|bun)$/;

/** Takes assignments and wrappers off the front: `cross-env A=b dotenv -e .env -- npx tsx x` is `tsx x`. */
export function unwrapped(step: Step, keepLoaders: boolean): Step {
  let { words, changed } = step;
  const env = { ...step.env };
  for (;;) {
    const [first = '', ...rest] = words;
    const pair = assignment(first);
    const wrapper = Object.hasOwn(WRAPPERS, first) && !(keepLoaders && LOADERS.test(first)) ? WRAPPERS[first]! : null;
    if (pair) env[pair[0]] = pair[1];
    else if (wrapper) changed = true;
    else if (!/^(cross-env|env)$/.test(first)) return { ...step, words: localProgram(words), env, changed };
    words = wrapper ? withoutFlags(rest, wrapper) : rest;
  }
}

function withoutFlags(words: string[], skip: RegExp): string[] {
  let at = 0;
  while (at < words.length && words[at] !== '--' && skip.test(words[at]!)) at += WITH_VALUE.test(words[at]!) ? 2 : 1;
  return words.slice(words[at] === '--' ? at + 1 : at);
}

/** `npx tsx x`, `yarn tsx x`, `pnpm exec tsx x` and `./node_modules/.bin/tsx x` are `tsx x`. */
function localProgram(words: string[]): string[] {
  const [first = '', ...rest] = words;
  const program = /^(?:\.\/)?node_modules\/\.bin\/([\w-]+)$/.exec(first)?.[1];
  if (program) return [program, ...rest];
  if (first === 'npx') return rest.slice(rest.findIndex((word) => !/^-/.test(word)));
  if (MANAGER.test(first) && /^(exec|x)$/.test(rest[0] ?? '')) return rest.slice(rest[1] === '--' ? 2 : 1);
  if (/^(pnpm|yarn)$/.test(first) && RUNNER.test(rest[0] ?? '')) return rest;
  return words;
}
