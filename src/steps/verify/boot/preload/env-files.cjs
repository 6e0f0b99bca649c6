'use strict';
/* The project's env files may point at production: they are not there for the app. */
const fs = require('node:fs');
const path = require('node:path');
const { fileURLToPath } = require('node:url');
const { flagged, takeOut } = require('./env-values.cjs');

/** `.env`, `.env.local`, `.env_prod`, `.env~`, `config.env`, `env.production`, and those of direnv and Flask. */
const ENV_FILE =
  /^[\w-]*\.env(?:[._-][^/\\]+)?~?$|^env\.(?:prod|dev|stag|test|local|live|qa|uat|ci|secret)[^/\\]*$|^\.(?:envrc|flaskenv)[^/\\]*$/i;
/** Never committed, whatever else stands in its name. */
const LOCAL = /\.local~?$/i;
/** Committed for people to copy, and modules (`app.env.js`). */
const OTHER =
  /(?:^|[._-])(?:example|sample|template|dist|defaults?|schema)(?:[._-]|$)|\.(?:[cm]?[jt]sx?|json|map|ya?ml)$/i;
/** Where an error names the file, it says why. */
const NOWHERE = '(hidden by tempered, see --env-file)';

const { lstatSync, realpathSync } = fs;

exports.hide = function hide({ root, given, envFile, envFiles }) {
  const hidden = finder(root, envFile);
  takeOut([...envFiles, ...flagged(process.execArgv).filter((file) => hidden(file))], given);
  const redirected = (original) =>
    function (file, ...rest) {
      return original.call(this, hidden(file) ?? file, ...rest);
    };
  const replace = (target, names) => {
    for (const name of names.filter((each) => typeof target[each] === 'function')) {
      target[name] = like(target[name], redirected(target[name]));
    }
  };
  const both = ['readFile', 'open', 'access', 'stat', 'lstat', 'copyFile', 'cp', 'link', 'rename'];
  replace(fs, [...both, ...both.map((name) => `${name}Sync`), 'exists', 'existsSync', 'openAsBlob']);
  replace(fs.promises, both);
  if (process.loadEnvFile) {
    const { loadEnvFile } = process;
    process.loadEnvFile = (file = '.env') => loadEnvFile(hidden(file) ?? file);
  }
};

/** `util.promisify` and others look at what a function carries. */
function like(original, replacement) {
  for (const key of Reflect.ownKeys(original).filter((name) => name !== 'prototype')) {
    Object.defineProperty(replacement, key, Object.getOwnPropertyDescriptor(original, key));
  }
  return replacement;
}

/** Turns the path of a hidden file into one that cannot exist; undefined for every other. */
function finder(root, envFile) {
  const home = real(root);
  /** What the user has named is the app's to read. */
  const named = envFile && real(envFile);
  /** In the project, or in a folder around it, as in a workspace. */
  const near = (folder) => [root, home].some((each) => isInside(each, folder) || isInside(folder, each));
  const isHidden = (file) =>
    isEnvFile(file) && real(file) !== named && (near(path.dirname(file)) || near(real(path.dirname(file))));
  return (file) => {
    const name = text(file);
    if (name === null) return undefined;
    const absolute = path.resolve(name);
    if (isHidden(absolute) || (isLink(absolute) && isHidden(real(absolute)))) {
      return path.join(path.dirname(absolute), NOWHERE, path.basename(absolute));
    }
    return undefined;
  };
}

function isEnvFile(file) {
  const name = path.basename(file);
  return ENV_FILE.test(name) && (LOCAL.test(name) || !OTHER.test(name));
}
const isInside = (folder, file) =>
  file === folder || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);

function text(file) {
  if (typeof file === 'string') return file;
  if (file instanceof Uint8Array) return Buffer.from(file).toString();
  try {
    return file instanceof URL ? fileURLToPath(file) : null;
  } catch {
    return null;
  }
}

function isLink(file) {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}

function real(file) {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
