'use strict';
// Loaded with node --require: every listen() goes to a free port of 127.0.0.1, which the parent process is told.
const net = require('node:net');

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (...args) {
  const callback = args.find((arg) => typeof arg === 'function');
  this.once('listening', () => process.send?.({ port: this.address().port }));
  return listen.call(this, { port: 0, host: '127.0.0.1', exclusive: true }, ...(callback ? [callback] : []));
};
