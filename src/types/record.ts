import type { Answers } from './question';

/** `.tempered/record.json` */
export interface ProjectRecord {
  schemaVersion: 1;
  tempered: string;
  securityFolder: string;
  answers: Answers;
  measures: Record<string, { version: number }>;
  /** Generated files, by where they are now. */
  files: Record<string, RecordedFile>;
  /** Packages that were added to package.json; older records do not say. */
  dependencies?: string[];
  /** Found elsewhere than they were at the end of the last run: the place now → the place then. Never written. */
  moved?: Record<string, string>;
}

export interface RecordedFile {
  measure: string;
  /** Of the text as rendered; its bytes are in `.tempered/base/`. */
  sha256: string;
  /** Where it was planned, and what its base is called, where the user has moved it. */
  original?: string;
  /** The user deleted it; it is not written again. */
  deleted?: true;
}
