'use strict';
/* What counts as this machine, and how a connection to another one is refused. */
const { writeSync } = require('node:fs');
const net = require('node:net');
const { constants } = require('node:os');

const own = new net.BlockList();
own.addSubnet('127.0.0.0', 8);
own.addAddress('0.0.0.0');
own.addAddress('::1', 'ipv6');
own.addAddress('::', 'ipv6');

/** Whether the name or address is this machine: addresses written inside IPv6 (`::ffff:127.0.0.1`) are seen through. */
exports.isLocal = function isLocal(host) {
  const kind = net.isIP(host);
  return kind === 0 ? /(?:^|\.)localhost\.?$/i.test(host) : own.check(host, kind === 6 ? 'ipv6' : 'ipv4');
};

/** A function that looks up names, for those of this machine: whatever it is, it leads nowhere else. */
exports.staying = (lookup) =>
  function (host, options, callback) {
    const [given, then] = typeof options === 'function' ? [[], options] : [[options], callback];
    return lookup.call(this, host, ...given, (error, found, ...rest) => {
      const addresses = Array.isArray(found) ? found.map((each) => each?.address) : [found];
      const outside = error ? undefined : addresses.find((each) => typeof each === 'string' && !isAddressHere(each));
      if (outside === undefined) then(error, found, ...rest);
      else then(exports.refusal(outside));
    });
  };

/** Without its zone, which names an interface. */
const isAddressHere = (address) => net.isIP(address) !== 0 && exports.isLocal(address);

const told = new Set();

/** An error as of a connection that was refused; the first for a host is told on stderr as well. */
exports.refusal = function refusal(host, { port, syscall = 'connect', code = 'ECONNREFUSED' } = {}) {
  const where = port === undefined ? host : `${host}:${port}`;
  const why = 'refused by tempered, which keeps the app on this machine; --allow-network lets it out';
  if (!told.has(host)) {
    told.add(host);
    warn(`tempered: a connection to ${where} was ${why}\n`);
  }
  const error = new Error(`${syscall} ${code} ${where} (${why})`);
  const about = syscall === 'connect' ? { address: host, port } : { hostname: host };
  return Object.assign(error, { errno: -(constants.errno[code] ?? 3008), code, syscall, ...about });
};

function warn(text) {
  try {
    writeSync(2, text);
  } catch {
    // Nobody reads it.
  }
}
