/** Characters as ranges of code units, both ends included. */
export type Range = readonly [number, number];

export type Pattern =
  | { kind: 'characters'; ranges: readonly Range[] }
  /** What takes no characters and may fail: `$`, `\b`, a look-around, a reference back. */
  | { kind: 'assertion' }
  | { kind: 'empty' }
  | { kind: 'sequence'; items: readonly Pattern[] }
  | { kind: 'choice'; items: readonly Pattern[] }
  | { kind: 'repeat'; item: Pattern; least: number; most: number };

const LAST = 0xffff;
const ALL: readonly Range[] = [[0, LAST]];
const DIGITS: readonly Range[] = [[48, 57]];
const WORD: readonly Range[] = [[48, 57], [65, 90], [95, 95], [97, 122]]; // prettier-ignore
const SPACE: readonly Range[] = [[9, 13], [32, 32], [160, 160], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff]]; // prettier-ignore
const LINE_ENDS: readonly Range[] = [[10, 10], [13, 13], [0x2028, 0x2029]]; // prettier-ignore
const CONTROL: Record<string, number> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

/** What a regular expression says; null where it has something that is not known here. */
export function parsePattern(source: string, flags = ''): Pattern | null {
  try {
    return new Parser(source, flags).parse();
  } catch (error) {
    if (error instanceof Unknown) return null;
    throw error;
  }
}

class Unknown extends Error {}

class Parser {
  #at = 0;
  constructor(
    readonly source: string,
    readonly flags: string,
  ) {
    if (/v/.test(flags)) throw new Unknown();
  }

  parse(): Pattern {
    const pattern = this.#choice();
    if (this.#at < this.source.length) throw new Unknown();
    return pattern;
  }

  #choice(): Pattern {
    const items = [this.#sequence()];
    while (this.#take('|')) items.push(this.#sequence());
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  #sequence(): Pattern {
    const items: Pattern[] = [];
    while (this.#at < this.source.length && !/[|)]/.test(this.source[this.#at]!))
      items.push(this.#repeated(this.#atom()));
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  #atom(): Pattern {
    if (this.#take('^')) return { kind: 'empty' };
    if (this.#take('$')) return { kind: 'assertion' };
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#class();
    if (this.#take('.')) return { kind: 'characters', ranges: this.flags.includes('s') ? ALL : without(LINE_ENDS) };
    if (this.source[this.#at] === '\\') return this.#escape();
    return this.#letter(this.source.charCodeAt(this.#at++));
  }

  #group(): Pattern {
    const [, kind = ''] = /^\?(:|=|!|<=|<!|<\w+>)/.exec(this.source.slice(this.#at)) ?? [];
    if (kind) this.#at += kind.length + 1;
    else if (this.source[this.#at] === '?') throw new Unknown();
    const inner = this.#choice();
    if (!this.#take(')')) throw new Unknown();
    return /^(=|!|<=|<!)$/.test(kind) ? { kind: 'assertion' } : inner;
  }

  #repeated(item: Pattern): Pattern {
    const [text, sign, least, more, most] =
      /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(this.source.slice(this.#at)) ?? ([] as undefined[]);
    if (text === undefined) return item;
    this.#at += text.length;
    if (sign) return { kind: 'repeat', item, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
    return { kind: 'repeat', item, least: Number(least), most: !more ? Number(least) : most ? Number(most) : Infinity };
  }

  #escape(): Pattern {
    const next = this.source[this.#at + 1] ?? '';
    if (/[bB]/.test(next) || /[1-9k]/.test(next)) {
      this.#at += /^\\k<\w+>/.exec(this.source.slice(this.#at))?.[0].length ?? 2;
      return { kind: 'assertion' };
    }
    return { kind: 'characters', ranges: this.#escaped() };
  }

  /** A backslash and what belongs to it, also between brackets. */
  #escaped(): readonly Range[] {
    this.#at++;
    const name = this.source[this.#at++] ?? '';
    if (name === 'd') return DIGITS;
    if (name === 'D') return without(DIGITS);
    if (name === 'w') return WORD;
    if (name === 'W') return without(WORD);
    if (name === 's') return SPACE;
    if (name === 'S') return without(SPACE);
    const code = /^(?:x([\da-f]{2})|u([\da-f]{4}))/i.exec(name + this.source.slice(this.#at));
    if (code) {
      this.#at += code[0].length - 1;
      return this.#letter(parseInt((code[1] ?? code[2])!, 16)).ranges;
    }
    if (/[pPuc]/.test(name)) throw new Unknown();
    return this.#letter(CONTROL[name] ?? name.charCodeAt(0)).ranges;
  }

  #class(): Pattern {
    const isNegated = this.#take('^');
    const ranges: Range[] = [];
    while (this.source[this.#at] !== ']') {
      if (this.#at >= this.source.length) throw new Unknown();
      const from = this.#member();
      const isRange = this.source[this.#at] === '-' && this.source[this.#at + 1] !== ']' && from.length === 1;
      if (!isRange) {
        ranges.push(...from);
        continue;
      }
      this.#at++;
      const to = this.#member();
      ranges.push(...this.#bothCases([from[0]![0], to[0]![1]]));
    }
    this.#at++;
    return { kind: 'characters', ranges: isNegated ? without(ranges) : ranges };
  }

  #member(): readonly Range[] {
    if (this.source[this.#at] === '\\' && this.source[this.#at + 1] === 'b') {
      this.#at += 2;
      return [[8, 8]];
    }
    if (this.source[this.#at] === '\\') {
      const ranges = this.#escaped();
      return ranges.length > 1 && ranges[0]![0] === ranges[0]![1] && this.flags.includes('i') ? [ranges[0]!] : ranges;
    }
    const code = this.source.charCodeAt(this.#at++);
    return [[code, code]];
  }

  #letter(code: number): { kind: 'characters'; ranges: readonly Range[] } {
    return { kind: 'characters', ranges: this.#bothCases([code, code]) };
  }

  #bothCases([from, to]: Range): Range[] {
    if (!this.flags.includes('i')) return [[from, to]];
    const shifted = (low: number, high: number, by: number): Range[] =>
      Math.max(from, low) <= Math.min(to, high) ? [[Math.max(from, low) + by, Math.min(to, high) + by]] : [];
    return [[from, to], ...shifted(65, 90, 32), ...shifted(97, 122, -32)];
  }

  #take(text: string): boolean {
    const found = this.source.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }
}

function without(ranges: readonly Range[]): Range[] {
  const left: Range[] = [];
  let next = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (from > next) left.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  return next <= LAST ? [...left, [next, LAST]] : left;
}
