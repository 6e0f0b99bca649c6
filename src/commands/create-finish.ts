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
const INSTALL = ['install'];
const IN_WORKSPACE = [
  'no Dockerfile is made: an image of a package is built at the root of its workspace, with the lockfile and the other packages that lie there.',
  "no workflow or commit hook is made: they are the whole workspace's. `npx tempered` at its root asks about them.",
];

interface Made {
  app: NewApp;
  root: string;
  hardened: Hardened;
  /** Where it is in a workspace and no package of it: what would make it one. */
  beside: string | null;
  options: CreateOptions;
  screen: Screen;
  progress: Progress;
}

/** Installs, commits, and runs the tests of an app that was written. What fails leaves the files, and says what to run. */
export async function finish(made: Made): Promise<number> {
  const { app, root, hardened, options, screen } = made;
  const files = hardened.changeSet.changes.map(({ file }) => file);
  const state = await untilInterrupted(async (signal) => {
    const installed = options.install && (await step(made, INSTALL, signal));
    const lockfile = installed ? [managerUse(app).lockfile] : [];
    // A package is committed with the workspace, whose lockfile it has changed.
    const committed = options.git && !app.home ? await firstCommit(root, [...files, ...lockfile]) : null;
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
    ...(made.beside ? [made.beside] : []),
    ...(app.home ? IN_WORKSPACE : []),
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

function nextSteps(made: Made, installed: boolean): string[] {
  const { app } = made;
  return [
    ...(installed ? enter(made, process.cwd()) : enterAndInstall(made)),
    ...(app.home ? ['commit it together with the lockfile of the workspace'] : []),
    `${managerUse(app).run} dev: it runs with the settings in .env, which git ignores`,
    'npx tempered verify: attacks it on this machine',
  ];
}

function enter({ root }: Made, from: string): string[] {
  const folder = relativeTo(from, root);
  return folder === '' ? [] : [`cd ${shellWord(folder)}`];
}

/** A workspace is installed at its root, and so before its package is entered. */
function enterAndInstall(made: Made): string[] {
  const { app, options } = made;
  if (app.home) return [commandFor(made, INSTALL), ...enter(made, app.home.root)];
  const install = `${app.packageManager} install${options.git ? ', and commit the lockfile' : ''}`;
  return [...enter(made, process.cwd()), install];
}

const commandOf = ({ app, root }: Made, args: string[]): Command => ({
  command: app.packageManager,
  args,
  cwd: args === INSTALL ? (app.home?.root ?? root) : root,
});
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
