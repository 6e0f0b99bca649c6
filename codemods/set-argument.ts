import type { Node } from '@babel/types';
import { methodCalls, packageCalls, registeringCalls } from './lib/chain';
import { ensureImport } from './lib/imports';
import { type Binding, isKey } from './lib/scope';
import type { Source } from './lib/source';
import { tokensOf } from './lib/text';
import { open, type Transform } from './lib/transform';
import { propertyOf, walk } from './lib/walk';

type CallExpression = Extract<Node, { type: 'CallExpression' }>;

export interface SetArgumentOptions {
  /** The package's function: `cors`, or the name of a method where `method` says so. */
  callee: string;
  method?: boolean;
  /** The function is a plugin, and its options come behind it: `app.register(cors, options)`. */
  registered?: boolean;
  /** Which of its calls in the file, from 0. */
  index: number;
  /** Not the first argument, but this property of the one that is an object literal: `create(AppModule, { cors: true })`. */
  property?: string;
  /** An imported name that becomes the first argument. */
  name: string;
  from: string;
}

/** Replaces the first argument of a call, or gives it one: `cors()` → `cors(corsOptions)`. */
const setArgument: Transform<SetArgumentOptions> = (file, api, options) => {
  const { index, property, registered, name, from } = options;
  const source = open(file, api)?.source;
  const call = source && callsOf(source, options)[index];
  if (!source || !call) return undefined;
  const first = property === undefined ? call.arguments[registered ? 1 : 0] : propertyValue(source, call, property);
  if (property !== undefined && !first) return undefined;
  const replaced = first && valueOf(source, first);
  if (replaced === null) return undefined;
  const local = ensureImport(source, { names: [name], from }, replaced ?? call).get(name)!;
  if (first && source.text.slice(first.start!, first.end!) === local) return undefined;
  if (replaced) source.replace(replaced, isShorthand(source, replaced) ? `${property}: ${local}` : local);
  else if (registered) source.insert(call.arguments[0]!.end!, `, ${local}`);
  else source.insert(openingOf(source, call), local);
  return source.finish();
};
export default setArgument;

function callsOf({ module, resolver }: Source, { callee, method, registered }: SetArgumentOptions): CallExpression[] {
  if (registered) return registeringCalls(module, resolver, [callee]);
  return method ? methodCalls(module, callee) : packageCalls(module, resolver, [callee]);
}

/** The property's value in the first object literal among the arguments, also where a name stands for it. */
function propertyValue({ module, resolver }: Source, call: CallExpression, property: string): Node | undefined {
  for (const argument of call.arguments) {
    const value = resolver.resolve(module, argument);
    const found = value?.kind === 'node' ? propertyOf(value.node, property) : null;
    if (found) return found;
  }
  return undefined;
}

/**
 * What is replaced: the argument, or what its variable is made from, where nothing else uses that: a variable without a
 * use breaks strict builds. Null where an import or a type would be left without one.
 */
function valueOf(source: Source, argument: Node): Node | null {
  if (argument.type === 'SpreadElement') return null;
  const { scopes } = source.module;
  const binding = argument.type === 'Identifier' ? scopes.lookup(argument.name, argument) : null;
  if (!binding || binding.kind === 'parameter' || isUsedElsewhere(source, binding, argument)) return argument;
  const { identifier, init, path } = binding;
  const plain = init?.type === 'ObjectExpression' && path.length === 0 && !('typeAnnotation' in identifier);
  return plain ? init : null;
}

function isUsedElsewhere({ module }: Source, binding: Binding, argument: Node): boolean {
  const { scopes, ast } = module;
  let used = false;
  walk(ast.program, (node, ancestors) => {
    if (node.type === 'ImportDeclaration') return false;
    if (node.type !== 'Identifier' || node.name !== binding.name || isKey(node, ancestors.at(-1))) return true;
    // The key of `{ options }` stands where its value does.
    if (node.start === binding.identifier.start) used ||= ancestors.at(-3)?.type === 'ExportNamedDeclaration';
    else used ||= node !== argument && scopes.lookup(node.name, node) === binding;
    return !used;
  });
  return used;
}

/** `{ cors }` is its own key. */
function isShorthand({ module }: Source, value: Node): boolean {
  const parent = module.scopes.parents.get(value);
  return parent?.type === 'ObjectProperty' && parent.shorthand;
}

/** Behind the parenthesis that opens the empty list of arguments. */
const openingOf = (source: Source, call: Node): number =>
  tokensOf(source.ast).findLast(({ end }) => end < call.end!)!.end;
