/** What GitHub runs, as far as the audit looks at it. Offsets are those of the text. */
export interface Workflow {
  text: string;
  kind: 'workflow' | 'action';
  /** The events of `on`. */
  triggers: string[];
  permissions: Granted | null;
  /** Where `jobs:` begins; -1 in an action, and where the file is one flow mapping. */
  jobsAt: number;
  /** One level of its indentation. */
  indent: string;
  env: Record<string, string>;
  jobs: Job[];
}

/** What `permissions` says: `write-all`, or a mapping. */
export interface Granted extends Span {
  all: string | null;
}

export interface Span {
  start: number;
  end: number;
}

/** A scalar: what it says, and where it is written. */
export interface Scalar extends Span {
  value: string;
}

export interface Job extends Block {
  id: string;
  permissions: Granted | null;
  /** A reusable workflow that it is. */
  calls: Scalar | null;
  /** Of the containers it runs in and beside. */
  images: Scalar[];
  env: Record<string, string>;
  /** The shell of its steps, where that is said or follows from the machine. */
  runner: string | null;
  /** The folder that its commands run in, where it says one. */
  folder: string | null;
  steps: Step[];
}

export interface Step extends Block {
  /** Which one of its job it is, from 0. */
  index: number;
  uses: Scalar | null;
  run: Run | null;
  with: Inputs | null;
  env: Inputs | null;
  /** It may be told to run in another folder. */
  folder: string | null;
  runner: string | null;
}

/** A mapping: where its first key begins, and how deep that stands; null where it is written on one line, `{ a: b }`. */
export interface Block extends Span {
  indent: string | null;
}

export interface Run extends Scalar {
  /** Written as `run: |`: its lines are those of the file. */
  literal: boolean;
}

export interface Inputs extends Block {
  values: Record<string, Scalar>;
}

/** What a rule found in a workflow. */
export interface Flaw extends Span {
  /** Tells it from others of its rule in the file, also after other places of the file were changed. */
  key: string;
  message: string;
  /** How it is mended; none where that is left to the user. */
  edits: Splice[];
  risk: 'none' | 'behaviour';
  severity?: 'high' | 'medium' | 'low';
  snippet?: string;
}

export interface Splice extends Span {
  text: string;
}

/** What else of the project matters. */
export interface Facts {
  /** Of package.json. */
  scripts: Record<string, string>;
  /** The lockfile that an installation takes, where there is one beside package.json. */
  lockfile: string | null;
  /** Who has the repository. */
  owner?: string;
}
