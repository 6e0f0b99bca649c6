import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Project } from '../../types';
import { ask, isObject, parsed } from './run';

/** What knip says that nothing uses; a sentence where it was not asked, or did not answer. */
export async function unusedPackages({ root, packageManager }: Project): Promise<string[] | string> {
  const folders = [root, packageManager.workspaceRoot].map((folder) => join(folder, 'node_modules/.bin/knip'));
  const found = await Promise.all(
    folders.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (!found.includes(true))
    return 'Unused dependencies were not looked for: add knip to the devDependencies (`npm install --save-dev knip`), and run this again.';
  const command = ['npx', '--no-install', 'knip', '--no-progress', '--reporter', 'json', '--include', 'dependencies'];
  const { output, trouble } = await ask(command, root);
  const report = parsed(output);
  const issues = isObject(report) ? report['issues'] : undefined;
  if (!Array.isArray(issues)) return `knip gave no report${trouble === '' ? '' : `: ${trouble}`}.`;
  const own = issues.filter(isObject).filter(({ file }) => file === 'package.json');
  return own.flatMap((issue) =>
    [issue['dependencies'], issue['devDependencies']].flatMap((list) =>
      (Array.isArray(list) ? list : []).filter(isObject).map(({ name }) => String(name)),
    ),
  );
}
