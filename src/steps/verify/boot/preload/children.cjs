'use strict';
/* Programs and threads that the app starts are watched as well, also where it gives them an environment of their own. */
const programs = require('node:child_process');
const path = require('node:path');
const workers = require('node:worker_threads');

const OURS = ['TEMPERED_BOOT', 'TEMPERED_NODE_OPTIONS'];

/** A thread has them of the one that started it: it may share its environment with an app that has cleared it since. */
exports.ours = function ours() {
  const own = Object.fromEntries(OURS.map((name) => [name, process.env[name]]));
  const all = workers.isMainThread ? own : (workers.getEnvironmentData(OURS[0]) ?? own);
  workers.setEnvironmentData(OURS[0], all);
  return all;
};

exports.follow = function follow(ours) {
  followSpawn(ours);
  for (const name of ['spawnSync', 'execFileSync', 'execSync']) programs[name] = waiting(programs[name], ours);
  followThreads(ours);
  if (process.execve) {
    const { execve } = process;
    process.execve = (file, args, env = process.env) => execve.call(process, file, args, withOurs(env, ours));
  }
};

/** All that does not wait comes through here. */
function followSpawn(ours) {
  const { prototype } = programs.ChildProcess;
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    if (!Array.isArray(options?.envPairs)) return spawn.call(this, options);
    const args = Array.isArray(options.args) ? shellArguments(options.file, options.args) : options.args;
    const pairs = options.envPairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
    const env = withOurs(Object.fromEntries(pairs), ours);
    return spawn.call(this, { ...options, args, envPairs: Object.entries(env).map((pair) => pair.join('=')) });
  };
}

/** `(file, args, options)`, where args may be left out, or `(command, options)`. */
function waiting(original, ours) {
  return function (file, ...rest) {
    const at = original.name !== 'execSync' && (Array.isArray(rest[0]) || rest[0] == null) ? 1 : 0;
    const options = rest[at] ?? {};
    // What is wrong is left to Node.js to complain about.
    if (typeof file !== 'string' || !isObject(options)) {
      return original.call(this, file, ...rest);
    }
    const isCommand = original.name === 'execSync' || Boolean(options.shell);
    const words = at === 1 ? (rest[0] ?? []) : [];
    const args = isCommand ? words.map(shellCommand) : shellArguments(file, words);
    const given = { ...options, env: withOurs(options.env || process.env, ours) };
    return original.call(this, isCommand ? shellCommand(file) : file, ...(at === 1 ? [args, given] : [given]));
  };
}

function followThreads(ours) {
  workers.Worker = class Worker extends workers.Worker {
    constructor(file, options) {
      // Node.js refuses some NODE_OPTIONS in an environment that is given, so that none is given needlessly.
      const given = isObject(options?.env) && options.env !== process.env;
      // It takes over ours, of which the app may have taken out something.
      if (!given) Object.assign(process.env, withOurs(process.env, ours));
      super(file, given ? { ...options, env: withOurs(options.env, ours) } : options);
    }
  };
}

const isObject = (value) => typeof value === 'object' && value !== null;

/** First in line, also where a package manager has put its own loader before it. */
function withOurs(env, ours) {
  const others = String(env.NODE_OPTIONS ?? '')
    .replace(ours.TEMPERED_NODE_OPTIONS, '')
    .trim();
  const all = { ...ours, NODE_OPTIONS: `${ours.TEMPERED_NODE_OPTIONS} ${others}`.trim() };
  // Node.js takes what an environment inherits from another object as well.
  for (const name in env) all[name] ??= env[name];
  return all;
}

/**
 * `NODE_OPTIONS=--max-old-space-size=4096 node server.js` in a script must not lose the preload: a shell joins strings
 * that stand side by side, whatever the quotes of the second.
 */
function shellArguments(file, args) {
  const at = args.indexOf('-c') + 1;
  if (at === 0 || !/^(?:ba|da|z|k)?sh$/.test(path.basename(file)) || typeof args[at] !== 'string') return args;
  return args.map((each, index) => (index === at ? shellCommand(each) : each));
}

const shellCommand = (command) =>
  typeof command === 'string'
    ? command.replace(/(^|[\s;&|(])NODE_OPTIONS=/g, '$1NODE_OPTIONS="$TEMPERED_NODE_OPTIONS "')
    : command;

exports.shellArguments = shellArguments;
