import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { WorkflowProbe } from '../../../types/proof';

/** A registry on loopback that knows of one vulnerable package, of none, or is dead. */
export interface MockRegistry {
  url: string;
  /** The packages it was asked about. */
  asked: string[];
  close(): Promise<void>;
}

const BULK = '/-/npm/v1/security/advisories/bulk';
const ADVISORY = {
  id: 1,
  url: 'https://github.com/advisories/GHSA-0000-0000-0000',
  title: 'Made up by tempered to see that the audit fails',
  severity: 'critical',
  vulnerable_versions: '*',
  cwe: ['CWE-1395'],
  cvss: { score: 9.8, vectorString: null },
};

/** Answers npm's bulk advisory endpoint. Packages come from `upstream`, where there is one. */
export async function mockRegistry(state: WorkflowProbe['registry'], upstream: string | null): Promise<MockRegistry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body, type = 'application/json' }) => response.writeHead(status, { 'Content-Type': type }).end(body),
      () => response.writeHead(502).end(),
    );
  });
  async function answer(request: IncomingMessage): Promise<Answer> {
    const body = await bodyOf(request);
    if (request.method === 'GET') return upstream ? relay(request, upstream, url) : { status: 404, body: '{}' };
    if (state === 'dead') return { status: 503, body: '{"error":"unavailable"}' };
    if (!request.url?.endsWith(BULK)) return { status: 410, body: '{"error":"retired"}' };
    const names = Object.keys(JSON.parse(body) as object);
    asked.push(...names);
    const found = state === 'vulnerable' ? names.slice(0, 1).map((name) => [name, [ADVISORY]]) : [];
    return { status: 200, body: JSON.stringify(Object.fromEntries(found)) };
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { url, asked, close };
}

interface Answer {
  status: number;
  body: string | Buffer;
  type?: string;
}

/** Bytes of what is asked, unpacked, and of what is passed on. */
const LARGEST_QUESTION = 10 << 20;
const LARGEST_PACKAGE = 100 << 20;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const bytes = await collect(request, LARGEST_QUESTION);
  const packed = request.headers['content-encoding'] === 'gzip';
  return (packed ? gunzipSync(bytes, { maxOutputLength: LARGEST_QUESTION }) : bytes).toString();
}

/** Error where there is more than so many bytes. */
async function collect(stream: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > most) throw new RangeError(`More than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Passes on what the package manager itself is made of, with the addresses in it leading here. */
async function relay(request: IncomingMessage, upstream: string, url: string): Promise<Answer> {
  const base = new URL(upstream);
  const address = new URL(base.pathname.replace(/\/$/, '') + request.url, base);
  // `//elsewhere/x` and `http://elsewhere/x` are addresses, too.
  if (address.origin !== base.origin) return { status: 400, body: '{}' };
  const response = await fetch(address, { headers: { accept: request.headers.accept ?? '*/*' } });
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  const bytes = response.body ? await collect(response.body, LARGEST_PACKAGE) : Buffer.alloc(0);
  return {
    status: response.status,
    type,
    body: type.includes('json') ? bytes.toString().replaceAll(upstream, url) : bytes,
  };
}
