import { Refusal, type Slot } from '../slots';
import type { Splice } from '../splice';

/** How values are bound to a query: the placeholder of each, and what is written beside the text. */
export interface Bound {
  placeholders: string[];
  splices: Splice[];
}

export type Result = Bound | Refusal;

export const alreadyBound = () => new Refusal('The values that are bound already are not written out in the call.');

/** `NOT IN`, as it is written in front of a list. */
export const openingOf = ([first]: Slot['parts']): string =>
  (first?.kind === 'text' && /\b((?:NOT\s+)?IN)\s*\(\s*'?$/i.exec(first.text)?.[1]) || 'IN';
