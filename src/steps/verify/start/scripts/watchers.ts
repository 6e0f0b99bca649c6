import { nodeArguments } from './runners';
import { shellCommands } from './shell-words';

/** What a watcher has been told elsewhere: `nodemon.json`, or `nodemonConfig` of package.json. */
export interface WatcherConfig {
  exec: string | null;
  /** The file it runs where none is named. */
  main: string | null;
}

const NODEMON_VALUE = /^(-w|--watch|-e|--ext|-i|--ignore|-d|--delay|-s|--signal|--config|--cwd)$/;
/** Its own flags without a value; others are those of node. */
const NODEMON_OWN =
  /^(-V|--verbose|-q|--quiet|-L|--legacy-watch|-I|--no-stdin|--stdin|-C|--on-change-only|--no-colou?rs|--colou?rs|--no-update-notifier|--exitcrash|--dump|--spawn|--no-(reset|quiet)|--(watch|ext|ignore|delay|signal|config|cwd)=.*|-[weids]\S+)$/;
const TSND_VALUE = /^(--watch|--ignore-watch|--debounce|--interval)$/;
const TSND_DROP =
  /^--?(respawn|rs|poll|clear|cls|exit-child|notify|no-notify|deps(-level)?|all-deps|no-deps|quiet|tree-kill|debug|watch|ignore-watch|debounce|interval|inspect(-brk)?)(=|$)/;

type Rewrite = (rest: string[], config: WatcherConfig, program: string) => string[] | null;

const dropping =
  (unwanted: RegExp): Rewrite =>
  (rest, _config, program) => [program, ...rest.filter((word) => !unwanted.test(word))];
const replacing =
  (program: string, drop: RegExp, withValue: RegExp): Rewrite =>
  (rest) => [program, ...withoutFlags(rest, drop, withValue)];

/** What is left of the command of each program that can watch. */
const REWRITES: Record<string, Rewrite> = {
  nodemon: fromNodemon,
  'ts-node-dev': replacing('ts-node', TSND_DROP, TSND_VALUE),
  tsnd: replacing('ts-node', TSND_DROP, TSND_VALUE),
  'node-dev': replacing('node', /^-/, /^$/),
  supervisor: replacing('node', /^-/, /^$/),
  'babel-watch': replacing('babel-node', /^-[^-]|^--(watch|exclude)/, /^-[wx]$/),
  'tsc-watch': onSuccess,
  tsup: onSuccess,
  tsx: fromTsx,
  esno: fromTsx,
  'vite-node': dropping(/^(-w|--watch)$/),
  nest: dropping(/^(-w|--watch|--watchAssets|-d|--debug\b.*|--preserveWatchOutput)$/),
  fastify: dropping(/^(-w|--watch|--watch-ignore.*|-I|--debug|-d)$/),
};

/**
 * The command that a watcher runs, without the watcher: `nodemon --exec babel-node src/index.js` is
 * `babel-node src/index.js`. The same words where it is none; null where it cannot be told.
 */
export function withoutWatcher(words: readonly string[], config: WatcherConfig): string[] | null {
  const [program = '', ...rest] = words;
  const rewrite = Object.hasOwn(REWRITES, program) ? REWRITES[program] : undefined;
  return rewrite ? rewrite(rest, config, program) : [...words];
}

/** `tsx watch --clear-screen=false --include "src/**" src/index.ts` */
function fromTsx(rest: string[], _config: WatcherConfig, program: string): string[] {
  const watches = ['watch', 'w'].includes(rest[0] ?? '');
  const own = /^--(clear-screen|include|exclude|ignore|watch)/;
  return [program, ...withoutFlags(watches ? rest.slice(1) : rest, own, /^--(include|exclude|ignore)$/)];
}

/** `--onSuccess "node dist/index.js"` */
function onSuccess(rest: string[], _config: WatcherConfig, program: string): string[] {
  const at = rest.findIndex((word) => /^--onSuccess$/i.test(word));
  const commands = at < 0 ? null : shellCommands(rest[at + 1] ?? '');
  return commands?.[0]?.words ?? [program, ...rest];
}

function fromNodemon(rest: string[], config: WatcherConfig): string[] | null {
  let exec = config.exec;
  const kept: string[] = [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at]!;
    if (word === '--exec' || word === '-x') exec = rest[++at] ?? null;
    else if (word.startsWith('--exec=')) exec = word.slice(7);
    else if (NODEMON_VALUE.test(word)) at++;
    else if (word === '--') continue;
    else if (kept.some((one) => !one.startsWith('-')) || !NODEMON_OWN.test(word)) kept.push(word);
  }
  if (exec !== null) return executed(exec, kept);
  const file = nodeArguments(kept, true)?.rest[0] ?? config.main;
  if (file === null) return null;
  const files = kept.includes(file) ? kept : [...kept, file];
  return [/\.[cm]?tsx?$/.test(file) ? 'ts-node' : 'node', ...files];
}

function executed(exec: string, files: string[]): string[] | null {
  const commands = shellCommands(exec);
  const last = commands?.at(-1);
  return last ? [...last.words, ...files] : null;
}

/** The words without unwanted flags in front of the file. */
function withoutFlags(words: string[], drop: RegExp, withValue: RegExp): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!word.startsWith('-')) return [...kept, ...words.slice(at)];
    if (withValue.test(word)) at++;
    else if (!drop.test(word))
      kept.push(word, ...(/^(-r|-P|--project|-O|-C|--tsconfig)$/.test(word) ? [words[++at] ?? ''] : []));
  }
  return kept;
}
