import { diffArrays } from 'diff';
import { parseSource } from '../../../codemods/lib/parse';
import { sameProgram } from './program';

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
 * Null where either cannot be parsed, or the program would be another one (mere tokens are none yet: `isProgram`).
 */
export function laidOutLike(text: string, model: string, file: string, isProgram = true): string | null {
  const [own, other] = [tokensOf(text, file), tokensOf(model, file)];
  if (!own || !other) return null;
  const parts = diffArrays(
    other.tokens.map(({ key }) => key),
    own.tokens.map(({ key }) => key),
  );
  const matched: Pair[] = [];
  let [from, to] = [0, 0];
  for (const { added, removed, value } of parts) {
    for (let at = 0; at < value.length && !removed; at += 1)
      matched.push({
        own: own.tokens[to + at]!,
        other: added ? null : other.tokens[from + at]!,
        before: other.tokens[from + at - 1],
      });
    if (!removed) to += value.length;
    if (!added) from += value.length;
  }
  const rest = (matched.at(-1)?.other ? other : own).rest;
  // Where the layout of one does not suit what only the other has, that keeps its own at the seams.
  const results = [false, true].map((isCareful) => stitched(matched, isCareful) + rest);
  return (
    results.find((result) => sameTokens(result, text, file) && (!isProgram || sameProgram(result, text, file))) ?? null
  );
}

/** A token of each text; `before` is what the other one has in front of it. */
interface Pair {
  own: Token;
  other: Token | null;
  before: Token | undefined;
}

function stitched(tokens: readonly Pair[], isCareful: boolean): string {
  let result = '';
  tokens.forEach(({ own, other, before }, at) => {
    const last = tokens[at - 1];
    const ends = last?.own.text.startsWith('//') && other?.lead.includes('\n') === false;
    const isSeam = last !== undefined && last.other !== before;
    result += other === null ? own.lead + own.text : (ends || (isCareful && isSeam) ? own : other).lead + other.text;
  });
  return result;
}

/** Whether two texts have the same tokens, in whatever layout. */
function sameTokens(a: string, b: string, file: string): boolean {
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
