import type { Node } from '@babel/types';
import { positionOf } from '../../codemods/lib/text';

/** A position in a text that is not JavaScript: only `start`, `end` and `loc` mean something. */
export function textNode(text: string, { start, end }: { start: number; end: number }): Node {
  const at = (offset: number): { line: number; column: number } => {
    const { line, column } = positionOf(text, offset);
    return { line, column: column - 1 };
  };
  return { type: 'EmptyStatement', start, end, loc: { start: at(start), end: at(end) } } as unknown as Node;
}
