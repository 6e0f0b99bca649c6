import { shellWord } from '../../codemods/lib/escape';
import { UserError } from '../errors';
import { relativeTo } from '../project/paths';
import { type Hardened } from '../steps/create/harden-new';
import { managerUse } from '../steps/create/managers';
import type { NewApp } from '../steps/create/new-app';
import { firstCommit } from '../steps/create/repository';
import { type Command, formatCommands, runCommand } from '../steps/install';
import type { Progress } from '../ui/progress';
import type { Screen } from '../ui/screen';
import { printSummary } from '../ui/summary';
import { untilInterrupted } from './interrupt';
import type { CreateOptions } from './options';

/** By `run`: with bun, `test` alone is another thing. */
const TEST = ['run', 'test'];

interface Made {
  app: NewApp;
  root: string;
  hardened: Hardened;
  options: CreateOptions;
  screen: Screen;
  progress: Progress;
}

/** Installs, commits, and runs the tests of an app that was written. What fails leaves the files, and says what to run. */
export async function finish(made: Made): Promise<number> {
  const { app, root, hardened, options, screen } = made;
  const files = hardened.changeSet.changes.map(({ file }) => file);
  const state = await untilInterrupted(async (signal) => {
    const installed = options.install && (await step(made, ['install'], signal));
    const lockfile = installed ? [managerUse(app).lockfile] : [];
    const committed = options.git ? await firstCommit(root, [...files, ...lockfile]) : null;
    const tested = installed && (await step(made, TEST, signal));
    return { installed, committed, tested };
  }).catch((error: unknown) => {
    if (error instanceof UserError && error.exitCode === 130) throw cancelledWithFiles();
    throw error;
  });
  const { installed, committed, tested } = state;
  const done = [
    `${files.length} files${installed ? ', with all packages installed' : ''}`,
    ...(committed?.ok ? ['committed to a new git repository'] : []),
    ...(tested ? ['its own tests pass'] : []),
  ];
  const check = [
    ...hardened.decision.assumptions,
    ...(committed && !committed.ok ? [`nothing was committed: ${committed.reason}`] : []),
  ];
  if (!options.quiet)
    printSummary(screen, { done, check, manual: hardened.changeSet.manual, next: nextSteps(made, installed) });
  if (installed && !tested)
    throw new UserError('The tests of the new app fail.', `See what they say: ${commandFor(made, TEST)}`, 1);
  return 0;
}

export const cancelledWithFiles = (): UserError =>
  new UserError('Cancelled', 'The files of the app are written; remove the folder, or go on by hand.', 130);

function nextSteps({ app, root, options }: Made, installed: boolean): string[] {
  const folder = relativeTo(process.cwd(), root);
  return [
    ...(folder === '' ? [] : [`cd ${shellWord(folder)}`]),
    ...(installed ? [] : [`${app.packageManager} install${options.git ? ', and commit the lockfile' : ''}`]),
    `${managerUse(app).run} dev: it runs with the settings in .env, which git ignores`,
    'npx tempered verify: attacks it on this machine',
  ];
}

const commandOf = ({ app, root }: Made, args: string[]): Command => ({ command: app.packageManager, args, cwd: root });
const commandFor = (made: Made, args: string[]): string => formatCommands([commandOf(made, args)]);

/** Shows a command of the package manager, runs it, and shows what it said where it failed. */
async function step(made: Made, args: string[], signal: AbortSignal): Promise<boolean> {
  made.screen.write(`\n$ ${commandFor(made, args)}\n`);
  const what = args === TEST ? 'Running its tests' : 'Installing the packages';
  const failure = await made.progress.during(what, () => runCommand(commandOf(made, args), undefined, signal));
  signal.throwIfAborted();
  if (failure) made.screen.write(`${failure.join('\n')}\n`);
  return failure === null;
}
