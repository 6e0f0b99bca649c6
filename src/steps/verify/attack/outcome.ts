import { isSkip } from '../../../measures/expect';
import type { Probe, ProbeResult, Skip, Verdict } from '../../../types/proof';

export type Outcome = Verdict | Skip;

export const toResult = ({ id }: Probe, outcome: Outcome): ProbeResult =>
  isSkip(outcome)
    ? { id, status: 'skipped', evidence: outcome.skip }
    : { id, status: outcome.ok ? 'passed' : 'failed', evidence: outcome.evidence };

/** What a function of a probe returns. Its throwing is a fault of ours, which is not to pass for one of the app. */
export function ask<T>(probe: Probe, question: () => T): T {
  try {
    return question();
  } catch (error) {
    throw new Error(`The probe ${probe.id} is broken: ${String(error)}`, { cause: error });
  }
}
