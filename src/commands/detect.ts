import { worksWithoutApp } from '../frameworks/index';
import { measures as registry } from '../measures/index';
import { type DetectOptions, readProject } from '../project/model';
import type { Packages } from '../project/packages';
import { prepareEngine } from '../steps/engine';
import { currentRecord as readRecord } from '../steps/moved';
import type { Measure, Project } from '../types';
import type { CommonOptions } from './options';

const isOnly = ({ only }: CommonOptions, will: (measure: Measure) => boolean): boolean =>
  only.length > 0 && registry.filter(({ id }) => only.includes(id)).every(will);

/** Measures of code and of the repository work on any Node.js project, whatever else is there. */
export const needsNoApp = (options: CommonOptions): boolean =>
  isOnly(options, (measure) => worksWithoutApp(measure) || measure.meta.group === 'repository');

/** Some of their rules look at code or at the repository alone. */
const looksBeyondApp = (options: CommonOptions): boolean =>
  isOnly(
    options,
    ({ bindings, meta, rules }) =>
      !bindings ||
      meta.group === 'repository' ||
      rules.some(({ create, text, repository }) => create ?? text ?? repository),
  );

function read(
  directory: string,
  { app, packageManager }: CommonOptions,
  withoutApp: DetectOptions['withoutApp'],
  workspace?: Packages,
): Promise<Project> {
  // A small app is read before V8 has made up for what optimizing costs: a tenth of `check` on one.
  prepareEngine();
  return readProject({ directory, app, packageManager, withoutApp, workspace, readRecord });
}

/** The model of the project in a directory. UserError 2 or 3 where it cannot be handled. */
export const detect = (directory: string, options: CommonOptions): Promise<Project> =>
  read(directory, options, needsNoApp(options) ? 'any' : undefined);

/** The same for the audit alone: the code of an app that cannot be handled is looked at all the same. */
export const detectForAudit = (directory: string, options: CommonOptions, workspace?: Packages): Promise<Project> =>
  read(directory, options, looksBeyondApp(options) ? 'any' : 'framework', workspace);

/** The same, for any Node.js project: where no app of a known framework is found, there are no routes to attack. */
export const detectAny = (directory: string, options: CommonOptions, workspace?: Packages): Promise<Project> =>
  read(directory, options, options.app === undefined ? 'any' : undefined, workspace);

/** The measures whose rules are looked at. */
export const selected = ({ only, skip }: CommonOptions): Measure[] =>
  registry.filter(({ id }) => (only.length === 0 || only.includes(id)) && !skip.includes(id));

/** A measure as the packages of a workspace are asked for it: what is about all of them is asked at the root. */
export const ofPackage = (measure: Measure): Measure => ({
  ...measure,
  rules: measure.rules.filter(({ atRoot }) => !atRoot),
});
