import type { Measure } from '../types';
import { cors } from './cors';
import { errors } from './errors';
import { headers } from './headers';
import { https } from './https';
import { limits } from './limits';
import { rateLimit } from './rate-limit';
import { secrets } from './secrets';
import { access } from './access';
import { code } from './code';
import { cookies } from './cookies';
import { csrf } from './csrf';
import { features } from './features';
import { incidentResponse } from './incident-response';
import { injection } from './injection';
import { logging } from './logging';
import { monitoring } from './monitoring';
import { nosql } from './nosql';
import { passwords } from './passwords';
import { redirects } from './redirects';
import { sql } from './sql';
import { tokens } from './tokens';
import { xss } from './xss';
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
  tokens,
  // Behind those that read a key where it still stands: moved, it would tell them nothing.
  secrets,
  cookies,
  csrf,
  passwords,
  access,
  logging,
  monitoring,
  sql,
  nosql,
  injection,
  xss,
  redirects,
  features,
  code,
  supplyChain,
  incidentResponse,
];
