import { join } from 'node:path';
import { readProject } from '../../../src/project/model';
import type { Project, Route } from '../../../src/types';
import { temporaryFolder } from '../../temporary';

export type Files = Record<string, string>;

/** A package.json with Express 5, and whatever else is named. */
export const manifest = (fields: object = {}): string =>
  JSON.stringify({ name: 'shop', dependencies: { express: '^5.0.0' }, ...fields });

/** The model of a project with these files; a package.json is added where there is none. */
export async function projectOf(files: Files, options: { within?: string; app?: string } = {}): Promise<Project> {
  const root = await temporaryFolder({ 'package.json': manifest(), '.git/': '', ...files });
  const directory = options.within === undefined ? root : join(root, options.within);
  return readProject({ directory, app: options.app, readRecord: async () => null });
}

/** The model of a project that is one file, with the app in it. */
export const projectOfFile = (text: string, more: Files = {}): Promise<Project> =>
  projectOf({ 'app.js': text, ...more });

/** `POST /users` */
export const label = ({ method, path }: Route): string => `${method.toUpperCase()} ${path ?? '?'}`;

export const labels = (project: Project): string[] => project.routes.map(label);

/** The one route of a project. */
export function onlyRoute({ routes }: Project): Route {
  if (routes.length !== 1) throw new Error(`There are ${routes.length} routes.`);
  return routes[0]!;
}
