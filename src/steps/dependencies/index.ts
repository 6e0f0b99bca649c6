import { join } from 'node:path';
import { readText } from '../../project/read';
import type { DependencyReport, Outdated, Project, Vulnerable } from '../../types';
import { listerOf } from './outdated';
import { ask } from './run';
import { unusedPackages } from './unused';
import { auditorOf } from './vulnerable';

/** What the tools say, and what could not be learned. */
export interface Looked {
  report: DependencyReport;
  /** A sentence each. */
  notes: string[];
  /** Nobody knows whether there are vulnerable ones. */
  unknown: boolean;
}

/**
 * Asks the project's package manager and knip about its dependencies. They run the project's configuration, so that this
 * is only done where it was asked for.
 */
export async function lookAtDependencies(project: Project): Promise<Looked> {
  const [vulnerable, outdated, unused, manifest] = await Promise.all([
    vulnerableOnes(project),
    outdatedOnes(project),
    unusedPackages(project),
    readText(join(project.root, 'package.json')),
  ]);
  return {
    report: {
      manifest,
      vulnerable: listOr(vulnerable),
      outdated: listOr(outdated),
      unused: listOr(unused),
    },
    notes: [vulnerable, outdated, unused].filter((each) => typeof each === 'string'),
    unknown: typeof vulnerable === 'string',
  };
}

const listOr = <T>(value: T[] | string): T[] => (typeof value === 'string' ? [] : value);

async function vulnerableOnes({ packageManager, root }: Project): Promise<Vulnerable[] | string> {
  const auditor = auditorOf(packageManager);
  if (!auditor)
    return 'Whether dependencies are vulnerable is not known: Yarn 1 asks an endpoint that the registry has retired. `npm install --package-lock-only && npm audit` in a copy of the project tells.';
  const asked = await ask(auditor.command, root);
  return auditor.read(asked) ?? noReport('Whether dependencies are vulnerable', auditor.command, asked.trouble);
}

async function outdatedOnes({ packageManager, root }: Project): Promise<Outdated[] | string> {
  const lister = listerOf(packageManager);
  if (!lister) return 'Outdated dependencies were not looked for: `yarn upgrade-interactive` lists them.';
  const asked = await ask(lister.command, root);
  return lister.read(asked) ?? noReport('Which dependencies are outdated', lister.command, asked.trouble);
}

const noReport = (what: string, command: readonly string[], trouble: string): string =>
  `${what} is not known: \`${command.join(' ')}\` gave no report${trouble === '' ? '' : ` (${trouble})`}. Run it by itself to see why.`;
