import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LeftOut, LeftOutReason, Scan, SourceFile } from '../types';
import { isSource, isVendored, leftOutByPath, leftOutByText } from './scan/left-out';
import { type Listing, nestedPackages } from './scan/list';
import type { Sources } from './sources';
import { LARGEST } from './unreadable';

/** How much text is kept for those who ask for a file again: rules of whole projects look for a word in all of them. */
const KEPT = 24 * 1024 * 1024;
const NONE: LeftOut = {
  tests: 0,
  fixtures: 0,
  stories: 0,
  vendored: 0,
  generated: 0,
  declarations: 0,
  packages: 0,
  large: 0,
  binary: 0,
  unreadable: 0,
};

/** What the scan has to know of the model. */
export interface ScanInput {
  sources: Sources;
  listed: () => Listing;
  /** What the app loads is looked at whatever its folder is called. */
  loaded: readonly SourceFile[];
  /** Files that tempered wrote. */
  generated: (path: string) => boolean;
}

/** The files of the package that the audit looks at, listed when they are first asked for. */
export function scanOf(input: ScanInput): () => Scan {
  let scan: Scan | null = null;
  return () => (scan ??= listScan(input));
}

function listScan({ sources, listed, loaded, generated }: ScanInput): Scan {
  const { root } = sources;
  const own = new Map(loaded.map((file) => [file.path, file.text]));
  const left = new Map<string, LeftOutReason>();
  const texts = new Map<string, string | null>();
  let kept = 0;
  const listing = listed();
  for (const folder of listing.unreadable) left.set(folder, 'unreadable');
  const files = listing.files.filter((path) => !generated(path));
  const packages = nestedPackages(
    root,
    files.filter((path) => path.endsWith('package.json') && leftOutByPath(path) === null),
  );
  const isWanted = (path: string): boolean => {
    const reason = own.has(path)
      ? isVendored(path) && 'vendored'
      : (leftOutByPath(path) ?? (packages.some((folder) => path.startsWith(folder)) && 'packages'));
    if (reason) left.set(path, reason);
    return !reason;
  };
  const wantedText = (path: string): string | null => {
    const { text, reason: unread } = own.has(path) ? { text: own.get(path)! } : readSmall(join(root, path));
    const reason = unread ?? (text === null ? null : leftOutByText(path, text, own.has(path)));
    if (reason) left.set(path, reason);
    return reason ? null : text;
  };
  const others = files.filter((path) => isSource(path) && !own.has(path));
  return {
    sources: [...loaded.filter((file) => !file.generated).map(({ path }) => path), ...others].filter(isWanted),
    texts: (isNamed) => files.filter((path) => !isSource(path) && isNamed(path)).filter(isWanted),
    read(path) {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const text = wantedText(path);
      kept += text?.length ?? 0;
      if (kept <= KEPT) texts.set(path, text);
      return text;
    },
    parse(path, text, work) {
      const module = sources.module(path, text);
      if (!module) left.set(path, 'unreadable');
      return module && sources.using(module, () => work(module));
    },
    unreadable: () => [...left].flatMap(([path, reason]) => (reason === 'unreadable' ? path : [])).sort(),
    leftOut() {
      const counts = { ...NONE };
      for (const reason of left.values()) counts[reason] += 1;
      return counts;
    },
  };
}

/** Links are not followed: what they lead to may be anywhere. */
function readSmall(path: string): { text: string | null; reason?: LeftOutReason } {
  try {
    const stats = lstatSync(path);
    if (!stats.isFile()) return { text: null };
    return stats.size > LARGEST ? { text: null, reason: 'large' } : { text: readFileSync(path, 'utf8') };
  } catch (error) {
    const isThere = /^E(ACCES|PERM)$/.test((error as NodeJS.ErrnoException).code ?? '');
    return isThere ? { text: null, reason: 'unreadable' } : { text: null };
  }
}
