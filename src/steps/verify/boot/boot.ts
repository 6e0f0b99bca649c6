/** Boots an app on loopback under control, and ends it with everything that came of it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { BootProblem, Ending } from '../../../types/proof';
import type { Peer } from './channel';
import { describeProblem } from './boot-problem';
import { isAlive, launch, type Launched } from './launch';
import { watchPorts } from './escape';
import { kill } from './processes';
import type { StartCommand } from '../start/start';

export interface BootOptions {
  start: StartCommand;
  /** Absolute folder of the project: its env files may be hidden. */
  root: string;
  /** On top of what programs need to run at all (child-environment.ts), and instead of the caller's. */
  env: Record<string, string>;
  /** Milliseconds until something must listen. */
  timeout: number;
  allowNetwork: boolean;
  hideEnvFiles: boolean;
  /** The one that is not hidden, where the user has named one: its absolute path. */
  envFile?: string | undefined;
}

export interface Listener {
  pid: number;
  /** On 127.0.0.1. */
  port: number;
  /** The port that the app asked for; null where it left that open. */
  wanted: string | number | null;
  tls: boolean;
}

export interface Running {
  /** What listens now, HTTP servers first, otherwise in the order in which they came up. */
  readonly listeners: Listener[];
  /** Whether a process that listened is alive. */
  alive(): boolean;
  /** What all processes wrote so far, stdout and stderr. */
  output(): string;
  /** To the processes that have listened, not to a package manager in between. */
  signal(name: NodeJS.Signals): void;
  /** How the processes that listened, or got the signal, ended; `elapsed` counts from the signal where there was one. */
  ended: Promise<Ending>;
  /** Ports that it has opened to other machines since it came up, for which it was stopped at once. */
  readonly escaped: readonly number[];
  /** Kills everything; resolves when it is gone. */
  stop(): Promise<void>;
}

/** After the first listener: others of the same start, such as the workers of a cluster. */
const SETTLE = 150;
/** A server that does not speak HTTP may come up before the one that does. */
const SETTLE_OTHER = 2_000;
const POLL = 20;
/** Every how many polls it is looked whether something listens on its own. */
const LOOK = 10;
/** How often, and how many milliseconds apart, until what listens on its own is taken to stay. */
const LOOKS = 6;
const BETWEEN = 100;

/**
 * Starts the command and resolves when a server listens, or with what went wrong; `ending` is null where the command could
 * not be started. It never leaves a process behind when it fails.
 */
export async function boot(options: BootOptions): Promise<Running | { problem: BootProblem; ending: Ending | null }> {
  const began = Date.now();
  const app = await launch(options);
  if (await listens(app, options.timeout)) return running(app, began);

  const seen = { exited: app.exited, escaped: app.escaped() };
  if (seen.exited) await app.drained();
  await app.stop();
  const ending = app.failed
    ? null
    : {
        code: seen.exited?.code ?? null,
        listened: hasListened(app),
        output: app.output(),
        elapsed: Date.now() - began,
      };
  return { problem: describeProblem(app, seen, options), ending };
}

const living = (app: Launched): Peer[] => app.peers.filter(isAlive);
const hasListened = (app: Launched): boolean => app.peers.some(({ listened }) => listened);

function listenersOf(app: Launched): Listener[] {
  const all = living(app).flatMap(({ pid, listening }) => listening.map((each) => ({ pid, ...each })));
  return [...all.filter(({ http }) => http), ...all.filter(({ http }) => !http)].map(({ pid, port, wanted, tls }) => ({
    pid,
    port,
    wanted,
    tls,
  }));
}

/** Resolves with true once something listens and has settled, with false when nothing will. */
async function listens(app: Launched, timeout: number): Promise<boolean> {
  const deadline = Date.now() + timeout;
  for (let round = 1; Date.now() < deadline && !isOver(app); round++) {
    const settle = settleTime(app);
    await wait(settle ?? POLL);
    if ((settle !== null || round % LOOK === 0) && (await isOpen(app))) return false;
    // A port that was only tried out is closed again by now.
    if (settle !== null && listenersOf(app).length > 0) return true;
  }
  return listenersOf(app).length > 0;
}

/** Whether it stays open: the inspector listens before the preload is there, which closes it. */
async function isOpen(app: Launched): Promise<boolean> {
  for (let looks = 1; app.escaped().length > 0; looks++) {
    if (looks === LOOKS) return true;
    await wait(BETWEEN);
  }
  return false;
}

function settleTime(app: Launched): number | null {
  const listening = living(app).flatMap((peer) => peer.listening);
  if (listening.length === 0) return null;
  return listening.some(({ http }) => http) ? SETTLE : SETTLE_OTHER;
}

/** A command may leave the app behind and end itself. */
const isOver = (app: Launched): boolean =>
  app.failed !== null || (app.exited !== null && living(app).length === 0 && app.left().length === 0);

function running(app: Launched, began: number): Running {
  let since = began;
  let signalled: Peer[] | null = null;
  const ended = whenEnded(app, () => signalled ?? app.peers.filter(({ listened }) => listened)).then(async (code) => {
    const elapsed = Date.now() - since;
    await app.drained();
    return { code, listened: true, output: app.output(), elapsed };
  });
  return {
    get listeners() {
      return listenersOf(app);
    },
    alive: () => living(app).some(({ listened }) => listened),
    output: app.output,
    signal: (name) => {
      if (!signalled) since = Date.now();
      signalled ??= living(app).filter(({ listened }) => listened);
      for (const { pid } of signalled.filter(isAlive)) kill(pid, name);
    },
    ended,
    escaped: watchPorts(app),
    stop: () => app.stop(),
  };
}

/** The exit code once all of them have ended: null where one was killed, otherwise the first that is not 0. */
function whenEnded(app: Launched, who: () => Peer[]): Promise<number | null> {
  return new Promise((resolve) => {
    const look = (): void => {
      const all = who();
      if (all.some(isAlive)) return;
      const codes = all.map(({ code }) => code);
      resolve(codes.includes(null) ? null : (codes.find((code) => code !== 0) ?? 0));
    };
    app.onChange(look);
    look();
  });
}
