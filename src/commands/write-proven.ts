import { UserError } from '../errors';
import { writeOrPutBack } from '../steps/apply';
import { beginRun, type RunInput } from '../steps/transaction/begin';
import { keepHardening } from '../steps/transaction/hardening';
import { closeRun, settleRun } from '../steps/transaction/run';
import { installPackages, packagesOf } from './install-packages';
import { offerTrials } from './offer-trials';
import { putBack, type Written } from './put-back';
import { heading, type Session } from './session';
import { type Tried, tryAfter } from './trial';

export interface Outcome {
  tried: Tried[];
  next: string[];
  /** Where it was put back: how things are now. */
  state: string;
}

/** Writes the change set between two attacks. `stands` is told when nothing puts it back any more. */
export async function writeProven(session: Session, signal: AbortSignal, stands: () => void): Promise<Outcome> {
  const { changeSet } = session;
  if (changeSet.changes.length + packagesOf(changeSet).length === 0) return { tried: [], next: [], state: '' };
  const trials = await offerTrials(session, signal);
  signal.throwIfAborted();
  const run = await beginRun(inputOf(session));
  try {
    await writeOrPutBack(run);
    const outcome = await prove(session, { run, touchedPackages: false, trials }, signal);
    if (outcome.state === '') stands();
    return outcome;
  } finally {
    await closeRun(run);
  }
}

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
