import type { Node } from '@babel/types';
import type { Module } from '../../resolve';
import { keyName, lastName, propertyOf, unwrap } from '../../walk';
import type { SqlCall } from '../calls';
import type { Query } from '../queries';
import { Refusal, type Slot } from '../slots';
import type { Splice } from '../splice';
import { openingOf, type Result, alreadyBound } from './bound';

type ObjectNode = Extract<Node, { type: 'ObjectExpression' }>;

/** An object of values by name: Sequelize's options, TypeORM's parameters. */
export function named(
  module: Module,
  { call, sql }: Query,
  slots: readonly Slot[],
  index: number,
  key: string | null,
  write: (name: string, slot: Slot) => string,
): Result {
  const given = call.node.arguments[index];
  if (call.holder) return alreadyBound();
  if (given && given.type !== 'ObjectExpression') return alreadyBound();
  if (given?.properties.some(({ type }) => type === 'SpreadElement')) return alreadyBound();
  const existing = key === null ? (given ?? null) : propertyOf(given, key);
  if (existing && existing.type !== 'ObjectExpression') return alreadyBound();
  if (key !== null && given && propertyOf(given, 'bind')) return alreadyBound();
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

/** Names for values, from what they are read from. */
export function namesOf(slots: readonly Slot[], isTaken: (name: string) => boolean): string[] {
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
  const name = lastName(node);
  if (name !== null && /^[A-Za-z]\w*$/.test(name)) return name;
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') return nameOf(node.callee.object);
  return node.type === 'LogicalExpression' ? nameOf(node.left) : 'value';
}
