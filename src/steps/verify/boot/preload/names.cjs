'use strict';
/* Names are not looked up: the question alone leaves the machine. */
const dns = require('node:dns');
const net = require('node:net');
const { isLocal, refusal } = require('./refusal.cjs');

const isQuery = (name) => /^(?:resolve|reverse|lookup)/.test(name);

exports.refuse = function refuse() {
  for (const target of [dns, dns.Resolver.prototype]) replace(target, called);
  for (const target of [dns.promises, dns.promises.Resolver.prototype]) replace(target, promised);
};

function replace(target, wrap) {
  for (const name of Object.getOwnPropertyNames(target)) {
    const original = target[name];
    if (typeof original === 'function' && isQuery(name)) target[name] = wrap(name, original);
  }
}

/** `lookup` asks the system, which knows its own names; an address needs no question, except that for its name. */
function passes(name, host) {
  if (typeof host !== 'string' || host === '') return true;
  return name === 'lookup' ? net.isIP(host) !== 0 || isLocal(host) : net.isIP(host) !== 0 && isLocal(host);
}

/** All of `localhost` is the same, but the system may ask others for what stands before it. */
const plain = (name, host) =>
  name === 'lookup' && typeof host === 'string' && /\.localhost\.?$/i.test(host) ? 'localhost' : host;

const denied = (name, host) =>
  name === 'lookup'
    ? refusal(host, { syscall: 'getaddrinfo', code: 'ENOTFOUND' })
    : refusal(host, { syscall: `query${name.replace(/^resolve/, '')}`, code: 'ECONNREFUSED' });

const called = (name, original) =>
  function (host, ...rest) {
    const callback = rest.at(-1);
    if (passes(name, host) || typeof callback !== 'function') return original.call(this, plain(name, host), ...rest);
    process.nextTick(callback, denied(name, host));
    return {};
  };

const promised = (name, original) =>
  function (host, ...rest) {
    return passes(name, host) ? original.call(this, plain(name, host), ...rest) : Promise.reject(denied(name, host));
  };
