import type { File, Node } from '@babel/types';

/** How a file is written, read from the file itself. */
export interface TextStyle {
  eol: '\n' | '\r\n';
  quote: "'" | '"';
  semicolons: boolean;
  /** Declares with `const` or `let` somewhere. */
  modern: boolean;
}

export function styleOf(ast: File, text: string): TextStyle {
  const crlf = text.split('\r\n').length - 1;
  const lines = text.split('\n').length - 1;
  const strings = tokensOf(ast).filter((token) => /^['"]/.test(text.slice(token.start, token.start + 1)));
  const double = strings.filter((token) => text[token.start] === '"').length;
  const statements = ast.program.body.filter(({ type }) =>
    /^(VariableDeclaration|ExpressionStatement|ImportDeclaration)$/.test(type),
  );
  const ended = statements.filter((node) => text[statementEnd(text, node) - 1] === ';').length;
  return {
    eol: crlf * 2 > lines ? '\r\n' : '\n',
    quote: double * 2 > strings.length ? '"' : "'",
    semicolons: statements.length === 0 || ended * 2 >= statements.length,
    modern: !/\bvar\s/.test(text) || /\b(const|let)\s/.test(text),
  };
}

export interface Token {
  start: number;
  end: number;
}

/** The tokens of a file parsed with `tokens`, comments left out. */
export function tokensOf(ast: File): Token[] {
  const tokens = (ast.tokens ?? []) as (Token & { type: unknown })[];
  return tokens.filter(({ type, start, end }) => type !== 'CommentLine' && type !== 'CommentBlock' && end > start);
}

/**
 * Where a statement ends, without the guard of the next line: in `a = b⏎;[1].map()` Babel counts the `;` to the first
 * statement, but its author put it before the second.
 */
export function statementEnd(text: string, node: Node): number {
  const end = node.end!;
  if (text[end - 1] !== ';') return end;
  const before = text.slice(node.start!, end - 1);
  // A comment has one reading here, so that many of them in a row cost no more than their length.
  const trailing = /(?:\s|\/\/[^\n]*(?=\n|$)|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*$/.exec(before)?.[0] ?? '';
  return trailing.includes('\n') ? node.start! + before.length - trailing.length : end;
}

/** The end of the statement's line where only blanks and comments follow it there, otherwise the statement's end. */
export function afterStatement(text: string, node: Node): { at: number; ownLine: boolean } {
  const end = statementEnd(text, node);
  const rest = /^[^\r\n]*/.exec(text.slice(end))![0];
  const onlyComments = /^[ \t]*(\/\*(?:(?!\*\/).)*\*\/[ \t]*)*(\/\/.*)?$/.test(rest);
  return onlyComments ? { at: end + rest.length, ownLine: true } : { at: end, ownLine: false };
}

/** The blanks at the start of the line that holds the offset. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart))![0];
}

/** 1-based line and column of an offset. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  const starts = startsOf(text);
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

let last: { text: string; starts: number[] } = { text: '', starts: [0] };

/** Where the lines of a text begin; findings of one file come one after the other. */
function startsOf(text: string): number[] {
  if (last.text === text) return last.starts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  last = { text, starts };
  return starts;
}

/** A text as a part of a regular expression that means just it. */
export const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What the author wrote there. */
export const textOf = ({ text }: { text: string }, node: Node): string => text.slice(node.start!, node.end!);

/** What stands between something inserted and the node behind it: a line of its own where the nodes of `around` have them. */
export function separator(text: string, { eol }: TextStyle, around: Node, node: Node): string {
  const ownLine = /\n[ \t]*$/.test(text.slice(around.start!, node.start!));
  return ownLine ? `,${eol}${indentAt(text, node.start!)}` : ', ';
}

/** A test for texts that hold one of some words and match a pattern: plain words are looked for many times as fast. */
export const withWord =
  (words: readonly string[], pattern: RegExp): ((text: string) => boolean) =>
  (text) =>
    words.some((word) => text.includes(word)) && pattern.test(text);

/** A test that several rules make of each file in turn: it remembers what it said of the last text. */
export function ofLastText(test: (text: string) => boolean): (text: string) => boolean {
  let last: { text: string; answer: boolean } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, answer: test(text) };
    return last.answer;
  };
}
