import { access } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { relativeTo } from '../../project/paths';
import type { Project } from '../../types';
import { ask, isObject, parsed } from './run';

/**
 * What knip says that nothing uses, by the package.json that names it; a sentence where it was not asked, or did not
 * answer. A package of a workspace is looked at from its root, where knip's configuration is.
 */
export async function unusedPackages({ root, packageManager }: Project): Promise<Map<string, string[]> | string> {
  const { workspaceRoot } = packageManager;
  const at = (await hasKnip(workspaceRoot)) ? workspaceRoot : (await hasKnip(root)) ? root : null;
  if (at === null)
    return 'Unused dependencies were not looked for: add knip to the devDependencies (`npm install --save-dev knip`), and run this again.';
  const folder = relativeTo(at, root);
  const command = ['npx', '--no-install', 'knip', '--no-progress', '--reporter', 'json', '--include', 'dependencies'];
  const { output, trouble } = await ask(folder === '' ? command : [...command, '--workspace', folder], at);
  const report = parsed(output);
  const issues = isObject(report) ? report['issues'] : undefined;
  if (!Array.isArray(issues)) return `knip gave no report${trouble === '' ? '' : `: ${trouble}`}.`;
  return new Map(
    issues.filter(isObject).map((issue) => [posix.relative(folder, String(issue['file'])), namesIn(issue)]),
  );
}

const hasKnip = (folder: string): Promise<boolean> =>
  access(join(folder, 'node_modules/.bin/knip')).then(
    () => true,
    () => false,
  );

const namesIn = (issue: Record<string, unknown>): string[] =>
  [issue['dependencies'], issue['devDependencies']].flatMap((list) =>
    (Array.isArray(list) ? list : []).filter(isObject).map(({ name }) => String(name)),
  );
