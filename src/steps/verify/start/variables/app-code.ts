import { glob } from 'tinyglobby';
import type { Module } from '../../../../../codemods/lib/resolve';
import { findEnvironment } from '../../../../project/environment';
import { Sources } from '../../../../project/sources';
import type { EnvironmentVariable, Project } from '../../../../types';

/** The user's own code, as far as its environment is concerned. */
export interface AppCode {
  modules: Module[];
  environment: EnvironmentVariable[];
}

const NOT_THE_APP = [
  'node_modules',
  'dist',
  'build',
  'coverage',
  'public',
  'client',
  'frontend',
  'web',
  'test*',
  'e2e',
];
/** More is not read: what names the variables of an app is a small part of it. */
const MOST_FILES = 500;

/** From the model, or, where that has no code (another framework), from all the files that may belong to the app. */
export async function readCode(project: Project): Promise<AppCode> {
  const modules = project.files
    .filter(({ generated }) => !generated)
    .flatMap(({ path }) => project.moduleOf(path) ?? []);
  if (project.files.length > 0) return { modules, environment: project.environment };
  const files = await glob('**/*.{ts,mts,cts,js,mjs,cjs}', {
    cwd: project.root,
    ignore: [...NOT_THE_APP.map((name) => `**/${name}/**`), '**/*.{test,spec,d}.*', '**/*.min.js'],
    followSymbolicLinks: false,
  });
  const sources = new Sources(project.root, '');
  const found = files
    .sort()
    .slice(0, MOST_FILES)
    .flatMap((path) => sources.module(path) ?? []);
  return { modules: found, environment: findEnvironment(found, new Set(files), () => false) };
}
