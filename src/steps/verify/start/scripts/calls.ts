import { escapeRegExp } from '../../../../../codemods/lib/text';
import type { Manifest } from '../../../../types';

/** What a command runs in its turn: a script of package.json by name, or the text of a command. */
export interface Call {
  name: string | null;
  text: string;
  /** Arguments that are passed on. */
  more: string[];
}

/** The package is another one: what its scripts do is not known here. */
const ELSEWHERE = /^(--prefix|--cwd|-C|--dir|--workspaces?|-w|-ws|--filter|-F|-r|--recursive|workspaces?)(=|$)/;
const CONCURRENTLY_VALUE =
  /^(-n|--names|-c|--prefix-colors|-p|--prefix|-s|--success|--restart-tries|--restart-after|-l|-m|--max-processes)$/;

/** The scripts and commands that a command runs; null where it runs none. */
export function callsOf(manifest: Manifest, words: readonly string[]): Call[] | null {
  const [first = '', ...rest] = words;
  if (first === 'concurrently' || first === 'conc') return concurrently(manifest, rest);
  if (/^(run-s|run-p|npm-run-all2?)$/.test(first)) return allOf(manifest, rest);
  if (first === 'node' && rest[0] === '--run') return [call(rest[1] ?? '', rest.slice(2))];
  return /^(npm|pnpm|yarn|bun)$/.test(first) ? managed(manifest, rest) : null;
}

const call = (name: string, more: string[] = []): Call => ({
  name,
  text: '',
  more: more.filter((word) => word !== '--'),
});

/** `npm run x -- --port 1`, `yarn x`, `npm start` */
function managed(manifest: Manifest, rest: string[]): Call[] | null {
  if (rest.some((word) => ELSEWHERE.test(word))) return null;
  const end = rest.includes('--') ? rest.indexOf('--') : rest.length;
  const named = rest.filter((word, at) => at >= end || !word.startsWith('-'));
  const name = /^(run|run-script)$/.test(named[0] ?? '') ? named[1] : named[0];
  if (name === undefined || manifest.scripts[name] === undefined) return null;
  return [call(name, named.slice(named.indexOf(name) + 1))];
}

/** `run-p "build:*" serve` */
function allOf(manifest: Manifest, rest: string[]): Call[] | null {
  const names = rest.filter((word) => !word.startsWith('-')).flatMap((word) => matching(manifest, word));
  return names.every((name) => manifest.scripts[name] !== undefined) ? names.map((name) => call(name)) : null;
}

/** `concurrently "tsc -w" "npm:serve" npm:watch:*` */
function concurrently(manifest: Manifest, rest: string[]): Call[] {
  const commands = rest.filter((word, at) => !word.startsWith('-') && !CONCURRENTLY_VALUE.test(rest[at - 1] ?? ''));
  return commands.flatMap((command) => {
    const short = /^(?:npm|pnpm|yarn|bun|node):(\S+)$/.exec(command)?.[1];
    if (short !== undefined) return matching(manifest, short).map((name) => call(name));
    return [{ name: null, text: command, more: [] }];
  });
}

/** The scripts that a pattern names, or the name itself. */
function matching({ scripts }: Manifest, pattern: string): string[] {
  if (!pattern.includes('*')) return [pattern];
  const parts = pattern.split('*').map(escapeRegExp);
  const whole = new RegExp(`^${parts.join('[^:]*')}$`);
  return Object.keys(scripts).filter((name) => whole.test(name));
}

/** The text of a script with its hooks, and of those that it names: rather too many than too few. */
export function reachableText(manifest: Manifest, name: string, seen = new Set<string>()): string {
  if (seen.has(name)) return '';
  seen.add(name);
  const own = ['pre', '', 'post'].map((hook) => manifest.scripts[hook + name] ?? '').join('\n');
  const named = own
    .split(/[\s"';&|]+/)
    .map((word) => word.replace(/^(npm|pnpm|yarn|bun|node):/, ''))
    .flatMap((word) => matching(manifest, word))
    .filter((word) => manifest.scripts[word] !== undefined);
  return [own, ...named.map((word) => reachableText(manifest, word, seen))].join('\n');
}
