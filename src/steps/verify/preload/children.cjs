'use strict';
/* Programs and threads that the app starts are watched as well, also where it gives them an environment of their own. */
const { ChildProcess } = require('node:child_process');
const path = require('node:path');
const workers = require('node:worker_threads');

const OURS = ['TEMPERED_BOOT', 'TEMPERED_NODE_OPTIONS'];

exports.follow = function follow() {
  const ours = Object.fromEntries(OURS.map((name) => [name, process.env[name]]));
  const { spawn } = ChildProcess.prototype;
  ChildProcess.prototype.spawn = function (options) {
    if (!Array.isArray(options?.envPairs)) return spawn.call(this, options);
    const args = Array.isArray(options.args) ? shellArguments(options.file, options.args) : options.args;
    const pairs = options.envPairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
    const env = withOurs(Object.fromEntries(pairs), ours);
    return spawn.call(this, { ...options, args, envPairs: Object.entries(env).map((pair) => pair.join('=')) });
  };
  workers.Worker = class Worker extends workers.Worker {
    constructor(file, options) {
      // Node.js refuses some NODE_OPTIONS in an environment that is given, so that none is given needlessly.
      const given = typeof options?.env === 'object' && options.env !== null && options.env !== process.env;
      super(file, given ? { ...options, env: withOurs(options.env, ours) } : options);
    }
  };
};

/** First in line, also where a package manager has put its own loader before it. */
function withOurs(env, ours) {
  const others = (env.NODE_OPTIONS ?? '').replace(ours.TEMPERED_NODE_OPTIONS, '').trim();
  return { ...env, ...ours, NODE_OPTIONS: `${ours.TEMPERED_NODE_OPTIONS} ${others}`.trim() };
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
