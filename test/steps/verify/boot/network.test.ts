import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bootFiles, down, printed, runFiles } from './booting';

/** 192.0.2.0/24, 2001:db8::/32 and .invalid are reserved for documentation and tests: nothing is there. */
const REACH_OUT = `
import http from 'node:http';
import https from 'node:https';
import http2 from 'node:http2';
import net, { connect } from 'node:net';
import tls from 'node:tls';
import dns, { lookup } from 'node:dns';
import { resolveSrv, Resolver as PromisedResolver } from 'node:dns/promises';
import dgram from 'node:dgram';
import { promisify } from 'node:util';
const outcome = async (run) => { try { await run(); return 'went out'; } catch (error) { const cause = error.cause ?? error; return cause.code + ' ' + cause.message; } };
const failing = (emitter) => new Promise((resolve, reject) => { emitter.on('error', reject); for (const event of ['connect', 'response', 'message']) emitter.on(event, resolve); });
const udp = (run) => new Promise((resolve, reject) => run(dgram.createSocket('udp4'), (error) => error ? reject(error) : resolve()));
const outwards = (name, options, back) => { const address = /^[0-9]/.test(name) ? name : '192.0.2.7'; if (options.all) back(null, [{ address, family: 4 }]); else back(null, address, 4); };
const seen = {
  fetch: await outcome(() => fetch('https://a.invalid/')),
  address: await outcome(() => fetch('http://192.0.2.1:8080/')),
  http: await outcome(() => failing(http.get('http://b.invalid:81/'))),
  https: await outcome(() => failing(https.get('https://c.invalid/'))),
  http2: await outcome(() => failing(http2.connect('https://d.invalid'))),
  net: await outcome(() => failing(net.connect(5432, 'e.invalid'))),
  named: await outcome(() => failing(connect({ port: 5432, host: '192.0.2.2' }))),
  six: await outcome(() => failing(net.connect({ port: 1, host: '2001:db8::1' }))),
  mapped: await outcome(() => failing(net.connect({ port: 1, host: '::ffff:192.0.2.3' }))),
  tls: await outcome(() => failing(tls.connect({ port: 443, host: 'f.invalid' }))),
  likeLocal: await outcome(() => failing(net.connect(1, 'localhost.g.invalid'))),
  likeLoopback: await outcome(() => failing(net.connect(1, '127.0.0.1.h.invalid'))),
  socket: await outcome(() => failing(new net.Socket().connect({ port: 1, host: 'i.invalid' }))),
  ownLookup: await outcome(() => failing(net.connect({ port: 1, host: 'j.invalid', lookup: (name, options, back) => back(null, '192.0.2.4', 4) }))),
  websocket: await outcome(() => typeof WebSocket === 'undefined' ? Promise.reject(Object.assign(new Error('k.invalid'), { code: 'none' })) : new Promise((resolve, reject) => { const s = new WebSocket('ws://k.invalid'); s.onopen = resolve; s.onerror = () => reject(Object.assign(new Error('k.invalid'), { code: 'closed' })); })),
  lookup: await outcome(() => promisify(lookup)('l.invalid')),
  resolve4: await outcome(() => promisify(dns.resolve4)('m.invalid')),
  promises: await outcome(() => dns.promises.resolve('n.invalid')),
  srv: await outcome(() => resolveSrv('o.invalid')),
  resolver: await outcome(() => promisify((name, back) => new dns.Resolver().resolveMx(name, back))('p.invalid')),
  promisedResolver: await outcome(() => new PromisedResolver().resolveTxt('q.invalid')),
  reverse: await outcome(() => dns.promises.reverse('192.0.2.5')),
  udpSend: await outcome(() => udp((socket, back) => socket.send('x', 8125, 'r.invalid', back))),
  udpParts: await outcome(() => udp((socket, back) => socket.send(Buffer.from('xyz'), 0, 2, 8125, '192.0.2.6', back))),
  lookupOfLocalhost: await outcome(() => failing(net.connect({ port: 1, host: 'localhost', lookup: outwards }))),
  lookupBelowLocalhost: await outcome(() => failing(http.get({ port: 1, host: 'u.localhost', lookup: outwards }))),
  udpLookup: await outcome(() => new Promise((resolve, reject) => dgram.createSocket({ type: 'udp4', lookup: outwards }).on('error', reject).send('x', 8125, 'localhost', (error) => error ? reject(error) : resolve()))),
  resolveLocalhost: await outcome(() => dns.promises.resolve4('secret.localhost')),
  udpConnect: await outcome(() => udp((socket, back) => socket.connect(8125, 's.invalid', back))),
};
dgram.createSocket('udp4').send('nobody listens for the error', 8125, 't.invalid');
for (let i = 0; i < 3; i++) await fetch('http://often.invalid/').catch(() => {});
console.log('SEEN ' + JSON.stringify(seen));
http.createServer().listen(3000);
`;

describe('the network', () => {
  it('ends at this machine, whichever way the app takes', async () => {
    const app = await runFiles({ 'app.mjs': REACH_OUT }, ['node', 'app.mjs']);
    const seen = printed(app, 'SEEN') as Record<string, string>;
    expect(Object.keys(seen)).toHaveLength(29);
    const { websocket, ...told } = seen;
    expect(websocket).toMatch(/k\.invalid/);
    expect(
      Object.entries(told).filter(([, text]) => !/^(?:ECONNREFUSED|ENOTFOUND) .*--allow-network/.test(text)),
    ).toEqual([]);
    expect(seen['fetch']).toContain('a.invalid:443');
    expect(app.output()).toContain('t.invalid:8125');
    expect(app.output().match(/tempered: a connection to often\.invalid/g)).toHaveLength(1);
  });

  it('is open within this machine', async () => {
    const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const app = await runFiles({
      'app.js': `
        const dns = require('node:dns');
        const ways = ['http://127.0.0.1:${port}', 'http://localhost:${port}', 'http://[::ffff:127.0.0.1]:${port}', 'http://0.0.0.0:${port}'];
        Promise.all(ways.map(async (url) => (await fetch(url)).text().catch((error) => String(error)))).then(async (texts) => {
          const names = await Promise.all(['localhost', 'some.localhost', '127.0.0.1', '::1', '192.0.2.1'].map((name) => dns.promises.lookup(name).then(() => 'found')));
          const { get } = require('node:http');
          for (const lookup of [undefined, (name, options, back) => dns.lookup('127.0.0.1', options, back)]) {
            const options = { host: 'own.localhost', port: ${port}, lookup };
            texts.push(await new Promise((resolve, reject) => get(options, (response) => response.on('data', (data) => resolve(String(data)))).on('error', reject)));
          }
          console.log('TEXTS ' + JSON.stringify([...texts, ...names]));
          require('node:http').createServer().listen(3000);
        });`,
    });
    expect(printed(app, 'TEXTS')).toEqual([...Array(6).fill('here'), ...Array(5).fill('found')]);
    expect(app.output()).not.toContain('refused');
  });

  it('is open where the user says so', async () => {
    const source = `
      const net = require('node:net');
      // Without a network at all it is another error, and takes as long as it likes.
      const socket = net.connect({ port: 9, host: '192.0.2.1' }).on('error', () => undefined);
      require('node:dgram').createSocket('udp4').send('x', 9, '192.0.2.1', (error) => {
        console.log('STATE ' + JSON.stringify([socket.connecting || socket.destroyed, String(error)]));
        require('node:http').createServer().listen(3000);
      });`;
    const app = await runFiles({ 'app.js': source }, undefined, { allowNetwork: true });
    expect(printed(app, 'STATE')).toEqual([true, expect.not.stringMatching(/tempered/)]);
    expect(app.output()).not.toContain('refused by tempered');
  });

  it('is what the hint is about when an app cannot do without', async () => {
    const { outcome } = await bootFiles({
      'app.js': `require('node:net').connect(5432, 'db.prod.invalid').on('connect', () => require('node:http').createServer().listen(3000));`,
    });
    const { problem } = down(outcome);
    expect(problem.hint).toContain('db.prod.invalid:5432');
    expect(problem.hint).toContain('--allow-network');
  });
});
