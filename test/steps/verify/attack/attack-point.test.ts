import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { chooseListener, originOf } from '../../../../src/steps/verify/attack/attack-point';
import { send } from '../../../../src/steps/verify/attack/client';
import { Clients, hasLoopbackAddresses } from '../../../../src/steps/verify/attack/clients';
import { temporaryFolder } from '../../../temporary';
import { runFiles } from '../boot/booting';

const clients = async (): Promise<Clients> => new Clients(await hasLoopbackAddresses(), null);

/** A key, and a certificate for it that nobody has signed. */
async function keys(): Promise<Record<'key.pem' | 'cert.pem', string>> {
  const folder = await temporaryFolder();
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', 'key.pem', '-out', 'cert.pem'];
  const subject = ['-subj', '/CN=app.example.com', '-days', '1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...key, ...subject], { cwd: folder, stdio: 'pipe' });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { 'key.pem': read('key.pem'), 'cert.pem': read('cert.pem') };
}

const APP = `
const { createServer } = require('node:http');
const found = { '/': 'home', '/users': 'list' };
const app = (request, response) => found[request.url]
  ? response.end(found[request.url])
  : response.writeHead(404).end('no ' + request.url);
`;
const METRICS = `createServer((request, response) => response.end('metrics 1')).listen(9464);`;

/** The server that is chosen in a process of these sources, by what it answers. */
async function chosen(source: string, port?: string): Promise<string> {
  const running = await runFiles({ 'app.js': APP + source, ...(await keys()) }, undefined, {
    env: port ? { PORT: port } : {},
  });
  const found = await chooseListener(running, { port, paths: ['/', '/users'] }, await clients());
  const [answer] = await send(found!, { path: '/users' }, (await clients()).group()(''));
  return `${found!.tls ? 'https ' : ''}${answer!.status} ${answer!.text}`;
}

describe('of several listeners', () => {
  it('the one on the port that the app was told is attacked', async () => {
    const source = `${METRICS} createServer(app).listen(process.env.PORT);`;
    expect(await chosen(source, '38211')).toBe('200 list');
  });

  it('a port that the app was told is waited for', async () => {
    const source = `${METRICS} setTimeout(() => createServer(app).listen(process.env.PORT), 1200);`;
    expect(await chosen(source, '38211')).toBe('200 list');
  });

  it('otherwise the one that knows the paths of the app, even if it comes up late', async () => {
    const source = `${METRICS} createServer((request, response) => response.writeHead(404).end()).listen(9465);`;
    expect(await chosen(`${source} createServer(app).listen(3000);`, '38211')).toBe('200 list');
    expect(await chosen(`${source} setTimeout(() => createServer(app).listen(3000), 1200);`)).toBe('200 list');
  });

  it('a server that answers everything loses against one that knows nothing', async () => {
    const source = `${METRICS} createServer((request, response) => response.writeHead(404).end('api')).listen(8080);`;
    expect(await chosen(source)).toBe('404 api');
  });

  it('an app that answers every path with its page is known by its routes', async () => {
    const page = `(request, response) => response.end(request.url === '/users' ? 'list' : '<p>')`;
    const source = `${METRICS} createServer(${page}).listen(8080);`;
    expect(await chosen(source)).toBe('200 list');
  });

  it('the one with TLS, where the other sends its clients there', async () => {
    const redirect = `(request, response) => response.writeHead(301, { location: 'https://x' + request.url }).end()`;
    const secure = `
      const [key, cert] = ['key.pem', 'cert.pem'].map((name) => require('node:fs').readFileSync(name));
      require('node:https').createServer({ key, cert }, app).listen(8443);`;
    const http = `createServer(${redirect}).listen(process.env.PORT);`;
    expect(await chosen(http + secure, '38211')).toBe('https 200 list');
    expect(await chosen(secure + http.replace(redirect, 'app'), '38211')).toBe('200 list');
  });

  it('any of a cluster', async () => {
    const cluster = `
      const cluster = require('node:cluster');
      if (cluster.isPrimary) { ${METRICS} cluster.fork(); cluster.fork(); } else createServer(app).listen(3000);`;
    expect(await chosen(cluster)).toBe('200 list');
  });

  it('none, where the app has ended', async () => {
    const running = await runFiles({ 'app.js': `${APP} ${METRICS} setTimeout(() => process.exit(), 500);` });
    expect(await chooseListener(running, { port: '38211', paths: ['/'] }, await clients())).toBeNull();
  });
});

describe('an app with TLS of its own', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function secure(): Promise<number> {
    const { 'key.pem': key, 'cert.pem': cert } = await keys();
    server = createServer({ cert, key }, (request, response) => response.end(request.headers.host));
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
