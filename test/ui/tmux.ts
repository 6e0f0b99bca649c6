import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach } from 'vitest';

const TEMPERED = fileURLToPath(new URL('../../bin/tempered.js', import.meta.url));

let socket = '';

export const tmux = (...args: string[]) => execa('tmux', ['-L', socket, '-f', '/dev/null', ...args]);
export const screen = async () => (await tmux('capture-pane', '-p', '-S', '-', '-t', 'wizard')).stdout;
export const press = (...keys: string[]) => tmux('send-keys', '-t', 'wizard', ...keys);

afterEach(async () => {
  await tmux('kill-server').catch(() => undefined);
});

/** Runs the built command line in a folder, on a real terminal of its own; at its end that shows the exit code. */
export async function onTerminal(cwd: string, args: string, env: Record<string, string> = {}): Promise<void> {
  socket = `tempered-${randomUUID()}`;
  const command = `'${process.execPath}' '${TEMPERED}' ${args}; echo "exit code $?"; sleep 60`;
  const variables = Object.entries({ CI: '', ...env }).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  await tmux('new-session', '-d', '-s', 'wizard', '-x', '120', '-y', '50', '-c', cwd, ...variables, command);
}

export async function waitFor(text: RegExp, seconds = 10): Promise<string> {
  for (let attempt = 0; attempt < 10 * seconds; attempt += 1) {
    const shown = await screen();
    if (text.test(shown)) return shown;
    await setTimeout(100);
  }
  throw new Error(`The terminal does not show ${text}:\n${await screen()}`);
}

/** The screen once it has stopped changing. */
async function settled(): Promise<string> {
  for (let shown = await screen(); ;) {
    await setTimeout(300);
    const next = await screen();
    if (next === shown) return shown;
    shown = next;
  }
}

/** Takes the default of whatever is asked until the question that begins like this is there; each key waits for its answer. */
export async function enterUntil(text: RegExp): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const shown = await settled();
    if (text.test(shown)) return shown;
    await press('Enter');
    for (let wait = 0; wait < 100 && (await screen()) === shown; wait += 1) await setTimeout(100);
  }
  throw new Error(`The terminal does not show ${text}:\n${await screen()}`);
}
