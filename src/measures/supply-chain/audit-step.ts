import type { ProbeTarget, Skip } from '../../types/proof';
import { skip } from '../expect';
import { isHarmless, isPlain } from './plain-script';

type Env = Record<string, unknown>;
interface Step {
  run?: unknown;
  env?: Env;
  if?: unknown;
  'continue-on-error'?: unknown;
}
interface Job extends Omit<Step, 'run'> {
  steps?: unknown;
}

const AUDIT = /\b(npm|pnpm|yarn|bun)(@[\d.]+)?\s+(npm\s+)?audit\b(?!\s+signatures)|\baudit-ci\b|\bbetter-npm-audit\b/;

/**
 * The shell script of the first step that audits the dependencies, as the workflow runs it; null without one. A step that
 * does anything else as well is not run: it may publish, deploy, or come from somebody who hopes that it is.
 */
export async function auditStep(workflows: ProbeTarget['workflows']): Promise<string | Skip | null> {
  for (const { text } of workflows) {
    const workflow = await read(text);
    const jobs = Object.values((workflow?.jobs ?? {}) as Record<string, Job | null>);
    for (const job of jobs) {
      const step = stepsOf(job).find(({ run, if: condition }) => AUDIT.test(uncommented(run)) && !isOff(condition));
      if (job && step && !isOff(job.if)) return script(step, job, workflow?.env);
    }
  }
  return null;
}

async function read(text: string): Promise<{ jobs?: unknown; env?: Env } | null> {
  // Loaded where it is needed: the registry of measures is loaded by every command.
  const { parse } = await import('./yaml');
  try {
    return parse(text) as { jobs?: unknown; env?: Env } | null;
  } catch {
    return null;
  }
}

const stepsOf = (job: Job | null): Step[] => (Array.isArray(job?.steps) ? (job.steps as Step[]) : []).filter(Boolean);
const isOff = (condition: unknown): boolean => /^(\$\{\{\s*)?false\b/.test(String(condition));
const uncommented = (run: unknown): string => (typeof run === 'string' ? run.replace(/^\s*#.*$/gm, '') : '');

/** A step or job that may fail does not stop anything. */
function script(step: Step, job: Job, ofAll: Env = {}): string | Skip {
  if (!isPlain(String(step.run))) return skip('the step of the workflow does more than audit: it is not run here');
  const env = Object.entries({ ...ofAll, ...job.env, ...step.env }).filter(([name]) => isHarmless(name));
  const exports = env.map(([name, value]) => `export ${name}='${String(value).replaceAll("'", `'\\''`)}'`);
  const mayFail = [step, job].some((each) => each['continue-on-error'] === true);
  const run = String(step.run);
  return [...exports, mayFail ? `(\n${run}\n) || true` : run].join('\n');
}
