'use strict';
/*
 * Loaded with `node --require` into every Node.js process of an app that `tempered verify` starts, before anything of the
 * app itself. It keeps servers and connections on this machine, hides env files, and reports what listens.
 *
 * It holds back what goes through Node.js's own modules: that is, mistakes, not malice. Native code (uWebSockets.js, a
 * database client in C) and programs that are not Node.js are not held back.
 */
const { syncBuiltinESMExports } = require('node:module');

const children = require('./children.cjs');
const ours = children.ours();

if (ours.TEMPERED_BOOT) {
  const settings = JSON.parse(ours.TEMPERED_BOOT);
  // First, while connecting is what it was.
  const channel = require('./channel.cjs').open(settings);
  require('./listen.cjs').force(channel, settings);
  require('./connect.cjs').watch(channel, settings);
  if (!settings.network) require('./names.cjs').refuse();
  require('./datagrams.cjs').force(settings);
  children.follow(ours);
  if (settings.hide) require('./env-files.cjs').hide(settings);
  if (process.features.inspector) keepInspector();
  // `import { readFileSync } from 'node:fs'` sees the changes too.
  syncBuiltinESMExports();
}

/** `--inspect=0.0.0.0` listens without any server of Node.js, and so does whoever opens it later. */
function keepInspector() {
  const inspector = require('node:inspector');
  const flags = `${process.execArgv.join(' ')} ${process.env.NODE_OPTIONS ?? ''}`;
  if (/--inspect/.test(flags)) inspector.close();
  const { open } = inspector;
  inspector.open = (port, _host, ...rest) => open(port, '127.0.0.1', ...rest);
}
