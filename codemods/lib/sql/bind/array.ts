import type { Node } from '@babel/types';
import type { Module } from '../../resolve';
import { isFunction, propertyOf, unwrap } from '../../walk';
import type { SqlCall } from '../calls';
import type { Query } from '../queries';
import { Refusal, type Slot } from '../slots';
import type { Splice } from '../splice';
import { openingOf, type Result, alreadyBound } from './bound';

type ArrayNode = Extract<Node, { type: 'ArrayExpression' }>;

/** How placeholders are written for values that are given in a list. */
export interface Style {
  /** Placeholders that are there already. */
  existing: RegExp;
  write: (index: number) => string;
  /** They stand for the values in order, and not by number. */
  ordered: boolean;
}
export const dollar: Style = { existing: /\$(\d+)/g, write: (index) => `$${index + 1}`, ordered: false };
export const at: Style = { existing: /@(\d+)/g, write: (index) => `@${index}`, ordered: false };
export const question: Style = { existing: /\?/g, write: () => '?', ordered: true };

/** An array of values beside the text. */
export function positional(module: Module, query: Query, slots: readonly Slot[], style: Style): Result {
  const { call, sql } = query;
  if (call.values === null) return new Refusal('The call takes no values beside the text.');
  const place = placeOf(module, call);
  if (place instanceof Refusal) return place;
  const items = place.list?.elements ?? [];
  if (items.some((each) => !each || each.type === 'SpreadElement')) return alreadyBound();
  const existing = [...sql.bare.matchAll(style.existing)];
  // A sign within a literal counts for drivers that fill in the text themselves.
  if (style.ordered && [...sql.text.matchAll(style.existing)].length !== existing.length)
    return new Refusal('The text has the sign of a placeholder within a literal.');
  const count = style.ordered
    ? existing.length
    : Math.max(0, ...existing.map(([, number]) => Number(number) + (style === at ? 1 : 0)));
  if (count !== items.length) return alreadyBound();
  if (
    count > 0 &&
    sql.values.some(
      ({ kind, at }) =>
        /fragment|list|placeholder/.test(kind) && !slots.some((slot) => slot.start <= at && at < slot.end),
    )
  )
    return alreadyBound();
  const placeholders = slots.map((slot, index) => idiom(call, slot, style.write(count + index)));
  return { placeholders, splices: written(place, slots, style.ordered ? existing.map(({ index }) => index) : null) };
}

/** A list goes into one placeholder, as each driver has it. */
function idiom({ driver }: SqlCall, { kind, parts }: Slot, placeholder: string): string {
  if (kind !== 'list') return placeholder;
  const written = openingOf(parts);
  const not = /^NOT/i.test(written);
  const word = /in$/.test(written);
  const cased = (text: string): string => (word ? text.toLowerCase() : text);
  if (driver === 'pg' || (driver === 'typeorm' && placeholder.startsWith('$')))
    return not ? `<> ${cased('ALL')}(${placeholder})` : `= ${cased('ANY')}(${placeholder})`;
  return `${cased(not ? 'NOT IN' : 'IN')} (${driver === 'pg-promise' ? placeholder + ':csv' : placeholder})`;
}

export interface ValuesPlace {
  /** The array that is there already. */
  list: ArrayNode | null;
  /** Otherwise where one is written, and what stands around it. */
  at: number;
  before: string;
  after: string;
}

/** Where the array of values stands, or is to stand. */
function placeOf(module: Module, { node, holder, sql, values }: SqlCall): ValuesPlace | Refusal {
  const index = values!;
  const given = node.arguments[index];
  if (holder) {
    const property = propertyOf(holder, 'values') ?? propertyOf(holder, 'params');
    if (given && !isCallback(module, given)) return alreadyBound();
    if (holder.properties.some(({ type }) => type === 'SpreadElement')) return alreadyBound();
    if (property)
      return property.type === 'ArrayExpression' ? { list: property, at: 0, before: '', after: '' } : alreadyBound();
    const text = holder.properties.find((each) => each.type === 'ObjectProperty' && each.value === sql);
    return text ? { list: null, at: text.end!, before: ', values: ', after: '' } : alreadyBound();
  }
  const previous = node.arguments[index - 1];
  if (!previous) return alreadyBound();
  if (!given) return { list: null, at: previous.end!, before: ', ', after: '' };
  if (given.type === 'ArrayExpression') return { list: given, at: 0, before: '', after: '' };
  return isCallback(module, given) ? { list: null, at: given.start!, before: '', after: ', ' } : alreadyBound();
}

function isCallback(module: Module, node: Node): boolean {
  const inner = unwrap(node);
  if (isFunction(inner)) return true;
  if (inner.type !== 'Identifier') return false;
  const binding = module.scopes.lookup(inner.name, inner);
  return (
    binding?.kind === 'function' ||
    /^(cb|callback|done|next|fn|handler)$/i.test(inner.name) ||
    isFunction(binding?.init)
  );
}

/** Writes the values into the array: behind those that are there, or between them where order counts. */
export function written(
  { list, at, before, after }: ValuesPlace,
  slots: readonly Slot[],
  order: number[] | null,
): Splice[] {
  if (!list || list.elements.length === 0) {
    const text = `[${slots.map(({ code }) => code).join(', ')}]`;
    return list
      ? [{ start: list.start!, end: list.end!, text }]
      : [{ start: at, end: at, text: before + text + after }];
  }
  const items = list.elements as Node[];
  const splices: Splice[] = [];
  const groups = new Map<number, string[]>();
  for (const slot of slots) {
    const index = order ? order.filter((each) => each < slot.start).length : items.length;
    groups.set(index, [...(groups.get(index) ?? []), slot.code]);
  }
  for (const [index, codes] of groups) {
    const before = items[index];
    const last = items.at(-1)!;
    splices.push(
      before
        ? { start: before.start!, end: before.start!, text: `${codes.join(', ')}, ` }
        : { start: last.end!, end: last.end!, text: codes.map((each) => `, ${each}`).join('') },
    );
  }
  return splices;
}
