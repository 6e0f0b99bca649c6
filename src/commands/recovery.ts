import { relative } from 'node:path';
import { UserError } from '../errors';
import { flawOf } from '../steps/answers';
import { type Command, formatCommands } from '../steps/install';
import { changedSince, foreignFiles, putFilesBack } from '../steps/transaction/back';
import { outcomeOf } from '../steps/transaction/journal';
import { findInterrupted, finishRun, type Interrupted, resume } from '../steps/transaction/recover';
import { forgetRun } from '../steps/transaction/run';
import type { StoredRun } from '../steps/transaction/runs';
import { untilInterrupted } from './interrupt';
import { createScreen, inLines, type Io, isInteractive, withoutControls } from '../ui/screen';
import { interruptedAbove } from './run-above';

/**
 * What every command does first: a run that was ended before its time is rolled back or finished. The user is asked;
 * `--yes` rolls back. UserError 3 where neither is possible, or where nothing may be written.
 */
export async function recover(
  root: string,
  { yes, dryRun }: { yes?: boolean; dryRun?: boolean },
  io: Io,
): Promise<void> {
  const found = (await findInterrupted(root)) ?? (await interruptedAbove(root));
  if (!found) return;
  const folder = relative('.', found.run.store.root);
  const screen = createScreen(io.stderr, io.env);
  if (dryRun || (!yes && !isInteractive(io)))
    throw new UserError(
      describe(found),
      `Put everything back with \`tempered undo${folder === '' ? '' : ` ${folder}`}\`, then run this again.`,
    );
  screen.write(inLines(screen, describe(found)));
  const foreign = yes ? [] : await foreignFiles(found.run);
  if (foreign.length > 0) screen.write(inLines(screen, changedSince(foreign).message));
  const choice = yes ? 'back' : await ask(found, foreign.length > 0, io);
  // Ctrl-C waits until that is done.
  const done = await untilInterrupted(() => resume(found.run, (run) => carryOut(run, choice)));
  // In one line: a command may stand in it, which is to be copied.
  screen.write(`${withoutControls(done)}\n\n`);
}

/** `An earlier run (harden, 2026-11-22 12:01 UTC) was interrupted: 3 of its 12 files are written.` */
export function describe({ run, written, files }: Interrupted): string {
  const which = `${run.journal.command}, ${dateOf(run)}`;
  return run.state === 'undoing'
    ? `Putting back an earlier run (${which}) was interrupted: ${written} of its ${files} files are still to be put back.`
    : `An earlier run (${which}) was interrupted: ${written} of its ${files} files are written.`;
}

/** When a run was begun. */
export const dateOf = ({ journal }: StoredRun): string => `${journal.started.slice(0, 16).replace('T', ' ')} UTC`;

/** What brings node_modules in line with package.json; null where the run was not about packages. */
export const installCommandOf = ({ journal: { manager }, store }: StoredRun): Command | null =>
  manager && { command: manager, args: ['install'], cwd: store.root };

type Choice = 'back' | 'finish' | 'copies' | 'forget';

/** What can be done; where somebody has changed files since, nothing is done to these without a copy. */
async function ask(found: Interrupted, foreign: boolean, io: Io): Promise<Choice> {
  const { createAsker } = await import('../ui/prompts');
  const { run } = found;
  const back = { value: 'back', label: 'Roll back: everything as it was before that run' };
  const rest = found.written < found.files ? 'write the rest of its files' : 'keep what it has written';
  const finish = { value: 'finish', label: `Finish: ${rest}` };
  const options = foreign
    ? [
        { value: 'copies', label: 'Roll back, and keep a copy of every file that was changed since' },
        { value: 'forget', label: 'Leave all files as they are now: the original bytes are given up' },
      ]
    : [back, ...(run.state === 'undoing' ? [] : [finish])];
  const question = { id: 'run', message: 'What should become of that run?', kind: 'select' as const, ask: true };
  const answers = await createAsker(io).ask([{ ...question, default: options[0]!.value, options }], flawOf);
  return answers['run'] as Choice;
}

async function carryOut(run: StoredRun, choice: Choice): Promise<string> {
  const { installed } = await outcomeOf(run.store.files, run.folder);
  const command = installCommandOf(run);
  const install = command && formatCommands([command]);
  if (choice === 'finish') {
    await finishRun(run);
    return `That run is finished.${install ? ` Packages are still to be installed: ${install}` : ''}`;
  }
  if (choice !== 'forget') await putFilesBack(run, choice === 'copies' ? 'copy' : 'refuse');
  await forgetRun(run);
  if (choice === 'forget') return 'All files are left as they are.';
  return `Everything is as it was before that run.${install && installed !== 'no' ? ` What it has installed is brought in line by: ${install}` : ''}`;
}
