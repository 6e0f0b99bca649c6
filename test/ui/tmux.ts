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
  if (socket !== '') await tmux('kill-server').catch(() => undefined);
});

interface Terminal {
  columns?: number;
  rows?: number;
  env?: Record<string, string>;
}

/** Runs a command of a shell in a folder, on a real terminal of its own. */
export async function inTerminal(
  cwd: string,
  command: string,
  { columns = 120, rows = 50, env = {} }: Terminal = {},
): Promise<void> {
  socket = `tempered-${randomUUID()}`;
  const variables = Object.entries({ CI: '', ...env }).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const size = ['-x', String(columns), '-y', String(rows)];
  // tmux sets TERM itself, and a shell whose program is interrupted would end with it.
  const before = `trap : INT; ${env['TERM'] ? `export TERM=${env['TERM']}; ` : ''}`;
  await tmux('new-session', '-d', '-s', 'wizard', ...size, '-c', cwd, ...variables, before + command);
}

/** The built command line on one; at its end that shows the exit code, and whether the terminal was left as it was. */
export const onTerminal = (cwd: string, args: string, terminal?: Terminal): Promise<void> =>
  inTerminal(cwd, `'${process.execPath}' '${TEMPERED}' ${args}; echo "exit code $?"; ${MODES}; sleep 60`, terminal);

/** `echo icanon isig` where lines are edited, echoed and interrupted as usual. */
const MODES = `stty -a | tr ' ;' '\\n\\n' | grep -xE -e '-?(echo|icanon|isig)' | sort | tr '\\n' ' '`;

/** Whether the cursor can be seen. */
export const hasCursor = async () =>
  (await tmux('display-message', '-p', '-t', 'wizard', '#{cursor_flag}')).stdout === '1';

/** What is on the screen now, without what has scrolled away; `colours` as their codes. */
export const visible = async (colours = false) =>
  (await tmux('capture-pane', '-p', ...(colours ? ['-e'] : []), '-t', 'wizard')).stdout;

/** Another size, as when a window is dragged. */
export const resize = (columns: number, rows: number) =>
  tmux('resize-window', '-t', 'wizard', '-x', String(columns), '-y', String(rows));

export async function waitFor(text: RegExp, seconds = 10): Promise<string> {
  for (let attempt = 0; attempt < 10 * seconds; attempt += 1) {
    const shown = await screen();
    if (text.test(shown)) return shown;
    await setTimeout(100);
  }
  throw new Error(`The terminal does not show ${text}:\n${await screen()}`);
}

/** The screen once it has stopped changing. */
export async function settled(): Promise<string> {
  for (let shown = await screen(); ;) {
    await setTimeout(300);
    const next = await screen();
    if (next === shown) return shown;
    shown = next;
  }
}

/** Whether a question waits: its frame is closed below it, or, in the accessible mode, the line of its answer is open. */
const asks = (shown: string): boolean => /^[└+-]$|:$/.test(shown.trimEnd().split('\n').at(-1)!);

/** The screen once it shows something else than before and waits for an answer, or shows the text. */
async function nextScreen(before: string, text: RegExp): Promise<string> {
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const shown = await settled();
    if (text.test(shown) || (shown !== before && asks(shown))) return shown;
  }
  throw new Error(`The terminal asks nothing, and does not show ${text}:\n${await screen()}`);
}

/** Answers what is asked by these keys; the screen that asks again. */
export async function answer(...keys: string[]): Promise<string> {
  const before = await screen();
  await press(...keys, 'Enter');
  return nextScreen(before, NOTHING);
}
const NOTHING = /$^/;

/** Takes the default of whatever is asked until the text is there. A key is pressed only where a question waits for it. */
export async function enterUntil(text: RegExp): Promise<string> {
  let shown = await nextScreen('', text);
  for (let questions = 0; !text.test(shown); questions += 1) {
    if (questions === 20) throw new Error(`The terminal does not show ${text}:\n${shown}`);
    await press('Enter');
    shown = await nextScreen(shown, text);
  }
  return shown;
}
