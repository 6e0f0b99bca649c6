import type { Node } from '@babel/types';

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
  /** The calls that make apps beside it, which only tell how the process is, or send clients to https. */
  beside?: { file: string; node: Node }[];
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
