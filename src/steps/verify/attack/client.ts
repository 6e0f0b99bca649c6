import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { ProbeAnswer, ProbeRequest } from '../../../types/proof';
import { ENOUGH, isLate, PATIENCE } from './answering';
import type { Client } from './clients';
import { exchange } from './exchange';
import { sendSlowly } from './slow-client';
import { headersOf, type Origin } from './wire';

/** Milliseconds for all of a request with `times`. */
const LIMIT_OF_ALL = 30_000;

export interface Bounds {
  /** Milliseconds for one exchange. */
  limit?: number;
  /** Milliseconds for all of a request with `times`. */
  limitOfAll?: number;
  /** Where it is aborted, so are the requests. */
  signal?: AbortSignal | undefined;
}

/**
 * The answers to a request, one for each time it is sent, one after the other on a connection that is kept; fewer where
 * the time is over, or answers do not come. Raw: nothing is followed, decoded or normalised. Never rejects: without an
 * answer the status is 0 and `text` says why (`ECONNRESET`).
 */
export async function send(
  origin: Origin,
  request: ProbeRequest,
  client: Client,
  { limit = PATIENCE, limitOfAll = LIMIT_OF_ALL, signal }: Bounds = {},
): Promise<ProbeAnswer[]> {
  if (request.slowly !== undefined)
    return [await sendSlowly(origin, request, headersOf(origin, request, client), client, signal)];
  const { times = 1, until } = request;
  const agent = new (origin.tls ? SecureAgent : Agent)({ keepAlive: times > 1, maxSockets: 1 });
  const end = Date.now() + limitOfAll;
  const answers: ProbeAnswer[] = [];
  try {
    while (answers.length < times && Date.now() < end && !signal?.aborted) {
      const answer = await exchange({ origin, request, client, agent, limit, signal });
      answers.push(answer);
      if (answer.status === until || answers.filter(isLate).length >= ENOUGH) break;
    }
  } finally {
    agent.destroy();
  }
  return answers;
}
