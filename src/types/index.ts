/**
 * The vocabulary of tempered (DESIGN.md, section 1). This file imports nothing but types of the syntax tree.
 */
import type { Node } from '@babel/types';
import type { Flow } from '../../codemods/lib/flow/flow';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import type { Workflow } from '../../codemods/lib/workflow/types';
import type { Dependabot } from '../../codemods/lib/workflow/watches';
import type { Probe } from './proof';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
/** `none`: no supported framework; only measures of the repository are offered. */
export type FrameworkId = 'express' | 'fastify' | 'koa' | 'nestjs' | 'hono' | 'none';
export type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun';
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A hardening capability. Data and pure functions: it never touches disk, network or terminal. */
export interface Measure {
  /** The folder's name. */
  id: string;
  /** Bumped when its output changes. */
  version: number;
  meta: MeasureMeta;
  rules: Rule[];
  /** What the wizard may ask, with defaults taken from the project. */
  questions(project: Project): Question[];
  /** Whether the user's own code already does all of it, so that nothing is added. */
  satisfied?(project: Project): boolean;
  /** The edits beside those that follow from the binding. */
  plan(project: Project, findings: Finding[], answers: Answers, chosen: Chosen): Edit[];
  /** What takes out again what it did to files of the user that are no source code. */
  leave?(project: Project): Edit[];
  /** What its fixes ask of those who run the app, for the end of the run. */
  advise?(project: Project, findings: Finding[], answers: Answers, chosen: Chosen): string[];
  /** What the measure plugs into a framework. No entry: it is not offered there. Repository measures have none. */
  bindings?: Partial<Record<FrameworkId, Binding>>;
  /** The requests that prove it on the running app. */
  probes?: Probe[];
}

export interface MeasureMeta {
  title: string;
  summary: string;
  /** Where it works. */
  group: 'app' | 'code' | 'repository';
  /** What it protects: the wizard groups measures by it. */
  protects: Protection;
  /** How much review its edits need. */
  risk: 'high' | 'medium' | 'low';
  cwe: string[];
  references: string[];
  /** Recommended measures are preselected. */
  recommended: boolean;
  /** Why it is not recommended, where it is not: the end of a sentence, `it brings documents to fill in`. */
  whyNot?: string;
  /** In a new app it is recommended as well. */
  fresh?: true;
}

export type Protection = 'browser' | 'accounts' | 'input' | 'load' | 'code' | 'operation';

/** Ids of the measures that are applied together, those of earlier runs among them: generated modules may call each other. */
export type Chosen = ReadonlySet<string>;

/** What a measure plugs into one framework, for this project, these answers, and beside these measures. */
export type Binding = (project: Project, answers: Answers, chosen: Chosen) => Contribution;

/** Modules of the security folder, and how `index` mounts them. */
export interface Contribution {
  /** File name without extension → template below `templates/`. What two measures share is written once, for the first. */
  files: Record<string, string>;
  /** Values for those templates. */
  data: JsonObject;
  /** Functions that `secureApp(app)` calls, lowest `order` first. */
  first?: Mount[];
  /** Names that `index` passes on to the user's files. */
  exports?: { module: string; names: string[]; namespace?: string }[];
  /** Packages the rendered modules import. */
  dependencies?: Dependency[];
}

export interface Mount {
  order: number;
  module: string;
  name: string;
  /** The reason for its place, a comment in the generated `index`. */
  why: string;
  /** It takes the app itself where that stands on the app of another framework. */
  outer?: boolean;
  /** It takes Node's own server, where that is made together with the app. */
  server?: boolean;
}

export interface Dependency {
  name: string;
  dev?: boolean;
  /** Major versions the templates work with, where the project has the package already; any without it. */
  supports?: number[];
  /** The least version of those, where the project has an older one: `4.7.0`. */
  least?: string;
  /** Instead of the range in templates/versions. */
  range?: string | undefined;
}

/** A package to install, with the semver range that is saved. */
export interface Package {
  name: string;
  range: string;
  dev: boolean;
}

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

export type AnswerValue = string | number | boolean;
/** Keyed by question id, `measure.question`. */
export type Answers = Record<string, AnswerValue>;

export interface Question {
  /** `measure.question` */
  id: string;
  message: string;
  kind: 'select' | 'text' | 'number' | 'confirm';
  default: AnswerValue;
  /** The answer in a new app, where no client depends on the gentler one yet. */
  fresh?: AnswerValue;
  options?: { value: string; label: string; hint?: string }[];
  /** The greatest number that it takes, where a timer's greatest is not it. */
  most?: number;
  /** What is wrong with a text, behind its question's name: `takes origins`; null where it can be used. */
  flaw?: (text: string) => string | null;
  /** Asked at the prompt; the others are changed with `--set` only. */
  ask: boolean;
  /** One line shown in the summary of a `--yes` run, where an assumption should be checked. */
  assumption?: (value: AnswerValue) => string | undefined;
}

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

// ---------------------------------------------------------------------------------------------------------------
// The project: the read-only model of the user's repository.

export interface Project {
  /** Absolute folder of the package.json. */
  root: string;
  /** Absolute folder the user named; findings are shown relative to it. */
  directory: string;
  manifest: Manifest;
  framework: Framework;
  /** Why there is no app to look at, one sentence; null where there is one. `app`, `entry` and `routes` say nothing then. */
  withoutApp: string | null;
  /** How the framework spells its chain, as the codemods take it. */
  chain: JsonObject;
  packageManager: PackageManager;
  /** Language and module form of the file that makes the app; generated modules follow it. */
  form: Form;
  style: Style;
  /** Files reachable from the entry; those that could not be read are counted in `skipped`. */
  files: SourceFile[];
  skipped: string[];
  /** The parsed file, or null where it is not one of `files`. */
  moduleOf(path: string): Module | null;
  resolver: Resolver;
  /** What the audit looks at: `files`, and every other one that is worth it. Listed with the first call. */
  scan(): Scan;
  /** Every source file of the package, tests as well: what a linter looks at. The text is null where it cannot be looked at. */
  linted(): Iterable<{ path: string; text: string | null }>;
  /** What the start command runs, relative. */
  entry: string;
  app: AppSite;
  middleware: Middleware[];
  routes: Route[];
  environment: EnvironmentVariable[];
  /** What it will be once these files have these texts. */
  environmentWith(texts: ReadonlyMap<string, string>): EnvironmentVariable[];
  /** How the app loads its `.env`, if it does. */
  dotenv: DotenvUse | null;
  servers: ServerSite[];
  /** Folder of the generated modules, relative: `src/security`. */
  securityFolder: string;
  /** Browser features that the app's own pages and scripts use: `camera`, `geolocation`, … */
  browserFeatures: string[];
  /** Repository files that exist, of those that measures ask about; relative paths. */
  repository: RepositoryFiles;
  record: ProjectRecord | null;
  /** Only where it was asked for: these tools run the project's configuration. */
  dependencies?: DependencyReport;
  /** What the user's configuration leaves out of the audit. */
  ignores: Ignore[];
}

/** What the package manager and knip say of the dependencies, for `check --deps`. */
export interface DependencyReport {
  /** Each package.json where findings are shown: its own, and at the root of a workspace those of the packages. */
  manifests: { file: string; text: string }[];
  vulnerable: Vulnerable[];
  outdated: Outdated[];
  /** Names of packages that nothing uses. */
  unused: string[];
}

export interface Vulnerable {
  name: string;
  severity: Severity;
  title: string;
  url: string;
  /** The dependencies of the project that bring it along, where that is known. */
  by: string[];
  /** The command that mends it; null where there is none. */
  fix: string | null;
}

export interface Outdated {
  name: string;
  current: string;
  latest: string;
}

export interface Manifest {
  name: string | null;
  main: string | null;
  type: 'module' | 'commonjs';
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
  /** It is never published. */
  private?: true;
  engines: string | null;
  /** Versions on disk in node_modules, of packages in dependencies and devDependencies. */
  installed: Record<string, string>;
  /** Exact versions that the installed ones ask for in turn: a framework's of what it stands on. */
  pinned: Record<string, string>;
}

export interface Framework {
  id: FrameworkId;
  /** From node_modules where installed, otherwise the range in package.json. */
  version: string;
  major: number;
  /**
   * What answers requests: the framework itself, or the one that it stands on (NestJS on Express or Fastify). Measures
   * without a binding for the framework use the one for this.
   */
  server: { id: FrameworkId; major: number };
}

export interface PackageManager {
  name: PackageManagerName;
  /** Of the `packageManager` field, or null. */
  version: string | null;
  /** Relative path of the lockfile (may begin with `../`), or null. */
  lockfile: string | null;
  /** Whether the lockfile takes packages from git or an address; null where there is none, or that is not known. */
  elsewhere: boolean | null;
  /** Absolute folder where the workspace begins, or the root itself. */
  workspaceRoot: string;
  isWorkspace: boolean;
}

/** How a generated module is spelled in this project. */
export interface Form {
  language: 'ts' | 'js';
  module: 'esm' | 'cjs';
  /** What a generated file is called: `.ts`, `.mts`, `.js`, `.mjs`, `.cjs` … */
  extension: string;
  /** What a relative import carries: `''`, `'.js'`, `'.mjs'`, `'.ts'` … */
  importExtension: string;
  /** Whether `import x from` works for a package that says `export =`. */
  interop: boolean;
  /** TypeScript that emits CommonJS under `verbatimModuleSyntax`: only `import x = require()` compiles. */
  verbatimCommonJs: boolean;
  /** TypeScript's `noPropertyAccessFromIndexSignature`: `process.env['PORT']`, which linters dislike elsewhere. */
  brackets?: boolean;
  /** TypeScript's `strictNullChecks`: a variable of the environment is no text until that is said. */
  strictNulls?: boolean;
  /** TypeScript that emits CommonJS and refuses to import ES modules, as Node.js did before 20.19. */
  scriptsOnly?: boolean;
}

export interface Style {
  quote: "'" | '"';
  semicolons: boolean;
  /** `'\t'`, `'  '`, … */
  indent: string;
  eol: '\n' | '\r\n';
  trailingComma: 'all' | 'es5' | 'none';
}

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

/** Where the app is made. */
export interface AppSite {
  file: string;
  /** Which of the file's factory calls it is, from 0. */
  index: number;
  /** `app`, `this.app`, … or null where it has no name. */
  name: string | null;
  /** The function of the project whose call makes it, as written: which of the file's calls of it `index` says then. */
  callee?: string;
  /** The package's function that makes it together with its routes: `routing-controllers#createExpressServer`. */
  wrapper?: string;
  node: Node;
}

export interface Middleware {
  file: string;
  /** The call that registers it. */
  node: Node;
  /** The argument. */
  argument: Node;
  /** Full path it is mounted under; `/` for all, null when computed. */
  path: string | null;
  /** Packages whose function makes it: `helmet`, `cors`, `express.json` is `express#json`. */
  from: MiddlewareCall[];
  /** Has four parameters, or comes from a package that makes error handlers. */
  errorHandler: boolean;
  /** Position in the app's chain, routes included: lower is earlier. */
  order: number;
  /** Registered on the app itself (not on a router or one route). */
  onApp: boolean;
  /** Registered on some paths only: in production, say. */
  conditional: boolean;
}

export interface MiddlewareCall {
  /** `cors`, `express#json`, … */
  name: string;
  file: string;
  /** The call itself, `cors({…})`, where there is one. */
  node: Node;
  arguments: Node[];
}

export interface Route {
  file: string;
  node: Node;
  /** `get`, `post`, …, or `all`. */
  method: string;
  /** As written on the router; null when it is not a literal. */
  localPath: string | null;
  /** With every mount prefix, `/api/users/:id`; null where a part is computed. */
  path: string | null;
  /** Which of the calls with the same method and local path in this file it is, from 0. */
  occurrence: number;
  /** `router.route('/x').post(…)` */
  chained: boolean;
  /** Its method, path, schemas and middleware stand in an object of their own: `app.openapi(route, handler)`. */
  declared?: boolean;
  handlers: Handler[];
  /** Middleware of this route by package, like Middleware.from, and names of functions: `loginLimiter`. */
  guards: string[];
  reads: HandlerReads;
  order: number;
  /** On the app itself, not on a router. */
  onApp: boolean;
  /** The method of a class that decorators make the route of. */
  decorated?: { class: string; method: string };
}

export interface Handler {
  file: string;
  /** The argument in the route call. */
  argument: Node;
  /** The function it resolves to, or null. */
  fn: Node | null;
  fnFile: string | null;
  async: boolean;
}

/** What the handlers of a route read of the request. */
export interface HandlerReads {
  body: FieldRead[];
  query: FieldRead[];
  params: FieldRead[];
  /** Parts that are passed on as a whole (`create(req.body)`), or the request itself is (`all three`). */
  whole: ('body' | 'query' | 'params')[];
  /** A schema or validator checks them already. */
  validated: boolean;
  /** The name in `schemas.<name>`, where our validate() is in place already. */
  schema: string | null;
  /** A class says what is expected, and nothing asks it. */
  unused?: boolean;
  /** In front of how many handlers, as the call has them, a check belongs; in front of the last one where there is none. */
  readers?: number;
}

export interface FieldRead {
  name: string;
  type: 'string' | 'scalar' | 'unknown';
  /** The handler cannot work without it: it is dereferenced, compared or stored. */
  required: boolean;
}

export interface EnvironmentVariable {
  name: string;
  /** Where it is read. */
  reads: { file: string; line: number }[];
  /** Starting fails without it already, or it is secret-like and read without a fallback. */
  required: boolean;
  secret: boolean;
  /** `process.env.X || 'dev'` with a literal: its text is never kept, only that there is one. */
  fallback: boolean;
}

export interface DotenvUse {
  file: string;
  /** The `path` option, or null for the default: relative to the root, where `fromFile` says so, or to the working directory. */
  path: string | null;
  /** The path is built from the file's own folder, wherever the process starts. */
  fromFile: boolean;
  /** The path or the way of loading cannot be told without running the code. */
  computed: boolean;
  /** Files, the first of them wins, that the framework reads later on: the environment is left to it until then. */
  apart?: string[];
}

export interface ServerSite {
  file: string;
  /** `app.listen(…)`, `serve(app)`, `http.createServer(…)`: which of that kind in the file, from 0. */
  kind: 'listen' | 'serve' | 'createServer';
  index: number;
  node: Node;
}

/** `.gitlab-ci.yml` */
export interface Pipeline {
  path: string;
  text: string;
  /** Its own stages; null where it has the usual ones. */
  stages: string[] | null;
  /** It includes other files already. */
  includes: boolean;
}

export interface RepositoryFiles {
  /** Absolute folder of the git work tree, or null. */
  gitRoot: string | null;
  /** What runs before a commit, or could. */
  commitHook: CommitHook;
  /** Where the repository is hosted, by its remotes, or by its pipeline. */
  host: 'github' | 'gitlab' | null;
  /** Paths of files that people and services look for: at the root, in `.github`, `.gitlab`, `docs` and folders that are served. */
  files: readonly string[];
  dockerignore: string | null;
  /** Workflows of GitHub and the actions of the repository; `read` is null where GitHub could not read one either. */
  workflows: { path: string; text: string; read: Workflow | null }[];
  /** Of GitLab, at the top of the repository. */
  pipeline: Pipeline | null;
  gitignore: string | null;
  /** Tracked or untracked env files: `.env`, `.env.production`. */
  envFiles: string[];
  /** Env files below the root that git has, wherever they lie; their texts where they are still there. */
  trackedEnv: { path: string; text: string }[];
  /** Lockfiles in the root that git has, also where .gitignore names them. */
  trackedLockfiles: string[];
  /** The branch that the others start from, as far as git's files tell it. */
  branch: string | null;
  dockerfiles: { path: string; text: string }[];
  updateBot: UpdateBot | null;
  /** Configuration of linters, the nearest that there is: in the root, or in a folder around it. */
  linters: { path: string; text: string }[];
  deployment: ('fly' | 'heroku' | 'nginx' | 'vercel' | 'docker')[];
}

/** Dependabot or Renovate: its file, and what it looks after as far as that was read. */
export interface UpdateBot {
  path: string;
  text: string;
  dependabot: Dependabot | null;
  /** The only package managers that Renovate is told to look after; null where it looks after all. */
  managers: string[] | null;
}

/** Where a command goes that is to run before each commit. */
export type CommitHook = (
  | /** Nothing runs hooks here yet. */ { by: null }
    /** A hook manager's file, or that of the folder which git is told to look for hooks in. */
  | { by: string; file: string; form: HookForm }
  /** No file that can be edited: why. */
  | { by: string; file: null; reason: string }
) & {
  /** The texts that say what runs. */
  runs: string;
};

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
