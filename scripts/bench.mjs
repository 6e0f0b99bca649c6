// npm run bench [-- DIR]: how long tempered takes to start, as a multiple of bare Node, and how long the audit of 5,000
// files (of DIR, or of the installed packages) takes, as a multiple of parsing them. Ratios move less than times do.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundle, load } from './lib/load.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tempered = path.join(root, 'bin/tempered.js');
const ROUNDS = 21;
const SCANS = 3;
const FILES = 5000;

if (!existsSync(path.join(root, 'dist/cli.js'))) throw new Error('Run `npm run build` first.');

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

function time(args, expected) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const took = performance.now() - start;
  if (!expected.includes(status)) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stderr}`);
  return took;
}

const folder = await mkdtemp(path.join(tmpdir(), 'tempered-bench-'));
try {
  const app = path.join(folder, 'app');
  await promisify(execFile)('npx', ['--yes', 'express-generator@4.16.1', '--no-view', app], { cwd: folder });
  const rows = [
    { name: 'node -e 0', args: ['-e', '0'], expected: [0], times: [] },
    { name: 'tempered --help', args: [tempered, '--help'], expected: [0], times: [], target: 1.6 },
    // 1: it has findings, of course.
    { name: 'tempered check', args: [tempered, 'check', app], expected: [0, 1], times: [], target: 3.5 },
  ];
  // Interleaved, so that a busy moment of the machine slows all of them.
  for (let round = 0; round < ROUNDS; round++) for (const row of rows) row.times.push(time(row.args, row.expected));
  const base = median(rows[0].times);
  for (const { name, times, target } of rows) {
    const ratio = median(times) / base;
    const verdict = target === undefined ? '' : `at most ${target}: ${ratio <= target ? 'yes' : 'NO'}`;
    console.log(
      `${name.padEnd(18)}${median(times).toFixed(0).padStart(5)} ms ${ratio.toFixed(2).padStart(6)} x  ${verdict}`,
    );
    if (target !== undefined && ratio > target) process.exitCode = 1;
  }
  await benchScan(path.resolve(process.argv[2] ?? path.join(root, 'node_modules')));
} finally {
  await rm(folder, { recursive: true, force: true });
}

/**
 * The audit with every rule against reading and parsing the same files, each in a process of its own. What counts is how it
 * compares with parsing under the settings of V8 that it has itself; with the defaults, parsing takes longer.
 */
async function benchScan(directory) {
  const sources = ['src/project/bare.ts', 'src/project/scan/left-out.ts', 'src/project/scan/list.ts'];
  const files = await filesOf(directory, await load(...sources));
  const list = path.join(folder, 'files.txt');
  await writeFile(list, files.join('\n'));
  const rest = ['src/measures/index.ts', 'src/steps/audit.ts', 'src/steps/engine.ts', 'codemods/lib/parse.ts'];
  const bundled = await bundle(folder, [...sources, ...rest]);
  const scan = fileURLToPath(new URL('lib/scan.mjs', import.meta.url));
  const rows = ['read', 'parse', 'prepared', 'audit'].map((mode) => ({ mode, runs: [] }));
  for (let round = 0; round < SCANS; round++)
    for (const { mode, runs } of rows) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [scan, mode, bundled, directory, list], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`${mode}: ${stderr}`);
      runs.push(JSON.parse(stdout));
    }
  console.log(`\n${files.length} files of ${directory}`);
  const msOf = ({ runs }) => median(runs.map(({ ms }) => ms));
  const [byDefault, prepared] = ['parse', 'prepared'].map((mode) => msOf(rows.find((row) => row.mode === mode)));
  for (const row of rows) {
    const [ratio, rss] = [msOf(row) / prepared, median(row.runs.map(({ rss }) => rss))];
    const isGood = ratio <= 1.5 && rss <= 200;
    const verdict = row.mode === 'audit' ? `at most 1.50 and 200 MB: ${isGood ? 'yes' : 'NO'}` : '';
    const figures = `${msOf(row).toFixed(0).padStart(7)} ms ${ratio.toFixed(2).padStart(6)} x (${(msOf(row) / byDefault).toFixed(2)} of parse) ${rss.toFixed(0).padStart(5)} MB`;
    console.log(`${row.mode.padEnd(10)}${figures}  ${verdict}`);
    if (row.mode === 'audit' && !isGood) process.exitCode = 1;
  }
}

/** The first source files of a folder that the audit would look at; tests and built files count here. */
function filesOf(directory, { isSource, leftOutByText, listFiles }) {
  const isLooked = (file) => {
    const at = path.join(directory, file);
    if (!isSource(file) || /\.d\.[cm]?ts$/.test(file) || statSync(at).size > 1024 * 1024) return false;
    return leftOutByText(file, readFileSync(at, 'utf8'), false) === null;
  };
  const found = [];
  for (const file of listFiles(directory, false)) {
    if (found.length === FILES) break;
    if (isLooked(file)) found.push(file);
  }
  return found;
}
