import { basename } from 'node:path';
import { UserError } from '../errors';
import { formatCommands, install, installCommand } from '../steps/install';
import { type Lockfiles, readLockfiles, rollBack } from '../steps/rollback';
import { baseline, regressions } from '../steps/verify/baseline';
import { runBuild } from '../steps/verify/build';
import { bootEnvironment } from '../steps/verify/environment';
import type { Proven } from '../steps/verify/prove';
import { findStart } from '../steps/verify/start';
import type { ChangeSet, Project } from '../types';
import type { Probe, ProbeAnswer, Proof, ProofReport } from '../types/proof';
import type { Asker } from '../ui/asker';
import type { Screen } from '../ui/screen';
import { detect } from './detect';
import { type Consent, consent, runProof } from './proof';
import type { HardenOptions } from './options';

/** The app as it was before the change: what the attacks did to it, and what it answered reliably. */
export interface Trial {
  /** As the user named it. */
  directory: string;
  probes: Probe[];
  before: Proof;
  answers: ProbeAnswer[];
  lockfiles: Lockfiles;
  consented: Consent;
}

/** Boots and attacks the app as it is. Nothing was written yet: Ctrl-C leaves everything as it was. */
export async function tryBefore(
  project: Project,
  probes: Probe[],
  options: HardenOptions,
  asker: Asker | null,
  screen: Screen,
): Promise<Trial> {
  const consented = await consent(project, options, asker);
  const attack = runProof(project, probes, { ...options, ...consented, looks: 2 }, screen);
  const { proof, looked } = await attack.catch(notStarted);
  const answers = baseline(looked[0] ?? [], looked[1] ?? []);
  return {
    directory: project.directory,
    probes,
    before: proof,
    answers,
    lockfiles: await readLockfiles(project),
    consented,
  };
}

/** Where it is not clear how to start the app, hardening goes on without the proof. */
function notStarted(error: unknown): Proven {
  if (!(error instanceof UserError) || error.exitCode !== 3) throw error;
  const problem = { reason: error.message, hint: error.hint, log: [] };
  return { proof: { app: '', problem, results: [], notes: [], elapsed: { start: 0, probes: 0 } }, looked: [] };
}

/** A change that was written, and what it takes to put it back. */
export interface Written {
  project: Project;
  changeSet: ChangeSet;
  /** The packages it needs are there. */
  installed: boolean;
}

/**
 * Boots and attacks the changed app. Where a request that worked before fails now, or the app does not start any more,
 * everything is put back; so too where the user cancels.
 */
export async function tryAfter(
  trial: Trial,
  written: Written,
  options: HardenOptions,
  screen: Screen,
): Promise<{ report: ProofReport; rolledBack: boolean }> {
  const { proof, looked } = await proveChanged(trial, options, screen).catch(async (error: unknown) => {
    await putBack(trial, written, options, screen);
    throw error;
  });
  const comparable = trial.before.problem === null && proof.problem === null;
  const differences = comparable ? regressions(trial.answers, looked[0] ?? []) : [];
  const dead = trial.before.problem === null && proof.problem !== null && written.installed;
  const rolledBack = dead || differences.length > 0;
  if (rolledBack) await putBack(trial, written, options, screen);
  const { manifest, root } = written.project;
  const project = manifest.name ?? basename(root);
  return {
    report: { project, probes: trial.probes, before: trial.before, after: proof, regressions: differences },
    rolledBack,
  };
}

async function proveChanged(trial: Trial, options: HardenOptions, screen: Screen): Promise<Proven> {
  const changed = await detect(trial.directory, options);
  const paths = trial.answers.map(({ request }) => request.path);
  const attack = runProof(changed, trial.probes, { ...options, ...trial.consented, paths }, screen);
  return trial.before.problem ? attack.catch(notStarted) : attack;
}

/** Every file as it was; the packages as the lockfile has them again, and what was built of the sources too. */
async function putBack(
  { before, lockfiles, consented }: Trial,
  { project, changeSet: { changes, dependencies }, installed }: Written,
  options: HardenOptions,
  screen: Screen,
): Promise<void> {
  const { root, packageManager } = project;
  await rollBack(root, changes, lockfiles);
  const commands = installed ? installCommand(packageManager, dependencies, root) : [];
  if (commands.length > 0) {
    screen.write(`\n$ ${formatCommands(commands)}\n`);
    const result = await install(root, packageManager, dependencies);
    if (!result.ok) screen.write(`${result.lines.join('\n')}\nRun it again: ${result.command}\n`);
  }
  if (before.problem) return;
  const { build } = await findStart(project, { ...options, ...consented });
  if (!build || !(await consented.mayBuild(build.shown))) return;
  screen.write(`Building again: ${build.shown}\n`);
  const built = await runBuild(build, (await bootEnvironment(project, { ...options, ...consented })).env);
  if (!built.ok) screen.write(`${built.problem.reason}\n`);
}

/** What to say where everything was put back. */
export function rolledBackError({ after, regressions: found }: ProofReport): UserError {
  const [first] = found;
  const what = first
    ? `${first.method} ${first.path} answered ${first.before} before and ${first.after} after`
    : (after.problem?.reason ?? 'The app does not start any more.');
  return new UserError(
    `Hardening broke what worked, so everything was put back: ${what.replace(/\.$/, '')}.`,
    'Leave the measure out with --skip, or see the changes with --dry-run; --no-verify keeps them.',
    4,
  );
}
