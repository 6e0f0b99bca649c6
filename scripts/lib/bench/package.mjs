// What is downloaded, and what installing it takes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

const LIMIT_KB = 1000;

/** The packed tarball, and its installation in an empty folder. */
export function benchPackage({ root, folder }) {
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const packed = JSON.parse(
    execFileSync('npm', pack, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  const [{ filename, size, unpackedSize, entryCount }] = Object.values(packed);
  const empty = path.join(folder, 'empty');
  mkdirSync(empty);
  writeFileSync(path.join(empty, 'package.json'), '{ "name": "empty", "private": true }');
  const start = performance.now();
  const install = ['install', '--no-audit', '--no-fund', '--loglevel=error', path.join(folder, filename)];
  execFileSync('npm', install, { cwd: empty, stdio: 'ignore' });
  const wall = performance.now() - start;
  const kb = Math.round(size / 1000);
  const unpacked = `${(unpackedSize / 1e6).toFixed(1)} MB in ${entryCount} files`;
  return {
    title: 'the package',
    rows: [
      { name: 'the tarball', figure: `${kb} kB; ${unpacked}`, goal: `at most ${LIMIT_KB} kB`, isGood: kb <= LIMIT_KB },
      { name: '`npm install` of it in an empty folder', wall },
    ],
  };
}
