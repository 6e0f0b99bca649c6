import { join, posix } from 'node:path';
import { readTextIfExists } from '../../project/paths';
import type { DependencyReport, Outdated, Project, Vulnerable } from '../../types';
import { listerOf } from './outdated';
import { ask } from './run';
import { unusedPackages } from './unused';
import { auditorOf } from './vulnerable';

/** What the tools say, and what could not be learned. */
export interface Looked {
  report: DependencyReport;
  /** The same of each package of a workspace, by its folder. */
  packages: ReadonlyMap<string, DependencyReport>;
  /** A sentence each. */
  notes: string[];
  /** Nobody knows whether there are vulnerable ones. */
  unknown: boolean;
}

/**
 * Asks the project's package manager and knip about its dependencies; at the root of a workspace about those of all its
 * packages, whose folders are given, at once. They run the project's configuration, so that this is only done where it was
 * asked for.
 */
export async function lookAtDependencies(project: Project, folders: readonly string[] = []): Promise<Looked> {
  const [vulnerable, outdated, unused, manifests] = await Promise.all([
    vulnerableOnes(project),
    outdatedOnes(project),
    unusedPackages(project),
    Promise.all(['', ...folders].map((folder) => manifestIn(project.root, folder))),
  ]);
  const known = { vulnerable: listOr(vulnerable), outdated: listOr(outdated) };
  const own = manifests.map(({ file, text }): [string, DependencyReport] => [
    posix.dirname(file),
    { ...known, manifests: [{ file: 'package.json', text }], unused: unusedIn(unused, file) },
  ]);
  return {
    report: { ...known, manifests, unused: unusedIn(unused, 'package.json') },
    packages: new Map(own),
    notes: [vulnerable, outdated, unused].filter((each) => typeof each === 'string'),
    unknown: typeof vulnerable === 'string',
  };
}

async function manifestIn(root: string, folder: string): Promise<{ file: string; text: string }> {
  const file = posix.join(folder, 'package.json');
  return { file, text: (await readTextIfExists(join(root, file))) ?? '' };
}

const listOr = <T>(value: T[] | string): T[] => (typeof value === 'string' ? [] : value);
const unusedIn = (found: Map<string, string[]> | string, file: string): string[] =>
  typeof found === 'string' ? [] : (found.get(file) ?? []);

async function vulnerableOnes({ packageManager, root }: Project): Promise<Vulnerable[] | string> {
  const auditor = auditorOf(packageManager, root);
  if (!auditor)
    return 'Whether dependencies are vulnerable is not known: Yarn 1 asks an endpoint that the registry has retired. `npm install --package-lock-only && npm audit` in a copy of the project tells.';
  const asked = await ask(auditor.command, root);
  return auditor.read(asked) ?? noReport('Whether dependencies are vulnerable', auditor.command, asked.trouble);
}

async function outdatedOnes({ packageManager, root }: Project): Promise<Outdated[] | string> {
  const lister = listerOf(packageManager, root);
  if (!lister) return 'Outdated dependencies were not looked for: `yarn upgrade-interactive` lists them.';
  const asked = await ask(lister.command, root);
  return lister.read(asked) ?? noReport('Which dependencies are outdated', lister.command, asked.trouble);
}

const noReport = (what: string, command: readonly string[], trouble: string): string =>
  `${what} is not known: \`${command.join(' ')}\` gave no report${trouble === '' ? '' : ` (${trouble})`}. Run it by itself to see why.`;
