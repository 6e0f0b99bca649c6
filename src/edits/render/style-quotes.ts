import MagicString from 'magic-string';
import { walk } from '../../../codemods/lib/walk';
import { endOf, startOf, type Module } from './parse';

/** Single-quoted strings in double quotes, unless they would need an escape for it. */
export function quoteStrings({ ast, code }: Module): string {
  const out = new MagicString(code);
  walk(ast.program, (node) => {
    if (node.type !== 'StringLiteral' && node.type !== 'DirectiveLiteral') return;
    const text = code.slice(startOf(node), endOf(node));
    if (!text.startsWith("'") || text.includes('"')) return;
    out.overwrite(startOf(node), endOf(node), `"${text.slice(1, -1).replaceAll("\\'", "'")}"`);
  });
  return out.toString();
}
