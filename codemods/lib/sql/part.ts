import type { Node } from '@babel/types';

/** A piece of SQL text that stands in the code, or whose text is known. */
export interface TextPart {
  kind: 'text';
  text: string;
  /** Where each character stands in the file, and the end behind the last; null where it cannot be edited there. */
  offsets: number[] | null;
  /** The literal that it is part of. */
  literal: Node | null;
  site: Node;
}

/** A piece that is only known when the code runs. */
export interface ValuePart {
  kind: 'value';
  node: Node;
  /** The place of `${…}`, or of the operand of a sum; null where it cannot be edited. */
  hole: [number, number] | null;
  /** The operand of a sum, not the hole of a template. */
  added: boolean;
  site: Node;
}
export type Part = TextPart | ValuePart;

export interface Place {
  /** The expression that the text begins with: where a reviewer would look. */
  site: Node;
  /** Whether all of it runs, once and in order, before the text is used. */
  straight: boolean;
}

/** The pieces of an expression within another, which may stand at another place than that one. */
export type Inner = (node: Node, at?: Partial<Place>) => Part[];

/** Texts of which one is taken: all of them, apart from each other. */
export function ways(each: Part[][], { site }: Place): Part[] {
  const gap: TextPart = { kind: 'text', text: ' ', offsets: null, literal: null, site };
  return each.flatMap((parts) => [...parts, gap]);
}
