/** What of a token is looked at here: the blanks in front of it, and itself. */
interface Placed {
  lead: string;
  text: string;
}

/** The place of a token in the other text, where it has it as well. */
export type Partners = readonly (number | null)[];

/**
 * For each token whether the lines around it hold the same in both texts: lines that share a token belong together, and so
 * does what stands between two tokens of one line. Where one side has something of its own there, all of it keeps its layout.
 */
export function sharedLines(own: readonly Placed[], other: readonly Placed[], partners: Partners): boolean[] {
  const back: (number | null)[] = other.map(() => null);
  partners.forEach((partner, at) => partner !== null && (back[partner] = at));
  const [mine, theirs] = [linesOf(own), linesOf(other)];
  const first = (mine.at(-1)?.end ?? 0) + 1;
  const groups = new Groups();
  const line = (isOwn: boolean, at: number): number => (isOwn ? mine[at]!.start : first + theirs[at]!.start);
  for (const { start, end } of mine) groups.join(start, end);
  for (const { start, end } of theirs) groups.join(first + start, first + end);
  const alone: number[] = [];
  for (const [isOwn, all] of [
    [true, partners],
    [false, back],
  ] as const) {
    all.forEach((partner, at) => {
      if (partner !== null) return groups.join(line(isOwn, at), line(!isOwn, partner));
      alone.push(line(isOwn, at));
      const around = [
        all.findLast((each, place) => place < at && each !== null),
        all.find((each, place) => place > at && each !== null),
      ];
      const [before, after] = around.map((each) => (each === null || each === undefined ? null : line(!isOwn, each)));
      if (before !== null && before === after) groups.join(line(isOwn, at), before!);
    });
  }
  const dirty = new Set(alone.map((each) => groups.of(each)));
  return own.map((_, at) => !dirty.has(groups.of(line(true, at))));
}

/** The lines on which each token begins and ends. */
function linesOf(tokens: readonly Placed[]): { start: number; end: number }[] {
  let at = 0;
  return tokens.map(({ lead, text }) => {
    const start = (at += breaksIn(lead));
    return { start, end: (at += breaksIn(text)) };
  });
}

const breaksIn = (text: string): number => text.split('\n').length - 1;

/** Numbers that belong together. */
class Groups {
  readonly #parents = new Map<number, number>();

  of(each: number): number {
    let root = each;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent;
    return root;
  }

  join(a: number, b: number): void {
    const [first, second] = [this.of(a), this.of(b)];
    if (first !== second) this.#parents.set(first, second);
  }
}
