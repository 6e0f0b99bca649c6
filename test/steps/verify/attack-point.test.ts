import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { chooseListener, originOf } from '../../../src/steps/verify/attack-point';
import type { Listener } from '../../../src/steps/verify/boot';
import { send } from '../../../src/steps/verify/client';
import { Clients, hasLoopbackAddresses } from '../../../src/steps/verify/clients';
import { temporaryFolder } from '../../temporary';
import { serve } from './server';

const clients = async (): Promise<Clients> => new Clients(await hasLoopbackAddresses(), null);
const listener = (port: number, wanted: Listener['wanted'] = null): Listener => ({ pid: 1, port, wanted, tls: false });
const answering = (status: number): Promise<number> => serve((_request, response) => response.writeHead(status).end());

describe('of several listeners', () => {
  it('the one on the port that the app was told is attacked', async () => {
    const listeners = [listener(1, 9464), listener(2, '3000')];
    expect(await chooseListener(listeners, '3000', '/', await clients())).toEqual({ port: 2, tls: false });
  });

  it('otherwise the first that has the path of a route', async () => {
    const [silent, other, app] = [await answering(404), await answering(404), await answering(401)];
    const listeners = [silent, other, app].map((port) => listener(port));
    expect(await chooseListener(listeners, undefined, '/users', await clients())).toEqual({ port: app, tls: false });
  });

  it('otherwise the first', async () => {
    const ports = [await answering(404), await answering(404)];
    const found = await chooseListener(
      ports.map((port) => listener(port)),
      '80',
      '/',
      await clients(),
    );
    expect(found.port).toBe(ports[0]);
  });
});

describe('an app with TLS of its own', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function secure(): Promise<number> {
    const folder = await temporaryFolder();
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', 'key.pem', '-out', 'cert.pem'];
    const subject = ['-subj', '/CN=app.example.com', '-days', '1', '-nodes'];
    execFileSync('openssl', ['req', '-x509', ...key, ...subject], { cwd: folder, stdio: 'pipe' });
    const [cert, secret] = ['cert.pem', 'key.pem'].map((name) => readFileSync(join(folder, name)));
    server = createServer({ cert, key: secret }, (request, response) => response.end(request.headers.host));
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  it('is spoken to in TLS, whatever its certificate is for', async () => {
    const port = await secure();
    const client = (await clients()).group()('');
    const [answer] = await send({ port, tls: true }, { path: '/', headers: { Host: 'evil.example' } }, client);
    expect(answer).toMatchObject({ status: 200, text: 'evil.example' });
    const many = await send({ port, tls: true }, { path: '/', direct: true, times: 20 }, client);
    expect(many.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const [slow] = await send({ port, tls: true }, { path: '/', slowly: 1200 }, client);
    expect(slow).toMatchObject({ status: 0, text: 'the connection was still open' });
  });

  it('is found at its address', async () => {
    const port = await secure();
    expect(await originOf(`https://localhost:${port}/`, await clients())).toEqual({
      host: '127.0.0.1',
      port,
      tls: true,
    });
    await expect(originOf(`http://127.0.0.1:${port}`, await clients())).rejects.toThrow('Nothing answers at');
  });
});
