import type { Style } from '../types';

/** Strings and comments, so that neither is taken for code. */
const STRING_OR_COMMENT = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`|\/\/[^\n]*|\/\*[^]*?\*\//g;
/** Lines that are whole statements when they do not end in an operator, a comma or a bracket. */
const STATEMENT = /^(?:import|export \* |export \{|const|let|var|return|throw|await|module\.exports|[\w.]+\()/;

/** What the majority of the samples does, where they show it. */
export function styleOfCode(samples: string[]): Partial<Style> {
  const lines = samples.flatMap((sample) => blankComments(sample).split(/\r?\n/));
  return {
    ...present('quote', majorityQuote(samples)),
    ...present('semicolons', majoritySemicolons(lines)),
    ...present('indent', majorityIndent(lines)),
    ...present('trailingComma', majorityComma(lines)),
  };
}

/** The line end of most lines; null where no sample has any. */
export function majorityEol(samples: string[]): Style['eol'] | null {
  const all = count(samples, /\n/g);
  if (all === 0) return null;
  return count(samples, /\r\n/g) * 2 > all ? '\r\n' : '\n';
}

function present<K extends keyof Style>(key: K, value: Style[K] | null): Partial<Style> {
  return value === null ? {} : ({ [key]: value } as Partial<Style>);
}

function count(texts: string[], pattern: RegExp): number {
  return texts.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
}

/** Comments become blanks; template literals lose their lines, whose indentation is text. */
function blankComments(text: string): string {
  return text.replace(STRING_OR_COMMENT, (match) => {
    if (match.startsWith('/')) return match.replace(/[^\r\n]/g, ' ');
    return match.startsWith('`') ? '``' : match;
  });
}

function majorityQuote(samples: string[]): Style['quote'] | null {
  const strings = samples.flatMap((sample) => sample.match(STRING_OR_COMMENT) ?? []);
  // A string that holds the other quote was not free to choose.
  const single = strings.filter((text) => text.startsWith("'") && !text.includes('"')).length;
  const double = strings.filter((text) => text.startsWith('"') && !text.includes("'")).length;
  if (single === double) return null;
  return single > double ? "'" : '"';
}

function majoritySemicolons(lines: string[]): boolean | null {
  const statements = lines.map((line) => line.trim()).filter((line) => STATEMENT.test(line));
  const closed = statements.filter((line) => line.endsWith(';')).length;
  const open = statements.filter(
    (line, at) => /[\w)\]'"`]$/.test(line) && !/^[.?:&|+]/.test(statements[at + 1] ?? ''),
  ).length;
  return closed === open ? null : closed > open;
}

/** The most frequent step by which a line goes further in than the one above it. */
function majorityIndent(lines: string[]): string | null {
  const steps = new Map<string, number>();
  let above = '';
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    const step = indent.startsWith('\t') ? '\t' : ' '.repeat(Math.max(0, indent.length - above.length));
    const deeper = indent.length > above.length && (step === '\t' || (step.length > 1 && step.length <= 8));
    if (deeper) steps.set(step, (steps.get(step) ?? 0) + 1);
    above = indent;
  }
  return [...steps].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** Looks at the last line of lists: before `}` and `]` for any comma, before `)` for Prettier's `all`. */
function majorityComma(lines: string[]): Style['trailingComma'] | null {
  const last = lines.filter((line) => line.trim() !== '');
  const before = (closer: RegExp, line: RegExp) =>
    last.filter((text, at) => line.test(text.trim()) && closer.test((last[at + 1] ?? '').trim())).length;
  const literal = before(/^[}\]]/, /,$/);
  const bareLiteral = before(/^[}\]]/, /^(?:['"]?[\w$-]+['"]?\s*:\s.*[^,;{([]|['"][^'"]*['"]|\w+)$/);
  const argument = before(/^\)/, /,$/);
  const bareArgument = before(/^\)/, /[\w'"}\])]$/);
  if (literal + bareLiteral + argument === 0) return null;
  if (bareLiteral > literal) return 'none';
  return argument >= bareArgument && argument > 0 ? 'all' : 'es5';
}
