import { resolve } from 'node:path';
import { Resolver } from '../../codemods/lib/resolve';
import { none } from '../frameworks/index';
import type { JsonObject, Manifest, Project, ProjectRecord } from '../types';
import { detectPackageManager } from './manager';
import { readRepository } from './repository';
import { Sources } from './sources';
import { detectStyle } from './style';

/** The model of a project whose app is unknown: package.json, package manager and repository, no code. */
export async function bareProject(
  root: string,
  directory: string,
  manifest: Manifest,
  record: ProjectRecord | null,
  packageManager?: string,
): Promise<Project> {
  return {
    root,
    directory: resolve(directory),
    manifest,
    framework: { id: none.id, version: manifest.engines ?? '', major: 0, server: { id: none.id, major: 0 } },
    chain: { ...none.chain } as unknown as JsonObject,
    packageManager: await detectPackageManager(root, packageManager),
    form: {
      language: 'js',
      module: 'cjs',
      extension: '.js',
      importExtension: '',
      interop: true,
      verbatimCommonJs: false,
    },
    style: await detectStyle(root, []),
    files: [],
    skipped: [],
    moduleOf: () => null,
    resolver: new Resolver(new Sources(root, none.package), new Set()),
    entry: 'package.json',
    app: { file: 'package.json', index: -1, name: null, node: { type: 'ThisExpression' } as Project['app']['node'] },
    middleware: [],
    routes: [],
    environment: [],
    dotenv: null,
    servers: [],
    securityFolder: record?.securityFolder ?? 'security',
    browserFeatures: [],
    repository: await readRepository(root),
    record,
  };
}
