import type { Module, Resolver } from '../../codemods/lib/resolve';
import type { AppSite, DotenvUse, EnvironmentVariable, Middleware, Route, ServerSite } from './app';
import type { ProjectRecord } from './record';
import type { RepositoryFiles } from './repository';
import type { Ignore, LintedFile, Scan, SourceFile } from './source';
import type { FrameworkId, JsonObject, PackageManagerName, Severity } from './words';

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
  /** Every source file of the package, tests as well: what a linter looks at. */
  linted(): readonly LintedFile[];
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
  /** Who has the repository on GitHub, by the field `repository`. */
  owner?: string;
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
