import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { commit, type Outcome, repository, run } from '../support/tempered';
import { temporaryFolder } from '../temporary';
import { blockAfter } from './code-blocks';

/** `npx --yes tempered@1.2.3 …` runs what is built here. */
const npx = `#!/bin/sh\n[ "$1" = --yes ] && shift 2\nexec '${process.execPath}' '${join(repository, 'bin/tempered.js')}' "$@"\n`;
/** A clone as an engine makes it, and a way to run what a recipe shows in it. */
export async function cloned(files: Record<string, string>) {
  const folder = await temporaryFolder(files);
  await commit(folder, 'as it was');
  const programs = await temporaryFolder({ npx });
  await chmod(join(programs, 'npx'), 0o755);
  const env = { PATH: [programs, process.env['PATH']].join(delimiter), REPOSITORY: 'my-org/shop' };
  return { folder, runs: (script: string): Promise<Outcome> => run('bash', ['-c', script], folder, env) };
}

interface Preset {
  packageRules: { postUpgradeTasks: { commands: string[] } }[];
}

/** What Renovate runs for version 1.2.3. */
export async function renovateCommand(): Promise<string> {
  const { packageRules } = JSON.parse(await blockAfter('fleets.md', 'In the preset of your')) as Preset;
  return packageRules[0]!.postUpgradeTasks.commands[0]!.replace('{{{newVersion}}}', '1.2.3');
}
