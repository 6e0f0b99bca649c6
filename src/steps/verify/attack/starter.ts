import type { BootProblem, Ending, Skip } from '../../../types/proof';
import type { App } from './app-under-test';
import { chooseListener } from './attack-point';
import { boot, type BootOptions, type Running } from '../boot/boot';
import type { Clients } from './clients';

/** Milliseconds that an app which lacks something is given to say so, at the least. */
const LEAST_PATIENCE = 5000;

/** Starts one app as often as is needed, until it is interrupted, and stops all of it at the end. */
export class Starter {
  /** Milliseconds that the first start took. */
  elapsed = 0;
  #running: Running[] = [];
  /** The port that was asked for by the listener which is the app. */
  #port: string | undefined;

  /** `paths`: some that the app has, by which it is told from other servers in the same process. */
  constructor(
    private readonly options: BootOptions,
    private readonly paths: readonly string[],
    private readonly clients: Clients,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async start(): Promise<App | BootProblem> {
    const began = performance.now();
    const running = await this.#boot(this.options);
    if ('problem' in running) return running.problem;
    this.elapsed ||= performance.now() - began;
    const sought = { port: this.#port ?? this.options.env['PORT'], paths: this.paths };
    const listener = await chooseListener(running, sought, this.clients);
    if (!listener)
      return { reason: 'The app ended soon after it listened.', log: [], hint: 'See what it says by hand.' };
    const { port, tls, wanted } = listener;
    // The next time it is known by that.
    if (wanted) this.#port = String(wanted);
    return { origin: { port, tls }, running };
  }

  /** Null where it does not start any more. */
  async again(): Promise<App | null> {
    const app = await this.start();
    return 'origin' in app ? app : null;
  }

  /** How it ends where its environment lacks these variables; one that listens all the same is stopped. */
  async without(names: readonly string[]): Promise<Ending | Skip> {
    if (!this.options.hideEnvFiles)
      return { skip: 'the app reads env files of its own, which may name what is taken out' };
    const began = performance.now();
    const left = Object.entries(this.options.env).filter(([name]) => !names.includes(name));
    const timeout = Math.min(this.options.timeout, Math.max(LEAST_PATIENCE, 3 * this.elapsed));
    // The file that the user has named would bring back what is taken out.
    const envFile = names.length === 0 ? this.options.envFile : undefined;
    const running = await this.#boot({ ...this.options, env: Object.fromEntries(left), envFile, timeout });
    if ('problem' in running) return running.ending ?? { skip: running.problem.reason };
    await running.stop();
    return { code: null, listened: true, output: running.output(), elapsed: performance.now() - began };
  }

  /** Whoever interrupts stops what runs; nothing more may be started then. */
  async #boot(options: BootOptions): ReturnType<typeof boot> {
    this.signal?.throwIfAborted();
    const running = await boot(options);
    if (!('problem' in running)) this.#running.push(running);
    this.signal?.throwIfAborted();
    return running;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((running) => running.stop()));
  }
}
