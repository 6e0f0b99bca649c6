import type { Node } from '@babel/types';
import { quoted } from './lib/escape';
import { ensureImport, importedLocal } from './lib/imports';
import type { Source } from './lib/source';
import { afterStatement, indentAt, textOf } from './lib/text';
import { open, type Transform } from './lib/transform';
import { keyName, walk } from './lib/walk';

export interface DecorateMethodOptions {
  class: string;
  method: string;
  /** The decorator, and the module it comes from. Null where `own` is all. */
  decorator: string | null;
  from: string;
  /** What it is called with, and the module of that: `schemas.postUsers`, `LoginLimit`; or a text; or nothing. */
  argument?: { name: string; member: string | null; from: string } | null;
  text?: string;
  /** Decorators that the file has over other methods, to run before it: `@UseGuards(JwtGuard)`. */
  own?: string[];
  /**
   * Of the decorators that are there: `first` runs before them, and stands next to the method; `guard` behind limits, in
   * front of all others.
   */
  place: 'first' | 'guard' | 'last';
}

type Method = Extract<Node, { type: 'ClassMethod' }>;

/** Puts a decorator over a method of a class that has decorators already: `@UseGuards(LoginLimit)`. */
const decorateMethod: Transform<DecorateMethodOptions> = (file, api, options) => {
  const source = open(file, api)?.source;
  const methods = source ? methodsNamed(source.ast.program, options) : [];
  const [method, ...others] = methods;
  const decorators = method?.decorators ?? [];
  // Overloads have several declarations, and a name may be that of several classes.
  if (!source || !method || others.length > 0 || decorators.length === 0) return undefined;
  if (isDecorated(source, decorators, options)) return undefined;
  const ours = options.decorator === null ? [] : [`@${called(source, options, options.decorator, method)}`];
  insert(source, method, decorators, [...ours, ...(options.own ?? [])], options.place);
  return source.finish();
};
export default decorateMethod;

/** The decorator's call, with what it and its argument are called here; from one module they are imported together. */
function called(source: Source, { from, argument, text }: DecorateMethodOptions, decorator: string, use: Node): string {
  const isOne = argument?.from === from;
  const locals = ensureImport(source, { names: isOne ? [decorator, argument.name] : [decorator], from }, use);
  const name = locals.get(decorator)!;
  if (!argument) return `${name}(${text === undefined ? '' : quoted(text, source.style.quote)})`;
  const values = isOne ? locals : ensureImport(source, { names: [argument.name], from: argument.from }, use);
  return `${name}(${expression(values.get(argument.name)!, argument.member)})`;
}

const expression = (name: string, member: string | null): string => (member === null ? name : `${name}.${member}`);

function methodsNamed(root: Node, options: DecorateMethodOptions): Method[] {
  const found: Method[] = [];
  walk(root, (node) => {
    if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return;
    if ((node.id?.name ?? '') !== options.class) return;
    for (const member of node.body.body)
      if (member.type === 'ClassMethod' && keyName(member) === options.method) found.push(member);
  });
  return found;
}

/** Whether one of the decorators is called with the same argument; where that is a text, or nothing, with any. */
function isDecorated(
  source: Source,
  decorators: Node[],
  { decorator, from, argument, own }: DecorateMethodOptions,
): boolean {
  if (decorator === null) return decorators.some((node) => own?.includes(textOf(source, node)));
  const name = importedLocal(source, decorator, from);
  const value = argument && importedLocal(source, argument.name, argument.from);
  if (name === undefined || (argument && value === undefined)) return false;
  const wanted = argument && expression(value!, argument.member);
  return decorators.some((node) => {
    const call = node.type === 'Decorator' && node.expression.type === 'CallExpression' ? node.expression : null;
    if (call === null || textOf(source, call.callee) !== name) return false;
    return !wanted || call.arguments.some((each) => textOf(source, each) === wanted);
  });
}

/** On a line of its own, unless the decorators stand in the line of the method. */
function insert(
  source: Source,
  method: Method,
  decorators: Node[],
  texts: string[],
  place: DecorateMethodOptions['place'],
): void {
  const first = decorators[0]!;
  const last = place === 'guard' ? lastOfOthers(source, decorators) : decorators.at(-1);
  const ownLines = /\n/.test(source.text.slice(decorators.at(-1)!.end!, method.key.start!));
  const gap = ownLines ? source.style.eol + indentAt(source.text, first.start!) : ' ';
  const text = texts.join(gap);
  if (place === 'last' || !last) source.insert(first.start!, text + gap);
  else source.insert(ownLines ? afterStatement(source.text, last).at : last.end!, gap + text);
}

/** The decorator behind which only limits stand, next to the method: `@UseGuards(LoginLimit)`. */
const lastOfOthers = (source: Source, decorators: Node[]): Node | undefined =>
  decorators.findLast((each) => !/^@(UseGuards\(\w*(Limit|Throttl)|Throttle)/.test(textOf(source, each)));
