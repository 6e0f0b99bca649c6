import { createScreen, type Io, isAccessible, isSet } from './screen';

/** Says what is being done while it takes long. */
export interface Progress {
  /** Does a piece of work. `tell` says how far it is, as often as it likes: `1200 commits`. */
  during<T>(what: string, work: (tell: (far: string) => void) => T | Promise<T>): Promise<T>;
  /** Does something that itself writes or asks; no line of a progress is in its way. */
  aside<T>(work: () => T | Promise<T>): Promise<T>;
}

/** Where the line of a piece of work goes. */
interface Line {
  show(what: string, far: string, elapsed: number): void;
  clear(): void;
}

/** Milliseconds after which something takes long, and between two looks at that. */
const LONG = 1000;
const LOOK = 250;
/** Between two lines about the same piece of work, where they stay. */
const AGAIN = 30_000;

const SILENT: Progress = { during: async (_, work) => work(() => undefined), aside: async (work) => work() };

/**
 * On a terminal, one line on stderr that counts the seconds and is taken away at the end; elsewhere, and in the accessible
 * mode, one that stays. What is done within a second shows nothing.
 */
export function createProgress({ stderr, env }: Io, { quiet = false }: { quiet?: boolean | undefined } = {}): Progress {
  if (quiet) return SILENT;
  const redraws = stderr.isTTY === true && !isSet(env['CI']) && !isAccessible(env);
  let asides = 0;
  let clear = (): void => undefined;
  return {
    aside: async (work) => {
      asides += 1;
      clear();
      try {
        return await work();
      } finally {
        asides -= 1;
      }
    },
    during: async (what, work) => {
      const line = redraws ? changing(stderr) : staying(createScreen(stderr, env).write);
      const began = Date.now();
      let far = '';
      let next = LONG;
      // Work that never waits does not let the timer run: it looks whenever it tells.
      const look = (): void => {
        const elapsed = Date.now() - began;
        if (elapsed < next || asides > 0) return;
        next = elapsed + LOOK;
        line.show(what, far, elapsed);
      };
      const timer = setInterval(look, LOOK).unref();
      clear = line.clear;
      try {
        return await work((now) => {
          far = now;
          look();
        });
      } finally {
        clearInterval(timer);
        line.clear();
      }
    },
  };
}

function changing(stream: NodeJS.WriteStream): Line {
  let shown = '';
  return {
    show(what, far, elapsed) {
      const text = `${what} (${far === '' ? '' : `${far}, `}${Math.floor(elapsed / 1000)} s)`;
      // One that is broken in two could not be taken away.
      const next = text.slice(0, Math.max(1, stream.columns - 1));
      if (next !== shown) stream.write(`\r${next}\u001B[K`);
      shown = next;
    },
    clear() {
      if (shown !== '') stream.write('\r\u001B[K');
      shown = '';
    },
  };
}

function staying(write: (text: string) => void): Line {
  let due = 0;
  return {
    show(what, far, elapsed) {
      if (elapsed < due) return;
      write(`${what}${far === '' ? '' : ` (${far})`}\n`);
      due = elapsed + AGAIN;
    },
    // What was written aside has told enough for a while.
    clear: () => void (due = AGAIN),
  };
}
