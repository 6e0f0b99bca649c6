// Starts a Node.js server on loopback, for the demo and the checks of a packed tempered.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const preload = fileURLToPath(new URL('listen-on-loopback.cjs', import.meta.url));

/**
 * Resolves once the server listens: `{ port, alive(), output(), stop() }`.
 * Rejects with what it printed where it ends first, or does not listen in time.
 */
export function boot(entry, { cwd, env = {}, timeout = 15_000 }) {
  const child = fork(entry, [], {
    cwd,
    execArgv: ['--require', preload],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const ended = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  const server = {
    alive: () => child.exitCode === null && child.signalCode === null,
    output: () => printed,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`It did not listen within ${timeout / 1000} s.\n${printed}`));
    }, timeout);
    child.once('message', ({ port }) => {
      clearTimeout(timer);
      resolve({ ...server, port });
    });
    ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`It ended with ${code} before it listened.\n${printed}`));
    });
  });
}
