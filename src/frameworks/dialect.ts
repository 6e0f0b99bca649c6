import type { Node } from '@babel/types';
import type { ChainDialect } from '../../codemods/lib/chain';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import type { FrameworkId, Manifest } from '../types';

/** A framework as data: how it spells what the model and the measures need. */
export interface FrameworkDialect {
  id: FrameworkId;
  title: string;
  /** The package that makes an app. */
  package: string;
  /** Major versions that are supported. */
  majors: number[];
  chain: ChainDialect;
  request: RequestDialect;
  app: AppDialect;
  /** How an app is told whose X-Forwarded-For to believe. */
  trust?: TrustDialect;
  /** The property of the app with the keys that sign cookies. */
  signingKeys?: string;
  /** What a new app is made with; its files are in templates/create/<id>. No entry: `create` does not offer it. */
  create?: NewAppDialect;
  /** The file with the settings of its command line, and the keys under which that says where the entry is. */
  settings?: { file: string; folder: Setting; entry: Setting };
  /** It hides errors by itself, but for this. */
  hidesErrors?: string;
  /** Majors that leave the promises of handlers alone: a rejection reaches no error handler. */
  forgetsPromises?: number[];
  /** Where classes and their decorators say what the routes are. */
  decorators?: DecoratorDialect;
  /** A package of its own that hands out the environment, and loads env files. */
  environment?: SettingsDialect;
  /**
   * Packages that make the app and mount its routes at once, by the call that does so (`package#function`), each with
   * what to write instead: there is no safe place in between.
   */
  wrappers?: Record<string, string>;
  /** The frameworks that it can stand on: theirs are the bindings that it has not itself. */
  bases?: FrameworkId[];
  /**
   * The packages that run it on Node.js, and what says that a project is made for another runtime: names of packages and
   * imports. Without it there is no other one.
   */
  runtimes?: { node: string[]; others: { title: string; signs: string[] }[] };
  /**
   * The framework below that answers requests, by the packages of the project and the call that makes the app, with its
   * major version; the framework itself without it.
   */
  standsOn?: (manifest: Manifest, major: number, app: AppCall) => { id: FrameworkId; major: number };
}

interface Setting {
  key: string;
  usual: string;
}

/** The call that makes the app, in its file. */
export interface AppCall {
  module: Module;
  resolver: Resolver;
  node: Node;
}

/**
 * How a handler gets at what the client sent: members of its first parameter, `['request', 'body']`; one that is called
 * ends with parentheses, `['req', 'json()']`, and its argument names a field: `c.req.query('page')`.
 */
export interface RequestDialect {
  body: string[][];
  query: string[][];
  params: string[][];
  /** What gives all of a part in another form, so that nothing tells which fields are read: text, streams, lists. */
  whole?: { body?: string[][]; query?: string[][] };
  /** Members that may read any part. */
  any?: string[][];
  /** What validators leave for the handler, by their targets: `['req', 'valid()']` gives what `validator('json')` checked. */
  validated?: { path: string[]; targets: Record<string, 'body' | 'query' | 'params' | 'other'> };
  /** Packages whose functions may be given the first parameter without reading the client's input: `getCookie(c)`. */
  harmless?: string;
  /** Bodies are read by middleware that the app mounts. */
  parsers?: true;
  /** Majors that make objects of brackets in a query string: `?name[$ne]=`. */
  nested?: number[];
  /** Which parameter hands on to the next handler, counted from the first. */
  next: number;
}

/** How the environment is asked for through a service; names carry their package: `pkg#Name`. */
export interface SettingsDialect {
  service: string;
  /** Its methods, of which the second throws where nothing is there; a default may come second. */
  get: string;
  getOrThrow: string;
  /** The call that loads env files, with its options: which, whether none, and what reads them in another way. */
  load: string;
  files: string;
  ignore: string;
  parser: string;
  /** The key of a function, and methods of classes, that run when the app starts. */
  factory: string;
  startHooks: string[];
}

export interface TrustDialect {
  /** `app.set('trust proxy', …)`, `app.enable('trust proxy')` */
  setting?: string;
  /** An option of the factory, of a name that nothing else has. */
  option?: string;
  /** The major version since which a number of proxies is no value of that option. */
  withoutNumbers?: number;
  /** A property of the app, and of what its factory is given. */
  property?: string;
  /** The option that says how many addresses are believed. */
  count?: string;
}

/** What the generated `secureApp(app)` takes, and what it mounts on. */
export interface AppDialect {
  /** The app's type, and the package that it is from. */
  type: string;
  from: string;
  /** It is what the package exports as a whole, and not a name of it. */
  isDefault?: boolean;
  /** What any app has, where the type above is that of some only: its type arguments differ from app to app. */
  shape?: string;
  /** The app of the framework below: `app.getHttpAdapter().getInstance()`. */
  inner?: string;
  /** What comes before the mounts, with the reason: a comment in the generated `index`. */
  prepare?: { why: string; code: string };
  /** Node's own server, where it is made together with the app: `app.getHttpServer()`. */
  server?: string;
  /** The package with the types of `from`, which the generated modules of a framework above need as well. */
  types?: string;
}

/** The part of the request that a decorated parameter is handed, or all of it. */
export type HandedPart = 'body' | 'query' | 'params' | 'request';

/** How controllers are written. The names are of `package`, unless they carry a package of their own: `pkg#Name`. */
export interface DecoratorDialect {
  package: string;
  controller: string;
  /** Decorators of methods, with the method of the route that they make. */
  verbs: Record<string, string>;
  parameters: Record<string, HandedPart>;
  version: string;
  guards: string;
  pipes: string;
  filter: string;
  /** Methods of the app that put something in front of every route's path. */
  prefix: string;
  versioning: string;
  /** Methods of the app that register something for all routes, and tokens of providers that do. */
  globals: string[];
  providers: string[];
  /** The method of the app that allows other origins, and the option that does. */
  cors: string;
  corsOption: string;
  /** A class whose call makes a guard that checks passwords: `AuthGuard('local')`. */
  strategies: string[];
}

/** What a new app needs beside its own files; the ranges are those of the newest major in templates/versions. */
export interface NewAppDialect {
  packages: string[];
  /** Types of packages that have none of their own. */
  types?: string[];
  /** Only TypeScript will do: why, and what belongs into it beside what every framework has. */
  typescript?: TypeScriptOnly;
  /** What is started, where that is not `server`. */
  entry?: string;
  /** How its test serves it on any free port: imports, and statements that set `server`. */
  test: { imports: string[]; start: string[] };
}

export interface TypeScriptOnly {
  why: string;
  tools: string[];
  compilerOptions: Record<string, boolean>;
  scripts: Record<string, string>;
}
