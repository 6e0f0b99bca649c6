import type { Measure } from '../types';
import { cors } from './cors';
import { errors } from './errors';
import { headers } from './headers';
import { https } from './https';
import { limits } from './limits';
import { rateLimit } from './rate-limit';
import { secrets } from './secrets';
import { supplyChain } from './supply-chain';
import { validation } from './validation';

/** Every measure, in the order in which the wizard shows them. */
export const measures: readonly Measure[] = [
  headers,
  https,
  cors,
  rateLimit,
  validation,
  errors,
  limits,
  secrets,
  supplyChain,
];
