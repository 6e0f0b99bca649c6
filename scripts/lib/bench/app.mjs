// A small app to harden: what express-generator makes, with routes and services until there are 20 source files.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const THINGS = ['orders', 'products', 'customers', 'invoices', 'carts', 'reviews', 'shipments', 'payments'];

const service = (thing) => `const ${thing} = new Map();
let last = 0;

function list({ page = 1, size = 20 }) {
  return [...${thing}.values()].slice((page - 1) * size, page * size);
}

function find(id) {
  return ${thing}.get(Number(id)) ?? null;
}

function add({ name, note, price }) {
  const made = { id: (last += 1), name, note, price: Number(price), at: new Date() };
  ${thing}.set(made.id, made);
  return made;
}

function remove(id) {
  return ${thing}.delete(Number(id));
}

module.exports = { list, find, add, remove };
`;

const route = (thing) => `const express = require('express');
const ${thing} = require('../services/${thing}');

const router = express.Router();

router.get('/', (req, res) => {
  const { page, size } = req.query;
  res.json(${thing}.list({ page, size }));
});

router.get('/:id', (req, res) => {
  const found = ${thing}.find(req.params.id);
  if (!found) return res.status(404).json({ error: 'not found' });
  res.json(found);
});

router.post('/', (req, res) => {
  const { name, note, price } = req.body;
  res.status(201).json(${thing}.add({ name: name.trim(), note, price }));
});

router.delete('/:id', (req, res) => {
  res.status(${thing}.remove(req.params.id) ? 204 : 404).end();
});

module.exports = router;
`;

/** Makes it in a new folder; its source files, absolute. */
export function makeApp(folder) {
  const options = { cwd: path.dirname(folder), stdio: 'ignore' };
  execFileSync('npx', ['--yes', 'express-generator@4.16.1', '--no-view', path.basename(folder)], options);
  mkdirSync(path.join(folder, 'services'));
  const write = (file, text) => writeFileSync(path.join(folder, file), text);
  for (const thing of THINGS) {
    write(`services/${thing}.js`, service(thing));
    write(`routes/${thing}.js`, route(thing));
  }
  const mounts = THINGS.map((thing) => `app.use('/${thing}', require('./routes/${thing}'));\n`).join('');
  const app = readFileSync(path.join(folder, 'app.js'), 'utf8');
  write('app.js', app.replace('\nmodule.exports', `${mounts}\nmodule.exports`));
  const names = ['app.js', 'bin/www', 'routes/index.js', 'routes/users.js'];
  return [...names, ...THINGS.flatMap((thing) => [`services/${thing}.js`, `routes/${thing}.js`])].map((file) =>
    path.join(folder, file),
  );
}
