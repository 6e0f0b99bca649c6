import type { Node } from '@babel/types';
import { ensureImport, importedLocal } from './lib/imports';
import type { Source } from './lib/source';
import { afterStatement, indentAt } from './lib/text';
import { open, type Transform } from './lib/transform';
import { keyName, walk } from './lib/walk';

export interface DecorateMethodOptions {
  class: string;
  method: string;
  /** The decorator, and the module it comes from. */
  decorator: string;
  from: string;
  /** What it is called with, and the module of that: `schemas.postUsers`, `LoginLimit`. */
  argument: { name: string; member: string | null; from: string };
  /** Of the decorators that are there: `first` runs before them, and stands next to the method. */
  place: 'first' | 'last';
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
  const { argument, decorator } = options;
  const locals = importAll(source, options, method);
  const [name, value] = [locals.get(decorator)!, locals.get(argument.name)!];
  insert(source, method, decorators, `@${name}(${expression(value, argument.member)})`, options.place);
  return source.finish();
};
export default decorateMethod;

/** What the decorator and its argument are called here; from one module they are imported together. */
function importAll(
  source: Source,
  { decorator, from, argument }: DecorateMethodOptions,
  use: Node,
): Map<string, string> {
  if (from === argument.from) return ensureImport(source, { names: [decorator, argument.name], from }, use);
  const locals = ensureImport(source, { names: [decorator], from }, use);
  return new Map([...locals, ...ensureImport(source, { names: [argument.name], from: argument.from }, use)]);
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

/** Whether one of the decorators is called with the same argument. */
function isDecorated(
  source: Source,
  decorators: Node[],
  { decorator, from, argument }: DecorateMethodOptions,
): boolean {
  const names = [importedLocal(source, decorator, from), importedLocal(source, argument.name, argument.from)];
  if (names.includes(undefined)) return false;
  const wanted = expression(names[1]!, argument.member);
  return decorators.some((node) => {
    const call = node.type === 'Decorator' && node.expression.type === 'CallExpression' ? node.expression : null;
    const textOf = (each: Node): string => source.text.slice(each.start!, each.end!);
    return call !== null && textOf(call.callee) === names[0] && call.arguments.some((each) => textOf(each) === wanted);
  });
}

/** On a line of its own, unless the decorators stand in the line of the method. */
function insert(source: Source, method: Method, decorators: Node[], text: string, place: 'first' | 'last'): void {
  const first = decorators[0]!;
  const last = decorators.at(-1)!;
  const ownLines = /\n/.test(source.text.slice(last.end!, method.key.start!));
  const gap = ownLines ? source.style.eol + indentAt(source.text, first.start!) : ' ';
  if (place === 'last') source.insert(first.start!, text + gap);
  else source.insert(ownLines ? afterStatement(source.text, last).at : last.end!, gap + text);
}
