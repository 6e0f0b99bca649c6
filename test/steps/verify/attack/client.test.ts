import { describe, expect, it } from 'vitest';
import { send } from '../../../../src/steps/verify/attack/client';
import type { Origin } from '../../../../src/steps/verify/attack/wire';
import { type Client, Clients, hasLoopbackAddresses } from '../../../../src/steps/verify/attack/clients';
import type { ProbeRequest } from '../../../../src/types/proof';
import { raw, serve } from '../server';

const client: Client = { localAddress: null, address: '198.18.0.1', host: 'app.example.com' };

/** A server that answers what it has been asked. */
async function mirror(): Promise<(request: ProbeRequest, as?: Client) => Promise<Mirrored>> {
  const origin = await mirrorOrigin();
  return async (request, as = client) => JSON.parse((await send(origin, request, as))[0]!.text) as Mirrored;
}

interface Mirrored {
  method: string;
  url: string;
  headers: Record<string, string>;
  from: string;
  body: string;
}

const mirrorOrigin = async (): Promise<Origin> => ({
  tls: false,
  port: await serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const { method, url, headers, socket } = request;
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.end(JSON.stringify({ method, url, headers, from: socket.remoteAddress, body }));
    });
  }),
});

describe('what the app sees', () => {
  it('is a request as the proxy passes it on', async () => {
    const ask = await mirror();
    const { method, headers } = await ask({ path: '/' });
    expect(method).toBe('GET');
    expect(headers).toMatchObject({
      host: 'app.example.com',
      'x-forwarded-for': '198.18.0.1',
      'x-forwarded-proto': 'https',
      accept: '*/*',
      'user-agent': 'Mozilla/5.0 (tempered)',
    });
  });

  it('has the real address behind what the client claims', async () => {
    const ask = await mirror();
    const { headers } = await ask({ path: '/', scheme: 'http', forged: '10.0.0.1, 10.0.0.2' });
    expect(headers).toMatchObject({
      'x-forwarded-for': '10.0.0.1, 10.0.0.2, 198.18.0.1',
      'x-forwarded-proto': 'http',
    });
  });

  it('has nothing of a proxy where the request is direct', async () => {
    const origin = await mirrorOrigin();
    const [answer] = await send(origin, { path: '/', direct: true }, client);
    const { headers } = JSON.parse(answer!.text) as Mirrored;
    expect(headers['host']).toBe(`127.0.0.1:${origin.port}`);
    expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual([]);
  });

  it('has the headers of the request in the place of the proxy’s', async () => {
    const ask = await mirror();
    const { headers } = await ask({ path: '/', headers: { host: 'evil.example', 'x-forwarded-proto': 'ftp' } });
    expect(headers).toMatchObject({ host: 'evil.example', 'x-forwarded-proto': 'ftp' });
  });

  it.each(['//evil.example/x', 'http://evil.example/x', '/a/../b?c=%2f', '/\\evil.example'])(
    'has the target as it stands: %s',
    async (path) => {
      const ask = await mirror();
      expect((await ask({ path })).url).toBe(path);
    },
  );

  it('has an object as JSON and a string as it is', async () => {
    const ask = await mirror();
    const json = await ask({ method: 'POST', path: '/', body: { a: [1] } });
    expect(json).toMatchObject({ method: 'POST', body: '{"a":[1]}', headers: { 'content-type': 'application/json' } });
    const text = await ask({ method: 'POST', path: '/', body: '{"a"' });
    expect(text.body).toBe('{"a"');
    expect(text.headers['content-type']).toBeUndefined();
  });

  it('comes from an address of its own for each client', async () => {
    const ask = await mirror();
    const many = await hasLoopbackAddresses();
    const clients = new Clients(many, null);
    const [one, other] = [clients.group(), clients.group()];
    const seen = await Promise.all([one('a'), one('b'), other('a'), one('a')].map((as) => ask({ path: '/' }, as)));
    const names = seen.map(({ headers }) => headers['x-forwarded-for']);
    expect(new Set(names).size).toBe(3);
    expect(names[3]).toBe(names[0]);
    expect(new Set(seen.map(({ from }) => from)).size).toBe(many ? 3 : 1);
    expect(seen[0]!.headers['host']).toMatch(/^127\.0\.0\.1:\d+$/);
  });
});

describe('an answer', () => {
  it('is raw: redirects are not followed, and cookies are a list', async () => {
    const port = await serve((_request, response) =>
      response.writeHead(302, { Location: '/next', 'Set-Cookie': ['a=1', 'b=2'] }).end('moved'),
    );
    const [answer] = await send({ port, tls: false }, { path: '/' }, client);
    expect(answer).toMatchObject({
      status: 302,
      text: 'moved',
      headers: { location: '/next', 'set-cookie': ['a=1', 'b=2'] },
    });
  });

  it('has status 0 and says why where there is none', async () => {
    const reset = await serve((request) => void request.socket.resetAndDestroy());
    const [first] = await send({ port: reset, tls: false }, { path: '/' }, client);
    expect(first).toMatchObject({ status: 0, text: 'ECONNRESET', headers: {} });
    const [second] = await send({ port: 1, tls: false }, { path: '/' }, client);
    expect(second).toMatchObject({ status: 0, text: 'ECONNREFUSED' });
    const [third] = await send({ port: reset, tls: false }, { path: '/ \n' }, client);
    expect(third).toMatchObject({ status: 0, text: 'ERR_UNESCAPED_CHARACTERS' });
  });

  it('is what was received before the connection broke', async () => {
    const port = await serve((request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half', () => request.socket.destroy());
    });
    const [answer] = await send({ port, tls: false }, { path: '/' }, client);
    expect(answer).toMatchObject({ status: 200, text: 'half' });
  });

  it('is cut after a megabyte, and a stream of events is not awaited', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/events')
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n');
      else response.end(Buffer.alloc(5 << 20, 'x'));
    });
    const [large] = await send({ port, tls: false }, { path: '/' }, client);
    expect(large?.text).toHaveLength(1 << 20);
    const [stream] = await send({ port, tls: false }, { path: '/events' }, client);
    expect(stream?.status).toBe(200);
    expect(stream?.elapsed).toBeLessThan(1000);
  });
});

describe('a server that does not come to an end', () => {
  const without = async (part: string | Buffer): Promise<Origin> => ({
    tls: false,
    port: await raw((socket) =>
      socket.once('data', () => {
        const more = (): void => {
          while (!socket.destroyed && socket.write(part));
        };
        socket.on('drain', more);
        more();
      }),
    ),
  });

  it('fills no memory where it only announces an answer', async () => {
    const [answer] = await send(await without('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'), { path: '/' }, client);
    expect(answer).toMatchObject({ status: 0, text: 'it announced an answer without end' });
    expect(answer!.elapsed).toBeLessThan(3000);
  });

  it('fills no memory where it answers a slow client', async () => {
    const began = process.memoryUsage().rss;
    const origin = await without(Buffer.alloc(1 << 20, 'HTTP/1.1 200 OK '));
    const [answer] = await send(origin, { path: '/', slowly: 20_000 }, client);
    expect(answer).toMatchObject({ status: 0, text: 'it answered without end' });
    expect(answer!.elapsed).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - began).toBeLessThan(200 << 20);
  });

  it('has the beginning of each answer kept where there are many', async () => {
    const port = await serve((_request, response) => response.end(Buffer.alloc(200_000, 'x')));
    const answers = await send({ port, tls: false }, { path: '/', times: 3 }, client);
    expect(answers.map(({ status, text }) => [status, text.length])).toEqual(Array(3).fill([200, 1 << 16]));
  });

  it('is left alone where it says that it changes the protocol', async () => {
    const port = await raw((socket) =>
      socket.once('data', () =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
      ),
    );
    const [answer] = await send({ port, tls: false }, { path: '/' }, client);
    expect(answer!.status).toBe(0);
    expect(answer!.elapsed).toBeLessThan(3000);
  });
});

describe('a request that is sent many times', () => {
  it('takes well under a second for 400 on one connection', async () => {
    let connections = 0;
    const port = await serve(
      (_request, response) => response.end('ok'),
      (server) => server.on('connection', () => (connections += 1)),
    );
    const started = Date.now();
    const answers = await send({ port, tls: false }, { path: '/', times: 400 }, client);
    expect(answers.map(({ status }) => status)).toEqual(Array(400).fill(200));
    expect(connections).toBe(1);
    expect(Date.now() - started).toBeLessThan(1000);
  });

  it('stops at the status it waits for', async () => {
    let count = 0;
    const port = await serve((_request, response) => response.writeHead(++count > 5 ? 429 : 200).end());
    const answers = await send({ port, tls: false }, { path: '/', times: 50, until: 429 }, client);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('goes on where the server closes the connection in between', async () => {
    let count = 0;
    const port = await serve((_request, response) => {
      if (++count % 3 === 0) response.setHeader('Connection', 'close');
      response.end();
    });
    const answers = await send({ port, tls: false }, { path: '/', times: 20 }, client);
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  });
});

describe('a slow client', () => {
  it('sees when the server gives up on it', async () => {
    const port = await serve(
      (_request, response) => response.end(),
      (server) => {
        server.headersTimeout = 600;
        // Read when the server begins to listen.
        Object.assign(server, { connectionsCheckingInterval: 100 });
      },
    );
    const [answer] = await send({ port, tls: false }, { path: '/', slowly: 20_000 }, client);
    expect(answer?.elapsed).toBeLessThan(20_000);
    expect([0, 408]).toContain(answer?.status);
  });

  it('gives up at its own limit', async () => {
    const port = await serve((_request, response) => response.end());
    const [answer] = await send({ port, tls: false }, { path: '/', slowly: 1500 }, client);
    expect(answer).toMatchObject({ status: 0, text: 'the connection was still open' });
    expect(answer?.elapsed).toBeGreaterThanOrEqual(1490);
  });
});
