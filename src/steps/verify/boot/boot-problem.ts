/** Why an app did not come up, and what to try. */
import { stripVTControlCharacters } from 'node:util';
import { maskSecrets } from '../../../report/mask';
import type { BootProblem } from '../../../types/proof';
import type { BootOptions } from './boot';
import { ESCAPE_HINT, hintFor } from './boot-hints';
import type { Launched } from './launch';

const LINES = 15;
const SECRET_NAME = /secret|passw|pwd|token|credential|key|salt|pepper/i;
const SHORTEST_SECRET = 6;

/** What was seen of an app before it was stopped. `exited` is null where the command did not end by itself. */
export interface LastSeen {
  exited: Launched['exited'];
  /** Ports that it opened to other machines. */
  escaped: number[];
}

export function describeProblem(app: Launched, seen: LastSeen, options: BootOptions): BootProblem {
  const output = clean(app.output());
  const reason = reasonOf(app, seen, options);
  const env = { ...options.env, ...options.start.env };
  return { reason, log: lastLines(masked(output, env)), hint: hintFor(output, app.failed, seen.escaped, options) };
}

/** Of an app that came up, and has opened these ports since. */
export const escapeProblem = (escaped: readonly number[]): BootProblem => ({
  reason: escapeReason(escaped),
  log: [],
  hint: ESCAPE_HINT,
});

const escapeReason = ([port]: readonly number[]): string =>
  `The app opened port ${port} to the network past Node.js, and was ended.`;

function reasonOf({ failed, peers }: Launched, { exited, escaped }: LastSeen, options: BootOptions): string {
  const { start, timeout } = options;
  if (failed?.code === 'ENOENT') return `The command \`${start.command}\` does not exist.`;
  if (failed) return `The command \`${start.command}\` could not be started (${failed.code ?? failed.message}).`;
  if (escaped.length > 0) return escapeReason(escaped);
  if (exited) {
    const how = exited.code === null ? 'was killed by a signal' : `ended with code ${exited.code}`;
    return `The app ${how} ${peers.some(({ listened }) => listened) ? 'right after' : 'before'} it listened.`;
  }
  // The way on which tsx talks to itself.
  const pipe = peers.flatMap(({ pipes }) => pipes).find((path) => !/[\\/]tsx-[^\\/]+[\\/]\d+\.pipe$/.test(path));
  if (pipe) return `The app listens on a socket file only (${pipe}), which cannot be attacked over the network.`;
  return `The app did not listen within ${Math.round(timeout / 100) / 10} s.`;
}

/** Without colours and other control characters, which would change the terminal on which the log is shown. */
const clean = (text: string): string => stripVTControlCharacters(text).replace(/[^\P{C}\n\t]/gu, '');

function masked(text: string, env: Record<string, string>): string {
  const secrets = Object.entries(env).filter(
    ([name, value]) => SECRET_NAME.test(name) && value.length >= SHORTEST_SECRET,
  );
  return maskSecrets(secrets.reduce((rest, [, value]) => rest.replaceAll(value, '***'), text));
}

/** The last lines, without what package managers say about the failure and what only Node.js and packages did. */
function lastLines(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter(
    (line) =>
      !/^npm (?:ERR!|error|verbose)|ELIFECYCLE|^\s+at .*(?:\(node:|at node:|\/node_modules\/|async Promise\.)/.test(
        line,
      ),
  );
  return (telling.length > 0 ? telling : lines).slice(-LINES).map((line) => line.trimEnd());
}
