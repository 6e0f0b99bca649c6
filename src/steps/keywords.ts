import type { Rule } from '../types';

/** Which rules may have something to say about a text: all words of all rules are looked for in one go over it. */
export class Keywords {
  readonly #words: string[] = [];
  /**
   * For each state and each kind of character, where the row of the next state begins, below zero where words end in it; a
   * state is how much of which words has just been read.
   */
  readonly #next: Int32Array;
  /** The words that end in a state. */
  readonly #ends: number[][];
  /** Characters that stand in some word have a kind of their own, all others share 0. */
  readonly #kinds = new Uint8Array(128);
  readonly #width: number;
  readonly #wanted: { rule: Rule; words: number[] | null }[];

  constructor(rules: readonly Rule[]) {
    const ids = new Map<string, number>();
    this.#wanted = rules.map((rule) => ({ rule, words: rule.keywords?.map((word) => this.#add(word, ids)) ?? null }));
    let kinds = 0;
    for (const word of this.#words)
      for (let at = 0; at < word.length; at += 1) {
        const code = word.charCodeAt(at);
        if (code < 128 && this.#kinds[code] === 0) this.#kinds[code] = kinds += 1;
      }
    this.#width = kinds + 1;
    [this.#next, this.#ends] = this.#compile();
  }

  #add(word: string, ids: Map<string, number>): number {
    const id = ids.get(word) ?? this.#words.push(word) - 1;
    ids.set(word, id);
    return id;
  }

  /** Aho and Corasick's automaton: a trie, and for each state where reading goes on when the next character does not fit. */
  #compile(): [Int32Array, number[][]] {
    const width = this.#width;
    const states = this.#words.reduce((sum, word) => sum + word.length, 1);
    // One row of `width` for each state; 0 is where there is no way yet, since none leads back to the beginning.
    const next = new Int32Array(states * width);
    const ends: number[][] = [[]];
    this.#words.forEach((word, id) => {
      let state = 0;
      for (let at = 0; at < word.length; at += 1) {
        const way = state * width + this.#kinds[word.charCodeAt(at)]!;
        if (next[way] === 0) next[way] = ends.push([]) - 1;
        state = next[way]!;
      }
      ends[state]!.push(id);
    });
    const fails = new Int32Array(ends.length);
    const queue = [0];
    for (const state of queue) {
      const [row, otherwise] = [state * width, fails[state]! * width];
      for (let kind = 0; kind < width; kind += 1) {
        const child = next[row + kind]!;
        const instead = state === 0 ? 0 : next[otherwise + kind]!;
        if (child === 0) {
          next[row + kind] = instead;
          continue;
        }
        fails[child] = instead;
        if (ends[instead]!.length > 0) ends[child] = [...ends[child]!, ...ends[instead]!];
        queue.push(child);
      }
    }
    const rows = next.map((state) => (ends[state]!.length > 0 ? -state : state) * width);
    return [rows, ends];
  }

  /** The rules that have no keywords, or one that the text holds. */
  rulesFor(text: string): Rule[] {
    const found = this.#find(text);
    return this.#wanted
      .filter(({ words }) => words === null || words.some((id) => found[id] === 1))
      .map(({ rule }) => rule);
  }

  #find(text: string): Uint8Array {
    const found = new Uint8Array(this.#words.length);
    const [next, kinds, width, ends] = [this.#next, this.#kinds, this.#width, this.#ends];
    let row = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      row = next[row + (code < 128 ? kinds[code]! : 0)]!;
      if (row >= 0) continue;
      row = -row;
      for (const id of ends[row / width]!) found[id] = 1;
    }
    return found;
  }
}

let last: { rules: readonly Rule[]; keywords: Keywords } | null = null;

/** The keywords of these rules. The packages of a workspace are asked for the same ones: they are compiled once. */
export function keywordsOf(rules: readonly Rule[]): Keywords {
  const isLast = last?.rules.length === rules.length && rules.every((rule, index) => rule === last!.rules[index]);
  if (!last || !isLast) last = { rules, keywords: new Keywords(rules) };
  return last.keywords;
}
