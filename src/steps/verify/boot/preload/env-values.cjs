'use strict';
/* What a shell or Node.js itself has read from a hidden env file before anything else could run is taken out again. */
const { readFileSync } = require('node:fs');
const { parseEnv } = require('node:util');

/** `given`: the environment as tempered has made it, which comes back where a file has changed it. */
exports.takeOut = function takeOut(files, given) {
  const { env } = process;
  for (const file of files) {
    const text = read(file);
    const values = parseEnv(text);
    for (const name of new Set([...Object.keys(values), ...namesIn(text)])) {
      if (!env[name] || !formsOf(name, values, text).includes(env[name])) continue;
      if (name in given) env[name] = given[name];
      else delete env[name];
    }
  }
};

/** `node --env-file=.env`, `--env-file .env` */
exports.flagged = function flagged(words) {
  const flag = /^--env-file(?:-if-exists)?(?:=(.*))?$/;
  return words.flatMap((word, at) => (flag.test(word) ? [flag.exec(word)[1] ?? words[at + 1]] : []));
};

const LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=(.*)$/gm;
const namesIn = (text) => [...text.matchAll(LINE)].map(([, name]) => name);

/** As it stands in the file, and what `. .env` or `export $(cat .env | xargs)` makes of it. */
function formsOf(name, values, text) {
  const raw = [...text.matchAll(LINE)].filter((line) => line[1] === name).map((line) => line[2].trim());
  const plain = [values[name] ?? '', ...raw, ...raw.map((value) => value.replace(/["'\\]/g, ''))];
  const whole = [...plain, ...plain.map((value) => expanded(value, values))];
  return [...whole, ...whole.map((value) => value.split(/\s/)[0])];
}

/** `postgres://$USER:${PASSWORD}@localhost`; a value that names itself ends soon. */
function expanded(value, values, depth = 0) {
  if (depth > 5) return value;
  return value.replace(/\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g, (_, braced, otherwise, bare) => {
    const name = braced ?? bare;
    return expanded(values[name] ?? process.env[name] ?? otherwise ?? '', values, depth + 1);
  });
}

function read(file) {
  try {
    return readFileSync(file, 'utf8').replace(/\r/g, '');
  } catch {
    return '';
  }
}
