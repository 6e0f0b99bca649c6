import { writeSync } from 'node:fs';
import { startWatchdog } from './watchdog';

/** Milliseconds that one case may take on a busy machine. */
const BUDGET = 20_000;

/** A seed of its own repeats one case: TEMPERED_FUZZ_SEED=123. */
export const given = process.env['TEMPERED_FUZZ_SEED'];

/** Runs as many cases, or the given one; where some fail, the error names their seeds. */
export async function runAll<T>(count: number, run: (seed: number) => Promise<T>): Promise<T[]> {
  const seeds = given === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(given)];
  const dog = startWatchdog(3 * BUDGET);
  const outcomes: T[] = [];
  const failures: string[] = [];
  for (const seed of seeds) {
    dog.beat(seed);
    try {
      outcomes.push(await inTime(run(seed)));
    } catch (error) {
      if (given !== undefined) {
        dog.stop();
        throw error;
      }
      failures.push(`TEMPERED_FUZZ_SEED=${seed}: ${(error as Error).message.slice(0, 500)}`);
      // At once: a later case may end the process.
      writeSync(2, `${failures.at(-1)}\n`);
    }
  }
  dog.stop();
  if (failures.length > 0) throw new Error(`${failures.length} cases fail:\n${failures.slice(0, 30).join('\n')}`);
  return outcomes;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Error(`It takes longer than ${BUDGET} ms.`);
  const out = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late), BUDGET);
  });
  try {
    const result = await Promise.race([work, out]);
    if (performance.now() - began > BUDGET) throw late;
    return result;
  } finally {
    clearTimeout(timer);
  }
}
