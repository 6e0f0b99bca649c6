import type { ChainDialect } from '../../codemods/lib/chain';
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
  /**
   * Packages that make the app and mount its routes at once, by the call that does so (`package#function`), each with
   * what to write instead: there is no safe place in between.
   */
  wrappers?: Record<string, string>;
  /** The frameworks that it can stand on: theirs are the bindings that it has not itself. */
  bases?: FrameworkId[];
  /**
   * The framework below that answers requests, by the packages of the project, with its major version; the framework
   * itself without it.
   */
  standsOn?: (manifest: Manifest, major: number) => { id: FrameworkId; major: number };
}

/** How a handler gets at what the client sent: members of its first parameter, `['request', 'body']`. */
export interface RequestDialect {
  body: string[][];
  query: string[][];
  params: string[][];
}

/** What the generated `secureApp(app)` takes, and what it mounts on. */
export interface AppDialect {
  /** The app's type, and the package that it is from. */
  type: string;
  from: string;
  /** Type arguments that take any app: `<any, any, any>`. */
  generics?: string;
  /** The app of the framework below: `app.getHttpAdapter().getInstance()`. */
  inner?: string;
}
