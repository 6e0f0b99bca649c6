import { seeded } from '../support/random';

/** What may be chosen, by name, and a choice of each. */
export type Factors = Record<string, readonly string[]>;
export type Choice = Record<string, string>;

/** Pairs of values of two factors that occur together in a choice. */
export function pairsOf(choice: Choice): string[] {
  const values = Object.entries(choice)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return values.flatMap((one, at) => values.slice(at + 1).map((other) => `${one} ${other}`));
}

/** Every pair of values of two factors. */
export function allPairs(factors: Factors): Set<string> {
  const names = Object.keys(factors);
  return new Set(
    names.flatMap((one, at) =>
      names
        .slice(at + 1)
        .flatMap((other) =>
          factors[one]!.flatMap((a) => factors[other]!.flatMap((b) => pairsOf({ [one]: a, [other]: b }))),
        ),
    ),
  );
}

/** Few choices in which every pair of values occurs: faults of code that is put together mostly need two parts to show. */
export function coveringArray(factors: Factors): Choice[] {
  const open = allPairs(factors);
  const next = seeded(1);
  const choices: Choice[] = [];
  while (open.size > 0) {
    const seeds = Array.from({ length: 12 }, () => choiceFrom(factors, open, next));
    const gains = (choice: Choice): number => pairsOf(choice).filter((pair) => open.has(pair)).length;
    const best = seeds.reduce((one, other) => (gains(other) > gains(one) ? other : one));
    for (const pair of pairsOf(best)) open.delete(pair);
    choices.push(best);
  }
  return choices;
}

/** Begins with a pair that is still open, and gives each factor the value that closes most. */
function choiceFrom(factors: Factors, open: ReadonlySet<string>, next: () => number): Choice {
  const pairs = [...open];
  const first = pairs[Math.floor(next() * pairs.length)]!;
  const choice: Choice = Object.fromEntries(first.split(' ').map((value) => value.split('=') as [string, string]));
  const rest = Object.keys(factors).filter((name) => !(name in choice));
  for (const name of rest
    .map((each) => ({ each, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each)) {
    const gain = (value: string): number =>
      Object.entries(choice).filter(([other, its]) => open.has(pairsOf({ [name]: value, [other]: its })[0]!)).length;
    const start = Math.floor(next() * factors[name]!.length);
    const values = [...factors[name]!.slice(start), ...factors[name]!.slice(0, start)];
    choice[name] = values.reduce((one, other) => (gain(other) > gain(one) ? other : one));
  }
  return choice;
}
