import { join, posix } from 'node:path';
import type { FrameworkDialect } from '../frameworks/index';
import type { Manifest } from '../types';
import { readTextSync } from './read';
import type { Sources } from './sources';

const SCRIPTS = ['start', 'dev', 'serve', 'server', 'start:dev', 'start:prod', 'develop', 'watch'];
const NAMES = ['bin/www', 'server', 'app', 'index', 'main', 'bootstrap', 'www'];
const FOLDERS = ['', 'src', 'lib', 'api', 'server', 'backend', 'app'];
/** Where compilers put their output; the source has the same name elsewhere. */
const OUTPUTS = /^(dist|build|out|lib|compiled|\.build)\//;

/** Files that may be what the start command runs, the likeliest first; relative to the root, each exists. */
export function entryCandidates(
  root: string,
  manifest: Manifest,
  sources: Sources,
  within = '',
  settings?: FrameworkDialect['settings'],
): string[] {
  const named = within
    ? []
    : [
        ...(settings ? settingsEntry(root, settings) : []),
        ...SCRIPTS.flatMap((name) => scriptFiles(manifest, name)),
        ...(manifest.main ? [manifest.main] : []),
      ];
  const common = FOLDERS.flatMap((folder) => NAMES.map((name) => posix.join(within, folder, name)));
  const found = [...named, ...common].flatMap((path) => {
    const file = locate(root, path, sources);
    return file === null ? [] : [file];
  });
  return [...new Set(found)];
}

/** The file that the settings of the framework's command line name. */
function settingsEntry(root: string, { file, folder, entry }: NonNullable<FrameworkDialect['settings']>): string[] {
  try {
    const settings = JSON.parse(readTextSync(join(root, file))) as Record<string, unknown>;
    const text = (key: string, usual: string): string => {
      const value = settings[key];
      return typeof value === 'string' ? value : usual;
    };
    return [posix.join(text(folder.key, folder.usual), text(entry.key, entry.usual))];
  } catch {
    return [];
  }
}

function locate(root: string, path: string, sources: Sources): string | null {
  const direct = sources.find(join(root, path));
  if (direct !== null && !OUTPUTS.test(direct)) return direct;
  const inner = path.replace(/^\.\//, '').replace(OUTPUTS, '');
  for (const candidate of [inner, posix.join('src', inner), posix.join('src', inner.replace(/^src\//, ''))]) {
    const source = OUTPUTS.test(path.replace(/^\.\//, '')) ? sources.find(join(root, candidate)) : null;
    if (source !== null) return source;
  }
  return direct;
}

/** The files that a script's command names: `cross-env A=b nodemon --exec babel-node src/index.js`. */
function scriptFiles(manifest: Manifest, name: string, seen = new Set<string>()): string[] {
  const command = manifest.scripts[name];
  if (command === undefined || seen.has(name)) return [];
  seen.add(name);
  return command.split(/&&|\|\||;|\|/).flatMap((part) => {
    const words = part
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^["']|["']$/g, ''));
    const runs = /^(npm|pnpm|yarn|bun)$/.test(words[0] ?? '')
      ? words.find((word) => manifest.scripts[word] !== undefined)
      : undefined;
    if (runs !== undefined) return scriptFiles(manifest, runs, seen);
    return words.filter((word, index) => index > 0 && isPath(word, words[index - 1]!));
  });
}

/** A word that could be the file to run; the value of a flag such as `-r dotenv/config` is not. */
const isPath = (word: string, before: string): boolean =>
  !word.startsWith('-') &&
  !/^(-r|--require|--import|--loader|-e|--ext|--watch|-w|-P|--project|--env-file|-c)$/.test(before) &&
  !/^\w+=/.test(word);
