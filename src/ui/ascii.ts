import isUnicodeSupported from 'is-unicode-supported';
import type { Io } from './screen';

/** What is drawn, here or by the prompts; each as wide as its symbol, but for what ends a text that is cut. */
const SYMBOLS: Record<string, string> = {
  '✓': 'v',
  '✗': 'x',
  '–': '-',
  '—': '-',
  '×': 'x',
  '·': '-',
  '•': '*',
  '…': '...',
  '─': '-',
  '│': '|',
  '├': '+',
  '└': '+',
  '╭': '+',
  '╮': '+',
  '╰': '+',
  '╯': '+',
  '❯': '>',
  '◆': '*',
  '◇': 'o',
  '■': 'x',
  '▲': '!',
  '●': '>',
  '○': ' ',
  '◼': '+',
  '◻': '-',
};
const DRAWN = new RegExp(Object.keys(SYMBOLS).join('|'), 'g');

/** The text with symbols of ASCII; what else the user's files hold stays. */
export const inAscii = (text: string): string => text.replace(DRAWN, (symbol) => SYMBOLS[symbol]!);

/** Whether a terminal shows symbols: not the Linux console, old ones of Windows, and where the locale is not of UTF-8. */
export function showsSymbols(env: Io['env']): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  // Containers have no locale, and are looked at in terminals that do.
  return isUnicodeSupported() && (!locale || process.platform === 'win32' || /utf-?8/i.test(locale));
}

/** Has all that is written to a terminal drawn in ASCII. What goes to a file or a program is exact. */
export function drawInAscii(stream: NodeJS.WriteStream): void {
  if (!stream.isTTY) return;
  const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean;
  stream.write = (chunk: unknown, ...rest: unknown[]) =>
    write(typeof chunk === 'string' ? inAscii(chunk) : chunk, ...rest);
}
