import { measures } from '../measures/index';
import { maskSecrets } from '../report/mask';
import { maskChange } from '../report/mask-change';
import { unifiedDiff } from '../report/diff';
import { changeSetDocument } from '../report/json';
import { proofTable } from '../report/proof/table';
import { writeOrPutBack } from '../steps/apply';
import { formatCommands, install, installCommand, type PackageChange } from '../steps/install';
import { beginRun, type RunInput } from '../steps/transaction/begin';
import { beginInstall, closeRun, settleRun } from '../steps/transaction/run';
import { keepHardening } from '../steps/transaction/hardening';
import type { ChangeSet, FileChange } from '../types';
import type { Probe } from '../types/proof';
import { previewChanges } from '../ui/preview';
import type { Asker } from '../ui/asker';
import { inOneLine, isAccessible } from '../ui/screen';
import { printSummary } from '../ui/summary';
import { tool } from '../version';
import { UserError } from '../errors';
import { forgetHooks } from './forget-hooks';
import { untilInterrupted } from './interrupt';
import { widthOf, writeText } from './output';
import { printProof } from './print-proof';
import { putBack, type Written } from './put-back';
import { assumptionsOf, type Part, type Session } from './session';
import { brokenError, type Trial, type Tried, tryAfter, tryBefore } from './trial';
import { whatIsLeft } from './what-is-left';

/**
 * Writes the change set, between two attacks on each app that prove it, and puts all of it back where it broke something,
 * or where anything goes wrong before it is proven. Returns the exit code.
 */
export async function carryOut(session: Session): Promise<number> {
  const { options, asker, screen, parts } = session;
  const shown = shownOf(session.changeSet);
  if (asker && shown.length > 0) {
    screen.write('\n');
    const question = `Write ${shown.length === 1 ? 'this file' : `these ${shown.length} files`}?`;
    if (
      !(await isWanted(
        question,
        (whole) => parts.map((part) => previewPart(session, part, whole)).includes(true),
        asker,
      ))
    )
      throw new UserError('Cancelled', 'Nothing was written.', 130);
  }
  const { tried, next, state } = await untilInterrupted((signal) => write(session, signal));
  await printOutcome(session, tried);
  const broken = tried.find((each) => each.broken);
  if (broken) throw brokenError(broken, state);
  const removed = parts.some(({ decision }) => decision.removed.length > 0);
  const left = removed ? [...next, ...(await forgetHooks(session.project.root))] : next;
  if (asker) screen.write('\n');
  if (!options.quiet) printSummary(screen, summaryOf(session, left, tried));
  return 0;
}

/** The record is not for reading. */
const shownOf = ({ changes }: ChangeSet): FileChange[] =>
  changes.filter(({ file }) => !/(^|\/)\.tempered\//.test(file));

/** Shows what would be written, and asks; what was left out of a long diff can be seen first. */
async function isWanted(question: string, show: (whole: boolean) => boolean, asker: Asker): Promise<boolean> {
  if (!show(false)) return asker.confirm(question, true);
  const answer = await asker.select(question, [
    { value: 'yes', label: 'Yes' },
    { value: 'show', label: 'Show all of it first' },
    { value: 'no', label: 'No' },
  ]);
  if (answer !== 'show') return answer === 'yes';
  show(true);
  return asker.confirm(question, true);
}

/** Whether something was left out. */
function previewPart(session: Session, part: Part, whole: boolean): boolean {
  const shown = shownOf(part.changeSet);
  if (shown.length > 0) heading(session, part);
  return previewChanges(session.screen, maskSecrets(unifiedDiff(shown.map(maskChange))), { whole });
}

interface Outcome {
  tried: Tried[];
  next: string[];
  /** Where it was put back: how things are now. */
  state: string;
}

async function write(session: Session, signal: AbortSignal): Promise<Outcome> {
  const { changeSet } = session;
  if (changeSet.changes.length + packagesOf(changeSet).length === 0) return { tried: [], next: [], state: '' };
  const trials = await offerTrials(session, signal);
  signal.throwIfAborted();
  const run = await beginRun(inputOf(session));
  try {
    await writeOrPutBack(run);
    return await prove(session, { run, touchedPackages: false, trials }, signal);
  } finally {
    await closeRun(run);
  }
}

/** Those that come, and those that go. */
const packagesOf = ({ dependencies, removed }: ChangeSet): PackageChange[] => [...dependencies, ...removed];

function inputOf({ project: { root, packageManager }, since, parts, changeSet }: Session): RunInput {
  const { name: manager, workspaceRoot } = packageManager;
  return {
    root,
    changes: changeSet.changes,
    command: 'harden',
    since,
    others: parts.flatMap(({ folder }) => (folder === '' ? [] : [folder])),
    ...(packagesOf(changeSet).length > 0 && { packages: { manager, workspaceRoot } }),
  };
}

/** Installs, and attacks what was written. Whatever goes wrong, or is broken, puts all of it back. */
async function prove(session: Session, written: Written, signal: AbortSignal): Promise<Outcome> {
  const tried: Tried[] = [];
  let next: string[];
  try {
    next = await installPackages(session, written, signal);
    for (const trial of written.trials) {
      heading(session, trial);
      tried.push(await tryAfter(session, trial, next.length === 0, signal));
      if (tried.at(-1)!.broken) break;
    }
    signal.throwIfAborted();
    if (!tried.some(({ broken }) => broken)) {
      await keepHardening(written.run, hardeningOf(session, tried));
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

/** What later reports say of this run. Apps that started neither before nor after it prove nothing. */
const hardeningOf = ({ parts }: Session, tried: readonly Tried[]): Parameters<typeof keepHardening>[1] =>
  Object.fromEntries(
    parts.map(({ folder, score }) => {
      const report = tried.find((each) => each.folder === folder)?.report;
      return [folder, { score, proof: report && !report.after.problem ? report : null }];
    }),
  );

/** Attacks each app as it is, unless it would not show: nothing of the app is changed, or the user does not want it. */
async function offerTrials(session: Session, signal: AbortSignal): Promise<Trial[]> {
  const { options, asker, screen, parts } = session;
  const shows = parts.filter((part) => changesApp(part) && probesOf(part).length > 0);
  if (!options.verify || shows.length === 0) return [];
  const apps = shows.length === 1 ? 'the app' : `the ${shows.length} apps, one after the other,`;
  const attack = shows.length === 1 ? 'it' : 'them';
  const question = `Start ${apps} on this machine and attack ${attack}, before the change and after?`;
  if (asker && !(await asker.confirm(question, true))) return [];
  // Said even where little is: a program of theirs is about to run.
  if (!asker)
    screen.write('The app is started on this machine and attacked, before and after (not with --no-verify).\n');
  const trials: Trial[] = [];
  for (const part of shows) {
    heading(session, part);
    trials.push(await tryBefore(session, part, probesOf(part), signal));
  }
  return trials;
}

/** Which of several apps what follows is about. */
function heading({ screen }: Session, { folder }: { folder: string }): void {
  if (folder !== '') screen.write(`\n${screen.paint('bold', inOneLine(folder))}\n`);
}

const changesApp = ({ project, unfinished, changeSet }: Part): boolean =>
  !unfinished && project.withoutApp === null && shownOf(changeSet).some(({ file }) => /\.[cm]?[jt]sx?$/.test(file));

const probesOf = ({ decision: { measures, removed } }: Part): Probe[] =>
  measures.flatMap(({ id, probes }) => (removed.includes(id) ? [] : (probes ?? [])));

async function printOutcome({ changeSet, options, screen, io }: Session, tried: readonly Tried[]): Promise<void> {
  if (options.format === 'json') {
    const applied = !tried.some(({ broken }) => broken);
    const proof = tried[0]?.report ?? null;
    return writeText(changeSetDocument({ tool, changeSet, applied, proof }), options.output, io);
  }
  for (const { report } of tried) {
    if (options.format === 'table' && options.output === undefined)
      screen.write(
        `\n${proofTable(report, { paint: screen.paint, width: widthOf(io), plain: isAccessible(io.env) })}\n`,
      );
    else await printProof(report, options, io);
  }
}

/** Shows the command, runs it, and says what is left to run where it was not run or failed. */
async function installPackages(
  { project: { root, packageManager }, changeSet, options, asker, screen, progress }: Session,
  written: Written,
  signal: AbortSignal,
): Promise<string[]> {
  const wanted = packagesOf(changeSet);
  if (wanted.length === 0) return [];
  const command = formatCommands(installCommand(packageManager, wanted, root));
  if (!options.install || (asker && !(await asker.confirm(`Install the packages now, with ${command}?`, true))))
    return [`Install the packages: ${command}`];
  screen.write(`\n$ ${command}\n`);
  await beginInstall(written.run);
  written.touchedPackages = true;
  const result = await progress.during('Installing the packages', () =>
    install(root, packageManager, wanted, { signal }),
  );
  signal.throwIfAborted();
  if (result.ok) return [];
  screen.write(`${result.lines.join('\n')}\n`);
  if (options.atomic)
    throw new UserError('The packages could not be installed.', 'Mend this and run again, or leave out --atomic.', 4);
  return [`Installing failed, the edits are in place. Run: ${result.command}`];
}

/** The measures that a change is for; what all of them share is for none. */
function because(ids: readonly string[]): string {
  const known = ids.filter((id) => measures.some((measure) => measure.id === id));
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

function summaryOf(
  { parts, changeSet }: Session,
  next: string[],
  tried: readonly Tried[],
): Parameters<typeof printSummary>[1] {
  if (changeSet.changes.length === 0)
    return { done: ['Nothing to do: everything chosen is in place.'], check: [], manual: changeSet.manual, next };
  const done = shownOf(changeSet).map(
    ({ file, before, after, measures: ids }) =>
      `${before === null ? 'added' : after === null ? 'removed' : 'changed'} ${file}${because(ids)}`,
  );
  return {
    done,
    check: [...assumptionsOf(parts), ...changeSet.advice],
    manual: changeSet.manual,
    next: [
      ...next,
      ...whatIsLeft(parts, tried),
      'Run your tests, read the diff (git status, git diff), and commit. `tempered undo` takes it all back.',
    ],
  };
}
