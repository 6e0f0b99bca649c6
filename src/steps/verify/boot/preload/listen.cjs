'use strict';
/* Every server comes up on 127.0.0.1, on a port that is free. */
const dns = require('node:dns');
const { lstatSync } = require('node:fs');
const net = require('node:net');
const path = require('node:path');

exports.force = function force(channel) {
  const { listen } = net.Server.prototype;
  const asked = new WeakMap();

  net.Server.prototype.listen = function (...args) {
    const wish = read(args);
    if (!asked.has(this)) report(channel, this, asked);
    asked.set(this, wish);
    wish.made = isFree(wish.path) ? path.resolve(wish.path) : null;
    if (wish.elsewhere) return listen.apply(this, args);
    // Without a host Node.js listens at once: `server.address()` in the next line is not null.
    return wish.host ? listen.call(this, ...here(wish)) : atOnce(() => listen.call(this, ...here(wish)));
  };
};

/** The arguments of `listen`, as Node.js reads them. */
function read(args) {
  const last = args.at(-1);
  const callback = typeof last === 'function' ? last : undefined;
  const first = typeof args[0] === 'function' ? undefined : args[0];
  const options =
    typeof first === 'object' && first !== null ? first : isPath(first) ? { path: first } : { port: first };
  const backlog = options.backlog ?? [args[1], args[2]].find((each) => Number(each) > 0 && typeof each !== 'function');
  const port = options.port;
  const unspecified = port === null || (port === undefined && 'port' in options);
  // Pipes and handles are left alone, and what is no port is left to Node.js to complain about.
  const elsewhere = !unspecified && !isPort(port);
  const host = typeof args[1] === 'string' && typeof first !== 'object' ? args[1] : options.host;
  return {
    path: options.path,
    port,
    host,
    backlog,
    callback,
    signal: options.signal,
    elsewhere: elsewhere || isHandle(options),
  };
}

const isPath = (value) => typeof value === 'string' && !(Number(value) >= 0);
/** Whether it names a file that is not there: a socket that comes to be there is the app's, and goes with it. */
function isFree(file) {
  if (process.platform === 'win32' || typeof file !== 'string' || file.startsWith('\0')) return false;
  try {
    return lstatSync(file, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}
const isPort = (value) =>
  (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) &&
  Number.isInteger(Number(value)) &&
  Number(value) >= 0 &&
  Number(value) <= 65_535;
const isHandle = (options) =>
  options instanceof net.Server ||
  Boolean(options._handle ?? options.handle) ||
  (typeof options.fd === 'number' && options.fd >= 0);

/** In a cluster, `exclusive` gives each worker its own port: workers cannot share one that is not known beforehand. */
function here({ backlog, callback, signal }) {
  const options = { port: 0, host: '127.0.0.1', exclusive: true };
  if (backlog !== undefined) options.backlog = Number(backlog);
  if (signal !== undefined) options.signal = signal;
  return callback ? [options, callback] : [options];
}

/** Node.js looks up even an address, and would listen only after that. */
function atOnce(run) {
  const { lookup } = dns;
  // Node.js 20 asks for one address, later versions for all.
  dns.lookup = (host, ...rest) =>
    rest[0]?.all ? rest.at(-1)(null, [{ address: host, family: 4 }]) : rest.at(-1)(null, host, 4);
  try {
    return run();
  } finally {
    dns.lookup = lookup;
  }
}

function report(channel, server, asked) {
  server.once('listening', () => {
    const { port: wish, elsewhere, path: file, made } = asked.get(server);
    asked.delete(server);
    const address = server.address();
    if (address === null || typeof address === 'string') {
      return channel.tell({ type: 'pipe', path: address ?? String(file), made });
    }
    if (!elsewhere && address.address !== '127.0.0.1') {
      server.close();
      throw new Error('tempered cannot keep a server on this machine with this version of Node.js.');
    }
    const { port } = address;
    const wanted = wish === null || wish === undefined ? null : Number(wish);
    const tls = typeof server.setSecureContext === 'function';
    // Servers of node:http and node:https; of node:http2.
    const http = 'headersTimeout' in server || typeof server.updateSettings === 'function';
    if (wanted > 0 && wanted !== port) channel.moved.set(wanted, port);
    channel.tell({ type: 'listening', port, wanted, tls, http });
    server.once('close', () => channel.tell({ type: 'closed', port }));
  });
}
