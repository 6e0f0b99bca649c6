import { measures as registry } from '../measures/index';
import { readProject } from '../project/model';
import { readRecord } from '../steps/record';
import type { Measure, Project } from '../types';
import type { CommonOptions } from './options';

/** The model of the project in a directory. UserError 2 or 3 where it cannot be handled. */
export const detect = (directory: string, { app, packageManager, only }: CommonOptions): Promise<Project> => {
  const ofRepository = registry.filter(({ bindings }) => bindings === undefined).map(({ id }) => id);
  const withoutApp = only.length > 0 && only.every((id) => ofRepository.includes(id));
  return readProject({ directory, app, packageManager, withoutApp, readRecord });
};

/** The same, for any Node.js project: where no app of a known framework is found, there are no routes to attack. */
export const detectAny = (directory: string, { app, packageManager }: CommonOptions): Promise<Project> =>
  readProject({ directory, app, packageManager, withoutApp: app === undefined, readRecord });

/** The measures whose rules are looked at. */
export const selected = ({ only, skip }: CommonOptions): Measure[] =>
  registry.filter(({ id }) => (only.length === 0 || only.includes(id)) && !skip.includes(id));
