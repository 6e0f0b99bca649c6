import { diffArrays } from 'diff';
import { parseSource } from '../../../codemods/lib/parse';

/** A token with what stands before it: blanks, and what only formatters care for. */
interface Token {
  /** How it is compared: the same in every layout. */
  key: string;
  lead: string;
  text: string;
}

/** The tokens of a source file, comments included, in a form that no formatter changes; null where it cannot be parsed. */
export function tokensOf(text: string, file: string): { tokens: Token[]; rest: string } | null {
  const raw = rawTokens(text, file);
  if (!raw) return null;
  const tokens: Token[] = [];
  const open: string[] = [];
  let from = 0;
  raw.forEach(({ start, end, comment }, at) => {
    const piece = text.slice(start, end);
    const next = raw.slice(at + 1).find((other) => !other.comment);
    const following = next ? text.slice(next.start, next.end) : '';
    if (!comment && isLayout(piece, following, open.at(-1))) return;
    if (!comment) track(piece, open);
    tokens.push({ key: keyOf(piece, comment), lead: text.slice(from, start), text: piece });
    from = end;
  });
  return { tokens, rest: text.slice(from) };
}

/**
 * The text laid out like another one wherever their tokens agree: what a formatter did to that one is done to this one.
 * Null where either cannot be parsed.
 */
export function laidOutLike(text: string, model: string, file: string): string | null {
  const [own, other] = [tokensOf(text, file), tokensOf(model, file)];
  if (!own || !other) return null;
  const parts = diffArrays(
    other.tokens.map(({ key }) => key),
    own.tokens.map(({ key }) => key),
  );
  let result = '';
  let [from, to] = [0, 0];
  for (const { added, removed, value } of parts) {
    if (removed) from += value.length;
    else {
      const tokens = added ? own.tokens.slice(to, to + value.length) : other.tokens.slice(from, from + value.length);
      result += tokens.map(({ lead, text: piece }) => lead + piece).join('');
      to += value.length;
      if (!added) from += value.length;
    }
  }
  result += (own.tokens.at(-1)?.key === other.tokens.at(-1)?.key ? other : own).rest;
  return sameTokens(result, text, file) ? result : null;
}

/** Whether two texts say the same to the compiler, in whatever layout. */
export function sameTokens(a: string, b: string, file: string): boolean {
  const [first, second] = [tokensOf(a, file), tokensOf(b, file)];
  if (!first || !second || first.tokens.length !== second.tokens.length) return false;
  return first.tokens.every(({ key }, at) => key === second.tokens[at]!.key);
}

interface Raw {
  start: number;
  end: number;
  comment: boolean;
}

function rawTokens(text: string, file: string): Raw[] | null {
  try {
    const ast = parseSource(text, file, true);
    if (((ast as unknown as { errors?: unknown[] }).errors?.length ?? 0) > 0) return null;
    const all = (ast.tokens ?? []) as { type: unknown; start: number; end: number }[];
    return all
      .filter(({ start, end }) => end > start)
      .map(({ type, start, end }) => ({ start, end, comment: type === 'CommentLine' || type === 'CommentBlock' }));
  } catch {
    return null;
  }
}

function track(piece: string, open: string[]): void {
  if (/^(\(|\[|\{|\$\{)$/.test(piece)) open.push(piece);
  else if (/^[)\]}]$/.test(piece)) open.pop();
}

/** A comma before a closing bracket and the semicolon behind a statement come and go with the formatter. */
const isLayout = (piece: string, following: string, inside: string | undefined): boolean =>
  (piece === ',' && /^[)\]}]$/.test(following)) || (piece === ';' && inside !== '(');

function keyOf(piece: string, comment: boolean): string {
  if (comment) return piece.replace(/\s*\r?\n\s*/g, '\n').trimEnd();
  return /^['"]/.test(piece) ? `'${piece.slice(1, -1).replace(/\\(['"])/g, '$1')}'` : piece;
}
