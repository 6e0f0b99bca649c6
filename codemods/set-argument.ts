import type { Node } from '@babel/types';
import { packageCalls } from './lib/chain';
import { ensureImport } from './lib/imports';
import { type Binding, isKey } from './lib/scope';
import type { Source } from './lib/source';
import { tokensOf } from './lib/text';
import { open, type Transform } from './lib/transform';
import { walk } from './lib/walk';

export interface SetArgumentOptions {
  /** The package's function: `cors`. */
  callee: string;
  /** Which of its calls in the file, from 0. */
  index: number;
  /** An imported name that becomes the first argument. */
  name: string;
  from: string;
}

/** Replaces the first argument of a call, or gives it one: `cors()` → `cors(corsOptions)`. */
const setArgument: Transform<SetArgumentOptions> = (file, api, { callee, index, name, from }) => {
  const source = open(file, api)?.source;
  const call = source && packageCalls(source.module, source.resolver, [callee])[index];
  if (!source || !call) return undefined;
  const [first] = call.arguments;
  const replaced = first && valueOf(source, first);
  if (replaced === null) return undefined;
  const local = ensureImport(source, { names: [name], from }, replaced ?? call).get(name)!;
  if (first && source.text.slice(first.start!, first.end!) === local) return undefined;
  if (replaced) source.replace(replaced, local);
  else source.insert(openingOf(source, call), local);
  return source.finish();
};
export default setArgument;

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

/** Behind the parenthesis that opens the empty list of arguments. */
const openingOf = (source: Source, call: Node): number =>
  tokensOf(source.ast).findLast(({ end }) => end < call.end!)!.end;
