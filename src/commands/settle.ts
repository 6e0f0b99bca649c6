import { maskSecrets } from '../report/mask';
import type { Verdicts } from '../steps/generated';
import type { ChangeSet, Doubt, Verdict } from '../types';
import type { Asker } from '../ui/asker';
import type { HardenOptions } from './options';

export interface Settled {
  changeSet: ChangeSet;
  /** Files are left with conflict markers: the app cannot run as it is. */
  unfinished: boolean;
}

/** The change set with what the user decides about each doubt in it; without a terminal, the doubts stay in it. */
export async function settleDoubts(
  make: (verdicts: Verdicts) => Promise<ChangeSet>,
  { force }: HardenOptions,
  asker: Asker | null,
): Promise<Settled> {
  const said = new Map<string, Verdict>();
  const verdicts: Verdicts = (doubt) =>
    said.get(keyOf(doubt)) ?? (force && doubt.kind !== 'conflict' ? 'new' : undefined);
  let changeSet = await make(verdicts);
  // What is decided may bring up something else: a file that is kept needs another one.
  while (asker && changeSet.doubts.length > 0) {
    for (const doubt of changeSet.doubts) said.set(keyOf(doubt), await asker.settle(masked(doubt)));
    changeSet = await make(verdicts);
  }
  return { changeSet, unfinished: [...said.values()].includes('markers') };
}

const masked = (doubt: Doubt): Doubt => ({
  ...doubt,
  base: maskSecrets(doubt.base),
  yours: maskSecrets(doubt.yours),
  theirs: maskSecrets(doubt.theirs),
});

const keyOf = ({ kind, file, index }: Doubt): string => `${kind} ${index} ${file}`;
