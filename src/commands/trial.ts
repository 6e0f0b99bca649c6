import { basename } from 'node:path';
import { UserError } from '../errors';
import { baseline, regressions } from '../steps/verify/baseline';
import type { Proven } from '../steps/verify/prove';
import type { Project } from '../types';
import type { Probe, ProbeAnswer, Proof, ProofReport, Regression } from '../types/proof';
import { detect } from './detect';
import { type Consent, consent, runProof } from './proof';
import type { Part, Session } from './session';

/** The app as it was before the change: what the attacks did to it, and what it answered reliably. */
export interface Trial {
  project: Project;
  /** Where it is below the root of the run; '' where it is that root. */
  folder: string;
  probes: readonly Probe[];
  before: Proof;
  answers: ProbeAnswer[];
  consented: Consent;
}

export interface Tried {
  folder: string;
  report: ProofReport;
  /** A request that worked fails, or the app does not start any more. */
  broken: boolean;
}

/** Boots and attacks the app as it is. */
export async function tryBefore(
  { options, asker, screen, progress }: Session,
  { project, folder }: Part,
  probes: readonly Probe[],
  signal: AbortSignal,
): Promise<Trial> {
  const consented = await consent(project, options, asker, progress);
  const attack = runProof(project, probes, { ...options, ...consented, looks: 2, signal }, screen, progress);
  const { proof, looked } = await attack.catch(notStarted);
  return { project, folder, probes, before: proof, answers: baseline(looked[0] ?? [], looked[1] ?? []), consented };
}

/** Where it is not clear how to start the app, hardening goes on without the proof. */
function notStarted(error: unknown): Proven {
  if (!(error instanceof UserError) || error.exitCode !== 3) throw error;
  const problem = { reason: error.message, hint: error.hint, log: [] };
  return { proof: { app: '', problem, results: [], notes: [], elapsed: { start: 0, probes: 0 } }, looked: [] };
}

/** Boots and attacks the changed app. `installed`: the packages that the change needs are there. */
export async function tryAfter(
  session: Session,
  trial: Trial,
  installed: boolean,
  signal: AbortSignal,
): Promise<Tried> {
  const { proof, looked } = await proveChanged(session, trial, trial.probes, signal);
  const comparable = trial.before.problem === null && proof.problem === null;
  const differences = comparable ? await lasting(session, trial, looked[0] ?? [], signal) : [];
  const dead = trial.before.problem === null && proof.problem !== null && installed;
  const { manifest, root } = trial.project;
  const project = manifest.name ?? basename(root);
  const report = { project, probes: trial.probes, before: trial.before, after: proof, regressions: differences };
  return { folder: trial.folder, report, broken: dead || differences.length > 0 };
}

/** What is answered differently, and still is when the app is started and asked once more. */
async function lasting(
  session: Session,
  trial: Trial,
  answers: ProbeAnswer[],
  signal: AbortSignal,
): Promise<Regression[]> {
  const found = regressions(trial.answers, answers);
  if (found.length === 0) return [];
  const { looked } = await proveChanged(session, trial, [], signal);
  const again = regressions(trial.answers, looked[0] ?? []);
  return found.filter(({ method, path }) => again.some((each) => each.method === method && each.path === path));
}

async function proveChanged(
  { options, screen, progress }: Session,
  { project, before, answers, consented }: Trial,
  probes: readonly Probe[],
  signal: AbortSignal,
): Promise<Proven> {
  const changed = await detect(project.directory, options);
  const paths = answers.map(({ request }) => request.path);
  const attack = runProof(changed, probes, { ...options, ...consented, paths, signal }, screen, progress);
  return before.problem ? attack.catch(notStarted) : attack;
}

/** What to say where it was put back; `state` says how things are now. */
export function brokenError({ folder, report }: Tried, state: string): UserError {
  const { after, regressions: found } = report;
  const [first] = found;
  const where = folder === '' ? '' : ` in ${folder}`;
  const what = first
    ? `${first.method} ${first.path} answered ${first.before} before and ${first.after} after`
    : (after.problem?.reason ?? 'The app does not start any more.');
  return new UserError(
    `Hardening broke what worked${where}: ${what.replace(/\.$/, '')}. ${state}`,
    'Leave the measure out with --skip, or see the changes with --dry-run; --no-verify keeps them.',
    4,
  );
}
