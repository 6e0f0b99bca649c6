import { type Agent, type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { ProbeAnswer, ProbeRequest } from '../../../types/proof';
import type { Client } from './clients';
import { bodyOf, headersOf, isLoopback, type Origin } from './wire';

export interface Exchange {
  origin: Origin;
  request: ProbeRequest;
  client: Client;
  agent: Agent;
  /** Milliseconds. */
  limit: number;
  signal?: AbortSignal | undefined;
  /** Sends the body and ends the request; at once where nothing else is said. */
  write?: (outgoing: ClientRequest) => void;
}

/** Bytes of an answer that are read, and those that are kept of each where there are many. */
const LARGEST_BODY = 1 << 20;
const KEPT_OF_MANY = 1 << 16;
/** Answers with a status of 1xx before the real one, which may never come. */
const MOST_INFORMATIONAL = 50;

/** The answer to a request that is sent once. Never rejects. */
export async function exchange(one: Exchange): Promise<ProbeAnswer> {
  const first = await exchangeOnce(one);
  // The server may have closed a kept connection just as it was used again.
  return first.stale ? (await exchangeOnce(one)).answer : first.answer;
}

function exchangeOnce(one: Exchange): Promise<{ answer: ProbeAnswer; stale: boolean }> {
  const { request, limit, write = (outgoing) => outgoing.end(bodyOf(request)) } = one;
  const started = performance.now();
  return new Promise((resolve) => {
    let incoming: IncomingMessage | undefined;
    let failure = '';
    const chunks: Buffer[] = [];
    const done = (stale = false): void => {
      clearTimeout(timer);
      const text = incoming ? Buffer.concat(chunks).toString() : failure || 'closed without an answer';
      const [status, headers] = [incoming?.statusCode ?? 0, incoming?.headers ?? {}];
      resolve({ answer: { request, status, headers, text, elapsed: performance.now() - started }, stale });
    };
    const giveUp = (why: string): void => {
      failure = why;
      if (!(outgoing instanceof Error)) outgoing.destroy();
    };
    const timer = setTimeout(() => giveUp(`no answer within ${limit / 1000} s`), limit);
    const outgoing = open(one);
    if (outgoing instanceof Error) {
      failure = codeOf(outgoing);
      return done();
    }
    outgoing.on('response', (response) => {
      incoming = response;
      collect(response, chunks, (request.times ?? 1) > 1 ? KEPT_OF_MANY : LARGEST_BODY);
    });
    let informational = 0;
    outgoing.on('information', () => {
      if (++informational > MOST_INFORMATIONAL) giveUp('it announced an answer without end');
    });
    outgoing.on('error', (error) => (failure ||= codeOf(error)));
    outgoing.on('socket', hear);
    // `close`, not `end`: a late error destroys the socket.
    outgoing.on('close', () => {
      if (!incoming || incoming.closed) done(outgoing.reusedSocket && !incoming && failure === 'ECONNRESET');
      else incoming.once('close', () => done());
    });
    write(outgoing);
  });
}

/** Where the answer is there before all of the request is sent, Node.js leaves the socket's errors to nobody. */
function hear(socket: Socket): void {
  if (!socket.listeners('error').includes(unheard)) socket.on('error', unheard);
}
const unheard = (): void => {};

/** An error where Node.js refuses to send such a request. */
function open({ origin, request, client, agent, signal }: Exchange): ClientRequest | Error {
  try {
    return (origin.tls ? secureRequest : plainRequest)({
      host: origin.host ?? '127.0.0.1',
      port: origin.port,
      method: request.method ?? 'GET',
      path: request.path,
      headers: headersOf(origin, request, client),
      agent,
      rejectUnauthorized: !isLoopback(origin.host ?? '127.0.0.1'),
      ...(signal ? { signal } : {}),
      ...(client.localAddress === null ? {} : { localAddress: client.localAddress }),
    });
  } catch (error) {
    return error as Error;
  }
}

/** Reads the answer, up to a size, and keeps its beginning; a stream of events never ends by itself. */
function collect(response: IncomingMessage, chunks: Buffer[], kept: number): void {
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    if (size < kept) chunks.push(chunk.subarray(0, kept - size));
    size += chunk.length;
    if (size >= LARGEST_BODY) response.destroy();
  });
  // What was received until then is the answer.
  response.on('error', () => {});
  if (response.headers['content-type']?.startsWith('text/event-stream')) response.destroy();
}

const codeOf = (error: NodeJS.ErrnoException): string => error.code ?? error.message;
