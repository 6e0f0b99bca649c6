import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { createPathsMatcher, getTsconfig, type TsConfigJson } from 'get-tsconfig';
import { parse as parseJson } from 'jsonc-parser';
import { parseSource } from '../../codemods/lib/parse';
import { Module, type ModuleHost } from '../../codemods/lib/resolve';
import { depthOf } from '../../codemods/lib/walk';
import { folded, leadsOut, relativeTo } from './paths';
import { readTextSync } from './read';
import { parsedName } from './scan/left-out';
import { LARGEST, startOf } from './unreadable';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];
/** What TypeScript calls its sources when the import names the output. */
const SOURCES_OF: Record<string, string[]> = { '.js': ['.ts', '.tsx', '.jsx'], '.mjs': ['.mts'], '.cjs': ['.cts'] };

/**
 * How much text outside the model is kept parsed, that used last: an import of one file leads to its neighbours mostly.
 * Parsed, it takes some fifty times its length.
 */
const KEPT = 100_000;

/** What goes through a tree calls itself for each level, and the stack has an end. People nest a hundred levels. */
const DEEPEST = 1000;

/** Where an import leads: to a file, to a package, or nowhere. */
type Located = { path: string; package?: undefined } | { path?: undefined; package: string | null };

/** Bytes; a file of constants has few. */
const SMALL = 2000;
const TELLING =
  /create(Pool|Connection)\b|new (\w+\.)?(Pool|Client|Sequelize|DataSource|PrismaClient|Database)\b|\bknex\(|drizzle\(|\bpromisify(All)?\(|postgres\(|pgp?\(|mongo|[cC]ollection\(|\.define\(|\bcreateHash\(/;

/** The project's source files: finds, reads and parses them once. Never leaves the root, never runs anything. */
export class Sources implements ModuleHost {
  readonly skipped = new Set<string>();
  /** Files that are symbolic links out of the project: they are not followed. */
  readonly outside = new Set<string>();
  readonly #modules = new Map<string, Module | null>();
  /** In the order of their last use. */
  readonly #recent = new Map<string, Module | null>();
  #recentLength = 0;
  /** What is being looked at: were it parsed anew for a file that imports it, the two would be taken for different files. */
  readonly #inUse = new Map<string, Module>();
  readonly #located = new Map<string, Located>();
  readonly #worth = new Map<string, boolean>();
  #settled = false;
  readonly #matchPaths: (specifier: string) => string[];
  readonly #realRoot: string;

  constructor(
    readonly root: string,
    /** The framework's package: a path that leads to its folder means the package. */
    readonly frameworkPackage: string,
    /** Files that were moved, by where imports may still look for them. */
    readonly moved: ReadonlyMap<string, string> = new Map(),
  ) {
    const [matchPaths, folders] = [pathsMatcher(root), importFolders(root)];
    this.#matchPaths = (specifier) => [...matchPaths(specifier), ...folders.map((folder) => join(folder, specifier))];
    this.#realRoot = realpathSync.native(root);
  }

  /** A file of the project by its path relative to the root; null where it cannot be read or parsed. */
  module(path: string, text?: string): Module | null {
    const own = this.#modules.get(path) ?? this.#inUse.get(path);
    if (own !== undefined) return own;
    const recent = this.#recent.get(path);
    const module = recent === undefined ? this.#read(path, text) : recent;
    if (!module) this.skipped.add(path);
    if (!this.#settled) this.#modules.set(path, module);
    // What the audit comes to in its turn is asked for once; what files import, by many.
    else if (text === undefined) this.#keepForNow(path, module);
    return module;
  }

  /** The model is complete: what is parsed from now on is for the audit, and forgotten again. */
  settle(): void {
    this.#settled = true;
  }

  /** Does something with a module of the audit, which stays what its path stands for meanwhile. */
  using<T>(module: Module, work: () => T): T {
    if (this.#inUse.has(module.path)) return work();
    this.#inUse.set(module.path, module);
    try {
      return work();
    } finally {
      this.#inUse.delete(module.path);
    }
  }

  #keepForNow(path: string, module: Module | null): void {
    if (!this.#recent.delete(path)) this.#recentLength += module?.text.length ?? 0;
    this.#recent.set(path, module);
    for (const [oldest, each] of this.#recent) {
      if (this.#recentLength <= KEPT || oldest === path) return;
      this.#recent.delete(oldest);
      this.#recentLength -= each?.text.length ?? 0;
    }
  }

  load(source: string, from: Module): Module | string | null {
    const isPath = /^\.\.?(\/|$)/.test(source) || source.startsWith('/');
    const key = isPath ? resolve(this.root, dirname(from.path), source) : source;
    const known = this.#located.get(key);
    const found = known ?? (isPath ? this.#locatePath(key) : this.#locatePackage(key));
    this.#located.set(key, found);
    if (found.path === undefined) return found.package;
    return this.#isWorthFollowing(found.path) ? this.module(found.path) : null;
  }

  /**
   * Files of the model are there already. Others are parsed for what they give to another file only where that may tell
   * something: connections, wrapped functions, models, hashes, or a few constants. What happens to be parsed at the moment
   * makes no difference: what is found must not depend on the order of files.
   */
  #isWorthFollowing(path: string): boolean {
    if (!this.#settled || this.#modules.has(path)) return true;
    const known = this.#worth.get(path);
    if (known !== undefined) return known;
    const text = readText(join(this.root, path));
    const worth = text.length <= SMALL || TELLING.test(text);
    this.#worth.set(path, worth);
    return worth;
  }

  #locatePath(base: string): Located {
    if (this.#isFramework(base)) return { package: this.frameworkPackage };
    const path = this.find(base);
    return path === null ? { package: null } : { path };
  }

  #locatePackage(source: string): Located {
    for (const candidate of this.#matchPaths(source)) {
      const path = this.find(candidate);
      if (path !== null) return { path };
    }
    return { package: source.replace(/^node:/, '') };
  }

  /** The file that a path without extension, a folder, or an output's name stands for; relative to the root. */
  find(base: string): string | null {
    const extension = posix.extname(base);
    const stem = base.slice(0, base.length - extension.length);
    const candidates = [
      base,
      ...(SOURCES_OF[extension] ?? []).map((other) => stem + other),
      ...EXTENSIONS.map((other) => base + other),
      ...EXTENSIONS.map((other) => join(base, `index${other}`)),
    ];
    const found = candidates.find((candidate) => isSourceFile(candidate)) ?? this.#movedFrom(candidates);
    return found === undefined ? null : this.#inside(found);
  }

  #movedFrom(candidates: readonly string[]): string | undefined {
    if (this.moved.size === 0) return undefined;
    const places = candidates.map((each) => this.moved.get(relativeTo(this.root, each)));
    const place = places.find((each) => each !== undefined);
    return place === undefined ? undefined : join(this.root, place);
  }

  /** The source files of a folder, sorted; tests and declarations left out. */
  filesIn(folder: string): string[] {
    const path = join(this.root, folder);
    const names = existsSync(path) && statSync(path).isDirectory() ? readdirSync(path).sort() : [];
    return names
      .filter((name) => EXTENSIONS.includes(posix.extname(name)) && !/\.(test|spec|d)\.\w+$/.test(name))
      .flatMap((name) => this.find(join(path, name)) ?? []);
  }

  /** The names of a folder's own folders, sorted. */
  foldersIn(folder: string): string[] {
    const path = join(this.root, folder);
    const entries = existsSync(path) && statSync(path).isDirectory() ? readdirSync(path, { withFileTypes: true }) : [];
    return entries
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
      .map(({ name }) => name)
      .sort();
  }

  /** Whether something in a folder has this name already, or one that is the same on macOS and Windows. */
  isTaken(folder: string, name: string): boolean {
    return readdirSync(join(this.root, folder)).some((other) => folded(other) === folded(name));
  }

  #inside(file: string): string | null {
    const path = relativeTo(this.#realRoot, realpathSync.native(file));
    const named = relativeTo(this.root, file);
    if (leadsOut(path) && !leadsOut(named)) this.outside.add(named);
    return leadsOut(path) || path.includes('node_modules/') ? null : path;
  }

  /** `require('../..')` in the framework's own examples. */
  #isFramework(base: string): boolean {
    const manifest = join(base, 'package.json');
    // Asked of every import: a failure to read costs more than the look.
    if (!existsSync(manifest)) return false;
    try {
      const { name } = JSON.parse(readTextSync(manifest)) as { name?: unknown };
      return name === this.frameworkPackage;
    } catch {
      return false;
    }
  }

  #read(path: string, known?: string): Module | null {
    try {
      const text = known ?? readFileOf(join(this.root, path));
      const ast = parseSource(text, parsedName(path));
      return depthOf(ast.program) > DEEPEST ? null : new Module(path, text, ast);
    } catch {
      return null;
    }
  }
}

function readText(path: string): string {
  try {
    return readTextSync(path);
  } catch {
    return '';
  }
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

function isSourceFile(path: string): boolean {
  if (!isFile(path)) return false;
  const extension = posix.extname(path);
  return EXTENSIONS.includes(extension) || (extension === '' && /^#!.*\bnode\b/.test(firstLine(path)));
}

function firstLine(path: string): string {
  try {
    return startOf(path, 200).toString().split('\n', 1)[0] ?? '';
  } catch {
    return '';
  }
}

/** Throws where the file is larger than what people write. */
function readFileOf(path: string): string {
  if (statSync(path).size > LARGEST) throw new RangeError(`${path} is too large`);
  return readTextSync(path);
}

/** tsconfig's `paths`; none where there is no tsconfig or it cannot be read. */
/** Where imports without a path are looked for, too: `NODE_PATH=src node app.js`, `require('rootpath')()`. */
function importFolders(root: string): string[] {
  const path = join(root, 'package.json');
  const manifest = isFile(path) ? readTextSync(path) : '';
  const [, folder] = /\bNODE_PATH=(?:\.\/)?([\w./-]*)/.exec(manifest) ?? [];
  return [...(folder === undefined ? [] : [join(root, folder)]), ...(/"rootpath"\s*:/.test(manifest) ? [root] : [])];
}

function pathsMatcher(root: string): (specifier: string) => string[] {
  if (!isFile(join(root, 'tsconfig.json'))) return () => [];
  try {
    const config = getTsconfig(root);
    return (config && createPathsMatcher(config)) ?? (() => []);
  } catch {
    // What it extends is not installed, say: its own paths hold all the same.
    return ownPathsMatcher(join(root, 'tsconfig.json'));
  }
}

function ownPathsMatcher(path: string): (specifier: string) => string[] {
  try {
    const { compilerOptions } = parseJson(readTextSync(path)) as Pick<TsConfigJson, 'compilerOptions'>;
    const { baseUrl, paths } = compilerOptions ?? {};
    const own = { ...(baseUrl === undefined ? {} : { baseUrl }), ...(paths === undefined ? {} : { paths }) };
    return createPathsMatcher({ path, config: { compilerOptions: own } }) ?? (() => []);
  } catch {
    return () => [];
  }
}
