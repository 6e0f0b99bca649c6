import type { File, Node } from '@babel/types';
import MagicString from 'magic-string';
import { parseSource } from './parse';
import { Module, Resolver } from './resolve';
import { afterStatement, indentAt, statementEnd, styleOf, type TextStyle, tokensOf } from './text';

interface Splice {
  start: number;
  end: number;
  text: string;
}

/** A file being edited: what it means, how it is written, and the splices so far. Offsets are those of the original text. */
export class Source {
  readonly ast: File;
  readonly module: Module;
  readonly style: TextStyle;
  readonly resolver: Resolver;
  readonly #splices: Splice[] = [];

  private constructor(
    readonly path: string,
    readonly text: string,
    ast: File,
    chain: ReadonlySet<string>,
  ) {
    this.ast = ast;
    this.module = new Module(path, text, ast);
    this.style = styleOf(ast, text);
    // Within one file every import is a package, named by its specifier.
    this.resolver = new Resolver({ load: (source) => source }, chain);
  }

  /** Null where the file cannot be parsed cleanly: nothing is edited that is not understood. */
  static open(path: string, text: string, chain: readonly string[] = []): Source | null {
    try {
      const ast = parseSource(text, path, true);
      return fatal(ast) ? null : new Source(path, text, ast, new Set(chain));
    } catch {
      return null;
    }
  }

  insert(at: number, text: string): void {
    this.#splices.push({ start: at, end: at, text });
  }

  replace(node: Node, text: string): void {
    this.#splices.push({ start: node.start!, end: node.end!, text });
  }

  /** Puts a statement behind another one, on a line of its own where the other one ends its line. */
  insertAfter(node: Node, statement: string): void {
    const { at, ownLine } = afterStatement(this.text, node);
    const lead = ownLine ? this.style.eol + indentAt(this.text, node.start!) : ' ';
    this.insert(at, lead + this.#ended(statement, node));
  }

  /** Puts a statement before another one, on a line of its own. */
  insertBefore(node: Node, statement: string): void {
    const indent = indentAt(this.text, node.start!);
    this.insert(node.start!, this.#ended(statement, node) + this.style.eol + indent);
  }

  /** Written like its neighbour: with a semicolon where that one has it. */
  #ended(statement: string, neighbour: Node): string {
    const code = this.text[statementEnd(this.text, neighbour) - 1] ?? '';
    const semicolon = code === ';' || (code === '}' && this.style.semicolons);
    return statement + (semicolon ? ';' : '');
  }

  get changed(): boolean {
    return this.#splices.length > 0;
  }

  /** The new text, or undefined where nothing changed or the result is not exactly the original plus the splices. */
  finish(): string | undefined {
    if (!this.changed) return undefined;
    const magic = new MagicString(this.text);
    for (const { start, end, text } of this.#splices) {
      if (start === end) magic.appendLeft(start, text);
      else magic.overwrite(start, end, text);
    }
    const result = magic.toString();
    return this.#faithful(result) ? result : undefined;
  }

  /** Parses the result and finds every original token outside the replaced spans at its new place. */
  #faithful(result: string): boolean {
    let parsed: File;
    try {
      parsed = parseSource(result, this.path, true);
    } catch {
      return false;
    }
    if (fatal(parsed)) return false;
    const present = new Set(tokensOf(parsed).map(({ start, end }) => `${start}:${end}`));
    return tokensOf(this.ast).every(({ start, end }) => {
      if (this.#splices.some((splice) => splice.start < end && splice.end > start)) return true;
      const shift = this.#shiftBefore(start);
      return present.has(`${start + shift}:${end + shift}`);
    });
  }

  #shiftBefore(offset: number): number {
    return this.#splices
      .filter(({ end }) => end <= offset)
      .reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
  }
}

/** Babel recovers from errors of meaning (a name declared twice); those are the user's. Anything else is unreadable. */
function fatal(ast: File): boolean {
  const harmless =
    /Redeclaration|DuplicateExport|ModuleExportUndefined|StrictDelete|StrictOctal|LabelRedeclaration|ParamDupe/;
  const { errors = [] } = ast as unknown as { errors?: { reasonCode?: string }[] };
  return errors.some(({ reasonCode }) => !harmless.test(reasonCode ?? ''));
}
