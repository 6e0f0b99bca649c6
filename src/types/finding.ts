import type { Severity } from './words';

export interface Finding {
  rule: string;
  severity: Severity;
  message: string;
  fix: 'automatic' | 'manual' | 'none';
  /** May the fix change what the app does for a legitimate client? */
  risk: 'none' | 'behaviour';
  cwe: string | null;
  /** Relative to the project's root, with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  column: number;
  endLine: number;
  start: number;
  end: number;
  snippet?: string;
  /** What it is known by, where it stands in no file of today. */
  fingerprint?: string;
}

/** A line of the checklist, as it stands in a project. */
export interface ChecklistEntry {
  id: string;
  title: string;
  state: 'met' | 'not-met' | 'not-applicable';
  /** What breaks it: how many findings of which rules. */
  findings: { rule: string; count: number }[];
}

export interface Checklist {
  entries: ChecklistEntry[];
  /** 0 to 100; null where some measures were not looked at, or nothing applies. docs/checklist.md has the formula. */
  score: number | null;
}

/** The findings of a rule that are mended in the user's own code, as the wizard offers them. */
export interface FixOffer {
  rule: string;
  /** The title of its measure. */
  measure: string;
  summary: string;
  count: number;
  /** The first of them: `src/db.ts:12`. */
  places: string[];
  /** Mending them may change what the app does for a legitimate client: not without a yes. */
  mayChange: boolean;
  /** Mended unless somebody says no: preselected. */
  recommended: boolean;
}
