import { join, resolve } from 'node:path';
import { UserError } from '../errors';
import type { FrameworkDialect } from '../frameworks/index';
import type { Manifest } from '../types';
import { type Reach, reach } from './app';
import { NoAppError } from './app-elsewhere';
import { entryCandidates } from './entry';
import { relativeTo } from './paths';
import { servedFiles } from './served-files';
import { findServers } from './servers';
import type { Site } from './sites';
import type { Sources } from './sources';
import { unreadableError } from './unreadable';

/** Where to look, and which app of several. */
export interface AppChoice {
  directory: string;
  /** `--app FILE`, relative to the directory or the root. */
  app?: string | undefined;
}

interface Found {
  reach: Reach;
  app: Site;
}

/** The reach of the first entry that leads to an app, and that app. */
export function findApp(
  root: string,
  manifest: Manifest,
  sources: Sources,
  dialect: FrameworkDialect,
  options: AppChoice,
): Found {
  const within = relativeTo(root, resolve(options.directory));
  const chosen = options.app === undefined ? null : chosenFile(root, options, sources);
  const candidates = [
    ...entryCandidates(root, manifest, sources, within, dialect.settings),
    ...(chosen ? [chosen] : []),
  ];
  const found = firstApp(sources, candidates, dialect, chosen) ?? (chosen ? null : onlyServed(sources, dialect));
  if (found) return found;
  throw candidates.length === 0 ? noEntry(sources) : noApp(candidates, sources, dialect);
}

/** The app of the file that serves one, where it is the only one that does. UserError 3 where there are several. */
function onlyServed(sources: Sources, dialect: FrameworkDialect): Found | null {
  const found = servedFiles(sources, dialect).flatMap((entry): Found[] => {
    const all = reach(sources, entry, dialect);
    const [app] = all.roots;
    return app && all.roots.length === 1 && isServed(all, app) ? [{ reach: all, app }] : [];
  });
  const apps = new Set(found.map(({ app }) => app.module.path));
  if (apps.size > 1) throw severalApps(found.map(({ app }) => app));
  return found[0] ?? null;
}

function firstApp(
  sources: Sources,
  candidates: readonly string[],
  dialect: FrameworkDialect,
  chosen: string | null,
): Found | null {
  let first: Found | null = null;
  for (const entry of candidates) {
    const found = reach(sources, entry, dialect, chosen);
    const roots = chosen ? found.roots.filter(({ module }) => module.path === chosen) : found.roots;
    if (first && roots[0]?.node !== first.app.node) continue;
    if (roots.length > 1) throw severalApps(roots);
    if (roots.length === 0) continue;
    first ??= { reach: found, app: roots[0]! };
    // A file that only makes the app is not the entry where another one loads and serves it.
    if (isServed(found, roots[0]!)) return { reach: found, app: roots[0]! };
  }
  return first;
}

const isServed = (found: Reach, app: Site): boolean => findServers(found, app).length > 0;

function chosenFile(root: string, options: AppChoice, sources: Sources): string {
  const file = [options.directory, root]
    .map((base) => sources.find(resolve(base, options.app!)))
    .find((path) => path !== null);
  if (!file)
    throw new UserError(
      `No such source file: ${options.app}`,
      'Name the file that makes the app, relative to the project.',
      2,
    );
  return file;
}

function severalApps(roots: readonly Site[]): UserError {
  const files = [...new Set(roots.map(({ module }) => module.path))];
  const hint =
    files.length > 1
      ? `Choose one with --app: ${files.join(', ')}`
      : `They are all made in ${files[0]}; tempered needs one app per entry.`;
  return new UserError(`Found ${roots.length} apps, and cannot tell which one to harden.`, hint);
}

function noEntry({ outside: [link] }: Sources): UserError {
  if (link !== undefined)
    return new UserError(
      `${link} is a symbolic link that leads out of the project.`,
      'Run tempered in the project that the file belongs to, or name a file of this one with --app FILE.',
    );
  return new UserError(
    'No entry file was found.',
    'Set `main` or a `start` script in package.json, or name the file with --app FILE.',
  );
}

function noApp(candidates: readonly string[], sources: Sources, dialect: FrameworkDialect): UserError {
  const unreadable = candidates.find((path) => sources.skipped.has(path));
  if (unreadable) return unreadableError(join(sources.root, unreadable), unreadable);
  const tried = candidates.slice(0, 3).join(', ');
  return new NoAppError(
    `No ${dialect.title} app was found (looked in ${tried}).`,
    'Name the file that makes the app with --app FILE.',
  );
}
