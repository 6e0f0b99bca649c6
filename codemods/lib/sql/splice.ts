import type { Node } from '@babel/types';
import type { SqlText } from './places';
import type { TextPart, ValuePart } from './part';
import { offsetAt, Refusal, type Slot } from './slots';

export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** What puts a placeholder where a value stands in the source. */
export function splicesOf(source: string, sql: SqlText, slot: Slot, placeholder: string): Splice[] | Refusal {
  const { values } = slot;
  const first = slot.parts[0]!;
  const last = slot.parts.at(-1)!;
  const start = first.kind === 'text' ? offsetAt(sql, slot.start)?.offset : undefined;
  // The character behind the last one may be in another literal: the end is that of the last one.
  const end = last.kind === 'text' ? endOf(sql, last, slot.end) : undefined;
  const inTemplate = values.every(({ added }) => !added);
  if (inTemplate) {
    const literals = new Set([first, last].map((part) => (part.kind === 'text' ? part.literal : null)));
    if (literals.size > 1 && first.kind === last.kind) return elsewhere();
    return [{ start: start ?? values[0]!.hole![0], end: end ?? values.at(-1)!.hole![1], text: placeholder }];
  }
  if (!values.every(({ added }) => added)) return elsewhere();
  const index = sql.parts.indexOf(first);
  const left = first.kind === 'text' ? first : sql.parts[index - 1];
  const right = last.kind === 'text' ? last : sql.parts[sql.parts.indexOf(last) + 1];
  return inSum(
    source,
    { left, right, values, start, end, site: values[0]!.site, quoted: last.kind === 'text' },
    placeholder,
  );
}

const elsewhere = (): Refusal => new Refusal('The text is put together elsewhere.');

function endOf(sql: SqlText, part: TextPart, end: number): number | undefined {
  let at = 0;
  for (const each of sql.parts) {
    if (each === part) return part.offsets?.[end - at];
    at += each.kind === 'text' ? each.text.length : 1;
  }
  return undefined;
}

interface Around {
  left: SqlText['parts'][number] | undefined;
  right: SqlText['parts'][number] | undefined;
  values: readonly ValuePart[];
  start: number | undefined;
  end: number | undefined;
  site: Node;
  /** The literal on the right holds the closing quote. */
  quoted: boolean;
}

/** `'… = ' + value + '…'`: the literals become one where they are written alike and on one line. */
function inSum(
  source: string,
  { left, right, values, start, end, site, quoted }: Around,
  placeholder: string,
): Splice[] | Refusal {
  if (left?.kind !== 'text' || !left.offsets || !left.literal || left.site !== site) return elsewhere();
  const behind = right?.kind === 'text' && right.offsets && right.literal && right.site === site ? right : null;
  if (quoted && !behind) return elsewhere();
  const contentEnd = left.offsets.at(-1)!;
  if (contentEnd !== left.literal.end! - 1 || (behind && behind.offsets![0] !== behind.literal!.start! + 1))
    return elsewhere();
  const edges = [
    left.literal.end!,
    ...values.flatMap(({ node }) => [node.start!, node.end!]),
    ...(behind ? [behind.literal!.start!] : []),
  ];
  for (let at = 0; at + 1 < edges.length; at += 2)
    if (!/^[\s+]*$/.test(source.slice(edges[at], edges[at + 1])))
      return new Refusal('There are parentheses or comments in the sum.');
  const from = start ?? contentEnd;
  const lastEnd = values.at(-1)!.node.end!;
  if (!behind) return [...at(from, contentEnd, placeholder), ...at(left.literal.end!, lastEnd, '')];
  const to = end ?? behind.offsets![0]!;
  const [opens, closes] = [source[left.literal.start!], source[behind.literal!.start!]];
  const isRest = /^[\s);]*$/.test(source.slice(to, behind.offsets!.at(-1)));
  const together = opens === closes && (isRest || !source.slice(lastEnd, behind.literal!.start!).includes('\n'));
  if (together) return at(from, to, placeholder);
  const isEmpty = to === behind.offsets!.at(-1) && behind.literal!.type === 'StringLiteral';
  if (isEmpty) return [...at(from, contentEnd, placeholder), ...at(left.literal.end!, behind.literal!.end!, '')];
  return [
    ...at(from, contentEnd, placeholder),
    ...at(left.literal.end!, lastEnd, ''),
    ...(to > behind.offsets![0]! ? at(behind.offsets![0]!, to, '') : []),
  ];
}

const at = (start: number, end: number, text: string): Splice[] => [{ start, end, text }];

/** The text of a node with the splices that lie in it. */
export function spliced(source: string, node: Node, splices: readonly Splice[]): string {
  let text = '';
  let from = node.start!;
  for (const { start, end, text: by } of [...splices].sort((a, b) => a.start - b.start || a.end - b.end)) {
    text += source.slice(from, start) + by;
    from = end;
  }
  return text + source.slice(from, node.end!);
}
