import type { Rule } from '../types';

/** Words are of ASCII, and no other character leads on in one. */
const WIDTH = 128;

/** Which rules may have something to say about a text: all words of all rules are looked for in one go over it. */
export class Keywords {
  readonly #words: string[] = [];
  /** For each state and each character, the next state, below zero where words end in it. A state is what is read of words. */
  readonly #next: Int16Array;
  /** The words that end in a state. */
  readonly #ends: number[][];
  readonly #wanted: { rule: Rule; words: number[] | null }[];

  constructor(rules: readonly Rule[]) {
    const ids = new Map<string, number>();
    this.#wanted = rules.map((rule) => ({ rule, words: rule.keywords?.map((word) => this.#add(word, ids)) ?? null }));
    [this.#next, this.#ends] = this.#compile();
  }

  #add(word: string, ids: Map<string, number>): number {
    const id = ids.get(word) ?? this.#words.push(word) - 1;
    ids.set(word, id);
    return id;
  }

  /** Aho and Corasick's automaton: a trie, and for each state where reading goes on when the next character does not fit. */
  #compile(): [Int16Array, number[][]] {
    const states = this.#words.reduce((sum, word) => sum + word.length, 1);
    const next = new Int16Array(states * WIDTH);
    const ends: number[][] = [[]];
    const leading: number[][] = [[]];
    this.#words.forEach((word, id) => {
      let state = 0;
      for (let at = 0; at < word.length; at += 1) {
        const character = word.charCodeAt(at);
        const way = state * WIDTH + character;
        if (next[way] === 0) {
          leading[state]!.push(character);
          next[way] = leading.push([]) - 1;
          ends.push([]);
        }
        state = next[way]!;
      }
      ends[state]!.push(id);
    });
    const fails = new Int16Array(ends.length);
    const queue = [0];
    for (const state of queue) {
      const row = state * WIDTH;
      const children = leading[state]!.map((character) => [character, next[row + character]!] as const);
      // Where nothing leads on in a word, it goes on as in the state of what of it another word begins with.
      const otherwise = fails[state]! * WIDTH;
      if (state !== 0) next.copyWithin(row, otherwise, otherwise + WIDTH);
      for (const [character, child] of children) {
        if (state !== 0) fails[child] = Math.abs(next[row + character]!);
        ends[child]!.push(...ends[fails[child]!]!);
        next[row + character] = ends[child]!.length > 0 ? -child : child;
        queue.push(child);
      }
    }
    return [next, ends];
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
    const [next, ends] = [this.#next, this.#ends];
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      state = next[state * WIDTH + (code < WIDTH ? code : 0)]!;
      if (state >= 0) continue;
      state = -state;
      for (const id of ends[state]!) found[id] = 1;
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
