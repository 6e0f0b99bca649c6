import type { Node } from '@babel/types';
import type { Source } from '../source';

/** Something wrong with the options of a call: what a rule reports, and how a codemod mends it. */
export interface Flaw {
  rule: string;
  /** Where it is shown. */
  node: Node;
  severity: 'high' | 'medium' | 'low' | 'info';
  message: string;
  /** May the fix change what the app does for a legitimate client? */
  risk: 'none' | 'behaviour';
  /** The literal that the fix changes: calls that share one need it once. */
  at?: Node | undefined;
  /** Mends it in the file; says whether it found a place. Null where that is left to people. */
  mend: ((source: Source) => boolean) | null;
  /** What to write by hand. */
  snippet: string;
}

/** Mends the flaws of one rule in a file, but those that the user asked to leave alone. */
export function mendFlaws(source: Source, rule: string, flaws: readonly Flaw[]): string | undefined {
  const mended = new Set<Node>();
  for (const { rule: id, node, at, mend } of flaws) {
    if (id !== rule || !mend || (at && mended.has(at)) || source.isIgnored(rule, node)) continue;
    if (at) mended.add(at);
    mend(source);
  }
  return source.finish();
}
