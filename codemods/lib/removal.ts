import type { Node } from '@babel/types';
import type { Source } from './source';
import { afterStatement } from './text';

/** What goes out of a file: collected first, since neighbours of a list may go together. */
export class Removal {
  /** Names of functions that make decorators which held nothing else. */
  readonly makers = new Set<string>();
  readonly #lists = new Map<Node, { items: readonly Node[]; gone: Set<Node> }>();
  readonly #statements = new Set<Node>();
  readonly #decorators = new Set<Node>();
  readonly #unwrapped = new Map<Node, Node>();

  constructor(readonly source: Source) {}

  /** One use of a name, with the call that it makes. False where it does not stand as something that can go alone. */
  use(name: Node, isWrapper: boolean): boolean {
    const parent = this.#parentOf(name);
    const isCallee = parent?.type === 'CallExpression' && parent.callee === name;
    return isCallee && isWrapper ? this.#unwrap(parent) : this.#value(isCallee ? parent : name);
  }

  statement(node: Node): void {
    this.#statements.add(node);
  }

  /** An item of a list, without emptying it: an import that is left with nothing goes as a whole. */
  item(list: Node, item: Node, items: readonly Node[], statement: Node): void {
    const known = this.#item(list, item, items);
    if (known.gone.size < items.length) return;
    this.#lists.delete(list);
    this.#statements.add(statement);
  }

  /** Writes it all. */
  finish(): string | undefined {
    const { source } = this;
    for (const { items, gone } of this.#lists.values()) removeItems(source, items, gone);
    for (const statement of this.#statements) source.remove(...statementRange(source, statement));
    for (const decorator of this.#decorators) source.remove(decorator.start!, behindBlanks(source, decorator.end!));
    for (const [call, argument] of this.#unwrapped) {
      source.remove(call.start!, argument.start!);
      source.remove(argument.end!, call.end!);
      source.reshape(call);
      source.reshape(this.#parentOf(call)!);
    }
    return source.finish();
  }

  /** `secureApp(app);` goes; of `protectServer(app.listen())` what is inside stays. */
  #unwrap(call: Extract<Node, { type: 'CallExpression' }>): boolean {
    const [argument] = call.arguments;
    if (call.arguments.length !== 1 || !argument || argument.type === 'SpreadElement') return false;
    const statement = this.#parentOf(call);
    const isPlain = /^(Identifier|ThisExpression|MemberExpression)$/.test(argument.type);
    if (statement?.type === 'ExpressionStatement' && isPlain) this.#statements.add(statement);
    else this.#unwrapped.set(call, argument);
    return true;
  }

  #value(value: Node): boolean {
    const parent = this.#parentOf(value);
    if (parent?.type === 'Decorator') return this.#decorators.add(parent) !== undefined;
    if (parent?.type === 'CallExpression') return this.#argument(value, parent);
    if (parent?.type === 'ArrayExpression') {
      const items = parent.elements.filter((each) => each !== null);
      if (this.#item(parent, value, items).gone.size < items.length) return true;
      this.#lists.delete(parent);
      return this.#value(parent);
    }
    const object = parent?.type === 'ObjectProperty' && parent.value === value ? this.#parentOf(parent) : null;
    if (object?.type !== 'ObjectExpression') return false;
    if (this.#item(object, parent!, object.properties).gone.size < object.properties.length) return true;
    const call = this.#parentOf(object);
    if (call?.type !== 'CallExpression' || call.arguments.length < 2) return true;
    this.#lists.delete(object);
    return this.#argument(object, call);
  }

  #argument(value: Node, call: Extract<Node, { type: 'CallExpression' }>): boolean {
    if (!call.arguments.includes(value as never)) return false;
    const decorator = this.#parentOf(call);
    if (decorator?.type !== 'Decorator' || call.callee.type !== 'Identifier') {
      return this.#item(call, value, call.arguments).gone.size < call.arguments.length;
    }
    if (this.#item(call, value, call.arguments).gone.size < call.arguments.length) return true;
    this.#lists.delete(call);
    this.makers.add(call.callee.name);
    this.#decorators.add(decorator);
    return true;
  }

  #item(list: Node, item: Node, items: readonly Node[]): { gone: Set<Node> } {
    const known = this.#lists.get(list) ?? { items, gone: new Set() };
    this.#lists.set(list, known);
    known.gone.add(item);
    return known;
  }

  #parentOf(node: Node): Node | undefined {
    return this.source.module.scopes.parents.get(node);
  }
}

/** Each with the comma behind it; those that nothing follows with the one in front of them. */
function removeItems(source: Source, items: readonly Node[], gone: ReadonlySet<Node>): void {
  const last = items.findLastIndex((item) => !gone.has(item));
  for (const item of items.slice(0, Math.max(last, 0)))
    if (gone.has(item)) source.remove(item.start!, behindComma(source, item.end!));
  if (last === items.length - 1) return;
  const end = items.at(-1)!.end!;
  if (last >= 0) source.remove(items[last]!.end!, end);
  else source.remove(items[0]!.start!, end + /^(\s*,)?/.exec(source.text.slice(end))![0].length);
}

const behindComma = ({ text }: Source, end: number): number =>
  end + /^(\s*,[ \t]*(\r?\n[ \t]*)?)?/.exec(text.slice(end))![0].length;

const behindBlanks = ({ text }: Source, end: number): number =>
  end + /^[ \t]*(\r?\n[ \t]*)?/.exec(text.slice(end))![0].length;

/** A statement with the line that it has for itself, and one of two blank lines around it. */
export function statementRange({ text }: Source, statement: Node): [start: number, end: number] {
  const lineStart = text.lastIndexOf('\n', statement.start! - 1) + 1;
  const { at, ownLine } = afterStatement(text, statement);
  const alone = ownLine && /^[ \t\uFEFF]*$/.test(text.slice(lineStart, statement.start!));
  if (!alone) return [statement.start!, at];
  const start = text.startsWith('\uFEFF') && lineStart === 0 ? 1 : lineStart;
  const end = at + /^(\r?\n)?/.exec(text.slice(at))![0].length;
  const isFirst = start <= 1 || /(^|\n)[ \t]*\r?\n$/.test(text.slice(0, start));
  return [start, isFirst ? end + /^([ \t]*\r?\n)?/.exec(text.slice(end))![0].length : end];
}
