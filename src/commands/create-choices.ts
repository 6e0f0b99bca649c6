import { resolve } from 'node:path';
import { UserError } from '../errors';
import { frameworkOf, frameworks } from '../frameworks/index';
import { callingManager, installedManager } from '../steps/create/managers';
import { flawOf } from '../steps/answers';
import type { NewApp } from '../steps/create/new-app';
import { nameFor } from '../steps/create/target';
import { folderForPackages, type Home, homeOf, nameIn } from '../steps/create/workspace';
import type { PackageManagerName, Question } from '../types';
import type { Asker } from '../ui/asker';
import type { CreateOptions } from './options';

const offered = frameworks
  .filter(({ create }) => create !== undefined)
  .sort((a, b) => a.title.localeCompare(b.title, 'en'));
const FOLDER = 'my-api';

/** What the new app is, and where: from the flags, the terminal if there is one, and the defaults. */
export async function chooseApp(
  directory: string | undefined,
  options: CreateOptions,
  asker: Asker | null,
  env: Record<string, string | undefined>,
): Promise<{ app: NewApp; root: string }> {
  checkFramework(options);
  const choose = async (given: string | undefined, question: Question): Promise<string> =>
    given ?? String((asker ? (await asker.ask([question], flawOf))[question.id] : undefined) ?? question.default);
  const folder = await usualFolder();
  const root = resolve((await choose(directory, folderQuestion(folder))) || folder);
  const home = await homeOf(root);
  const name = home ? nameIn(home, nameFor(root)) : nameFor(root);
  const framework = (await choose(options.framework, frameworkQuestion)) as NewApp['framework'];
  const { create } = frameworkOf(framework);
  const only = create?.typescript;
  if (only && options.language === 'js') throw new UserError(only.why, 'Leave out --language js.', 2);
  const language = (only ? 'ts' : await choose(options.language, languageQuestion)) as NewApp['language'];
  const packageManager = home
    ? managerIn(home, options)
    : ((await choose(options.packageManager, managerQuestion(callingManager(env)))) as PackageManagerName);
  const installed = await managerVersion(packageManager, options);
  // Yarn 1 hands over to the one that the workspace names.
  const packageManagerVersion = home?.manager.version ?? installed;
  return { app: { name, framework, language, packageManager, packageManagerVersion, home }, root };
}

/** At the root of a workspace, a folder where its packages are. */
async function usualFolder(): Promise<string> {
  const folder = await folderForPackages(resolve('.'));
  return folder === null ? FOLDER : `${folder}/${FOLDER}`;
}

/** UserError 2 where another one is asked for than the workspace has. */
function managerIn({ manager: { name } }: Home, { packageManager }: CreateOptions): PackageManagerName {
  if (packageManager === undefined || packageManager === name) return name;
  throw new UserError(
    `The new app is a package of a workspace that ${name} installs, not ${packageManager}.`,
    `Leave out --package-manager ${packageManager}.`,
    2,
  );
}

function checkFramework({ framework }: CreateOptions): void {
  if (framework === undefined || offered.some(({ id }) => id === framework)) return;
  throw new UserError(
    `There is no framework "${framework}" for new apps.`,
    `Choose from: ${offered.map(({ id }) => id).join(', ')}.`,
    2,
  );
}

const folderQuestion = (usual: string): Question => ({
  id: 'create.folder',
  message: 'In which folder?',
  kind: 'text',
  default: usual,
  ask: true,
});

const frameworkQuestion: Question = {
  id: 'create.framework',
  message: 'Which framework?',
  kind: 'select',
  default: offered[0]!.id,
  options: offered.map(({ id, title }) => ({ value: id, label: title })),
  ask: true,
};

const languageQuestion: Question = {
  id: 'create.language',
  message: 'Which language?',
  kind: 'select',
  default: 'ts',
  options: [
    { value: 'ts', label: 'TypeScript' },
    { value: 'js', label: 'JavaScript' },
  ],
  ask: true,
};

const managerQuestion = (caller: PackageManagerName): Question => ({
  id: 'create.manager',
  message: 'Which package manager?',
  kind: 'select',
  default: caller,
  options: ['npm', 'pnpm', 'yarn', 'bun'].map((value) => ({ value, label: value })),
  ask: true,
});

/** UserError 3 where the package manager is not there, unless nothing is to be installed. */
async function managerVersion(name: PackageManagerName, options: CreateOptions): Promise<string | null> {
  const version = await installedManager(name);
  if (version === null && options.install && !options.dryRun)
    throw new UserError(
      `${name} was not found on this machine.`,
      'Install it first, choose another one with --package-manager, or use --no-install.',
    );
  return version;
}
