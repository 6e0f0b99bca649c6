import type { Probe } from '../types/proof';
import { corsProbes } from './cors/probes';
import { errorsProbes } from './errors/probes';
import { headersProbes } from './headers/probes';
import { httpsProbes } from './https/probes';
import { rateLimitProbes } from './rate-limit/probes';

/** Every probe, in the order of the table. Those of a measure also stand in the measure. */
export const probes: readonly Probe[] = [
  ...headersProbes,
  ...httpsProbes,
  ...corsProbes,
  ...rateLimitProbes,
  ...errorsProbes,
];
