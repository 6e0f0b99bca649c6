'use strict';
/* Names are not looked up: the question alone leaves the machine. */
const dns = require('node:dns');
const net = require('node:net');
const { isLocal, refusal } = require('./refusal.cjs');

const isQuery = (name) => /^(?:resolve|reverse|lookup)/.test(name);
const harmless = (host) => typeof host !== 'string' || host === '' || isLocal(host);

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

/** An address needs no question, except that for its name. */
const passes = (name, host) => harmless(host) || (name === 'lookup' && net.isIP(host) !== 0);
const denied = (name, host) =>
  name === 'lookup'
    ? refusal(host, { syscall: 'getaddrinfo', code: 'ENOTFOUND' })
    : refusal(host, { syscall: `query${name.replace(/^resolve/, '')}`, code: 'ECONNREFUSED' });

const called = (name, original) =>
  function (host, ...rest) {
    const callback = rest.at(-1);
    if (passes(name, host) || typeof callback !== 'function') return original.call(this, host, ...rest);
    process.nextTick(callback, denied(name, host));
    return {};
  };

const promised = (name, original) =>
  function (host, ...rest) {
    return passes(name, host) ? original.call(this, host, ...rest) : Promise.reject(denied(name, host));
  };
