import type { Node } from '@babel/types';
import { isSuppressed, type Suppression } from '../../codemods/lib/suppress';
import { positionOf } from '../../codemods/lib/text';
import { shownAt } from '../../codemods/lib/walk';
import type { Finding, ReportDetails, Rule } from '../types';

/** A finding, and whether a comment suppresses it. */
export type Found = Finding & { suppressed: boolean };

/** Where something was reported, and the comments that may suppress it there. */
export interface Place {
  file: string;
  text: string;
  start: number;
  end: number;
  comments: readonly Suppression[];
  /** The lines that a comment may stand before; that of `start` by default. */
  lines?: (() => number[]) | undefined;
}

export const spanOf = (node: Node | undefined): Pick<Place, 'start' | 'end'> =>
  node ? { start: shownAt(node).start!, end: node.end! } : { start: 0, end: 0 };

/** What a rule reported, with all that the reports say of it. */
export function toFinding(rule: Rule, details: ReportDetails, place: Place): Found {
  const { message, fix = 'none', risk = rule.risk ?? 'none', severity = rule.severity, snippet } = details;
  const { file, text, start, end, comments, lines } = place;
  const { line, column } = positionOf(text, start);
  return {
    rule: rule.id,
    severity,
    message,
    fix,
    risk,
    cwe: rule.cwe,
    file,
    line,
    column,
    endLine: positionOf(text, end).line,
    start,
    end,
    suppressed: comments.length > 0 && isSuppressed(comments, rule.id, lines?.() ?? [line]),
    ...(snippet === undefined ? {} : { snippet }),
  };
}

/** What several calls share, options in a variable say, is said once. */
export function once(found: readonly Found[]): Found[] {
  const known = new Map(
    found.map((each) => [[each.rule, each.file, each.start, each.end, each.message].join('\n'), each] as const),
  );
  return [...known.values()];
}
