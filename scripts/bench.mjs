// npm run bench [-- DIR] [--write]: what tempered takes, beside what other tools take for the same, in one table: going over
// the first 5,000 source files of DIR (or of the installed packages), starting, and being installed. Every goal is judged;
// one that is missed makes it end with 1. --write puts the table into docs/performance.md.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchFiles } from './lib/bench/files.mjs';
import { benchPackage } from './lib/bench/package.mjs';
import { benchStart } from './lib/bench/start.mjs';
import { machine, table, writePage } from './lib/bench/table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!existsSync(path.join(root, 'dist/cli.js'))) throw new Error('Run `npm run build` first.');

const given = process.argv.slice(2);
const directory = given.find((word) => !word.startsWith('--')) ?? path.join(root, 'node_modules');
const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'tempered-bench-')));
try {
  const parts = [];
  for (const part of [benchStart, benchFiles, benchPackage]) {
    const own = path.join(folder, part.name);
    await mkdir(own);
    parts.push(await part({ root, folder: own, directory: path.resolve(directory) }));
    process.stderr.write(`${part.name} is done\n`);
  }
  const page = `${machine()}\n\n${table(parts)}`;
  console.log(page);
  if (given.includes('--write')) await writePage(path.join(root, 'docs/performance.md'), page);
  if (parts.some(({ rows }) => rows.some(({ isGood }) => isGood === false))) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
