import type { Package } from './measure';
import type { JsonObject } from './words';

/**
 * One intended change. `present` of a codemod is a word that, where the file has it, says that the change is in place;
 * null where the plan has seen that it is not.
 */
export type Edit = { measure: string } & (
  | { kind: 'codemod'; codemod: string; file: string; options: JsonObject; present: string | null; manual: ManualText }
  | { kind: 'template'; template: string; file: string; data: JsonObject; executable?: true }
  | { kind: 'json'; file: string; merge: JsonObject }
  | { kind: 'lines'; file: string; lines: Line[] }
  /** A command that a commit hook runs, in the file of what runs the hooks here. */
  | { kind: 'hook'; file: string; form: HookForm; command: string; manual: ManualText }
  | { kind: 'dependency'; dependency: Package }
  /** The opposite of each, where a measure leaves. */
  | { kind: 'without-lines'; file: string; lines: Line[] }
  | { kind: 'without-hook'; file: string; form: HookForm; command: string }
  | { kind: 'without-dependency'; name: string }
  | { kind: 'remove'; file: string }
);

/**
 * How a file names what runs before a commit: a shell script, `pre-commit` of Lefthook, a repository of its own for the
 * framework called pre-commit, and JSON with a command under a key (`path`), ahead of
 * what is there, or behind it.
 */
export type HookForm = 'script' | 'lefthook' | 'pre-commit' | { path: string[]; behind?: true };

/** What to tell the user where a codemod finds no safe place: the reason, the line, and the code to paste. */
export interface ManualText {
  reason: string;
  line: number | null;
  snippet: string;
}

/** A line that a text file should have, unless `key` at the start of a line (commented out or not) says it has. */
export interface Line {
  text: string;
  key?: string;
}

/** What is left to the user: where, why, and the snippet to paste. */
export interface Manual {
  measure: string;
  file: string;
  line: number | null;
  reason: string;
  snippet: string | null;
}

export interface FileChange {
  /** Relative to the root, with `/`. */
  file: string;
  before: string | null;
  after: string | null;
  measures: string[];
  /** A new file that is run, as hooks are; one that is there keeps its mode. */
  executable?: true;
}

/**
 * What a re-run finds that the user has to decide. Where nobody says anything, what is theirs stays: the lines they wrote
 * (`conflict`), their having deleted a generated file (`deleted`), a file with their edits that is not needed any more (`unneeded`).
 */
export interface Doubt {
  kind: 'conflict' | 'deleted' | 'unneeded';
  /** Which one of the file it is, from 0. */
  index: number;
  file: string;
  measure: string;
  /** Of a conflict: the lines as they were generated, as they are, and as they are generated now. */
  base: string;
  yours: string;
  theirs: string;
}

/** What becomes of a doubt: it stays theirs, it is done as generated now, or both stand between conflict markers. */
export type Verdict = 'yours' | 'new' | 'markers';

/** A generated file as it is after the plan. */
export interface Generated {
  /** Where it is now, and where it is planned: the user may have moved it. */
  file: string;
  planned: string;
  measure: string;
  /** The text of the template, the base of the next merge; null where it is not written. */
  rendered: string | null;
  /** The user deleted it. */
  deleted: boolean;
}

/** What is previewed is what is applied. */
export interface ChangeSet {
  changes: FileChange[];
  dependencies: Package[];
  /** Packages that leave package.json. */
  removed: string[];
  manual: Manual[];
  /** What nobody has decided yet. */
  doubts: Doubt[];
  /** What those who run the app have to do before it starts again. */
  advice: string[];
}
