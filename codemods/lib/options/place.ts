import type { Node } from '@babel/types';
import { type Module, type Resolver, returnedExpression } from '../resolve';
import type { Binding } from '../scope';
import { isFunction, memberName, propertyOf, unwrap, walk } from '../walk';

export type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;
export type ObjectLiteral = Extract<Node, { type: 'ObjectExpression' }>;

/** Where the options of a call stand. */
export type Place =
  /** Written out in this file; `calls` are all that take it, where a name stands for it. */
  | {
      kind: 'literal';
      literal: ObjectLiteral;
      module: Module;
      later: ReadonlySet<string>;
      calls: Call[];
      named: boolean;
    }
  /** Written out, but not for this call alone, or in another file: read, never changed. */
  | { kind: 'elsewhere'; literal: ObjectLiteral; module: Module; later: ReadonlySet<string> }
  /** There are none: they come behind the arguments, before the callback, or in place of `undefined`. */
  | { kind: 'absent'; call: Call; before: Node | null; instead: Node | null }
  /** The option that would hold them is not among the outer ones, or is `true`. */
  | { kind: 'missing'; outer: Place; name: string; instead: Node | null }
  | { kind: 'unknown' };

type Written = Extract<Place, { kind: 'literal' | 'elsewhere' }>;

const NOTHING: ReadonlySet<string> = new Set();
const CALLBACK = /^(cb|callback|done|next|fn|handler)$/i;

/** The options of a call, its argument at this position. */
export function optionsAt(module: Module, resolver: Resolver, call: Call, position: number): Place {
  const argument = call.arguments[position];
  if (call.arguments.slice(0, position + 1).some((each) => each.type === 'SpreadElement')) return { kind: 'unknown' };
  // Without what comes before them, options cannot be added.
  if (call.arguments.length < position) return { kind: 'unknown' };
  if (!argument) return { kind: 'absent', call, before: null, instead: null };
  if (isNothing(argument)) return { kind: 'absent', call, before: null, instead: argument };
  if (isCallback(module, resolver, argument)) return { kind: 'absent', call, before: argument, instead: null };
  return placeOf(module, resolver, argument);
}

/** What an expression that should be an object of options is. */
export function placeOf(module: Module, resolver: Resolver, expression: Node): Place {
  const node = inner(expression);
  if (node.type === 'ObjectExpression')
    return { kind: 'literal', literal: node, module, later: NOTHING, calls: [], named: false };
  if (node.type === 'Identifier') {
    const binding = module.scopes.lookup(node.name, node);
    const own = binding && ownLiteral(module, binding);
    if (own) return own;
  }
  const value = resolver.resolve(module, node);
  if (value?.kind !== 'node') return { kind: 'unknown' };
  if (value.node.type !== 'ObjectExpression') return returnedLiteral(resolver, value.module, value.node);
  return { kind: 'elsewhere', literal: value.node, module: value.module, later: laterIn(value.module, value.node) };
}

/** What a function returns, `cookieOptions()`, where that is one object. */
function returnedLiteral(resolver: Resolver, module: Module, node: Node): Place {
  const callee = node.type === 'CallExpression' ? resolver.resolve(module, node.callee) : null;
  if (callee?.kind !== 'node' || !isFunction(callee.node)) return { kind: 'unknown' };
  const returned = returnedExpression(callee.node);
  const literal = returned && inner(returned);
  return literal?.type === 'ObjectExpression'
    ? { kind: 'elsewhere', literal, module: callee.module, later: NOTHING }
    : { kind: 'unknown' };
}

/** Of a name that stands for an object literal of the file, which only calls of this file take. */
function ownLiteral(module: Module, binding: Binding): Place | null {
  const literal = binding.init && binding.path.length === 0 ? inner(binding.init) : null;
  if (binding.kind !== 'variable' || literal?.type !== 'ObjectExpression' || binding.assignments.length > 0)
    return null;
  const { calls, later, escapes } = usesOf(module, binding);
  return escapes || isExported(module, binding)
    ? { kind: 'elsewhere', literal, module, later }
    : { kind: 'literal', literal, module, later, calls, named: !('typeAnnotation' in binding.identifier) };
}

interface Uses {
  calls: Call[];
  /** Members that are set later: `options.cookie.secure = true` gives `cookie.secure`. */
  later: Set<string>;
  escapes: boolean;
}

function usesOf({ ast, scopes }: Module, binding: Binding): Uses {
  const uses: Uses = { calls: [], later: new Set(), escapes: false };
  walk(ast.program, (node, ancestors) => {
    if (node.type !== 'Identifier' || node.name !== binding.name || node === binding.identifier) return;
    if (scopes.lookup(node.name, node) !== binding) return;
    const parent = ancestors.at(-1)!;
    if (parent.type === 'CallExpression' || parent.type === 'NewExpression') uses.calls.push(parent);
    else if (parent.type === 'MemberExpression' && parent.object === node) {
      const path = assignedPath(node, ancestors);
      if (path) uses.later.add(path);
    } else if (!('key' in parent && parent.key === node && !('shorthand' in parent && parent.shorthand)))
      uses.escapes = true;
  });
  return uses;
}

/** `cookie.secure` of `options.cookie.secure = true`; null where nothing is assigned. */
function assignedPath(root: Node, ancestors: readonly Node[]): string | null {
  const names: string[] = [];
  let child = root;
  for (const parent of [...ancestors].reverse()) {
    if (parent.type === 'MemberExpression' && parent.object === child) names.push(memberName(parent) ?? '?');
    else return parent.type === 'AssignmentExpression' && parent.left === child ? names.join('.') : null;
    child = parent;
  }
  return null;
}

function laterIn(module: Module, literal: ObjectLiteral): ReadonlySet<string> {
  const declarator = module.scopes.parents.get(literal);
  const name = declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? declarator.id : null;
  const binding = name && module.scopes.lookup(name.name, name);
  return binding ? usesOf(module, binding).later : NOTHING;
}

const isExported = ({ exports }: Module, { identifier, init }: Binding): boolean =>
  [...exports.named.values(), exports.assigned].some((each) => each === identifier || (each !== null && each === init));

/** Without what only the compiler reads. */
function inner(node: Node): Node {
  const value = unwrap(node);
  return value.type === 'CallExpression' &&
    memberName(value.callee) === 'freeze' &&
    value.arguments[0]?.type === 'ObjectExpression'
    ? value.arguments[0]
    : value;
}

const isNothing = (node: Node): boolean =>
  (node.type === 'Identifier' && node.name === 'undefined') || node.type === 'NullLiteral';

function isCallback(module: Module, resolver: Resolver, node: Node): boolean {
  if (isFunction(node)) return true;
  if (node.type === 'Identifier' && CALLBACK.test(node.name)) return true;
  const value = resolver.resolve(module, node);
  return value?.kind === 'node' && isFunction(value.node);
}

/** What is said about an option: its value, `unset`, or `unknown` where something that is not followed may say it. */
export function settingOf(place: Place, resolver: Resolver, name: string): Node | 'unset' | 'unknown' {
  if (place.kind === 'absent' || place.kind === 'missing') return 'unset';
  if (place.kind === 'unknown') return 'unknown';
  const isSet = (path: string): boolean => path === name || path === '?' || path.startsWith(`${name}.`);
  return [...place.later].some(isSet) ? 'unknown' : writtenOf(place, resolver, name);
}

/** What the literal itself says, or what is spread into it. */
function writtenOf(place: Written, resolver: Resolver, name: string): Node | 'unset' | 'unknown' {
  const value = propertyOf(place.literal, name);
  if (value) return unwrap(value);
  for (const property of place.literal.properties) {
    if (property.type !== 'SpreadElement') continue;
    const spread = placeOf(place.module, resolver, property.argument);
    const said = settingOf(spread, resolver, name);
    if (said !== 'unset') return said;
  }
  return 'unset';
}

/** The options inside an option, `cookie` of a session. */
export function within(place: Place, resolver: Resolver, name: string): Place {
  const isWritten = place.kind === 'literal' || place.kind === 'elsewhere';
  // What is set deeper later on is known to be.
  const value =
    isWritten && !place.later.has(name) ? writtenOf(place, resolver, name) : settingOf(place, resolver, name);
  if (value === 'unset') return { kind: 'missing', outer: place, name, instead: null };
  if (value === 'unknown' || !isWritten) return { kind: 'unknown' };
  if (value.type === 'BooleanLiteral' && value.value) return { kind: 'missing', outer: place, name, instead: value };
  const found = placeOf(place.module, resolver, value);
  if (found.kind !== 'literal' && found.kind !== 'elsewhere') return { kind: 'unknown' };
  const deeper = [...place.later]
    .filter((path) => path.startsWith(`${name}.`))
    .map((path) => path.slice(name.length + 1));
  const later = new Set([...found.later, ...deeper]);
  // What is inside options that are not changed is not changed either.
  if (place.kind === 'elsewhere') return { kind: 'elsewhere', literal: found.literal, module: found.module, later };
  return found.kind === 'literal'
    ? { ...found, later, calls: [...place.calls, ...found.calls], named: found.named || place.named }
    : { ...found, later };
}

/** Whether an option can be added there. */
export const isOpenTo = (place: Place): boolean =>
  place.kind === 'literal' || place.kind === 'absent' || (place.kind === 'missing' && isOpenTo(place.outer));

/** The options that are written out, the nearest to the place. */
export const literalOf = (place: Place): Extract<Place, { kind: 'literal' }> | null =>
  place.kind === 'missing' ? literalOf(place.outer) : place.kind === 'literal' ? place : null;

/**
 * Whether literals there get a wider type than the call takes: in TypeScript, where a name without a type stands for
 * them, `'lax'` is any text.
 */
export function isWidened(module: Module, place: Place): boolean {
  return /\.[cm]?tsx?$/.test(module.path) && literalOf(place)?.named === true;
}
