import { resolve } from 'node:path';
import { Resolver } from '../../codemods/lib/resolve';
import type { FrameworkDialect } from '../frameworks/index';
import { none } from '../frameworks/index';
import type { Framework, Form, JsonObject, Manifest, Project, ProjectRecord } from '../types';
import { readIgnores } from './config';
import { entryCandidates } from './entry';
import { detectForm } from './form';
import { lintedFiles } from './linted';
import { detectPackageManager } from './manager';
import { readRepository } from './repository';
import { scanOf } from './scan';
import { listing } from './scan/list';
import { Sources } from './sources';
import { detectStyle } from './style';
import type { KnownWorkspace } from './workspace';

/** What is known of a project whose app is not. */
export interface BareInput {
  root: string;
  directory: string;
  manifest: Manifest;
  record: ProjectRecord | null;
  packageManager?: string | undefined;
  workspace?: KnownWorkspace | undefined;
  /** The framework that package.json names, where it names one. */
  framework?: { dialect: FrameworkDialect; framework: Framework } | undefined;
  /** Why the app is not looked at. */
  reason?: string;
}

const NO_FORM: Form = {
  language: 'js',
  module: 'cjs',
  extension: '.js',
  importExtension: '',
  interop: true,
  verbatimCommonJs: false,
};

/** The model of a project whose app is unknown: package.json, package manager, repository, and the files for the audit. */
export async function bareProject(input: BareInput): Promise<Project> {
  const { root, directory, manifest, record, packageManager, workspace, framework: named, reason } = input;
  const dialect = named?.dialect ?? none;
  const sources = new Sources(root, dialect.package);
  const repository = await readRepository(root);
  const listed = listing(root, repository.gitRoot !== null);
  const generated = (path: string): boolean => record?.files[path] !== undefined;
  const [first] = entryCandidates(root, manifest, sources, '', dialect.settings);
  sources.settle();
  return {
    root,
    directory: resolve(directory),
    manifest,
    framework: named?.framework ?? noFramework(manifest),
    withoutApp: reason ?? 'No app was looked for.',
    chain: { ...dialect.chain } as unknown as JsonObject,
    packageManager: await detectPackageManager(root, packageManager, workspace),
    form: first === undefined ? NO_FORM : await detectForm(root, first, manifest),
    style: await detectStyle(root, []),
    files: [],
    skipped: [],
    moduleOf: () => null,
    resolver: new Resolver(sources, new Set(dialect.chain.chain)).settle(),
    linted: () => lintedFiles(root, listed().files),
    scan: scanOf({ sources, loaded: [], generated, listed }),
    entry: 'package.json',
    app: { file: 'package.json', index: -1, name: null, node: { type: 'ThisExpression' } as Project['app']['node'] },
    middleware: [],
    routes: [],
    environment: [],
    environmentWith: () => [],
    dotenv: null,
    servers: [],
    securityFolder: record?.securityFolder ?? 'security',
    browserFeatures: [],
    repository,
    record,
    ignores: await readIgnores(root),
  };
}

const noFramework = ({ engines }: Manifest): Framework => ({
  id: none.id,
  version: engines ?? '',
  major: 0,
  server: { id: none.id, major: 0 },
});
