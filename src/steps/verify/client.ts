import { Agent, type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { ProbeAnswer, ProbeRequest } from '../../types/proof';
import type { Client } from './clients';
import { sendSlowly } from './slow-client';

/** Where an app listens. */
export interface Origin {
  port: number;
  /** 127.0.0.1 where nothing else is said. */
  host?: string;
  tls: boolean;
}

/** Milliseconds for one request, and for all of one with `times`. */
const LIMIT = 10_000;
const LIMIT_OF_ALL = 30_000;
const LARGEST_BODY = 1 << 20;

/**
 * The answers to a request, one for each time it is sent, one after the other on a connection that is kept. Raw: nothing
 * is followed, decoded or normalised. Never rejects: without an answer the status is 0 and `text` says why (`ECONNRESET`).
 */
export async function send(origin: Origin, request: ProbeRequest, client: Client): Promise<ProbeAnswer[]> {
  if (request.slowly !== undefined)
    return [await sendSlowly(origin, request, headersOf(origin, request, client), client)];
  const { times = 1, until } = request;
  const agent = new (origin.tls ? SecureAgent : Agent)({ keepAlive: times > 1, maxSockets: 1 });
  const end = Date.now() + LIMIT_OF_ALL;
  const answers: ProbeAnswer[] = [];
  try {
    while (answers.length < times && Date.now() < end) {
      const answer = await exchange(origin, request, client, agent);
      answers.push(answer);
      if (answer.status === until) break;
    }
  } finally {
    agent.destroy();
  }
  return answers;
}

async function exchange(origin: Origin, request: ProbeRequest, client: Client, agent: Agent): Promise<ProbeAnswer> {
  const first = await exchangeOnce(origin, request, client, agent);
  // The server may have closed a kept connection just as it was used again.
  return first.stale ? (await exchangeOnce(origin, request, client, agent)).answer : first.answer;
}

function exchangeOnce(
  origin: Origin,
  request: ProbeRequest,
  client: Client,
  agent: Agent,
): Promise<{ answer: ProbeAnswer; stale: boolean }> {
  const started = performance.now();
  return new Promise((resolve) => {
    let incoming: IncomingMessage | undefined;
    let failure = '';
    const chunks: Buffer[] = [];
    const done = (stale: boolean): void => {
      clearTimeout(timer);
      const text = incoming ? Buffer.concat(chunks).toString() : failure || 'closed without an answer';
      const [status, headers] = [incoming?.statusCode ?? 0, incoming?.headers ?? {}];
      resolve({ answer: { request, status, headers, text, elapsed: performance.now() - started }, stale });
    };
    const timer = setTimeout(() => {
      failure = `no answer within ${LIMIT / 1000} s`;
      outgoing?.destroy();
    }, LIMIT);
    let outgoing: ReturnType<typeof open> | undefined;
    try {
      outgoing = open(origin, request, client, agent);
    } catch (error) {
      failure = codeOf(error);
      return done(false);
    }
    outgoing.on('response', (response) => {
      incoming = response;
      collect(response, chunks);
    });
    outgoing.on('error', (error) => (failure ||= codeOf(error)));
    // `close`, not `end`: a late error destroys the socket.
    outgoing.on('close', () => {
      const kept = outgoing!.reusedSocket && !incoming && failure === 'ECONNRESET';
      if (!incoming || incoming.closed) done(kept);
      else incoming.once('close', () => done(false));
    });
    outgoing.end(bodyOf(request));
  });
}

function open(origin: Origin, request: ProbeRequest, client: Client, agent: Agent): ReturnType<typeof plainRequest> {
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    host: origin.host ?? '127.0.0.1',
    port: origin.port,
    method: request.method ?? 'GET',
    path: request.path,
    headers: headersOf(origin, request, client),
    agent,
    // The app's own certificate is for another name than this address.
    rejectUnauthorized: false,
    ...(client.localAddress === null ? {} : { localAddress: client.localAddress }),
  };
  return (origin.tls ? secureRequest : plainRequest)(options);
}

/** Reads the answer, up to a size; a stream of events never ends by itself. */
function collect(response: IncomingMessage, chunks: Buffer[]): void {
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk.subarray(0, LARGEST_BODY - size));
    size += chunk.length;
    if (size >= LARGEST_BODY) response.destroy();
  });
  // What was received until then is the answer.
  response.on('error', () => {});
  if (response.headers['content-type']?.startsWith('text/event-stream')) response.destroy();
}

/** What the proxy in front of the app adds, and what the request says itself, which wins. */
export function headersOf(origin: Origin, request: ProbeRequest, client: Client): Record<string, string> {
  const body = bodyOf(request);
  const address = `${origin.host ?? '127.0.0.1'}:${origin.port}`;
  const forwarded = [request.forged, client.address].filter((part) => part !== undefined).join(', ');
  const added = request.direct
    ? { Host: address }
    : { Host: client.host ?? address, 'X-Forwarded-For': forwarded, 'X-Forwarded-Proto': request.scheme ?? 'https' };
  const ofBody = {
    ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...(typeof request.body === 'object' ? { 'Content-Type': 'application/json' } : {}),
  };
  const own = new Set(Object.keys(request.headers ?? {}).map((name) => name.toLowerCase()));
  const kept = Object.entries({ ...added, ...ofBody }).filter(([name]) => !own.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...request.headers };
}

export const bodyOf = ({ body }: ProbeRequest): string | undefined =>
  typeof body === 'object' ? JSON.stringify(body) : body;

const codeOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
};
