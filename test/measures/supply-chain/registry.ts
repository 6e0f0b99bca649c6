import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export type Mood = 'clean' | 'finding' | 405 | 410 | 500;

export interface Registry {
  url: string;
  mood: Mood;
  /** How often it was asked for advisories. */
  asked: number;
  close(): Promise<void>;
}

const advisory = {
  id: 1,
  url: 'https://example.com/GHSA-0000-0000-0000',
  title: 'Prototype pollution',
  severity: 'critical',
  vulnerable_versions: '<1.2.6',
  cwe: ['CWE-1321'],
  cvss: { score: 9.8, vectorString: null },
};

const version = (number: string): object => ({
  name: 'minimist',
  version: number,
  dist: { tarball: `https://registry.npmjs.org/minimist/-/minimist-${number}.tgz` },
});
const minimist = {
  name: 'minimist',
  'dist-tags': { latest: '1.2.8' },
  versions: { '0.0.8': version('0.0.8'), '1.2.8': version('1.2.8') },
};

/** A registry on loopback that knows one advisory, for minimist. Packages themselves come from `upstream`. */
export async function startRegistry(upstream?: string): Promise<Registry> {
  const registry = { url: '', mood: 'clean' as Mood, asked: 0, close: async () => {} };
  const server = createServer((request, response) => {
    answer(request, registry, upstream).then(
      ({ status, body, type = 'application/json' }) => response.writeHead(status, { 'content-type': type }).end(body),
      (error: unknown) => response.writeHead(502).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  registry.close = () => closed(server);
  return registry;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

type Answer = { status: number; body: string | Buffer; type?: string };

async function answer(request: IncomingMessage, registry: Registry, upstream?: string): Promise<Answer> {
  const body = await bodyOf(request);
  if (request.method === 'GET' && upstream) return relay(request, upstream, registry.url);
  if (typeof registry.mood === 'number') return { status: registry.mood, body: '{"error":"no audits here"}' };
  if (request.method === 'GET')
    return request.url === '/minimist' ? { status: 200, body: JSON.stringify(minimist) } : { status: 404, body: '{}' };
  registry.asked += 1;
  if (!request.url?.endsWith('/-/npm/v1/security/advisories/bulk')) return { status: 410, body: '{"error":"retired"}' };
  const hit = registry.mood === 'finding' && 'minimist' in (JSON.parse(body) as object);
  return { status: 200, body: JSON.stringify(hit ? { minimist: [advisory] } : {}) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}

async function relay(request: IncomingMessage, upstream: string, self: string): Promise<Answer> {
  const response = await fetch(upstream.replace(/\/$/, '') + request.url, {
    headers: { accept: request.headers.accept ?? '*/*' },
  });
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  const bytes = Buffer.from(await response.arrayBuffer());
  const body = type.includes('json') ? bytes.toString().replaceAll(upstream.replace(/\/$/, ''), self) : bytes;
  return { status: response.status, body, type };
}
