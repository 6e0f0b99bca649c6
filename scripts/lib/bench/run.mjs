// Runs a command and tells what it took. CPU and memory are those of all its Node.js processes together.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const USAGE = fileURLToPath(new URL('usage.cjs', import.meta.url));

/** The middle one of each figure of several runs. */
export const median = (runs) =>
  Object.fromEntries(
    ['wall', 'cpu', 'memory'].map((key) => [
      key,
      runs.map((run) => run[key]).toSorted((a, b) => a - b)[runs.length >> 1],
    ]),
  );

/** Commands, a few times each and in turns, so that a busy moment of the machine slows all of them: the median of each. */
export function inTurns(rounds, commands) {
  const runs = commands.map(() => []);
  for (let round = 0; round < rounds; round++) commands.forEach((command, index) => runs[index].push(command()));
  return runs.map(median);
}

/** What `node ...args` took, in ms and MB. `expected` are the exit codes it may end with. */
export function run(args, { cwd, expected = [0] } = {}) {
  const notes = path.join(tmpdir(), `tempered-bench-${process.pid}-${performance.now()}.jsonl`);
  const env = { ...process.env, NODE_OPTIONS: `--require "${USAGE}"`, BENCH_USAGE: notes };
  const start = performance.now();
  const given = { cwd, env, encoding: 'utf8', maxBuffer: 1024 ** 3 };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, given);
  const wall = performance.now() - start;
  if (!expected.includes(status))
    throw new Error(`node ${args.join(' ')} ended with ${status}\n${stderr.slice(-2000)}`);
  const used = readFileSync(notes, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  rmSync(notes);
  const sum = (key) => used.reduce((total, each) => total + each[key], 0);
  return { wall, cpu: sum('cpu'), memory: sum('memory'), stdout, stderr };
}

/** How many ms pass until `node ...args`, on a terminal of its own, shows a text; it is ended then. */
export function untilShown(args, text, { cwd }) {
  const command = [process.execPath, ...args].map((word) => `'${word}'`).join(' ');
  const onMac = process.platform === 'darwin';
  const given = onMac ? ['-q', '/dev/null', 'sh', '-c', command] : ['-qec', command, '/dev/null'];
  const env = { ...process.env, CI: '', TERM: 'xterm-256color' };
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn('script', given, { cwd, detached: true, env });
    let shown = '';
    let wall = null;
    child.stdout.on('data', (chunk) => {
      shown += chunk;
      if (wall !== null || !text.test(shown)) return;
      wall = performance.now() - start;
      process.kill(-child.pid, 'SIGTERM');
    });
    child.on('error', reject);
    child.on('close', () =>
      wall === null ? reject(new Error(`It never showed ${text}:\n${shown}`)) : resolve({ wall }),
    );
  });
}
