import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { install, makeApp, type Installation } from './workshop';

const streams = `
const server = require('node:http').createServer((req, res) => {
  if (req.url === '/events') res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\\n\\n');
  if (req.url === '/done') res.end('done');
});
server.on('upgrade', (_req, socket) => socket.write('HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n'));
protectServer(server.listen(3000));`;

describe('a protected server', () => {
  let installation: Installation;
  let cwd: string;
  const running: Running[] = [];
  beforeAll(async () => {
    installation = await install(5);
    ({ cwd } = await makeApp(installation, 'server', { form: 'js-cjs' }));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(running.map((app) => app.stop()));
    await installation.remove();
  });
  const start = async (name: string, code: string): Promise<Running> => {
    const file = path.join(cwd, `src/${name}.js`);
    await writeFile(file, `const { protectServer } = require('./security/limits.js');\n${code}`);
    const app = await boot(file, { cwd });
    running.push(app);
    return app;
  };
  /** The limits that a server has in the end, in milliseconds. */
  const limits = async (name: string, code: string): Promise<unknown> => {
    const print = 'console.log(JSON.stringify([s.headersTimeout, s.requestTimeout, s.keepAliveTimeout]))';
    const app = await start(name, `${code}\nconst s = protectServer(server.listen(0)); ${print};`);
    await expect.poll(() => app.output()).toContain('\n');
    return JSON.parse(app.output());
  };
  /** Sends a request on a connection of its own, and resolves when something comes back. */
  const open = async (app: Running, url: string, headers = ''): Promise<Socket> => {
    const socket = connect(app.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`GET ${url} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`);
    if (url !== '/never') await once(socket, 'data');
    else await new Promise((resolve) => setTimeout(resolve, 200));
    return socket;
  };

  it('gets limits where it had those of Node', async () => {
    const server = "const server = require('node:http').createServer();";
    expect(await limits('usual', server)).toEqual([1_000, 30_000, 65_000]);
    expect(await limits('secure', server.replace('http', 'https'))).toEqual([1_000, 30_000, 65_000]);
  });

  it('keeps what the app has set', async () => {
    const options = '{ requestTimeout: 600_000, headersTimeout: 90_000, keepAliveTimeout: 70_000 }';
    const server = `const server = require('node:http').createServer(${options});`;
    expect(await limits('own', server)).toEqual([90_000, 600_000, 70_000]);
    const later = "const server = require('node:http').createServer(); server.requestTimeout = 0;";
    expect(await limits('later', later)).toEqual([1_000, 0, 65_000]);
  });

  it('of HTTP/2 stays as it is, and finishes what is under way', async () => {
    const app = await start(
      'http2',
      `const http2 = require('node:http2');
      const server = http2.createServer();
      server.on('stream', (stream) => setTimeout(() => (stream.respond({ ':status': 200 }), stream.end('done')), 500));
      protectServer(server.listen(0));
      server.on('listening', () => {
        const client = http2.connect('http://127.0.0.1:' + server.address().port);
        client.request({ ':path': '/' }).setEncoding('utf8').on('data', console.log).on('end', () => client.close());
      });`,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    app.signal('SIGTERM');
    expect(await app.ended).toBe(0);
    expect(app.output()).toBe('done\n');
  });

  it('ends well where only idle connections, sockets and streams of events are left', async () => {
    const app = await start('streams', streams);
    const sockets = [
      await open(app, '/done'),
      await open(app, '/events'),
      await open(app, '/socket', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'),
    ];
    app.signal('SIGTERM');
    expect(await app.ended).toBe(0);
    sockets.forEach((socket) => socket.destroy());
  }, 15_000);

  it('tells with its exit code that an answer was lost', async () => {
    const app = await start('lost', streams);
    const socket = await open(app, '/never');
    app.signal('SIGTERM');
    expect(await app.ended).toBe(1);
    socket.destroy();
  }, 15_000);
});
