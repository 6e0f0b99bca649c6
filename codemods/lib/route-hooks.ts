import type { Node } from '@babel/types';
import type { RouteCall } from './chain';
import { rootOf } from './flow/response';
import type { RouteOptionsDialect } from './route-options';
import type { Source } from './source';
import { separator } from './text';
import { lastName, propertyOf } from './walk';

/** `guard`: behind limits, in front of everything else. */
export type Place = 'first' | 'guard' | 'last';
/** Where it goes, the module that it and others of ours are from, and names that are known to be functions, not lists. */
interface Wanted {
  place: Place;
  from: string;
  functions?: string[];
  /** The code is several of them: with no list around them, they need one. */
  several?: boolean;
}
/** Writes the code of a hook to its place. */
type Write = (code: string) => void;

/** Where a hook is added to a route: in its options, which it is given where it has none. Null where that is not safe. */
export function placeOfHook(
  source: Source,
  { node, options, handlers }: RouteCall,
  dialect: RouteOptionsDialect,
  wanted: Wanted,
): Write | null {
  const { place, several } = wanted;
  const valueOf = (code: string): string => (several ? `[${code}]` : code);
  const [handler] = handlers;
  const literal = options && literalOf(source, options);
  const guard = guardOf(source, literal, dialect, place);
  if (!options) {
    if (!handler || literalOf(source, handler)) return null;
    return (code) =>
      source.insert(
        handler.start!,
        `{ ${guard}: ${valueOf(code)} }${separator(source.text, source.style, node, handler)}`,
      );
  }
  if (!literal || !keeps(source, literal, guard)) return null;
  if (literal === options) return within(source, literal, guard, wanted);
  // Others may use the object as well: it stays as it is.
  if (propertyOf(literal, guard) || node.arguments[0] === options) return null;
  return (code) => {
    source.insert(options.start!, '{ ...');
    source.insert(options.end!, `, ${guard}: ${valueOf(code)} }`);
  };
}

/** The usual hook is the last one; what has to come first stands in front of an earlier one that is there. */
function guardOf(
  source: Source,
  literal: Literal | null | undefined,
  dialect: RouteOptionsDialect,
  place: Place,
): string {
  const { guards } = dialect;
  const taken = literal && place === 'first' ? guards.find((name) => has(source, literal, name)) : undefined;
  return taken ?? guards.at(-1)!;
}

type Literal = Extract<Node, { type: 'ObjectExpression' }>;

/** The object literal that an expression of this file stands for. */
function literalOf(source: Source, expression: Node): Literal | null {
  const value = source.resolver.resolve(source.module, expression);
  return value?.kind === 'node' && value.node.type === 'ObjectExpression' ? value.node : null;
}

/** Whether the object has a property, or one of those that it is spread from. */
const has = (source: Source, literal: Literal, name: string): boolean =>
  propertyOf(literal, name) !== null ||
  literal.properties.some((property) => {
    const spread = property.type === 'SpreadElement' && literalOf(source, property.argument);
    return spread && has(source, spread, name);
  });

/** Whether all of the object's hooks are known, so that none of them is replaced. */
const keeps = (source: Source, literal: Literal, guard: string): boolean =>
  literal.properties.every((property) => {
    if (property.type !== 'SpreadElement') return true;
    const spread = literalOf(source, property.argument);
    return spread !== null && !propertyOf(spread, guard) && keeps(source, spread, guard);
  });

function within(
  source: Source,
  literal: Literal,
  guard: string,
  { place, from, functions = [], several }: Wanted,
): Write | null {
  const value = propertyOf(literal, guard);
  if (!value) return (code) => addProperty(source, literal, `${guard}: ${several ? `[${code}]` : code}`);
  if (value.type === 'ObjectMethod') return null;
  if (value.type === 'ArrayExpression') return (code) => addElement(source, value, code, place);
  const isFunction = value.type === 'Identifier' && functions.includes(value.name);
  const around = isFunction ? ['', ''] : asElements(source, value, from);
  if (!around) return null;
  const [before, after] = around;
  const shorthand = source.module.scopes.parents.get(value);
  const key = shorthand?.type === 'ObjectProperty' && shorthand.shorthand ? `${guard}: ` : '';
  const inFront = place === 'first' || (place === 'guard' && !isAhead(value));
  return (code) => {
    source.insert(value.start!, inFront ? `${key}[${code}, ${before}` : `${key}[${before}`);
    source.insert(value.end!, inFront ? `${after}]` : `${after}, ${code}]`);
  };
}

/** Limits, and what lets browsers read refusals, stand in front of who asks who is calling: `loginLimiter`, `cors()`. */
export function isAhead(handler: Node): boolean {
  const maker = handler.type === 'CallExpression' ? handler.callee : handler;
  return /^(cors|.*(limit|limiter|throttle|slow_?down))$/i.test(lastName(maker) ?? '');
}

/** What makes elements of a list from a hook. It may be a list itself, and with a list in a list an app does not start. */
function asElements(source: Source, value: Node, own: string): [before: string, after: string] | null {
  // One that may be missing may not be an element either.
  if (value.type === 'ConditionalExpression' || value.type === 'LogicalExpression') return null;
  const { resolver, module } = source;
  const found = resolver.resolve(module, value);
  const made = found?.kind === 'node' ? found.node : value;
  if (made.type === 'ArrayExpression') return ['...', ''];
  const root = resolver.resolve(module, rootOf(made));
  const isImported = root?.kind === 'package' && root.name.startsWith('.') && !isBeside(root.name, own);
  const isReturned = made.type === 'CallExpression' && made.callee.type === 'Identifier' && root?.kind === 'node';
  const isGiven = found?.kind === 'node' && made.type === 'Identifier';
  return isImported || isReturned || isGiven ? ['...[', '].flat()'] : ['', ''];
}

/** Whether two specifiers lead into the same folder of ours: `./security` and `./security/access.js`. */
function isBeside(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.replace(/\/index(\.[cm]?[jt]s)?$/, ''));
  return a === b || a!.startsWith(`${b}/`) || b!.startsWith(`${a}/`);
}

/** In front of the handler where the object has it, otherwise at its end. */
function addProperty(source: Source, literal: Literal, property: string): void {
  const handler = propertyOf(literal, 'handler');
  const before = literal.properties.find((each) => each === handler || ('value' in each && each.value === handler));
  const last = literal.properties.at(-1);
  if (handler && before) source.insert(before.start!, property + separator(source.text, source.style, literal, before));
  else if (last) source.insert(last.end!, separator(source.text, source.style, literal, last) + property);
  else source.insert(literal.start! + 1, ` ${property} `);
}

function addElement(
  source: Source,
  list: Extract<Node, { type: 'ArrayExpression' }>,
  code: string,
  place: Place,
): void {
  const [first, last] = [list.elements[0], list.elements.at(-1)];
  const next = place === 'guard' ? list.elements.find((each) => each && !isAhead(each)) : first;
  if (!first || !last) source.insert(list.start! + 1, code);
  else if (next && place !== 'last')
    source.insert(next.start!, code + separator(source.text, source.style, list, next));
  else source.insert(last.end!, separator(source.text, source.style, list, last) + code);
}
