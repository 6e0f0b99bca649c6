/**
 * `// tempered-ignore-next-line cors/any-origin -- public read-only API`: rules, or measures, with commas between; what
 * stands behind `--` is the reason, and without one nothing is suppressed. Also in comments of templates.
 */
const COMMENT = /tempered-ignore-next-line\s+([\w/*-]+(?:\s*,\s*[\w/*-]+)*)(?:\s+--\s*(\S[^\n]*))?/;

export interface Suppression {
  /** 1-based: the line of the comment itself. */
  line: number;
  rules: string[];
  /** Null where none is given. */
  reason: string | null;
}

/** The comments of a file that suppress findings. */
export function suppressionsOf(text: string): Suppression[] {
  if (!text.includes('tempered-ignore-next-line')) return [];
  return text.split('\n').flatMap((content, index): Suppression[] => {
    const match = COMMENT.exec(content);
    if (!match) return [];
    const reason = match[2]?.replace(/\s*(\*\/|-->|%>|}}).*$/, '').trim();
    return [{ line: index + 1, rules: match[1]!.split(/\s*,\s*/), reason: reason || null }];
  });
}

/** Whether a comment on the line before suppresses findings of the rule. */
export const isSuppressed = (suppressions: readonly Suppression[], rule: string, line: number): boolean =>
  suppressions.some(
    ({ line: at, rules, reason }) =>
      at + 1 === line && reason !== null && (rules.includes(rule) || rules.includes(rule.split('/')[0]!)),
  );
