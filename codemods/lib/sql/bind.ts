import type { Node } from '@babel/types';
import { isFunction, keyName, memberName, propertyOf, unwrap } from '../walk';
import type { Module } from '../resolve';
import type { SqlCall } from './calls';
import type { Database, Query } from './queries';
import { Refusal, type Slot } from './slots';
import type { Splice } from './splice';

/** How values are bound to a query: the placeholder of each, and what is written beside the text. */
export interface Bound {
  placeholders: string[];
  splices: Splice[];
}
type Result = Bound | Refusal;
type ArrayNode = Extract<Node, { type: 'ArrayExpression' }>;
type ObjectNode = Extract<Node, { type: 'ObjectExpression' }>;

/** Binds the values in the driver's own form. */
export function bind(module: Module, query: Query, slots: readonly Slot[], database: Database | null): Result {
  const { call } = query;
  switch (call.driver) {
    case 'sequelize':
      return named(module, query, slots, 1, 'replacements', (name) => `:${name}`);
    case 'typeorm':
      if (call.builder)
        return call.values === null
          ? new Refusal('This method takes no values.')
          : named(module, query, slots, call.values, null, (name, { kind }) =>
              kind === 'list' ? `:...${name}` : `:${name}`,
            );
      return database === null
        ? new Refusal('Which database TypeORM speaks to is not known.')
        : positional(
            module,
            query,
            slots,
            { postgres: dollar, mysql: question, sqlite: question, mssql: at }[database],
          );
    case 'mssql':
      return inputs(module, query, slots);
    case 'better-sqlite3':
      return chained(module, query, slots);
    case 'pg':
    case 'pg-promise':
    case 'postgres':
      return positional(module, query, slots, dollar);
    case 'mysql':
    case 'mysql2':
    case 'sqlite3':
    case 'sqlite':
    case 'knex':
      return positional(module, query, slots, question);
    default:
      return new Refusal('What the call speaks to is not known.');
  }
}

interface Style {
  /** Placeholders that are there already. */
  existing: RegExp;
  write: (index: number) => string;
  /** They stand for the values in order, and not by number. */
  ordered: boolean;
}
export const dollar: Style = { existing: /\$(\d+)/g, write: (index) => `$${index + 1}`, ordered: false };
const at: Style = { existing: /@(\d+)/g, write: (index) => `@${index}`, ordered: false };
export const question: Style = { existing: /\?/g, write: () => '?', ordered: true };

const used = () => new Refusal('The values that are bound already are not written out in the call.');

/** An array of values beside the text. */
function positional(module: Module, query: Query, slots: readonly Slot[], style: Style): Result {
  const { call, sql } = query;
  if (call.values === null) return new Refusal('The call takes no values beside the text.');
  const place = placeOf(module, call);
  if (place instanceof Refusal) return place;
  const items = place.list?.elements ?? [];
  if (items.some((each) => !each || each.type === 'SpreadElement')) return used();
  const existing = [...sql.bare.matchAll(style.existing)];
  // A sign within a literal counts for drivers that fill in the text themselves.
  if (style.ordered && [...sql.text.matchAll(style.existing)].length !== existing.length)
    return new Refusal('The text has the sign of a placeholder within a literal.');
  const count = style.ordered
    ? existing.length
    : Math.max(0, ...existing.map(([, number]) => Number(number) + (style === at ? 1 : 0)));
  if (count !== items.length) return used();
  if (
    count > 0 &&
    sql.values.some(
      ({ kind, at }) =>
        /fragment|list|placeholder/.test(kind) && !slots.some((slot) => slot.start <= at && at < slot.end),
    )
  )
    return used();
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

interface ValuesPlace {
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
    if (given && !isCallback(module, given)) return used();
    if (holder.properties.some(({ type }) => type === 'SpreadElement')) return used();
    if (property)
      return property.type === 'ArrayExpression' ? { list: property, at: 0, before: '', after: '' } : used();
    const text = holder.properties.find((each) => each.type === 'ObjectProperty' && each.value === sql);
    return text ? { list: null, at: text.end!, before: ', values: ', after: '' } : used();
  }
  const previous = node.arguments[index - 1];
  if (!previous) return used();
  if (!given) return { list: null, at: previous.end!, before: ', ', after: '' };
  if (given.type === 'ArrayExpression') return { list: given, at: 0, before: '', after: '' };
  return isCallback(module, given) ? { list: null, at: given.start!, before: '', after: ', ' } : used();
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
function written({ list, at, before, after }: ValuesPlace, slots: readonly Slot[], order: number[] | null): Splice[] {
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

/** An object of values by name: Sequelize's options, TypeORM's parameters. */
function named(
  module: Module,
  { call, sql }: Query,
  slots: readonly Slot[],
  index: number,
  key: string | null,
  write: (name: string, slot: Slot) => string,
): Result {
  const given = call.node.arguments[index];
  if (call.holder) return used();
  if (given && given.type !== 'ObjectExpression') return used();
  if (given?.properties.some(({ type }) => type === 'SpreadElement')) return used();
  const existing = key === null ? (given ?? null) : propertyOf(given, key);
  if (existing && existing.type !== 'ObjectExpression') return used();
  if (key !== null && given && propertyOf(given, 'bind')) return used();
  // With values by name, a colon in the text means one of them.
  if (key !== null && !existing && /(?:^|[^:]):[A-Za-z_]/.test(sql.text))
    return new Refusal('The text has colons, which would mean values.');
  const names = namesOf(
    slots,
    (name) =>
      new RegExp(`[:@]${name}\\b`).test(key === null ? module.text : sql.text) ||
      (existing?.properties.some((each) => keyName(each) === name) ?? false),
  );
  const pairs = slots.map(({ code }, at) => (code === names[at] ? code : `${names[at]}: ${code}`)).join(', ');
  const placeholders = slots.map((slot, at) => inListOf(slot, write(names[at]!, slot)));
  const last = existing?.properties.at(-1);
  if (last) return { placeholders, splices: [{ start: last.end!, end: last.end!, text: `, ${pairs}` }] };
  if (existing)
    return { placeholders, splices: [{ start: existing.start!, end: existing.end!, text: `{ ${pairs} }` }] };
  const object = key === null ? `{ ${pairs} }` : `${key}: { ${pairs} }`;
  return {
    placeholders,
    splices: [intoOptions(module, call, given, index, key === null ? object : `{ ${object} }`, object)],
  };
}

function intoOptions(
  module: Module,
  call: SqlCall,
  given: ObjectNode | undefined,
  index: number,
  whole: string,
  inside: string,
): Splice {
  const first = given?.properties[0];
  if (!given) {
    const end = call.node.arguments[index - 1]!.end!;
    return { start: end, end, text: `, ${whole}` };
  }
  if (!first) return { start: given.start!, end: given.end!, text: whole };
  const gap = module.text.slice(given.start! + 1, first.start!);
  const ownLine = gap.includes('\n') && /^\s*$/.test(gap);
  return { start: first.start!, end: first.start!, text: `${inside},${ownLine ? gap : ' '}` };
}

const inListOf = ({ kind, parts }: Slot, placeholder: string): string =>
  kind === 'list' ? `${openingOf(parts)} (${placeholder})` : placeholder;

/** `NOT IN`, as it is written in front of a list. */
const openingOf = ([first]: Slot['parts']): string =>
  (first?.kind === 'text' && /\b((?:NOT\s+)?IN)\s*\(\s*'?$/i.exec(first.text)?.[1]) || 'IN';

/** Names for values, from what they are read from. */
function namesOf(slots: readonly Slot[], isTaken: (name: string) => boolean): string[] {
  const names: string[] = [];
  for (const { node } of slots) {
    const base = nameOf(node);
    let name = base;
    for (let number = 2; names.includes(name) || isTaken(name); number++) name = base + String(number);
    names.push(name);
  }
  return names;
}

function nameOf(expression: Node): string {
  const node = unwrap(expression);
  const name = node.type === 'Identifier' ? node.name : memberName(node);
  if (name !== null && /^[A-Za-z]\w*$/.test(name)) return name;
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') return nameOf(node.callee.object);
  return node.type === 'LogicalExpression' ? nameOf(node.left) : 'value';
}

/** `request.input('name', value).query(…)` */
function inputs(module: Module, { call, sql }: Query, slots: readonly Slot[]): Result {
  const { callee } = call.node;
  if (callee.type !== 'MemberExpression' || call.holder) return used();
  const chain = unwrap(callee.object);
  const begin = requestOf(module, chain);
  if (begin instanceof Refusal) return begin;
  if (slots.some(({ kind }) => kind === 'list'))
    return new Refusal('A list takes one parameter for each of its items.');
  const chained = module.text.slice(chain.start!, chain.end!);
  const names = namesOf(
    slots,
    (name) => new RegExp(`@${name}\\b`, 'i').test(sql.text) || new RegExp(`['"\`]${name}['"\`]`, 'i').test(chained),
  );
  const given = slots.map(({ code }, at) => `.input('${names[at]}', ${code})`).join('');
  const splices: Splice[] = [
    ...(begin === '' ? [] : [{ start: chain.start!, end: chain.end!, text: begin + given }]),
    ...(begin === '' ? [{ start: chain.end!, end: chain.end!, text: given }] : []),
  ];
  return { placeholders: names.map((name) => `@${name}`), splices };
}

/** What a request begins with where there is none yet; nothing where the receiver is a request of its own for this query. */
function requestOf(module: Module, receiver: Node): string | Refusal {
  let node = receiver;
  while (
    node.type === 'CallExpression' &&
    memberName(node.callee) === 'input' &&
    node.callee.type === 'MemberExpression'
  )
    node = unwrap(node.callee.object);
  if (node.type === 'CallExpression')
    return memberName(node.callee) === 'request' ? '' : new Refusal('Where the request is made is not known.');
  if (node.type === 'NewExpression') return '';
  const binding = node.type === 'Identifier' ? module.scopes.lookup(node.name, node) : null;
  const init = binding?.init ? unwrap(binding.init) : null;
  if (
    init &&
    binding &&
    (init.type === 'NewExpression' || (init.type === 'CallExpression' && memberName(init.callee) === 'request'))
  ) {
    const uses = module.text.split(new RegExp(`\\b${binding.name}\\s*\\.\\s*(?:query|batch|execute)\\b`)).length - 1;
    return uses === 1 && !/new\s+\S*Pool/.test(module.text.slice(init.start!, init.end!))
      ? ''
      : new Refusal('The request serves several queries.');
  }
  return new Refusal('The query is not made with a request of its own.');
}

/** `db.prepare(…).get(value)` */
function chained(module: Module, { call, sql }: Query, slots: readonly Slot[]): Result {
  if (call.method !== 'prepare') return new Refusal('`exec` takes no values: prepare the statement and run it.');
  if (slots.some(({ kind }) => kind === 'list'))
    return new Refusal('A list takes one placeholder for each of its items.');
  const run = runOf(module, call.node);
  if (!run) return new Refusal('Where the statement is run is not known.');
  const given = run.arguments;
  const existing = [...sql.bare.matchAll(/\?/g)];
  if (existing.length !== [...sql.text.matchAll(/\?/g)].length || /[@$:]\w/.test(sql.bare)) return used();
  const isPlain = given.every(
    ({ type }) => type !== 'SpreadElement' && type !== 'ObjectExpression' && type !== 'ArrayExpression',
  );
  if (existing.length !== given.length || !isPlain || (given.length === 1 && given[0]!.type === 'Identifier'))
    return used();
  const place: ValuesPlace = { list: null, at: run.end! - 1, before: '', after: '' };
  const splices =
    given.length === 0
      ? [{ start: place.at, end: place.at, text: slots.map(({ code }) => code).join(', ') }]
      : written(
          { ...place, list: { elements: given } as unknown as ArrayNode },
          slots,
          existing.map(({ index }) => index),
        );
  return { placeholders: slots.map(() => '?'), splices };
}

function runOf({ scopes }: Module, prepare: Node): Extract<Node, { type: 'CallExpression' }> | null {
  let node = prepare;
  for (let links = 0; links < 4; links++) {
    const member = scopes.parents.get(node);
    const call = member && scopes.parents.get(member);
    if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== member) return null;
    if (/^(run|get|all|iterate)$/.test(memberName(member) ?? '')) return call;
    if (!/^(pluck|raw|expand|safeIntegers)$/.test(memberName(member) ?? '')) return null;
    node = call;
  }
  return null;
}
