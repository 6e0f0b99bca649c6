import { connect, type Socket } from 'node:net';
import { connect as secureConnect } from 'node:tls';
import type { ProbeAnswer, ProbeRequest } from '../../../types/proof';
import type { Client } from './clients';
import { isLoopback, type Origin } from './wire';

const BYTE_EVERY = 1000;
/** Bytes of an answer that are read. */
const LARGEST_ANSWER = 1 << 16;

/**
 * Sends the header of a request one byte a second and never completes it. `elapsed` says after how many milliseconds the
 * server closed the connection, or that it had not done so at the end; the status is what it said before, or 0. One that
 * answers without end is not listened to for long, and its text is `it answered without end`.
 */
export function sendSlowly(
  origin: Origin,
  request: ProbeRequest,
  headers: Record<string, string>,
  client: Client,
  signal?: AbortSignal,
): Promise<ProbeAnswer> {
  const started = performance.now();
  const limit = request.slowly ?? 0;
  return new Promise((resolve) => {
    const socket = open(origin, client);
    const bytes = endlessHeader(request, headers);
    let received = '';
    let failure = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1', 0, LARGEST_ANSWER - received.length);
      if (received.length < LARGEST_ANSWER) return;
      failure = 'it answered without end';
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => (failure = error.code ?? error.message));
    const ticks = setInterval(() => socket.write(bytes.next().value), BYTE_EVERY);
    const abandon = (): void => void socket.destroy();
    signal?.addEventListener('abort', abandon);
    const timer = setTimeout(() => {
      failure = 'the connection was still open';
      socket.destroy();
    }, limit);
    socket.once(origin.tls ? 'secureConnect' : 'connect', () => socket.write(bytes.next().value));
    socket.once('close', () => {
      clearInterval(ticks);
      clearTimeout(timer);
      signal?.removeEventListener('abort', abandon);
      const answered = received.length < LARGEST_ANSWER ? received : '';
      const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(answered)?.[1] ?? 0);
      const text = answered || failure || 'the connection was closed';
      resolve({ request, status, headers: {}, text, elapsed: performance.now() - started });
    });
  });
}

function open(origin: Origin, { localAddress }: Client): Socket {
  const address = { host: origin.host ?? '127.0.0.1', port: origin.port };
  const from = localAddress === null ? {} : { localAddress };
  return origin.tls
    ? secureConnect({ ...address, ...from, rejectUnauthorized: !isLoopback(address.host) })
    : connect({ ...address, ...from });
}

/** The bytes of the header one by one, and then more of its last line for ever. */
function* endlessHeader(request: ProbeRequest, headers: Record<string, string>): Generator<string, string> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  yield* `${request.method ?? 'GET'} ${request.path} HTTP/1.1\r\n${lines.join('')}X-Slow: `;
  while (true) yield 'a';
}
