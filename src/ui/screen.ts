import { wrap } from '../wrap';

/** What the interface reads and writes: the process's own streams, or a test's. */
export interface Io {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  env: Record<string, string | undefined>;
}

/** A style is a severity, or what a text is in the interface. */
export type Paint = (style: string, text: string) => string;

/** One stream that text goes to, and its colours. */
export interface Screen {
  write(text: string): void;
  paint: Paint;
  /** How wide it is; undefined where it is no terminal, and lines are left whole. */
  columns?: number | undefined;
}

const CODES: Record<string, [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  critical: [91, 39],
  high: [31, 39],
  medium: [33, 39],
  low: [36, 39],
  info: [34, 39],
  added: [32, 39],
  removed: [31, 39],
  good: [32, 39],
  warning: [33, 39],
};

export function processIo(): Io {
  return { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env };
}

/** Whether anything may be asked: stdin and stdout are terminals, this is no CI, and `--yes` was not given. */
export function isInteractive(io: Io, { yes = false }: { yes?: boolean } = {}): boolean {
  return !yes && io.stdin.isTTY === true && io.stdout.isTTY === true && !isSet(io.env['CI']);
}

/** Whether everything is asked and told in plain lines, for a screen reader, or for a terminal that cannot redraw. */
export const isAccessible = (env: Io['env']): boolean => isSet(env['ACCESSIBLE']) || env['TERM'] === 'dumb';

/** A stream with colours where it is a terminal, unless NO_COLOR, ACCESSIBLE or CI is set; FORCE_COLOR forces them. */
export function createScreen(stream: NodeJS.WriteStream, env: Io['env']): Screen {
  const colours = hasColours(stream, env);
  return {
    write: (text) => void stream.write(withOurColours(text)),
    columns: stream.isTTY ? stream.columns : undefined,
    paint: (style, text) => {
      const code = CODES[style];
      return colours && code && text !== '' ? `\u001B[${code[0]}m${text}\u001B[${code[1]}m` : text;
    },
  };
}

function hasColours(stream: NodeJS.WriteStream, env: Io['env']): boolean {
  if (env['NO_COLOR'] || isAccessible(env)) return false;
  if (env['FORCE_COLOR'] !== undefined) return isSet(env['FORCE_COLOR']);
  return stream.isTTY === true && !isSet(env['CI']);
}

export function isSet(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value);
}

const OURS = new Set(Object.values(CODES).flat());

/** The text without what a terminal would obey, but for the colours that `paint` gives. */
const withOurColours = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .split(/(\u001B\[\d+m)/)
    .map((part, at) => (at % 2 === 1 && OURS.has(Number(part.slice(2, -1))) ? part : withoutControls(part)))
    .join('');

/** The text in lines that the screen holds, without a word broken; whole where it is no terminal. */
export const inLines = ({ columns = Infinity }: Screen, text: string): string =>
  `${withoutControls(text)
    .split('\n')
    .flatMap((line) => wrap(line, Math.max(columns, 40)))
    .join('\n')}\n`;

/** The same as one line: what begins a line may mean something to whoever reads it, `::error::` to a CI. */
export const inOneLine = (text: string): string => withoutControls(text.replace(/\s+/g, ' '));

/**
 * The text without what a terminal would obey: control characters except line ends and tabs, and marks that turn the
 * direction of writing. Names and contents of a project's files come from strangers.
 */
export function withoutControls(text: string): string {
  return text
    .replace(/\r(?=\n|$)/g, '')
    .replace(/[^\P{Cc}\n\t]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '?')
    .replaceAll('\uFEFF', '');
}
