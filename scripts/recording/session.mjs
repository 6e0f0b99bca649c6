// A real run of the wizard in a real terminal: what the screen shows, each time that it changes.
import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const COLUMNS = 92;
export const ROWS = 30;

const withColours = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(CI|NO_COLOR|FORCE_COLOR)$/.test(name)),
);

/** A shell in tmux, and everything that its screen showed: `{ at, lines }`, with colours, from the first line of the session on. */
export class Session {
  frames = [];
  #socket = `tempered-recording-${process.pid}`;
  #ended = false;
  #watching = Promise.resolve();

  #tmux = async (...args) =>
    (await run('tmux', ['-L', this.#socket, '-f', '/dev/null', ...args], { env: withColours, maxBuffer: 1e8 })).stdout;

  async start(cwd, env) {
    const variables = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    const size = ['-x', String(COLUMNS), '-y', String(ROWS)];
    const shell = "exec env PS1='\\[\\e[32m\\]❯\\[\\e[0m\\] ' bash --norc --noprofile";
    await this.#tmux('new-session', '-d', '-s', 'run', ...size, '-c', cwd, ...variables, shell);
    await this.settled(/❯/);
    this.#watching = this.#watch();
  }

  async #watch() {
    for (let last = ''; !this.#ended; await setTimeout(40)) {
      const screen = await this.#tmux('capture-pane', '-e', '-p', '-S', '-', '-t', 'run');
      if (screen !== last) this.frames.push({ at: Date.now(), lines: screen.replace(/\n$/, '').split('\n') });
      last = screen;
    }
  }

  async type(text) {
    for (const character of text) {
      await this.#tmux('send-keys', '-t', 'run', '-l', character);
      await setTimeout(55);
    }
  }

  press = (key) => this.#tmux('send-keys', '-t', 'run', key);

  screen = async () => (await this.#tmux('capture-pane', '-p', '-t', 'run')).trimEnd();

  /** The screen once it shows this and has stopped changing. */
  async settled(text, seconds = 180) {
    let last = '';
    for (let attempt = 0; attempt < seconds * 2; attempt += 1, await setTimeout(500)) {
      const screen = await this.screen();
      if (screen === last && text.test(screen)) return screen;
      last = screen;
    }
    throw new Error(`The terminal does not show ${text}:\n${last}`);
  }

  async end() {
    this.#ended = true;
    await this.#watching.catch(() => undefined);
    await this.#tmux('kill-server').catch(() => undefined);
  }
}
