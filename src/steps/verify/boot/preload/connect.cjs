'use strict';
/* Connections: none beyond this machine, and to the app's own configured port there where it came to listen. */
const dns = require('node:dns');
const net = require('node:net');
const { isLocal, refusal, staying } = require('./refusal.cjs');

/** Everything comes through here: http, https, tls, http2, fetch. */
exports.watch = function watch({ moved }, { network }) {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...args) {
    const [options, callback] = read(args);
    const { path, host = 'localhost', port } = options;
    if (path) return connect.apply(this, args);
    if (isLocal(host || 'localhost')) {
      const now = moved.get(Number(port));
      if (now === undefined && (network || net.isIP(host || '') !== 0)) return connect.apply(this, args);
      return now === undefined
        ? connect.call(this, { ...options, lookup: staying(options.lookup ?? dns.lookup) }, callback)
        : connect.call(this, { ...options, host: '127.0.0.1', port: now }, callback);
    }
    if (network) return connect.apply(this, args);
    const error = refusal(host, { port });
    this.connecting = true;
    process.nextTick(() => this.destroy(error));
    return this;
  };
};

/** The arguments of `connect`, also as the list that `net.connect` makes of its own. */
function read(args) {
  const list = Array.isArray(args[0]) ? args[0] : args;
  const [first, second] = list;
  const callback = typeof list.at(-1) === 'function' ? list.at(-1) : undefined;
  if (typeof first === 'object' && first !== null) return [first, callback];
  if (typeof first === 'string' && !(Number(first) >= 0)) return [{ path: first }, callback];
  return [{ port: first, host: typeof second === 'string' ? second : undefined }, callback];
}
