import type { ProbeRequest } from '../../../types/proof';
import type { Client } from './clients';

/** Where an app listens. */
export interface Origin {
  port: number;
  /** 127.0.0.1 where nothing else is said. */
  host?: string;
  tls: boolean;
}

/** What the proxy in front of the app adds, and what the request says itself, which wins. */
export function headersOf(origin: Origin, request: ProbeRequest, client: Client): Record<string, string> {
  const body = bodyOf(request);
  const { host = '127.0.0.1', port } = origin;
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const forwarded = [request.forged, client.address].filter((part) => part !== undefined).join(', ');
  const added = request.direct
    ? { Host: address }
    : { Host: client.host ?? address, 'X-Forwarded-For': forwarded, 'X-Forwarded-Proto': request.scheme ?? 'https' };
  const ofBody = {
    ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...(typeof request.body === 'object' ? { 'Content-Type': 'application/json' } : {}),
  };
  // What every client sends, so that apps rely on it.
  const usual = { Accept: '*/*', 'User-Agent': 'Mozilla/5.0 (tempered)' };
  const own = new Set(Object.keys(request.headers ?? {}).map((name) => name.toLowerCase()));
  const kept = Object.entries({ ...added, ...usual, ...ofBody }).filter(([name]) => !own.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...request.headers };
}

export const bodyOf = ({ body }: ProbeRequest): string | undefined =>
  typeof body === 'object' ? JSON.stringify(body) : body;

/** Whether nobody between can listen or answer: the app's own certificate, which is for another name, will do. */
export const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|(.*\.)?localhost)$/i.test(host);
