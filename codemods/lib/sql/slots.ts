import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { textOf, type TextStyle } from '../text';
import { unwrap } from '../walk';
import type { Part, TextPart, ValuePart } from './part';
import { HOLE, type PlaceKind, type SqlText, type ValuePlace } from './places';
import { bringsText, isText, joined, unescaped } from './value-code';

/** What becomes one parameter: a value, or a literal of SQL with everything in it. */
export interface Slot {
  /** In the text of the SQL. */
  start: number;
  end: number;
  kind: PlaceKind;
  /** It stood between quotes: of a list, each of its items. */
  quoted: boolean;
  /** The code of the value that is bound. */
  code: string;
  /** Where the code comes from, for a name. */
  node: Node;
  parts: Part[];
  values: ValuePart[];
}

/** Why something is left to the user. */
export class Refusal {
  constructor(readonly reason: string) {}
}

export interface Ground {
  flow: Flow;
  style: TextStyle;
}

/** What becomes of the values of a text, or why nothing can. */
export function slotsOf(ground: Ground, sql: SqlText, places: readonly ValuePlace[]): Slot[] | Refusal {
  const slots: Slot[] = [];
  for (const place of places) {
    if (slots.some(({ start, end }) => start <= place.at && place.at < end)) continue;
    const slot = place.quoted ? quotedSlot(ground, sql, place) : plainSlot(ground, sql, place);
    if (slot instanceof Refusal) return slot;
    slots.push(slot);
  }
  return slots;
}

const code = ({ flow }: Ground, node: Node): string => textOf(flow.module, node);

function plainSlot(ground: Ground, sql: SqlText, { part, kind, at }: ValuePlace): Slot | Refusal {
  if (kind === 'operand')
    return new Refusal('The value stands in an expression, where a parameter may have another type.');
  if (!part.hole) return new Refusal('The text is put together elsewhere.');
  const node = unwrap(part.node);
  const base = { start: at, end: at + 1, quoted: false, parts: [part], values: [part] };
  if (kind === 'list') {
    const items = joined(node);
    const around = /\b(NOT\s+)?IN\s*\(\s*$/i.exec(sql.bare.slice(0, at));
    if (!items || items.separator.trim() !== ',' || !around || bringsText(ground.flow, items.list, /'/))
      return new Refusal('The list may be a text: pass it as an array.');
    const close = sql.bare.indexOf(')', at) + 1;
    const slot = { ...base, kind, quoted: items.quoting, code: code(ground, items.list), node: items.list };
    return withParts(sql, slot, at - around[0].length, close);
  }
  if (/Call|New|Template|Await/.test(node.type) || isLooseSum(node) || bringsText(ground.flow, node, /[^\d]/))
    return new Refusal('The value may be more than a number: it stands without quotes.');
  const asNumber = kind === 'limit' ? `Number(${code(ground, part.node)})` : code(ground, part.node);
  return { ...base, kind, code: asNumber, node };
}

/** A sum without a number in it may be one of texts. */
const isLooseSum = (node: Node): boolean =>
  node.type === 'BinaryExpression' && ![node.left, node.right].some((each) => each.type === 'NumericLiteral');

/** With everything of the text between two offsets. */
function withParts(sql: SqlText, slot: Slot, start: number, end: number): Slot | Refusal {
  const parts = partsWithin(sql, start, end);
  const editable = parts.every((part) => (part.kind === 'text' ? part.offsets : part.hole));
  return editable ? { ...slot, start, end, parts } : new Refusal('The text is put together elsewhere.');
}

function partsWithin({ parts }: SqlText, start: number, end: number): Part[] {
  let at = 0;
  return parts.filter((part) => {
    const from = at;
    at += part.kind === 'text' ? part.text.length : 1;
    return from < end && at > start;
  });
}

function quotedSlot(ground: Ground, sql: SqlText, { quoted, kind }: ValuePlace): Slot | Refusal {
  const { quote, start, end } = quoted!;
  const content = sql.text.slice(start + 1, end - 1);
  if (sql.text[end - 1] !== quote || /['"\\`]/.test(content) || /^['"]/.test(sql.text.slice(end)))
    return new Refusal('The text around the value has escapes.');
  if (/[\w$]$/.test(sql.text.slice(0, start)) && !/(^|[^\w$])N$/.test(sql.text.slice(0, start)))
    return new Refusal('The literal has a prefix, which a parameter cannot have.');
  if (/\b(INTERVAL|DATE|TIME|TIMESTAMP|TIMESTAMPTZ)\s+$/i.test(sql.bare.slice(0, start)))
    return new Refusal('The literal has a type in front of it, which a parameter cannot have.');
  const parts = partsWithin(sql, start, end);
  const values = parts.filter((part): part is ValuePart => part.kind === 'value');
  if (parts.some((part) => (part.kind === 'text' ? !part.offsets : !part.hole)))
    return new Refusal('The text is put together elsewhere.');
  if (new Set(parts.map(({ site }) => site)).size > 1) return new Refusal('The text is put together in several steps.');
  const [only] = values;
  const base = { start, end, kind, quoted: true, parts, values, node: unwrap(only!.node) };
  if (content === HOLE) {
    const plain = unescaped(only!.node) ?? only!.node;
    const items = joined(plain);
    if (items && /'/.test(items.separator))
      return quotedList(ground, sql, { ...base, code: code(ground, items.list), node: items.list });
    if (bringsText(ground.flow, plain, /'/)) return new Refusal('The value may have quotes of its own.');
    const written = code(ground, plain);
    return { ...base, code: isText(ground.flow, plain) ? written : `String(${written})` };
  }
  if (values.some(({ node }) => bringsText(ground.flow, node, /'/)))
    return new Refusal('The value may have quotes of its own.');
  return { ...base, code: mixed(ground, sql, start + 1, end - 1, values) };
}

/** `IN ('${names.join("','")}')` */
function quotedList(ground: Ground, sql: SqlText, slot: Slot): Slot | Refusal {
  const around = /\b(NOT\s+)?IN\s*\(\s*$/i.exec(sql.bare.slice(0, slot.start));
  const behind = /^\s*\)/.exec(sql.bare.slice(slot.end));
  if (!around || !behind || bringsText(ground.flow, slot.node, /'/))
    return new Refusal('The list may be a text: pass it as an array.');
  return withParts(sql, { ...slot, kind: 'list' }, slot.start - around[0].length, slot.end + behind[0].length);
}

/** The text of a literal and the values in it, as a template or a sum, whichever the file uses. */
function mixed(ground: Ground, sql: SqlText, start: number, end: number, values: readonly ValuePart[]): string {
  const pieces: (string | ValuePart)[] = [];
  const rest = [...values];
  for (const piece of sql.text.slice(start, end).split(/(\0)/))
    if (piece !== '') pieces.push(piece === HOLE ? rest.shift()! : piece);
  const templates =
    values.every(({ added }) => !added) || (ground.style.modern && ground.flow.module.text.includes('`'));
  if (templates && pieces.every((piece) => typeof piece !== 'string' || !/[`$\\\n\r]/.test(piece)))
    return `\`${pieces.map((piece) => (typeof piece === 'string' ? piece : `\${${code(ground, piece.node)}}`)).join('')}\``;
  const { quote } = ground.style;
  const written = pieces.map((piece) =>
    typeof piece === 'string' ? quote + escaped(piece, quote) + quote : operand(ground, piece.node),
  );
  // A sum is one of texts only where a text stands among the first two.
  if (typeof pieces[0] !== 'string' && typeof pieces[1] !== 'string') written.unshift(quote + quote);
  return written.join(' + ');
}

const escaped = (text: string, quote: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n').replaceAll('\r', '\\r');

const operand = (ground: Ground, node: Node): string =>
  /^(Identifier|MemberExpression|CallExpression|StringLiteral|TemplateLiteral|NumericLiteral|ThisExpression|OptionalMemberExpression)$/.test(
    node.type,
  )
    ? code(ground, node)
    : `(${code(ground, node)})`;

/** Where a character of the SQL stands in the file. */
export function offsetAt({ parts }: SqlText, index: number): { part: TextPart; offset: number } | null {
  let at = 0;
  for (const part of parts) {
    const length = part.kind === 'text' ? part.text.length : 1;
    if (index < at + length || (index === at + length && part.kind === 'text' && part === parts.at(-1)))
      return part.kind === 'text' && part.offsets ? { part, offset: part.offsets[index - at]! } : null;
    at += length;
  }
  return null;
}
