import { diffArrays } from 'diff';
import { parseSource } from '../../../codemods/lib/parse';
import { sharedLines } from './groups';
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

/** How the layout of another text is taken: token by token, or by lines that hold the same in both. */
export type Manner = 'by token' | 'by line';

/**
 * The text laid out like another one wherever their tokens agree: what a formatter did to that one is done to this one.
 * Null where either cannot be parsed, or the program would be another one (mere tokens are none yet: `isProgram`).
 */
export function laidOutLike(
  text: string,
  model: string,
  file: string,
  manner: Manner,
  isProgram = true,
): string | null {
  const [own, other] = [tokensOf(text, file), tokensOf(model, file)];
  if (!own || !other) return null;
  const partners = partnersOf(own.tokens, other.tokens);
  const pairs = own.tokens.map((token, at) => ({
    own: token,
    other: other.tokens[partners[at] ?? -1] ?? null,
    at: partners[at] ?? null,
  }));
  const rest = (pairs.at(-1)?.other ? other : own).rest;
  // Where the layout of one does not suit what only the other has, that keeps its own at the seams.
  const ways = [
    ...(manner === 'by line' ? [() => byLine(pairs, own, other)] : []),
    () => stitched(pairs, other.tokens, false) + rest,
    () => stitched(pairs, other.tokens, true) + rest,
  ];
  for (const way of ways) {
    const result = way();
    if (sameTokens(result, text, file) && (!isProgram || sameProgram(result, text, file))) return result;
  }
  return null;
}

/** For each token its place in the other text, where that has it, or as many others in its place. */
function partnersOf(own: readonly Token[], other: readonly Token[]): (number | null)[] {
  const keys = (tokens: readonly Token[]): string[] => tokens.map(({ key }) => key);
  const parts = diffArrays(keys(other), keys(own));
  let from = 0;
  return parts.flatMap(({ added, removed, value }, part) => {
    if (!added) from += value.length;
    const isReplaced = added && parts[part - 1]?.removed === true && parts[part - 1]!.value.length === value.length;
    return removed ? [] : value.map((_, at) => (added && !isReplaced ? null : from - value.length + at));
  });
}

/** A text is quoted as the other one does it. */
const textOf = (own: Token, other: Token | null): string => (other?.key === own.key ? other : own).text;

/** A token of the text, and that of the other one with its place there. */
interface Pair {
  own: Token;
  other: Token | null;
  at: number | null;
}

function stitched(tokens: readonly Pair[], others: readonly Token[], isCareful: boolean): string {
  let result = '';
  tokens.forEach(({ own, other, at }, place) => {
    const last = tokens[place - 1];
    const ends = last?.own.text.startsWith('//') && other?.lead.includes('\n') === false;
    const isSeam = last !== undefined && last.other !== others[(at ?? 0) - 1];
    result +=
      other === null ? own.lead + own.text : (ends || (isCareful && isSeam) ? own : other).lead + textOf(own, other);
  });
  return result;
}

interface Tokens {
  tokens: readonly Token[];
  rest: string;
}

/** Each line as one of the texts has it: what ends a line goes by that line, what begins one by its own. */
function byLine(pairs: readonly Pair[], own: Tokens, other: Tokens): string {
  const places = pairs.map(({ at }) => at);
  const takes = sharedLines(own.tokens, other.tokens, places);
  const inOther = (at: number): string => other.tokens[at]?.lead ?? other.rest;
  let result = '';
  pairs.forEach((pair, place) => {
    const { lead } = pair.own;
    const [ended, at] = [takes[place - 1] ?? takes[place]!, pair.at];
    // How far it stands in is the other's to say, where both begin a line with it.
    const begun = at !== null && (takes[place]! || (ended && [lead, inOther(at)].every((each) => each.includes('\n'))));
    const last = places[place - 1] ?? null;
    // What is gone in front of the first token left a gap there.
    const before = begun && (place > 0 || at === 0) ? inOther(at) : lead;
    const isWhole = place === 0 || (ended === begun && (!begun || at - 1 === last));
    result += isWhole ? before : joint(ended && last !== null ? inOther(last + 1) : lead, before, lead);
    result += textOf(pair.own, pair.other);
  });
  const last = places.at(-1) ?? null;
  return result + (takes.at(-1) && last !== null ? inOther(last + 1) : own.rest);
}

/** The end of one line, and the beginning of the next. */
function joint(after: string, before: string, own: string): string {
  const [end, start] = [/^[^\n]*/.exec(after)![0], /\r?\n[^]*$/.exec(before)?.[0]];
  return start === undefined || !own.includes('\n') ? own : end.trimEnd() + start;
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
