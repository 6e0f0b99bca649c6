import type { Node } from '@babel/types';
import { keyName, literalText, memberName } from '../../../../../codemods/lib/walk';

/** What the app's own schema says of a variable of its environment. */
export interface SchemaVariable {
  name: string;
  required: boolean;
  type: 'number' | 'boolean' | 'url' | 'email' | 'uuid' | 'other';
  /** The values that are allowed; empty where nothing is said. */
  choices: string[];
  /** The fewest characters, or the smallest number. */
  least: number;
  /** Exactly so many characters. */
  length: number | null;
}

/** One call of a chain: `min(32)` of `z.string().min(32)`. */
export interface Link {
  name: string;
  arguments: Node[];
}

export const NOT_REQUIRED = /^(optional|nullish|default|catch|prefault|exactOptional|IsOptional)$/;

/** `z.string().min(32)` from the inside: string, min. */
export function chain(value: Node): Link[] {
  if (value.type !== 'CallExpression') return [];
  const { callee } = value;
  if (callee.type === 'Identifier') return [{ name: callee.name, arguments: value.arguments }];
  if (callee.type !== 'MemberExpression') return [];
  return [...chain(callee.object), { name: memberName(callee) ?? '', arguments: value.arguments }];
}

/** What a chain says of the variable of this name; `optional`: fields are, until they are said to be required. */
export function toVariable(name: string, links: Link[], optional: boolean): SchemaVariable {
  const names = links.map((link) => link.name);
  const has = (pattern: RegExp): boolean => names.some((one) => pattern.test(one));
  // `str({ default: 'x' })` of envalid; a devDefault does not count in production.
  const options = links[0]!.arguments.find((argument) => argument.type === 'ObjectExpression');
  const defaulted = options?.properties.some((property) => keyName(property) === 'default') ?? false;
  const nested = names.some((one) => /^(preprocess|pipe|optional|nullish)$/.test(one)) ? inner(links) : [];
  const all = [...links, ...nested];
  return {
    name,
    required: optional ? has(/^required$/) : !(has(NOT_REQUIRED) || defaulted),
    type: typeOf(all.map((link) => link.name)),
    choices: all.flatMap(choicesOf),
    least: Math.max(
      0,
      ...all.filter((link) => /^(min|minLength|gte|greater|minValue)$/.test(link.name)).flatMap(numbers),
    ),
    length: all.filter((link) => /^length$/.test(link.name)).flatMap(numbers)[0] ?? null,
  };
}

/** The schemas inside: `z.preprocess(fn, z.number())`, `v.pipe(v.string(), v.minLength(32))`. */
const inner = (links: Link[]): Link[] => links.flatMap((link) => link.arguments.flatMap(chain));

const numbers = ({ arguments: [first] }: Link): number[] => (first?.type === 'NumericLiteral' ? [first.value] : []);

/** By the names of schemas, decorators and JSON Schema types. */
export function typeOf(names: string[]): SchemaVariable['type'] {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^(number|num|port|int|integer|positive|nonnegative|bigint|IsNumber|IsInt|IsPort|IsPositive|Min|Max)$/))
    return 'number';
  if (has(/^(boolean|bool|stringbool|IsBoolean)$/)) return 'boolean';
  if (has(/^(url|uri|IsUrl|IsURL)$/)) return 'url';
  if (has(/^(email|IsEmail)$/)) return 'email';
  return has(/^(uuid|guid|IsUUID)$/) ? 'uuid' : 'other';
}

/** `z.enum(['a'])`, `.valid('a', 'b')`, `str({ choices: ['a'] })`, `z.literal('a')` */
function choicesOf({ name, arguments: given }: Link): string[] {
  if (/^(valid|literal|equal)$/.test(name)) return given.flatMap(texts);
  if (/^(enum|picklist|oneOf|nativeEnum)$/.test(name)) return given.slice(0, 1).flatMap(texts);
  const options = given.find((argument) => argument.type === 'ObjectExpression');
  const choices = options?.properties.find((property) => keyName(property) === 'choices');
  return choices?.type === 'ObjectProperty' ? texts(choices.value) : [];
}

/** The texts that are written out: one, or a list. */
export function texts(node: Node): string[] {
  if (node.type === 'TSAsExpression') return texts(node.expression);
  if (node.type === 'ArrayExpression') return node.elements.flatMap((element) => (element ? texts(element) : []));
  const text = literalText(node);
  return text === null ? [] : [text];
}
