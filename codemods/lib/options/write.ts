import type { Node } from '@babel/types';
import type { Source } from '../source';
import { indentAt, separator, tokensOf } from '../text';
import { keyName } from '../walk';
import type { ObjectLiteral, Place } from './place';

/** Adds an option, with the object around it where there is none. Says whether it found a place. */
export function addOption(source: Source, place: Place, name: string, value: string): boolean {
  if (place.kind === 'literal') addProperty(source, place.literal, `${name}: ${value}`);
  else if (place.kind === 'absent') addArgument(source, place, `{ ${name}: ${value} }`);
  else if (place.kind === 'missing' && place.instead) source.replace(place.instead, `{ ${name}: ${value} }`);
  else if (place.kind === 'missing') return addOption(source, place.outer, place.name, `{ ${name}: ${value} }`);
  else return false;
  return true;
}

function addArgument(source: Source, place: Extract<Place, { kind: 'absent' }>, text: string): void {
  const { call, before, instead } = place;
  if (instead) return source.replace(instead, text);
  if (before) return source.insert(before.start!, text + separator(source.text, source.style, call, before));
  const last = call.arguments.at(-1);
  if (last) return source.insert(last.end!, (ownLine(source, call, last) ?? ', ') + text);
  source.insert(tokensOf(source.ast).findLast(({ end }) => end < call.end!)!.end, text);
}

/** Behind the last argument on a line of its own, where the arguments have theirs. */
function ownLine({ text, style }: Source, call: Node, last: Node): string | null {
  const lineStart = /\n[ \t]*$/.test(text.slice(call.start!, last.start!));
  return lineStart && last.loc!.start.line > call.loc!.start.line
    ? `,${style.eol}${indentAt(text, last.start!)}`
    : null;
}

/** Adds a property behind the others, on a line of its own where they have theirs; comments stay with their property. */
export function addProperty(source: Source, { properties, start }: ObjectLiteral, property: string): void {
  const { text, style } = source;
  const last = properties.at(-1);
  if (!last) return source.insert(start! + 1, text[start! + 1] === '}' ? ` ${property} ` : ` ${property}`);
  const own = /\n[ \t]*$/.test(text.slice(start!, last.start!));
  if (!own) return source.insert(last.end!, `, ${property}`);
  const gap = style.eol + indentAt(text, last.start!);
  const trailing = /^([ \t]*,?)[ \t]*(\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/)?(?=[ \t]*(\r?\n|$))/.exec(
    text.slice(last.end!),
  );
  const comma = trailing?.[1]!.includes(',') === true;
  if (!trailing?.[2]) return source.insert(last.end!, `,${gap}${property}`);
  if (!comma) source.insert(last.end!, ',');
  source.insert(last.end! + trailing[0].length, gap + property + (comma ? ',' : ''));
}

/** Takes an item out of a list of properties, elements or arguments, with the comma that belongs to it. */
export function removeItem(source: Source, items: readonly Node[], item: Node): void {
  const index = items.indexOf(item);
  const [before, after] = [items[index - 1], items[index + 1]];
  if (after) return source.remove(item.start!, after.start!);
  if (before) return source.remove(before.end!, item.end!);
  const line = /\r?\n[ \t]*$/.exec(source.text.slice(0, item.start!));
  const comma = /^[ \t]*,/.exec(source.text.slice(item.end!));
  source.remove(item.start! - (line?.[0].length ?? 0), item.end! + (comma?.[0].length ?? 0));
}

/** Takes an option out of its object. */
export function removeOption(source: Source, place: Place, name: string): boolean {
  const literal = place.kind === 'literal' ? place.literal : null;
  const property = literal?.properties.find((each) => keyName(each) === name);
  if (!literal || !property) return false;
  removeItem(source, literal.properties, property);
  return true;
}
