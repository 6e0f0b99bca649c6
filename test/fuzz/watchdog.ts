import { Worker } from 'node:worker_threads';

const CODE = `
const { workerData: { memory, limit } } = require('node:worker_threads');
const [BEATS, SEED, STOPPED] = [0, 1, 2];
for (;;) {
  const state = Atomics.wait(memory, BEATS, Atomics.load(memory, BEATS), limit);
  if (Atomics.load(memory, STOPPED) === 1) break;
  if (state !== 'timed-out') continue;
  require('node:fs').writeSync(2, '\\nThe case of seed ' + Atomics.load(memory, SEED) + ' does not end.\\n');
  process.kill(process.pid, 'SIGKILL');
}
`;

/**
 * What never lets go of the thread cannot be ended from within it: where no `beat` is heard for `limit` milliseconds,
 * the process is ended, with the seed of the last one on stderr.
 */
export function startWatchdog(limit: number): { beat: (seed: number) => void; stop: () => void } {
  const memory = new Int32Array(new SharedArrayBuffer(12));
  const worker = new Worker(CODE, { eval: true, workerData: { memory, limit } });
  worker.unref();
  const tell = (slot: number, value: number): void => {
    Atomics.store(memory, slot, value);
    Atomics.add(memory, 0, 1);
    Atomics.notify(memory, 0);
  };
  return { beat: (seed) => tell(1, seed), stop: () => tell(2, 1) };
}
