import type { Node } from '@babel/types';
import type { Flow } from '../../codemods/lib/flow/flow';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import type { Finding } from './finding';
import type { Project } from './project';
import type { SourceFile } from './source';
import type { Severity } from './words';

/** Shaped like an ESLint rule, so that people know it at sight. */
export interface Rule {
  /** `measure/name` */
  id: string;
  severity: Severity;
  cwe: string;
  /** Its category in the OWASP Top 10 of 2025. */
  owasp: Owasp;
  /** What a finding means, one sentence. */
  summary: string;
  /** Whether `harden` can mend what it finds: every time, where the shape of the code allows it, or never. */
  fixed: 'always' | 'sometimes' | 'never';
  /** Whether its fixes may change what the app does for a legitimate client, where a finding does not say; `none` without it. */
  risk?: Finding['risk'];
  /** A file without any of these words is not looked at. */
  keywords?: string[];
  /**
   * A closer look at the text of a file that has one of them, cheaper than parsing it: false where the rule can find
   * nothing there. Files of the app are parsed already, and not asked about.
   */
  worth?: (text: string, path: string) => boolean;
  /** It finds nothing in a file that reads nothing of a request. */
  ofRequests?: true;
  /** It is about handlers of routes, and these stand in files that the app loads: no other one is looked at. */
  appOnly?: true;
  /** Per source file: one walk serves all rules. */
  create?(context: RuleContext): Visitor;
  /** Names of other files that are looked at as text, templates say: `/\.ejs$/`. */
  files?: RegExp;
  /** Per file of those. */
  text?(context: TextContext): void;
  /** Per project. Where no app is found, it is only asked of measures without bindings, and where `repository` is set. */
  check?(project: Project): Report[];
  /** `check` looks at package.json and the repository only. */
  repository?: true;
  /** It is about the whole repository: among the packages of a workspace, only the root is asked. */
  atRoot?: true;
  /** It goes by what the tools of `check --deps` say. */
  deps?: true;
  /** Found by `check --history` alone. */
  history?: true;
  /** Files of code for browsers are looked at as well: a rule is about servers otherwise. */
  browser?: true;
}

export type Visitor = Partial<Record<string, (node: never) => void>>;

/** https://owasp.org/Top10/2025/ */
export type Owasp =
  | 'A01:2025 Broken Access Control'
  | 'A02:2025 Security Misconfiguration'
  | 'A03:2025 Software Supply Chain Failures'
  | 'A04:2025 Cryptographic Failures'
  | 'A05:2025 Injection'
  | 'A06:2025 Insecure Design'
  | 'A07:2025 Authentication Failures'
  | 'A08:2025 Software or Data Integrity Failures'
  | 'A09:2025 Security Logging and Alerting Failures'
  | 'A10:2025 Mishandling of Exceptional Conditions';

/** A file that is no source code: a template of a view, say. */
export interface TextContext {
  path: string;
  text: string;
  project: Project;
  /** Offsets of the text. */
  report(start: number, end: number, details: ReportDetails): void;
}

export interface RuleContext {
  file: SourceFile;
  /** The parsed file, and what its names mean across the project. */
  module: Module;
  resolver: Resolver;
  /** What the values of the file are made of: where they come from, and the pieces of its texts. */
  flow: Flow;
  project: Project;
  report(node: Node, details: ReportDetails): void;
}

export interface ReportDetails {
  message: string;
  fix?: Finding['fix'];
  risk?: Finding['risk'];
  severity?: Severity;
  /** Code to paste where the fix is manual. */
  snippet?: string;
}

/** What a per-project rule returns: a finding without what the rule itself says. */
export interface Report extends ReportDetails {
  file: string;
  node?: Node | undefined;
}
