import { maskSecrets } from '../report/mask';
import { maskChange } from '../report/mask-change';
import { unifiedDiff } from '../report/diff';
import { changeSetDocument } from '../report/json';
import { proofTable } from '../report/proof/table';
import { writeOrPutBack } from '../steps/apply';
import type { Decision } from '../steps/ask';
import { formatCommands, install, installCommand, type PackageChange } from '../steps/install';
import { beginRun, type RunInput } from '../steps/transaction/begin';
import { beginInstall, closeRun, settleRun } from '../steps/transaction/run';
import type { ChangeSet, FileChange } from '../types';
import { previewChanges } from '../ui/preview';
import type { Io, Screen } from '../ui/screen';
import { printSummary } from '../ui/summary';
import { tool } from '../version';
import { UserError } from '../errors';
import { untilInterrupted } from './interrupt';
import type { HardenOptions } from './options';
import { widthOf, writeText } from './output';
import { printProof } from './print-proof';
import { putBack, type Written } from './put-back';
import type { Session } from './session';
import { brokenError, type Trial, type Tried, tryAfter, tryBefore } from './trial';

/**
 * Writes the change set, between two attacks on the app that prove it, and puts all of it back where it broke something,
 * or where anything goes wrong before it is proven. Returns the exit code.
 */
export async function carryOut(session: Session, changeSet: ChangeSet, decision: Decision): Promise<number> {
  const { options, asker, screen, io } = session;
  const shown = changeSet.changes.filter(({ file }) => !file.startsWith('.tempered/'));
  if (asker && shown.length > 0) {
    previewChanges(screen, maskSecrets(unifiedDiff(shown.map(maskChange))));
    if (!(await asker.confirm(`Write ${shown.length === 1 ? 'this file' : `these ${shown.length} files`}?`, true)))
      throw new UserError('Cancelled', 'Nothing was written.', 130);
  }
  const { tried, next, state } = await untilInterrupted((signal) => write(session, changeSet, shown, decision, signal));
  await printOutcome(changeSet, tried, options, screen, io);
  if (tried?.broken) throw brokenError(tried.report, state);
  if (!options.quiet) printSummary(screen, summaryOf(changeSet, shown, decision, next));
  return 0;
}

interface Outcome {
  tried: Tried | null;
  next: string[];
  /** Where it was put back: how things are now. */
  state: string;
}

async function write(
  session: Session,
  changeSet: ChangeSet,
  shown: readonly FileChange[],
  decision: Decision,
  signal: AbortSignal,
): Promise<Outcome> {
  if (changeSet.changes.length + packagesOf(changeSet).length === 0) return { tried: null, next: [], state: '' };
  const trial = await offerTrial(session, decision, shown, signal);
  const consented = trial && !trial.before.problem ? trial.consented : null;
  signal.throwIfAborted();
  const run = await beginRun(inputOf(session, changeSet));
  try {
    await writeOrPutBack(run);
    return await prove(session, { run, changeSet, touchedPackages: false, consented }, trial, signal);
  } finally {
    await closeRun(run);
  }
}

/** Those that come, and those that go. */
const packagesOf = ({ dependencies, removed }: ChangeSet): PackageChange[] => [...dependencies, ...removed];

function inputOf({ project: { root, packageManager } }: Session, changeSet: ChangeSet): RunInput {
  const { changes } = changeSet;
  const { name: manager, workspaceRoot } = packageManager;
  return {
    root,
    changes,
    command: 'harden',
    ...(packagesOf(changeSet).length > 0 && { packages: { manager, workspaceRoot } }),
  };
}

/** Installs, and attacks what was written. Whatever goes wrong, or is broken, puts all of it back. */
async function prove(session: Session, written: Written, trial: Trial | null, signal: AbortSignal): Promise<Outcome> {
  let tried: Tried | null;
  let next: string[];
  try {
    next = await installPackages(session, written, signal);
    tried = trial && (await tryAfter(session, trial, next.length === 0, signal));
    signal.throwIfAborted();
    if (!tried?.broken) {
      await settleRun(written.run, written.touchedPackages && next.length === 0);
      return { tried, next, state: '' };
    }
  } catch (error) {
    const state = await putBack(session, written);
    if (error instanceof UserError && error.exitCode === 130) throw new UserError('Cancelled', state, 130);
    session.screen.write(`${state}\n`);
    throw error;
  }
  return { tried, next, state: await putBack(session, written) };
}

/** Attacks the app as it is, unless it would not show: nothing of the app is changed, or the user does not want it. */
async function offerTrial(
  session: Session,
  decision: Decision,
  shown: readonly FileChange[],
  signal: AbortSignal,
): Promise<Trial | null> {
  const inApp = shown.some(({ file }) => /\.[cm]?[jt]sx?$/.test(file));
  const probes = decision.measures.flatMap(({ id, probes }) => (decision.removed.includes(id) ? [] : (probes ?? [])));
  if (!session.options.verify || !inApp || probes.length === 0) return null;
  const question = 'Start the app on this machine and attack it, before the change and after?';
  if (session.asker && !(await session.asker.confirm(question, true))) return null;
  // Said even where little is: a program of theirs is about to run.
  if (!session.asker)
    session.screen.write('The app is started on this machine and attacked, before and after (not with --no-verify).\n');
  return tryBefore(session, probes, signal);
}

async function printOutcome(
  changeSet: ChangeSet,
  tried: Tried | null,
  options: HardenOptions,
  screen: Screen,
  io: Io,
): Promise<void> {
  const report = tried?.report ?? null;
  if (options.format === 'json')
    return writeText(
      changeSetDocument({ tool, changeSet, applied: !tried?.broken, proof: report }),
      options.output,
      io,
    );
  if (report && options.format === 'table' && options.output === undefined)
    screen.write(`\n${proofTable(report, { paint: screen.paint, width: widthOf(io) })}\n`);
  else if (report) await printProof(report, options, io);
}

/** Shows the command, runs it, and says what is left to run where it was not run or failed. */
async function installPackages(
  { project, options, asker, screen }: Session,
  written: Written,
  signal: AbortSignal,
): Promise<string[]> {
  const wanted = packagesOf(written.changeSet);
  if (wanted.length === 0) return [];
  const command = formatCommands(installCommand(project.packageManager, wanted, project.root));
  if (!options.install || (asker && !(await asker.confirm(`Install the packages now, with ${command}?`, true))))
    return [`Install the packages: ${command}`];
  screen.write(`\n$ ${command}\n`);
  await beginInstall(written.run);
  written.touchedPackages = true;
  const result = await install(project.root, project.packageManager, wanted, { signal });
  signal.throwIfAborted();
  if (result.ok) return [];
  screen.write(`${result.lines.join('\n')}\n`);
  if (options.atomic)
    throw new UserError('The packages could not be installed.', 'Mend this and run again, or leave out --atomic.', 4);
  return [`Installing failed, the edits are in place. Run: ${result.command}`];
}

function summaryOf(
  changeSet: ChangeSet,
  shown: readonly FileChange[],
  decision: Decision,
  next: string[],
): Parameters<typeof printSummary>[1] {
  if (changeSet.changes.length === 0)
    return { done: ['Nothing to do: everything chosen is in place.'], check: [], manual: changeSet.manual, next };
  const done = shown.map(
    ({ file, before, after, measures: ids }) =>
      `${before === null ? 'added' : after === null ? 'removed' : 'changed'} ${file} (${ids.join(', ')})`,
  );
  return {
    done,
    check: [...decision.assumptions, ...changeSet.advice],
    manual: changeSet.manual,
    next: [
      ...next,
      'Run your tests, read the diff (git status, git diff), and commit. `tempered undo` takes it all back.',
    ],
  };
}
