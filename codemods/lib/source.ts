import type { File, Node } from '@babel/types';
import MagicString from 'magic-string';
import { parseSource } from './parse';
import { Module, Resolver } from './resolve';
import { isSuppressed, suppressibleLines, type Suppression, suppressionsOf } from './suppress';
import { afterStatement, indentAt, statementEnd, styleOf, type TextStyle, tokensOf } from './text';
import { walk } from './walk';

interface Splice {
  start: number;
  end: number;
  text: string;
}

/** What was parsed last: one edit of a file after the other begins with the text that the one before was checked with. */
let latest: { path: string; text: string; ast: File } | null = null;

/** A file being edited: what it means, how it is written, and the splices so far. Offsets are those of the original text. */
export class Source {
  readonly ast: File;
  readonly module: Module;
  readonly style: TextStyle;
  readonly resolver: Resolver;
  readonly #splices: Splice[] = [];
  readonly #reshaped = new Set<Node>();
  #suppressions?: Suppression[];

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
      const ast = latest?.path === path && latest.text === text ? latest.ast : parseSource(text, path, true);
      latest = { path, text, ast };
      return fatal(ast) ? null : new Source(path, text, ast, new Set(chain));
    } catch {
      return null;
    }
  }

  /** Whether the user asked to leave this place alone for a rule: nothing of it is edited then. */
  isIgnored(rule: string, node: Node): boolean {
    this.#suppressions ??= suppressionsOf(this.text);
    return (
      this.#suppressions.length > 0 && isSuppressed(this.#suppressions, rule, suppressibleLines(this.module, node))
    );
  }

  insert(at: number, text: string): void {
    this.#splices.push({ start: at, end: at, text });
  }

  replace(node: Node, text: string): void {
    this.replaceRange(node.start!, node.end!, text);
  }

  /** A part of a node: the word `var` of a declaration, say. */
  replaceRange(start: number, end: number, text: string): void {
    this.#splices.push({ start, end, text });
  }

  /** Of this node only what is inside has to stay as it is: an assignment may become a declaration. */
  reshape(node: Node): void {
    this.#reshaped.add(node);
  }

  remove(start: number, end: number): void {
    this.#splices.push({ start, end, text: '' });
  }

  /** Puts a statement behind another one, on a line of its own where the other one ends its line. */
  insertAfter(node: Node, statement: string): void {
    const { at, ownLine } = afterStatement(this.text, node);
    const code = this.#ended(statement, node, at, ownLine);
    if (ownLine) return this.insert(at, this.style.eol + indentAt(this.text, node.start!) + code);
    if (!/[;}]/.test(this.text[at - 1]!)) this.insert(at, ';');
    this.insert(at, ` ${code}`);
  }

  /** Puts a statement before another one (or before a comment that belongs to it), on a line of its own. */
  insertBefore(node: Node, statement: string, at = node.start!): void {
    const code = this.#ended(statement, node, at, true);
    this.insert(at, code + this.style.eol + indentAt(this.text, at));
  }

  /** Written like its neighbour, with a semicolon where that one has it; always with one where what follows asks for it. */
  #ended(statement: string, neighbour: Node, at: number, ownLine: boolean): string {
    const last = this.text[statementEnd(this.text, neighbour) - 1] ?? '';
    const next = this.text[tokensOf(this.ast).find(({ start }) => start >= at)?.start ?? Infinity] ?? '';
    const joins = ownLine ? '([`+-/<'.includes(next) && next !== '' : !/^[;}]?$/.test(next);
    const semicolon = last === ';' || (last === '}' && this.style.semicolons) || joins;
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
      else if (text === '') magic.remove(start, end);
      else magic.overwrite(start, end, text);
    }
    const result = magic.toString();
    return this.#faithful(result) ? result : undefined;
  }

  /** Parses the result and finds every original token and node outside the replaced spans at its new place. */
  #faithful(result: string): boolean {
    let parsed: File;
    try {
      parsed = parseSource(result, this.path, true);
    } catch {
      return false;
    }
    if (fatal(parsed)) return false;
    const shiftsAt = this.#shifts();
    const tokens = new Set(tokensOf(parsed).map(({ start, end }) => span(start, end)));
    const kept = tokensOf(this.ast).every(({ start, end }) => {
      const shift = shiftsAt(start).at(-1)!;
      return this.#isReplaced(start, end) || tokens.has(span(start + shift, end + shift));
    });
    if (!kept || !this.#keepsNodes(parsed, shiftsAt)) return false;
    latest = { path: this.path, text: result, ast: parsed };
    return true;
  }

  /** Tokens alone do not tell that two statements became one: `a⏎(b)`. */
  #keepsNodes(parsed: File, shiftsAt: (offset: number) => readonly number[]): boolean {
    const nodes = new Map<string, Set<number>>();
    walk(parsed.program, ({ type, start, end }) => {
      const spans = nodes.get(type);
      if (spans) spans.add(span(start!, end!));
      else nodes.set(type, new Set([span(start!, end!)]));
    });
    let kept = true;
    walk(this.ast.program, (node) => {
      const { type, start, end } = node as { type: string; start: number; end: number };
      if (!kept || this.#isReplaced(start, end)) return false;
      if (this.#reshaped.has(node)) return true;
      const spans = nodes.get(type);
      const stands = (end: number): boolean =>
        spans !== undefined &&
        shiftsAt(start).some((from) => shiftsAt(end).some((to) => spans.has(span(start + from, end + to))));
      // Where a guard's `;` stood at the end of the node, it ends the inserted statement now.
      kept = stands(end) || stands(statementEnd(this.text, node));
      return kept;
    });
    return kept;
  }

  #isReplaced(start: number, end: number): boolean {
    return this.#splices.some((splice) => splice.start < splice.end && splice.start <= start && end <= splice.end);
  }

  /** How far an offset may have moved: what is inserted exactly there may come before or behind; the last has all of it before. */
  #shifts(): (offset: number) => readonly number[] {
    const starts = new Set(this.#splices.map(({ start }) => start));
    const ends = this.#splices.map(({ end }) => end).sort((a, b) => a - b);
    // Between two splices all offsets move alike.
    const known: (readonly number[] | undefined)[] = [];
    return (offset) => {
      if (starts.has(offset)) return this.#shiftsAt(offset);
      let passed = 0;
      while (passed < ends.length && ends[passed]! <= offset) passed += 1;
      return (known[passed] ??= this.#shiftsAt(offset));
    };
  }

  #shiftsAt(offset: number): number[] {
    const shifts = [0];
    for (const { start, end, text } of this.#splices) {
      if (end > offset) continue;
      const moved = text.length - (end - start);
      if (start === offset) shifts.push(shifts.at(-1)! + moved);
      else shifts.forEach((shift, index) => (shifts[index] = shift + moved));
    }
    return shifts;
  }
}

/** Two offsets as one number: files are far from the 64 MB that it has room for. */
const span = (start: number, end: number): number => start * 2 ** 26 + end;

/** Babel recovers from errors of meaning (a name declared twice); those are the user's. Anything else is unreadable. */
function fatal(ast: File): boolean {
  const harmless =
    /Redeclaration|DuplicateExport|ModuleExportUndefined|StrictDelete|StrictOctal|LabelRedeclaration|ParamDupe/;
  const { errors = [] } = ast as unknown as { errors?: { reasonCode?: string }[] };
  return errors.some(({ reasonCode }) => !harmless.test(reasonCode ?? ''));
}
