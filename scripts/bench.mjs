// npm run bench: how long tempered takes to start, as a multiple of bare Node. Ratios move less than times do.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const tempered = path.join(root, 'bin/tempered.js');
const ROUNDS = 21;

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
} finally {
  await rm(folder, { recursive: true, force: true });
}
