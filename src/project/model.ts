import { existsSync } from 'node:fs';
import { dirname, posix, resolve } from 'node:path';
import { importedSources } from '../../codemods/lib/exports';
import { parseSource } from '../../codemods/lib/parse';
import { Module } from '../../codemods/lib/resolve';
import { UserError } from '../errors';
import { type FrameworkDialect, frameworks } from '../frameworks/index';
import type {
  EnvironmentVariable,
  Framework,
  JsonObject,
  Manifest,
  Project,
  ProjectRecord,
  Route,
  SourceFile,
} from '../types';
import { nameOf, type Reach } from './app';
import { type BareInput, bareProject } from './bare';
import { findBrowserFeatures } from './browser';
import { readIgnores } from './config';
import { findDecorated } from './decorated';
import { findDialects } from './dialects';
import { findDotenv } from './dotenv';
import { demandedBy, findEnvironment } from './environment';
import { serviceReads } from './config-service';
import { findApp } from './find-app';
import { NoAppError, orElsewhere } from './app-elsewhere';
import { alwaysLoaded } from './graph';
import { findHooks } from './hooks';
import { detectForm } from './form';
import { lintedFiles } from './linted';
import { detectPackageManager } from './manager';
import { findPackageRoot, readManifest } from './manifest';
import { findMiddleware } from './middleware';
import { compareMoments, Timeline } from './order';
import { type Packages, severalBackends } from './packages';
import { readRepository } from './repository';
import { findRoutes } from './routes';
import { OtherRuntimeError, refuseOtherPackages, refuseOtherRuntime } from './runtime';
import { scanOf } from './scan';
import { listing } from './scan/list';
import { findServers } from './servers';
import type { Site } from './sites';
import { Sources } from './sources';
import { detectStyle } from './style';

export interface DetectOptions {
  directory: string;
  /** `--app FILE`, relative to the directory or the root. */
  app?: string | undefined;
  packageManager?: string | undefined;
  /** The packages of the workspace that it belongs to, where they are known. */
  workspace?: Packages | undefined;
  /**
   * A project without an app that can be handled will do: any, since only measures of code and of the repository are
   * wanted, or one that names a framework all the same.
   */
  withoutApp?: 'any' | 'framework' | undefined;
  /** Reads `.tempered/record.json`; passed in so that the model does not depend on how it is kept. */
  readRecord(root: string): Promise<ProjectRecord | null>;
}

/**
 * Builds the model of the project in a directory, reading only.
 * @throws UserError 2 or 3 where there is nothing that tempered can harden; the message says what and the hint why.
 */
export async function readProject(options: DetectOptions): Promise<Project> {
  const root = await rootOf(options);
  const manifest = await readManifest(root);
  const record = await options.readRecord(root);
  try {
    return await withApp(root, manifest, record, options).catch(async (error: unknown) => {
      throw error instanceof NoAppError ? await orElsewhere(error, root, manifest, makesApp, options.workspace) : error;
    });
  } catch (error) {
    if (!isWithoutApp(error) || !isBareEnough(error, manifest, record, options)) throw error;
    const { directory, packageManager, workspace } = options;
    const framework = namedFramework(manifest);
    const reason = reasonOf(error);
    return bareProject({ root, directory, manifest, record, packageManager, workspace, framework, reason });
  }
}

/** Which app to choose helps whoever looks as well; other hints are for hardening. */
const reasonOf = ({ message, hint }: UserError): string =>
  hint.startsWith('Choose one') ? `${message} ${hint}` : message;

/** Whether a folder is a project with an app that can be handled. */
const makesApp = async (root: string): Promise<boolean> => {
  const options = { directory: root, readRecord: () => Promise.resolve(null) };
  return readManifest(root)
    .then((manifest) => withApp(root, manifest, null, options))
    .then(
      () => true,
      () => false,
    );
};

/** Wrong usage is not among the reasons. */
const isWithoutApp = (error: unknown): error is UserError => error instanceof UserError && error.exitCode === 3;

/** Where the app was hardened before, only a look at it may do without it. */
function isBareEnough(
  error: UserError,
  manifest: Manifest,
  record: ProjectRecord | null,
  { withoutApp }: DetectOptions,
) {
  const hardened = Object.keys(record?.files ?? {}).some((file) => file.startsWith(`${record!.securityFolder}/`));
  if (withoutApp === 'any') return !hardened;
  return withoutApp === 'framework' && findDialects(manifest).length > 0 && !(error instanceof OtherRuntimeError);
}

function namedFramework(manifest: Manifest): BareInput['framework'] {
  const [dialect] = findDialects(manifest);
  if (!dialect) return undefined;
  const version = readVersion(manifest, dialect);
  return { dialect, framework: { ...version, server: { id: version.id, major: version.major } } };
}

/**
 * The folder of the package.json: of several packages, the one that holds the file of `--app`.
 * @throws UserError 2 or 3 where there is none.
 */
export function rootOf({ directory, app }: Pick<DetectOptions, 'directory' | 'app'>): Promise<string> {
  const file = app === undefined ? null : resolve(directory, app);
  return findPackageRoot(file !== null && existsSync(file) && existsSync(directory) ? dirname(file) : directory);
}

async function withApp(
  root: string,
  manifest: Manifest,
  record: ProjectRecord | null,
  options: DetectOptions,
): Promise<Project> {
  const dialects = findDialects(manifest);
  if (dialects.length === 0) await refuseWithoutFramework(root);
  refuseOldCompiler(manifest);
  const refusals: unknown[] = [];
  for (const dialect of dialects) {
    try {
      const version = versionOf(manifest, dialect);
      refuseOtherPackages(dialect, manifest);
      const moved = Object.entries(record?.moved ?? {}).map(([now, before]): [string, string] => [before, now]);
      const sources = new Sources(root, dialect.package, new Map(moved));
      const found = findApp(root, manifest, sources, dialect, options);
      refuseOtherRuntime(dialect, manifest, found.reach);
      const framework = { ...version, server: serverOf(dialect, manifest, version, found) };
      return await compose({ root, manifest, dialect, framework, record, sources, found, options });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refusals.push(error);
    }
  }
  throw refusals[0];
}

/** Says what is missing, or, at the root of a workspace, which of its packages have an app. */
async function refuseWithoutFramework(root: string): Promise<never> {
  const names = frameworks.map(({ title }) => title).join(', ');
  const several = await severalBackends(root, 'harden');
  if (several) throw several;
  throw new NoAppError(
    `No supported framework in package.json (${names}).`,
    'Run it in the folder of a backend; `--only supply-chain` works on any Node.js project, as do measures of code: `--only sql,injection`.',
  );
}

/** Babel 6 ends with a syntax error at `??` and `?.`, which the generated modules use. */
function refuseOldCompiler({ dependencies, devDependencies }: Manifest): void {
  const all = { ...dependencies, ...devDependencies };
  const old = ['babel-cli', 'babel-core', 'babel-register'].find((name) => /^\D*[56]\./.test(all[name] ?? ''));
  if (old)
    throw new UserError(
      `${old} ${all[old]} compiles this project, and cannot read current JavaScript.`,
      'Update to Babel 7 or newer first, or start the sources without a compiler.',
    );
}

function readVersion(manifest: Manifest, { id, package: name, majors }: FrameworkDialect): Omit<Framework, 'server'> {
  const range = manifest.dependencies[name] ?? manifest.devDependencies[name] ?? '';
  const version = manifest.installed[name] ?? range;
  return { id, version, major: Number(/\d+/.exec(version)?.[0] ?? majors.at(-1)) };
}

function versionOf(manifest: Manifest, dialect: FrameworkDialect): Omit<Framework, 'server'> {
  const { id, version, major } = readVersion(manifest, dialect);
  if (!dialect.majors.includes(major))
    throw new UserError(
      `${dialect.title} ${version} is not supported.`,
      `Supported are ${dialect.title} ${dialect.majors.join(' and ')}.`,
    );
  return { id, version, major };
}

/** What answers requests below the app. */
function serverOf(
  { standsOn }: FrameworkDialect,
  manifest: Manifest,
  { id, major }: Omit<Framework, 'server'>,
  { reach: { resolver }, app: { module, node } }: Parts['found'],
): Framework['server'] {
  return standsOn?.(manifest, major, { module, resolver, node }) ?? { id, major };
}

interface Parts {
  root: string;
  manifest: Manifest;
  dialect: FrameworkDialect;
  framework: Framework;
  record: ProjectRecord | null;
  sources: Sources;
  found: { reach: Reach; app: Site };
  options: DetectOptions;
}

async function compose(parts: Parts): Promise<Project> {
  const { root, manifest, dialect, framework, record, sources, found, options } = parts;
  const { modules, resolver, calls, sites, entry } = found.reach;
  const { app } = found;
  const generated = (path: string): boolean => record?.files[path] !== undefined;
  const timeline = new Timeline(modules, calls, resolver);
  const decorated = findDecorated(found, dialect);
  const middleware = [
    ...findMiddleware(calls, sites, app, resolver, dialect.chain, timeline),
    ...(dialect.chain.plugins ? findHooks(calls, sites, app, resolver, sources, dialect.chain.plugins, timeline) : []),
    ...decorated.middleware,
  ];
  const routes = [...findRoutes(modules, sites, app, resolver, dialect, timeline), ...decorated.routes];
  const moments = [...middleware, ...routes].map(({ moment }) => moment).sort(compareMoments);
  const ordered = <T extends { moment: number[] }>(items: T[]): (T & { order: number })[] =>
    items.map((item) => ({ ...item, order: moments.indexOf(item.moment) })).sort((a, b) => a.order - b.order);
  const own = modules.filter(({ path }) => !generated(path));
  const readable = new Map(modules.map((module) => [module.path, module]));
  const always = alwaysLoaded(sources, entry);
  const demanded = new Set(modules.filter(({ path }) => generated(path)).flatMap(demandedBy));
  const environmentWith = (texts: ReadonlyMap<string, string>): EnvironmentVariable[] => {
    const read = modules.map((module) => withText(module, texts.get(module.path)));
    const services =
      dialect.environment &&
      serviceReads(
        read.filter(({ path }) => !generated(path)),
        { resolver, settings: dialect.environment, app: app.node },
      );
    return findEnvironment(read, always, generated, services).map((variable) =>
      demanded.has(variable.name) ? { ...variable, required: true } : variable,
    );
  };
  const files = modules.map(({ path, text }) => toFile(path, text, generated));
  const repository = await readRepository(root);
  const listed = listing(root, repository.gitRoot !== null);
  const project: Project = {
    root,
    directory: resolve(options.directory),
    manifest,
    framework,
    withoutApp: null,
    chain: { ...dialect.chain, modules: spellings(dialect, modules, sources) } as unknown as JsonObject,
    packageManager: await detectPackageManager(root, options.packageManager, options.workspace),
    form: await detectForm(root, app.module.path, manifest, app.module.text),
    style: await detectStyle(
      root,
      own.map(({ text }) => text),
      modules.filter(({ path }) => generated(path)).map(({ text }) => text),
    ),
    files,
    skipped: [...sources.skipped],
    moduleOf: (path) => readable.get(path) ?? null,
    resolver,
    linted: () => lintedFiles(root, listed().files),
    scan: scanOf({ sources, loaded: files, generated, listed }),
    entry,
    app: {
      file: app.module.path,
      index: app.index,
      name: nameOf(app),
      node: app.node,
      ...(app.callee ? { callee: app.callee } : {}),
      ...wrapperOf(app, resolver),
      ...(found.reach.aside.length > 0 && {
        beside: found.reach.aside.map(({ module, node }) => ({ file: module.path, node })),
      }),
    },
    middleware: ordered(middleware),
    routes: ordered(routes) as Route[],
    environment: environmentWith(new Map()),
    environmentWith,
    dotenv: findDotenv(modules, resolver, manifest, generated, dialect.environment),
    servers: findServers(found.reach, app),
    securityFolder: record?.securityFolder ?? securityFolder(app.module.path, sources),
    browserFeatures: await findBrowserFeatures(root),
    repository,
    record,
    ignores: await readIgnores(root),
  };
  sources.settle();
  resolver.settle();
  return project;
}

/** Which package makes the app together with its routes, where one does. */
function wrapperOf({ index, module, node }: Site, resolver: Reach['resolver']): { wrapper?: string } {
  const name = index === -1 && 'callee' in node ? resolver.packageName(module, node.callee as typeof node) : null;
  return name === null ? {} : { wrapper: name };
}

/** Every specifier that means the framework: its name, and paths that lead to its folder. */
function spellings(dialect: FrameworkDialect, modules: Reach['modules'], sources: Sources): string[] {
  const paths = modules.flatMap((module) =>
    importedSources(module.ast).filter((source) => sources.load(source, module) === dialect.package),
  );
  return [...new Set([...dialect.chain.modules, ...paths])];
}

const withText = (module: Module, text: string | undefined): Module =>
  text === undefined ? module : new Module(module.path, text, parseSource(text, module.path));

const toFile = (path: string, text: string, generated: (path: string) => boolean): SourceFile => ({
  path,
  text,
  module: /^\s*(import|export)\s/m.test(text) ? 'esm' : 'cjs',
  reachable: true,
  generated: generated(path),
  browser: false,
});

/** Beside the app; another name where the user has a folder of that name. */
function securityFolder(appFile: string, sources: Sources): string {
  const beside = posix.dirname(appFile);
  return sources.isTaken(beside, 'security') ? posix.join(beside, 'app-security') : posix.join(beside, 'security');
}
