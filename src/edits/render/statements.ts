import type { Statement } from '@babel/types';
import type MagicString from 'magic-string';
import { endOf, startOf, type Module } from './parse';

/** Removes a statement with its lines, its own comment and one of the blank lines around it. */
export function removeStatement({ ast, code }: Module, out: MagicString, statement: Statement): void {
  let start = code.lastIndexOf('\n', startOf(statement) - 1) + 1;
  for (const comment of [...(ast.comments ?? [])].reverse()) {
    const adjacent = comment.end! < start && code.slice(comment.end!, start) === '\n';
    // The first comment of a file is about the file.
    if (adjacent && comment.start! > 0) start = code.lastIndexOf('\n', comment.start! - 1) + 1;
  }
  const newline = code.indexOf('\n', endOf(statement));
  let end = newline === -1 ? code.length : newline + 1;
  if (code[end] === '\n' && (start === 0 || code[start - 2] === '\n')) end += 1;
  out.remove(start, end);
}
