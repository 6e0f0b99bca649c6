import { Agent, type ClientRequest } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import type { Ending, ProbeAnswer, ProbeRequest } from '../../../types/proof';
import type { Running } from '../boot/boot';
import type { Client } from './clients';
import { exchange } from './exchange';
import { bodyOf, type Origin } from './wire';

/** Milliseconds until the app has begun to read the request, and until it has begun to stop. */
const BEGUN = 150;
/** Milliseconds after which an app that was told to stop is stopped. */
const PATIENCE = 15_000;

/**
 * Tells the app to stop with SIGTERM while the body of a request is half sent, and sends the rest. The answer to it, and
 * how the app ended, in milliseconds since the signal; `code` is null where it had to be killed.
 */
export async function stopDuring(
  origin: Origin,
  running: Running,
  request: ProbeRequest,
  client: Client,
): Promise<{ answer: ProbeAnswer; ending: Ending }> {
  const agent = new (origin.tls ? SecureAgent : Agent)();
  const write = (outgoing: ClientRequest): void => {
    const body = Buffer.from(bodyOf(request) ?? '');
    outgoing.flushHeaders();
    outgoing.write(body.subarray(0, body.length / 2));
    setTimeout(() => {
      running.signal('SIGTERM');
      setTimeout(() => outgoing.end(body.subarray(body.length / 2)), BEGUN);
    }, BEGUN);
  };
  try {
    const answer = await exchange({ origin, request, client, agent, limit: PATIENCE, write });
    return { answer, ending: await endingOf(running) };
  } finally {
    agent.destroy();
  }
}

async function endingOf(running: Running): Promise<Ending> {
  const patience = new AbortController();
  const late = wait(PATIENCE, 'late', { signal: patience.signal }).catch(() => 'late');
  const ended = await Promise.race([running.ended, late]);
  patience.abort();
  if (typeof ended !== 'string') return ended;
  await running.stop();
  return { code: null, listened: true, output: running.output(), elapsed: PATIENCE };
}
