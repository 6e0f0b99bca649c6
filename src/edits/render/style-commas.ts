import MagicString from 'magic-string';
import type { Style } from '../../types';
import type { Module } from './parse';

/** Drops the last comma of parameters and arguments (`es5`), or of every list (`none`). */
export function dropTrailingCommas({ code, tokens }: Module, keep: Exclude<Style['trailingComma'], 'all'>): string {
  const out = new MagicString(code);
  const closing = keep === 'es5' ? /^[)>]$/ : /^[)>\]}]$/;
  for (const [index, { start, end, text }] of tokens.entries()) {
    if (text === ',' && closing.test(tokens[index + 1]?.text ?? '')) out.remove(start, end);
  }
  return out.toString();
}
