import { basename } from 'node:path';
import { UserError } from '../errors';
import { formatCommands, install, installCommand } from '../steps/install';
import { type Lockfiles, readLockfiles, rollBack } from '../steps/rollback';
import { baseline, regressions } from '../steps/verify/baseline';
import type { Proven } from '../steps/verify/prove';
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
  const { proof, looked } = await runProof(project, probes, { ...options, ...consented, looks: 2 }, screen);
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
    await putBack(trial, written, screen);
    throw error;
  });
  const comparable = trial.before.problem === null && proof.problem === null;
  const differences = comparable ? regressions(trial.answers, looked[0] ?? []) : [];
  const dead = trial.before.problem === null && proof.problem !== null && written.installed;
  const rolledBack = dead || differences.length > 0;
  if (rolledBack) await putBack(trial, written, screen);
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
  return runProof(changed, trial.probes, { ...options, ...trial.consented, paths }, screen);
}

/** Every file as it was; the packages as the lockfile has them again. */
async function putBack(
  { lockfiles }: Trial,
  { project: { root, packageManager }, changeSet: { changes, dependencies }, installed }: Written,
  screen: Screen,
): Promise<void> {
  await rollBack(root, changes, lockfiles);
  const commands = installCommand(packageManager, dependencies, root);
  if (!installed || commands.length === 0) return;
  screen.write(`\n$ ${formatCommands(commands, root)}\n`);
  const result = await install(root, packageManager, dependencies);
  if (!result.ok) screen.write(`${result.lines.join('\n')}\nRun it again: ${result.command}\n`);
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
