import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const preload = fileURLToPath(new URL('preload.cjs', import.meta.url));

/** A process under test that listens on loopback. */
export interface Running {
  port: number;
  alive(): boolean;
  /** What it has written so far, stdout and stderr together. */
  output(): string;
  /** Sends a signal, and returns at once. */
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or the signal, once it has ended. */
  ended: Promise<number | string>;
  /** Ends it the hard way. */
  stop(): Promise<void>;
}

export interface BootOptions {
  cwd: string;
  /** On top of PATH and NODE_ENV=production: nothing else of the caller's environment gets in. */
  env?: Record<string, string>;
  execArgv?: string[];
  args?: string[];
  /** Milliseconds. */
  timeout?: number;
}

/**
 * Starts a JavaScript file and resolves as soon as it listens, wherever it wanted to, on a free port of 127.0.0.1.
 * @throws Error with its output where it ends first, or does not listen in time.
 */
export function boot(entry: string, options: BootOptions): Promise<Running> {
  const child = fork(entry, options.args ?? [], {
    cwd: options.cwd,
    execArgv: ['--require', preload, ...(options.execArgv ?? [])],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += String(chunk)));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const running = {
    alive: () => child.exitCode === null && child.signalCode === null,
    output: () => printed,
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    ended,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${entry} did not listen in time.\n${printed}`));
    }, options.timeout ?? 15_000);
    child.once('message', (message) => {
      clearTimeout(timer);
      resolve({ ...running, port: (message as { port: number }).port });
    });
    void ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`${entry} ended with ${code} before it listened.\n${printed}`));
    });
  });
}
