import type { Edit } from './edit';
import type { Finding } from './finding';
import type { Project } from './project';
import type { Probe } from './proof';
import type { Answers, Question } from './question';
import type { Rule } from './rule';
import type { FrameworkId, JsonObject } from './words';

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
  /** It takes nothing: what it tells is told to a package. */
  alone?: boolean;
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
