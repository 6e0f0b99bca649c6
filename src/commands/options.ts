import type { PackageManagerName } from '../types';

/** What the user typed after a command, as commander hands it over. */
export interface CommonOptions {
  only: string[];
  skip: string[];
  app?: string;
  packageManager?: string;
  quiet?: boolean;
}

/** How the app is started and attacked. */
export interface BootOptions {
  yes?: boolean;
  start?: string;
  envFile?: string;
  /** Seconds. */
  timeout: number;
  allowNetwork?: boolean;
  allowWrites?: boolean;
}

export interface VerifyOptions extends CommonOptions, BootOptions {
  format: ProofFormat;
  output?: string;
  url?: string;
  allowRemote?: boolean;
}

export type ProofFormat = 'table' | 'json' | 'markdown' | 'html';

export interface HardenOptions extends CommonOptions, BootOptions {
  set: string[];
  fix: string[];
  dryRun?: boolean;
  format: ProofFormat;
  output?: string;
  install: boolean;
  verify: boolean;
  allowDirty?: boolean;
  force?: boolean;
  /** A failed installation puts everything back. */
  atomic?: boolean;
  list?: boolean;
  remove: string[];
}

export interface UndoOptions {
  yes?: boolean;
  dryRun?: boolean;
  force?: boolean;
  install: boolean;
  quiet?: boolean;
}

export const CHECK_FORMATS = ['table', 'json', 'sarif', 'markdown', 'html', 'gitlab'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

export interface CheckOptions extends CommonOptions {
  format: CheckFormat;
  /** Files that are written beside what is printed. */
  report: { format: CheckFormat; file: string }[];
  failOn: 'critical' | 'high' | 'medium' | 'low' | 'none';
  output?: string;
  writeBaseline?: boolean;
  /** Ask the package manager and knip, which run the project's configuration. */
  deps?: boolean;
  /** What git keeps of earlier days is looked at as well. */
  history?: boolean;
}

export interface CreateOptions {
  framework?: string;
  language?: 'ts' | 'js';
  packageManager?: PackageManagerName;
  only: string[];
  skip: string[];
  set: string[];
  yes?: boolean;
  dryRun?: boolean;
  format: 'table' | 'json';
  install: boolean;
  git: boolean;
  quiet?: boolean;
}
