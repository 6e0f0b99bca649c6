import { join } from 'node:path';
import { leadsOut, relativeTo } from '../project/paths';
import { UserError } from '../errors';
import { rootOf } from '../project/model';
import { findPackages } from '../project/packages';
import { listed } from '../report/listed';
import type { Measure, Project } from '../types';
import type { Progress } from '../ui/progress';
import { detectAny, detectForAudit, ofPackage, selected } from './detect';
import type { CheckOptions } from './options';

/** A project that is to be checked. */
export interface Checked {
  project: Project;
  /** Its folder below the one that was given; empty where it is that one, or lies around it. */
  directory: string;
  /** Those whose rules are asked. */
  measures: Measure[];
  /** Of a workspace, the root answers for the whole repository, and its packages do not. */
  role: 'alone' | 'root' | 'backend' | 'library';
  /** The folders of all packages of the workspace, where this is its root. */
  packages: readonly string[];
}

/**
 * The project of a directory; at the root of a workspace the root, and then each package that is a backend or that one is
 * made of, one after the other, so that only one is held. `say` hears of what is not looked at.
 */
export async function* projectsToCheck(
  directory: string,
  options: CheckOptions,
  progress: Progress,
  say: (sentence: string) => void,
): AsyncGenerator<Checked> {
  const measures = selected(options);
  const root = await rootOf({ directory, app: options.app });
  const workspace = await findPackages(root);
  const { backends, libraries, others, folders } = workspace;
  const read = (work: () => Promise<Project>): Promise<Project> => progress.during('Reading the project', work);
  if (options.app !== undefined || backends.length + libraries.length === 0) {
    const project = await read(() => detectForAudit(directory, options));
    yield { project, directory: '', measures, role: 'alone', packages: [] };
    return;
  }
  const whole = await read(() => detectAny(root, options, workspace));
  // Where only the root is a backend, it is a project as any other, of which packages are a part.
  yield { project: whole, directory: '', measures, role: backends.length > 0 ? 'root' : 'alone', packages: folders };
  const asked = measures.map(ofPackage);
  if (others.length > 0) say(`Left out, as no backend needs them: ${listed(others, 10)}.`);
  for (const folder of [...new Set([...backends, ...libraries])].sort()) {
    const path = join(root, folder);
    try {
      const project = await read(() =>
        (backends.includes(folder) ? detectForAudit : detectAny)(path, options, workspace),
      );
      const role = project.withoutApp !== null && libraries.includes(folder) ? 'library' : 'backend';
      yield { project, directory: below(directory, path), measures: asked, role, packages: [] };
    } catch (error) {
      if (!(error instanceof UserError) || error.exitCode !== 3) throw error;
      say(`${folder} was not looked at: ${error.message}`);
    }
  }
}

function below(directory: string, path: string): string {
  const inside = relativeTo(directory, path);
  return leadsOut(inside) ? '' : inside;
}
