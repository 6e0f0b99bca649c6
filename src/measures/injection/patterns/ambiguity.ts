import { parsePattern, type Pattern, type Range } from './parse';

/** One place in a pattern where a character is taken. */
interface Position {
  ranges: readonly Range[];
  /** Where it can go on, with the number of ways. */
  follow: Map<number, number>;
}

/** What a part of a pattern begins and ends with, each position with the number of ways to it. */
interface Part {
  first: Map<number, number>;
  last: Map<number, number>;
  /** It can take no character. */
  isEmpty: boolean;
  /** It can take none, and nothing in it can fail. */
  isFree: boolean;
}

const MOST_POSITIONS = 120;
/** Repeats up to so many times are written out; a wider range is as good as any number, and a longer fixed one as this. */
const WRITTEN_OUT = 8;

/**
 * Whether matching a text can take exponential time: within a loop there are two ways through the same characters, back to
 * the same place, and what comes after can fail, so that all of them are tried. Decided on the automaton of positions
 * (Glushkov), where that is a loop in the graph of pairs: Weideman et al., "Analyzing Matching Time Behavior of
 * Backtracking Regular Expression Matchers by Using Ambiguity of NFA", 2016.
 */
export function isExponential(source: string, flags = ''): boolean {
  // Without a loop in a loop or a choice in one there is nothing to look for.
  if (!/[*+}]/.test(source) || !source.includes('(')) return false;
  const pattern = parsePattern(source, flags);
  if (!pattern || loopsOverAssertion(pattern)) return false;
  const automaton = new Automaton();
  const ends = automaton.build(pattern);
  if (automaton.positions.length > MOST_POSITIONS) return false;
  return automaton.positions.some((_, start) => !ends.has(start) && automaton.isAmbiguous(start, ends));
}

class Automaton {
  readonly positions: Position[] = [];

  /** The automaton of a pattern, with the positions behind which it has matched whatever follows. */
  build(pattern: Pattern): ReadonlySet<number> {
    const { last } = this.#part(pattern);
    return new Set([...last].filter(([, ways]) => ways > 0).map(([position]) => position));
  }

  #part(pattern: Pattern): Part {
    const none = new Map<number, number>();
    switch (pattern.kind) {
      case 'empty':
        return { first: none, last: none, isEmpty: true, isFree: true };
      case 'assertion':
        return { first: none, last: none, isEmpty: true, isFree: false };
      case 'characters': {
        const here = this.positions.push({ ranges: pattern.ranges, follow: new Map() }) - 1;
        const only = new Map([[here, 1]]);
        return { first: only, last: only, isEmpty: false, isFree: false };
      }
      case 'choice':
        return pattern.items.map((item) => this.#part(item)).reduce(either);
      case 'sequence':
        return pattern.items
          .map((item) => this.#part(item))
          .reduce((left, right) => this.#then(left, right), { first: none, last: none, isEmpty: true, isFree: true });
      case 'repeat':
        return this.#repeat(pattern);
    }
  }

  #repeat({ item, least, most }: Extract<Pattern, { kind: 'repeat' }>): Part {
    const optional = (part: Part): Part => ({ ...part, isEmpty: true, isFree: true });
    if (most <= WRITTEN_OUT || most === least) {
      const parts = Array.from({ length: Math.min(most, WRITTEN_OUT) }, () => this.#part(item));
      const empty: Part = { first: new Map(), last: new Map(), isEmpty: true, isFree: true };
      return parts
        .map((part, index) => (index >= least ? optional(part) : part))
        .reduce((left, right) => this.#then(left, right), empty);
    }
    const part = this.#part(item);
    this.#connect(part.last, part.first);
    return least === 0 ? optional(part) : part;
  }

  #then(left: Part, right: Part): Part {
    this.#connect(left.last, right.first);
    return {
      first: left.isEmpty ? sum(left.first, right.first) : left.first,
      // What an assertion stands behind has not matched yet: ways of none keep the connection and not the end.
      last: right.isEmpty ? sum(right.isFree ? left.last : open(left.last), right.last) : right.last,
      isEmpty: left.isEmpty && right.isEmpty,
      isFree: left.isFree && right.isFree,
    };
  }

  #connect(from: ReadonlyMap<number, number>, to: ReadonlyMap<number, number>): void {
    for (const position of from.keys())
      for (const [next, ways] of to) {
        const { follow } = this.positions[position]!;
        follow.set(next, (follow.get(next) ?? 0) + Math.max(1, ways));
      }
  }

  /** Whether two ways lead from the position back to it with the same characters, by none where the pattern has matched. */
  isAmbiguous(start: number, ends: ReadonlySet<number>): boolean {
    const { length } = this.positions;
    const seen = new Set<number>();
    const waiting: [number, number, boolean][] = [[start, start, false]];
    while (waiting.length > 0) {
      const [left, right, parted] = waiting.pop()!;
      for (const [a, ways] of this.positions[left]!.follow)
        for (const b of this.positions[right]!.follow.keys()) {
          if (ends.has(a) || ends.has(b) || !overlap(this.positions[a]!.ranges, this.positions[b]!.ranges)) continue;
          const apart = parted || a !== b || (left === right && ways > 1);
          if (apart && a === start && b === start) return true;
          const key = (a * length + b) * 2 + Number(apart);
          if (!seen.has(key)) waiting.push([a, b, apart]);
          seen.add(key);
        }
    }
    return false;
  }
}

/** `(\b\w+)+`: what an assertion forbids is not looked at, and may be what makes the ways one. */
function loopsOverAssertion(pattern: Pattern, inLoop = false): boolean {
  if (pattern.kind === 'assertion') return inLoop;
  if (pattern.kind === 'repeat') return loopsOverAssertion(pattern.item, inLoop || pattern.most > 1);
  return 'items' in pattern && pattern.items.some((item) => loopsOverAssertion(item, inLoop));
}

const either = (left: Part, right: Part): Part => ({
  first: sum(left.first, right.first),
  last: sum(left.last, right.last),
  isEmpty: left.isEmpty || right.isEmpty,
  isFree: left.isFree || right.isFree,
});

function sum(left: ReadonlyMap<number, number>, right: ReadonlyMap<number, number>): Map<number, number> {
  const both = new Map(left);
  for (const [position, ways] of right) both.set(position, (both.get(position) ?? 0) + ways);
  return both;
}

/** The same positions, of which none ends the match. */
const open = (last: ReadonlyMap<number, number>): Map<number, number> =>
  new Map([...last.keys()].map((position) => [position, 0]));

const overlap = (left: readonly Range[], right: readonly Range[]): boolean =>
  left.some(([from, to]) => right.some(([low, high]) => from <= high && low <= to));
