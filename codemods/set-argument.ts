import type { Node } from '@babel/types';
import { packageCalls } from './lib/chain';
import { ensureImport } from './lib/imports';
import type { Source } from './lib/source';
import { tokensOf } from './lib/text';
import { open, type Transform } from './lib/transform';

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
  if (first?.type === 'SpreadElement') return undefined;
  const local = ensureImport(source, { names: [name], from }, call).get(name)!;
  if (first && source.text.slice(first.start!, first.end!) === local) return undefined;
  if (first) source.replace(first, local);
  else source.insert(openingOf(source, call), local);
  return source.finish();
};
export default setArgument;

/** Behind the parenthesis that opens the empty list of arguments. */
const openingOf = (source: Source, call: Node): number =>
  tokensOf(source.ast).findLast(({ end }) => end < call.end!)!.end;
