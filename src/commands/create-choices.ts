import { resolve } from 'node:path';
import { UserError } from '../errors';
import { frameworks } from '../frameworks/index';
import { callingManager, installedManager } from '../steps/create/managers';
import type { NewApp } from '../steps/create/new-app';
import { nameFor } from '../steps/create/target';
import type { PackageManagerName, Question } from '../types';
import type { Asker } from '../ui/asker';
import type { CreateOptions } from './options';

/** What the new app is, and where: from the flags, the terminal if there is one, and the defaults. */
export async function chooseApp(
  directory: string | undefined,
  options: CreateOptions,
  asker: Asker | null,
  env: Record<string, string | undefined>,
): Promise<{ app: NewApp; root: string }> {
  const offered = frameworks.filter(({ create }) => create !== undefined);
  if (options.framework !== undefined && !offered.some(({ id }) => id === options.framework))
    throw new UserError(
      `There is no framework "${options.framework}" for new apps.`,
      `Choose from: ${offered.map(({ id }) => id).join(', ')}.`,
      2,
    );
  const given = {
    directory,
    framework: options.framework,
    language: options.language,
    manager: options.packageManager,
  };
  const questions = questionsFor(callingManager(env)).filter(({ id }) => given[keyOf(id)] === undefined);
  const answers = asker ? await asker.ask(questions) : {};
  const valueOf = (id: string): string => {
    const question = questions.find((each) => each.id === id);
    return String(given[keyOf(id)] ?? answers[id] ?? question?.default);
  };
  const root = resolve(folderOf(valueOf('create.directory')));
  const packageManager = valueOf('create.manager') as PackageManagerName;
  const framework = valueOf('create.framework') as NewApp['framework'];
  const language = valueOf('create.language') as NewApp['language'];
  const packageManagerVersion = await managerVersion(packageManager, options);
  return { app: { name: nameFor(root), framework, language, packageManager, packageManagerVersion }, root };
}

type Key = 'directory' | 'framework' | 'language' | 'manager';
const keyOf = (id: string): Key => id.replace('create.', '') as Key;

function questionsFor(manager: PackageManagerName): Question[] {
  const offered = frameworks.filter(({ create }) => create !== undefined);
  const managers = ['npm', 'pnpm', 'yarn', 'bun'].map((value) => ({ value, label: value }));
  return [
    { id: 'create.directory', message: 'In which folder?', kind: 'text', default: 'my-api', ask: true },
    {
      id: 'create.framework',
      message: 'Which framework?',
      kind: 'select',
      default: offered[0]!.id,
      options: offered.map(({ id, title }) => ({ value: id, label: title })),
      ask: true,
    },
    {
      id: 'create.language',
      message: 'Which language?',
      kind: 'select',
      default: 'ts',
      options: [
        { value: 'ts', label: 'TypeScript' },
        { value: 'js', label: 'JavaScript' },
      ],
      ask: true,
    },
    {
      id: 'create.manager',
      message: 'Which package manager?',
      kind: 'select',
      default: manager,
      options: managers,
      ask: true,
    },
  ];
}

const folderOf = (answer: string): string => (answer === '' ? 'my-api' : answer);

/** UserError 3 where the package manager is not there, unless nothing is to be installed. */
async function managerVersion(name: PackageManagerName, options: CreateOptions): Promise<string | null> {
  const version = await installedManager(name, process.cwd());
  if (version === null && options.install && !options.dryRun)
    throw new UserError(
      `${name} was not found on this machine.`,
      'Install it first, choose another one with --package-manager, or use --no-install.',
    );
  return version;
}
