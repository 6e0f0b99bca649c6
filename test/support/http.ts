import { request, type IncomingHttpHeaders } from 'node:http';

export interface Ask {
  method?: string;
  /** Sent as it stands: `//evil.example`, `http://evil.example/`. */
  path: string;
  headers?: Record<string, string>;
  /** An object is sent as JSON. */
  body?: string | object;
  /** The client's address, in 127.0.0.0/8. */
  from?: string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json(): unknown;
}

/** One request to loopback on a connection of its own; nothing is followed, decoded or normalised. */
export function ask(port: number, { method = 'GET', path, headers = {}, body, from }: Ask): Promise<Answer> {
  const text = typeof body === 'object' ? JSON.stringify(body) : body;
  const type = typeof body === 'object' ? { 'Content-Type': 'application/json' } : {};
  const length = text === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { ...type, ...length, ...headers },
        agent: false,
        ...(from ? { localAddress: from } : {}),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        // `close`, not `end`: a late error destroys the socket.
        incoming.on('close', () => {
          const received = Buffer.concat(chunks).toString();
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: received,
            json: () => JSON.parse(received) as unknown,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}
