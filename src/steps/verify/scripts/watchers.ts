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

/**
 * The command that a watcher runs, without the watcher: `nodemon --exec babel-node src/index.js` is
 * `babel-node src/index.js`. The same words where it is none; null where it cannot be told.
 */
export function withoutWatcher(words: readonly string[], config: WatcherConfig): string[] | null {
  const [first = '', ...rest] = words;
  const drop = (unwanted: RegExp): string[] => [first, ...rest.filter((word) => !unwanted.test(word))];
  if (first === 'nodemon') return fromNodemon(rest, config);
  if (first === 'ts-node-dev' || first === 'tsnd') return ['ts-node', ...withoutFlags(rest, TSND_DROP, TSND_VALUE)];
  if (first === 'node-dev' || first === 'supervisor') return ['node', ...withoutFlags(rest, /^-/, /^$/)];
  if (first === 'babel-watch') return ['babel-node', ...withoutFlags(rest, /^-[^-]|^--(watch|exclude)/, /^-[wx]$/)];
  if (first === 'tsc-watch' || first === 'tsup') return onSuccess(rest) ?? [...words];
  if (first === 'tsx' || first === 'esno')
    return ['watch', 'w'].includes(rest[0] ?? '') ? [first, ...fromTsx(rest)] : drop(/^--watch/);
  if (first === 'nest') return drop(/^(-w|--watch|--watchAssets|-d|--debug\b.*|--preserveWatchOutput)$/);
  if (first === 'fastify') return drop(/^(-w|--watch|--watch-ignore.*|-I|--debug|-d)$/);
  if (first === 'vite-node') return drop(/^(-w|--watch)$/);
  return [...words];
}

/** `tsx watch --clear-screen=false --include "src/**" src/index.ts` */
const fromTsx = (rest: string[]): string[] =>
  withoutFlags(rest.slice(1), /^--(clear-screen|include|exclude|ignore|watch)/, /^--(include|exclude|ignore)$/);

/** `--onSuccess "node dist/index.js"` */
function onSuccess(rest: string[]): string[] | null {
  const at = rest.findIndex((word) => /^--onSuccess$/i.test(word));
  return at < 0 ? null : (shellCommands(rest[at + 1] ?? '')?.[0]?.words ?? null);
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
  const file = kept.find((word) => !word.startsWith('-')) ?? config.main;
  if (file === null) return null;
  const files = kept.length > 0 ? kept : [file];
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
