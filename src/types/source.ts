import type { Module } from '../../codemods/lib/resolve';

export interface SourceFile {
  /** Relative to the root, with `/`. */
  path: string;
  text: string;
  module: 'esm' | 'cjs';
  /** Reached from the entry. */
  reachable: boolean;
  /** Written by tempered, according to the record. */
  generated: boolean;
  /** Code for browsers, by its folder and what it imports: only rules with `browser` look at it. */
  browser: boolean;
}

/** What a linter looks at. */
export interface LintedFile {
  path: string;
  /** Its text now; null where it cannot be looked at: it is too large, or holds scripts in a language of its own. */
  read(): string | null;
}

/** What the user wants left out of the audit: these rules (`sql/text`, `sql`, `sql/*`, `*`) in files with these paths. */
export interface Ignore {
  paths: string[];
  rules: string[];
  reason: string;
  /** The file that says so. */
  from: string;
}

/** Why a file is not looked at. */
export type LeftOutReason =
  | 'tests'
  | 'fixtures'
  | 'stories'
  | 'vendored'
  | 'generated'
  | 'declarations'
  | 'packages'
  | 'large'
  | 'binary'
  | 'unreadable';

/** How many files of each kind were not looked at. */
export type LeftOut = Record<LeftOutReason, number>;

/** What the audit looks at: every file of the package, but for what is no work of its authors and what never runs. */
export interface Scan {
  /** Source files, relative: those of `Project.files` first, in their order. */
  sources: readonly string[];
  /** Other files with such a name: templates of views, say. */
  texts(isNamed: (path: string) => boolean): string[];
  /** The text of a file; null where it cannot be read, or is left out for what it holds. */
  read(path: string): string | null;
  /** Does something with a file and the meaning of its names; it is not kept. Null where it cannot be parsed. */
  parse<T>(path: string, text: string, work: (module: Module) => T): T | null;
  /** The files that cannot be parsed. Complete when everything has been read, as `leftOut`. */
  unreadable(): string[];
  leftOut(): LeftOut;
}
