import { setFlagsFromString } from 'node:v8';

/**
 * Tells V8 that a lot of short work comes: thousands of files, each parsed, walked and forgotten. By default a third of the
 * time goes into optimizing functions, again and again as new shapes of nodes turn up; and syntax trees, which outlive the
 * young generation though they are garbage as soon as their file is done with, make the heap several times as large as
 * what is in use.
 */
export function prepareEngine(): void {
  const flags = ['--max-inlined-bytecode-size-cumulative=200'];
  // Later versions count calls, and V8 complains of flags that it does not know. Their young generation grows to 96 MB and
  // more, for nothing; that of Node.js 20 to 48, where most trees then are gone before anybody has to look at them.
  const isOld = Number.parseInt(process.versions.v8, 10) < 12;
  if (isOld) flags.push('--heap-growing-percent=50', '--interrupt-budget=270000');
  else flags.push('--heap-growing-percent=40', '--semi-space-growth-factor=1');
  flags.forEach((flag) => setFlagsFromString(flag));
}
