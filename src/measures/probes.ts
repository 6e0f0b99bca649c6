import type { Probe } from '../types/proof';
import { accessProbes } from './access/probes';
import { cookiesProbes } from './cookies/probes';
import { corsProbes } from './cors/probes';
import { csrfProbes } from './csrf/probes';
import { errorsProbes } from './errors/probes';
import { headersProbes } from './headers/probes';
import { httpsProbes } from './https/probes';
import { incidentResponseProbes } from './incident-response/probes';
import { limitsProbes } from './limits/probes';
import { loggingProbes } from './logging/probes';
import { monitoringProbes } from './monitoring/probes';
import { nosqlProbes } from './nosql/probes';
import { rateLimitProbes } from './rate-limit/probes';
import { redirectsProbes } from './redirects/probes';
import { secretsProbes } from './secrets/probes';
import { supplyChainProbes } from './supply-chain/probes';
import { tokensProbes } from './tokens/probes';
import { validationProbes } from './validation/probes';
import { xssProbes } from './xss/probes';

/** Every probe, in the order of the table. Those of a measure also stand in the measure. */
export const probes: readonly Probe[] = [
  headersProbes,
  httpsProbes,
  corsProbes,
  rateLimitProbes,
  validationProbes,
  nosqlProbes,
  xssProbes,
  redirectsProbes,
  cookiesProbes,
  csrfProbes,
  tokensProbes,
  accessProbes,
  errorsProbes,
  limitsProbes,
  secretsProbes,
  loggingProbes,
  monitoringProbes,
  supplyChainProbes,
  incidentResponseProbes,
].flat();
