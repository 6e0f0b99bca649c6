'use strict';
/* Programs that the app starts are watched as well, also where it gives them an environment of their own. */
const { ChildProcess } = require('node:child_process');
const path = require('node:path');

const OURS = ['TEMPERED_BOOT', 'TEMPERED_NODE_OPTIONS'];

exports.follow = function follow() {
  const ours = Object.fromEntries(OURS.map((name) => [name, process.env[name]]));
  const { spawn } = ChildProcess.prototype;
  ChildProcess.prototype.spawn = function (options) {
    if (!Array.isArray(options?.envPairs)) return spawn.call(this, options);
    const args = Array.isArray(options.args) ? shellArguments(options.file, options.args) : options.args;
    return spawn.call(this, { ...options, args, envPairs: withOurs(options.envPairs, ours) });
  };
};

function withOurs(pairs, ours) {
  const own = [...OURS, 'NODE_OPTIONS'];
  const given = pairs.find((pair) => pair.startsWith('NODE_OPTIONS='))?.slice('NODE_OPTIONS='.length) ?? '';
  const options = given.includes(ours.TEMPERED_NODE_OPTIONS) ? given : `${ours.TEMPERED_NODE_OPTIONS} ${given}`.trim();
  return [
    ...pairs.filter((pair) => !own.some((name) => pair.startsWith(`${name}=`))),
    ...OURS.map((name) => `${name}=${ours[name]}`),
    `NODE_OPTIONS=${options}`,
  ];
}

/**
 * `NODE_OPTIONS=--max-old-space-size=4096 node server.js` in a script must not lose the preload: a shell joins strings
 * that stand side by side, whatever the quotes of the second.
 */
function shellArguments(file, args) {
  const at = args.indexOf('-c') + 1;
  if (at === 0 || !/^(?:ba|da|z|k)?sh$/.test(path.basename(file)) || typeof args[at] !== 'string') return args;
  const command = args[at].replace(/(^|[\s;&|(])NODE_OPTIONS=/g, '$1NODE_OPTIONS="$TEMPERED_NODE_OPTIONS "');
  return args.map((each, index) => (index === at ? command : each));
}
exports.shellArguments = shellArguments;
