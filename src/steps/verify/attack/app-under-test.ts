import { setTimeout as wait } from 'node:timers/promises';
import { Answering } from './answering';
import type { Running } from '../boot/boot';
import { send } from './client';
import type { Clients } from './clients';
import type { Origin } from './wire';

/** A running app; `running` is null where somebody else started it. */
export interface App {
  origin: Origin;
  running: Running | null;
}

/** Milliseconds for what was written, or for a process to end, to reach us. */
const SETTLE = 20;
/** Milliseconds after which an app that does not answer counts as dead. */
const HUNG = 3000;
/** Milliseconds for all attacks together. */
const LONGEST = 5 * 60_000;

/** The app that is attacked, which an attack may end; then it is started again. */
export class AppUnderTest {
  /** How many times it was started again: what was seen before is of another process. */
  restarts = 0;
  /** A path that it answers while it is alive; null where none is known. */
  home: string | null = null;
  readonly answering = new Answering();
  readonly #began = Date.now();
  #hung = false;
  #escaped: readonly number[] = [];

  constructor(
    public current: App | null,
    private readonly start: () => Promise<App | null>,
    readonly clients: Clients,
    /** Nothing more is sent, and nothing started, once it is aborted. */
    readonly signal?: AbortSignal,
  ) {}

  /** Whether the process lives and answers; a moment after the last attack, since dying takes one. */
  async isAlive(): Promise<boolean> {
    await wait(SETTLE);
    this.#hung = this.#lives() && this.home !== null && !(await this.#answers(this.home));
    return this.#lives() && !this.#hung;
  }

  /** The app, started again where it was found dead; null where it does not start, or must not. */
  async revive(): Promise<App | null> {
    if (!this.current || (this.#lives() && !this.#hung)) return this.current;
    await this.current.running?.stop();
    this.#escaped = this.escaped;
    if (this.#escaped.length > 0) return (this.current = null);
    if (this.#hung) this.answering.forget();
    this.current = await this.start();
    this.#hung = false;
    this.restarts += 1;
    return this.current;
  }

  #lives(): boolean {
    return this.current !== null && this.current.running?.alive() !== false;
  }

  async #answers(path: string): Promise<boolean> {
    const [answer] = await send(this.current!.origin, { path }, this.clients.group()(''), { limit: HUNG });
    return answer!.status !== 0;
  }

  /** Ports that it opened to other machines, for which it was stopped and is not started again. */
  get escaped(): readonly number[] {
    return this.current?.running?.escaped ?? this.#escaped;
  }

  /** How it came to its end. */
  get end(): string {
    return this.#hung ? 'the app does not answer any more' : 'the app ended';
  }

  /** Whether the attacks have taken longer than anybody would wait. */
  get isOver(): boolean {
    return Date.now() - this.#began > LONGEST;
  }

  /** What it has written since, or null where somebody else started it. */
  get output(): string | null {
    return this.current?.running?.output() ?? null;
  }
}
