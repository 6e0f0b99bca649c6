'use strict';
/* UDP: bound to loopback, and sent nowhere else. */
const dgram = require('node:dgram');
const { isLocal, refusal, staying } = require('./refusal.cjs');

exports.force = function force({ network }) {
  const { prototype } = dgram.Socket;
  forceBind(prototype, network);
  if (network) return;
  refuseOthers(prototype);
  const { createSocket } = dgram;
  dgram.createSocket = (options, ...rest) => {
    const own = typeof options?.lookup === 'function' ? { ...options, lookup: staying(options.lookup) } : options;
    return createSocket(own, ...rest);
  };
};

function forceBind(prototype, network) {
  const { bind } = prototype;
  prototype.bind = function (...args) {
    const [first, second] = args;
    const options = typeof first === 'object' && first !== null ? first : { port: first, address: second };
    // A socket that Node.js binds by itself before it sends is a client's.
    const client = network && !Number(options.port) && typeof options.address !== 'string';
    if (client || typeof options.fd === 'number') return bind.apply(this, args);
    const callback = args.find((each) => typeof each === 'function');
    const address = this.type === 'udp6' ? '::1' : '127.0.0.1';
    return bind.call(this, { port: 0, address, exclusive: true }, ...(callback ? [callback] : []));
  };
}

function refuseOthers(prototype) {
  const { send, connect } = prototype;
  prototype.send = function (...args) {
    // (message, port, address, callback) or (message, offset, length, port, address, callback)
    const long = args[4] || (args[3] && typeof args[3] !== 'function');
    const [port, address, callback] = long ? args.slice(3) : args.slice(1);
    if (isConnected(this) || typeof address !== 'string' || isLocal(address)) return send.apply(this, args);
    const error = refusal(address, { port });
    // Without a callback nobody learns of a datagram that is lost.
    if (typeof callback === 'function') process.nextTick(callback, error);
  };
  prototype.connect = function (...args) {
    const [port, address, callback] = args;
    if (typeof address !== 'string' || isLocal(address)) return connect.apply(this, args);
    const error = refusal(address, { port });
    process.nextTick(() => (typeof callback === 'function' ? callback(error) : this.emit('error', error)));
  };
}

function isConnected(socket) {
  try {
    return Boolean(socket.remoteAddress());
  } catch {
    return false;
  }
}
