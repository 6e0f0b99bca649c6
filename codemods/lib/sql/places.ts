import type { Part, ValuePart } from './part';

/** What a value in a text stands for. */
export type PlaceKind =
  /** A value: between quotes, or where a number stands. */
  | 'value'
  /** A number of rows. */
  | 'limit'
  /** All values between the parentheses of `IN (…)`. */
  | 'list'
  /** A value where no parameter can be put with the same meaning. */
  | 'operand'
  /** The number of a placeholder: `$${index}` */
  | 'placeholder'
  /** A name of a table or a column. */
  | 'identifier'
  /** A part of the statement: a condition, a list of columns, a direction. */
  | 'fragment';

/** Where a value stands in the SQL. */
export interface ValuePlace {
  part: ValuePart;
  kind: PlaceKind;
  /** Offset in the text. */
  at: number;
  /** The literal of SQL around it: its quote, and where it begins and ends, quotes included. */
  quoted: { quote: string; start: number; end: number } | null;
}

/** Stands for a value in the text. */
export const HOLE = '\0';

export interface SqlText {
  parts: Part[];
  text: string;
  /** The text with all that stands between quotes blanked, holes too. */
  bare: string;
  values: ValuePlace[];
}

/** The text that parts make, and what each value in it stands for. `doubleQuoted`: what `"` begins there is a text. */
export function readSql(parts: Part[], doubleQuoted: boolean): SqlText {
  const text = parts.map((part) => (part.kind === 'text' ? part.text : HOLE)).join('');
  const { bare, literals, comments } = blank(text);
  const values: ValuePlace[] = [];
  let at = 0;
  for (const part of parts) {
    if (part.kind === 'value') {
      const around = literals.find((literal) => isWithin(literal, at));
      values.push(
        around
          ? inLiteral(part, at, bare, around, doubleQuoted)
          : { part, at, quoted: null, kind: isIn(comments, at) ? 'fragment' : kindAt(bare, at) },
      );
    }
    at += part.kind === 'text' ? part.text.length : 1;
  }
  return { parts, text, bare, values };
}

interface Span {
  start: number;
  end: number;
}
interface Literal extends Span {
  quote: string;
}

const isWithin = ({ start, end }: Span, at: number): boolean => start < at && at < end;
/** A value in a comment is none: what ends the comment makes it a part of the statement. */
const isIn = (comments: readonly Span[], at: number): boolean => comments.some((comment) => isWithin(comment, at));

/** Blanks comments and what stands between quotes, quotes kept. */
function blank(text: string): { bare: string; literals: Literal[]; comments: Span[] } {
  const comments: Span[] = [];
  const literals: Literal[] = [];
  const token = /'(?:[^'\\]|\\[^]|'')*(?:'|$)|"(?:[^"\\]|\\[^]|"")*(?:"|$)|`[^`]*(?:`|$)|--[^\n]*|\/\*[^]*?(?:\*\/|$)/g;
  const bare = text.replace(token, (found: string, start: number) => {
    const quote = found[0]!;
    if (/['"`]/.test(quote)) literals.push({ quote, start, end: start + found.length });
    else {
      comments.push({ start, end: start + found.length });
      return ' '.repeat(found.length);
    }
    return quote + '_'.repeat(Math.max(0, found.length - 2)) + (found.length > 1 ? quote : '');
  });
  return { bare, literals, comments };
}

function inLiteral(part: ValuePart, at: number, bare: string, quoted: Literal, doubleQuoted: boolean): ValuePlace {
  const before = bare.slice(0, quoted.start);
  const isName =
    quoted.quote === '`' ||
    (quoted.quote === '"' && !(doubleQuoted && standsForValue(before))) ||
    /\bAS\s+$/i.test(before);
  return { part, at, quoted, kind: isName ? 'identifier' : 'value' };
}

/** `"` is a text for MySQL, and for SQLite where no column is called that. */
const standsForValue = (before: string): boolean => COMPARES.test(before) || /[(,]\s*$/.test(before);

const COMPARES =
  /(?<![<>=!~])(?:<=?|>=?|<>|!=|={1,2}|<=>|!?~~?\*?|\b(?:NOT\s+)?(?:I?LIKE|REGEXP|RLIKE|GLOB|SIMILAR\s+TO)|\bBETWEEN|\bBETWEEN\s+[^\s]+\s+AND)\s*$/i;
/** The left side of a comparison is a column, and nothing that is computed. */
const COLUMN = /(?:^|[\s(,])(?:["`[]?[A-Za-z_][\w$]*["`\]]?\.)*["`[]?[A-Za-z_][\w$]*["`\]]?$/;

/** What a value that stands outside of quotes is. */
function kindAt(bare: string, at: number): PlaceKind {
  const before = bare.slice(0, at);
  const after = bare.slice(at + 1);
  if (/(?:^|[^\w$])\$$|[^:]:p?$|@p?\d*$|[:@]\w+$/i.test(before)) return 'placeholder';
  if (/[\w$.:"`\0]$/.test(before) || /^[\w$.\0("`]/.test(after)) return 'identifier';
  if (/^\s*(?:[<>=!~]|(?:NOT\s+)?(?:I?LIKE|IN|BETWEEN)\b|IS\b)/i.test(after) && !COMPARES.test(before))
    return 'identifier';
  if (/\b(?:LIMIT|OFFSET|LIMIT\s+\S+\s*,|FETCH\s+(?:NEXT|FIRST))\s*$/i.test(before)) return 'limit';
  if (COMPARES.test(before)) {
    const operator = COMPARES.exec(before)![0];
    const left = before.slice(0, before.length - operator.length).trimEnd();
    const isBetween = /AND\s*$/i.test(operator);
    return continues(after) || !(COLUMN.test(left) || isBetween) || computes(left) ? 'operand' : 'value';
  }
  if (/[-+*/%|]\s*$/.test(before) || /\b(?:THEN|ELSE|WHEN|CASE|INTERVAL|RETURN|TOP)\s*\(?\s*$/i.test(before))
    return 'operand';
  if (
    /\b(?:FROM|JOIN|INTO|UPDATE|TABLE|BY|SELECT|DISTINCT|AS|INDEX|DATABASE|SCHEMA|VIEW|USE|COLUMN|EXISTS|TRUNCATE|REFERENCES|COLLATE)\s*$/i.test(
      before,
    )
  )
    return 'identifier';
  return /[(,]\s*$/.test(before) ? inList(before, after) : 'fragment';
}

const continues = (after: string): boolean => /^\s*(?:[-+*/%]|\|\|)/.test(after);
const computes = (left: string): boolean => /[-+*/%]\s*[\w."`]+$/.test(left) && !/\*\s*$/.test(left);

/** What an item of a list in parentheses, or of a clause, is. */
function inList(before: string, after: string): PlaceKind {
  const open = openParenthesis(before);
  if (open < 0) {
    const clause =
      [...before.matchAll(/\b(SELECT|FROM|WHERE|SET|ORDER\s+BY|GROUP\s+BY|RETURNING|LIMIT|VALUES)\b/gi)].at(-1)?.[1] ??
      '';
    return /^LIMIT/i.test(clause)
      ? 'limit'
      : /^(SELECT|SET|ORDER|GROUP|FROM|RETURNING)/i.test(clause)
        ? 'identifier'
        : 'fragment';
  }
  const head = before.slice(0, open).trimEnd();
  const only = before.slice(open + 1).trim() === '' && /^\s*\)/.test(after);
  if (continues(after)) return 'operand';
  if (/\bIN$/i.test(head)) return only ? 'list' : 'value';
  if (/\bVALUES\s*(\([^()]*\)\s*,\s*)*$/i.test(head) || /\bVALUES$/i.test(head)) return 'value';
  if (/\b(?:INTO|TABLE)\s+[\w."`\0\s]+$/i.test(head)) return 'identifier';
  return /[\w$]$/.test(head) && !/\b(?:AND|OR|WHERE|ON|NOT|BY|FROM|SELECT|HAVING|AS|SET)$/i.test(head)
    ? 'operand'
    : 'fragment';
}

/** The parenthesis that is open at the end of a text, or -1. */
function openParenthesis(before: string): number {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at] === ')') depth++;
    else if (before[at] === '(' && depth-- === 0) return at;
  }
  return -1;
}
