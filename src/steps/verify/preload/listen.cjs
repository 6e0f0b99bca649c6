'use strict';
/* Every server comes up on 127.0.0.1, on a port that is free. */
const net = require('node:net');

exports.force = function force(channel) {
  const { listen } = net.Server.prototype;
  const asked = new WeakMap();

  net.Server.prototype.listen = function (...args) {
    const wish = read(args);
    if (!asked.has(this)) report(channel, this, asked);
    asked.set(this, wish.port === null || wish.port === undefined ? null : Number(wish.port));
    return wish.elsewhere ? listen.apply(this, args) : listen.call(this, ...here(wish));
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
  const unspecified = port === null || (port === undefined && ('port' in options || typeof first !== 'object'));
  // Pipes and handles are left alone, and what is no port is left to Node.js to complain about.
  const elsewhere = !unspecified && !isPort(port);
  return { port, backlog, callback, signal: options.signal, elsewhere: elsewhere || isHandle(options) };
}

const isPath = (value) => typeof value === 'string' && !(Number(value) >= 0);
const isPort = (value) =>
  (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) &&
  Number.isInteger(Number(value)) &&
  Number(value) >= 0 &&
  Number(value) <= 65_535;
const isHandle = (options) =>
  options instanceof net.Server || Boolean(options._handle ?? options.handle) || typeof options.fd === 'number';

/** In a cluster, `exclusive` gives each worker its own port: workers cannot share one that is not known beforehand. */
function here({ backlog, callback, signal }) {
  const options = { port: 0, host: '127.0.0.1', exclusive: true };
  if (backlog !== undefined) options.backlog = Number(backlog);
  if (signal !== undefined) options.signal = signal;
  return callback ? [options, callback] : [options];
}

function report(channel, server, asked) {
  server.once('listening', () => {
    const wanted = asked.get(server);
    asked.delete(server);
    const address = server.address();
    if (address === null || typeof address === 'string') return channel.tell({ type: 'pipe', path: address });
    const { port } = address;
    const tls = typeof server.setSecureContext === 'function';
    // Servers of node:http and node:https; of node:http2.
    const http = 'headersTimeout' in server || typeof server.updateSettings === 'function';
    if (wanted > 0 && wanted !== port) channel.moved.set(wanted, port);
    channel.tell({ type: 'listening', port, wanted, tls, http });
    server.once('close', () => channel.tell({ type: 'closed', port }));
  });
}
