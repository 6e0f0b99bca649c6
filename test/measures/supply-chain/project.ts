import { readWorkflow } from '../../../codemods/lib/workflow/read';
import type { Form, Project, Style } from '../../../src/types';

interface Overrides {
  packageManager?: Partial<Project['packageManager']>;
  repository?: Partial<Omit<Project['repository'], 'workflows'>> & { workflows?: { path: string; text: string }[] };
  manifest?: Partial<Project['manifest']>;
  record?: Project['record'];
  framework?: Project['framework'];
}

const EXPRESS: Project['framework'] = {
  id: 'express',
  version: '5.0.0',
  major: 5,
  server: { id: 'express', major: 5 },
};

/** As much of a project as the measure looks at. */
export function projectWith({
  packageManager,
  repository,
  manifest,
  record = null,
  framework = EXPRESS,
}: Overrides = {}): Project {
  const workflows = (repository?.workflows ?? []).map((each) => ({ ...each, read: readWorkflow(each.text) }));
  const project: Pick<Project, 'root' | 'packageManager' | 'repository' | 'record' | 'framework'> & {
    manifest: object;
  } = {
    root: '/repo',
    framework,
    manifest: { scripts: {}, dependencies: {}, devDependencies: {}, ...manifest },
    packageManager: {
      name: 'npm',
      version: null,
      lockfile: 'package-lock.json',
      workspaceRoot: '/repo',
      elsewhere: true,
      isWorkspace: false,
      ...packageManager,
    },
    repository: {
      gitRoot: '/repo',
      commitHook: { by: null, runs: '' },
      host: null,
      pipeline: null,
      files: [],
      dockerignore: null,
      gitignore: null,
      envFiles: [],
      trackedEnv: [],
      trackedLockfiles: [],
      branch: null,
      dockerfiles: [],
      updateBot: null,
      linters: [],
      deployment: [],
      ...repository,
      workflows,
    },
    record,
  };
  return project as unknown as Project;
}

export const form: Form = {
  language: 'js',
  module: 'cjs',
  extension: '.js',
  importExtension: '',
  interop: true,
  verbatimCommonJs: false,
};
export const style: Style = { quote: "'", semicolons: true, indent: '  ', eol: '\n', trailingComma: 'all' };

export function recordOf(files: string[]): NonNullable<Project['record']> {
  const entries = files.map((file) => [file, { measure: 'supply-chain', sha256: '' }]);
  return {
    schemaVersion: 1,
    tempered: '0.1.0',
    securityFolder: 'security',
    answers: {},
    measures: { 'supply-chain': { version: 1 } },
    files: Object.fromEntries(entries) as NonNullable<Project['record']>['files'],
  };
}
