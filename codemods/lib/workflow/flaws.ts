import { keptCredentials } from './checkout';
import { pipedScripts, unlockedInstalls, unpinnedImages } from './downloads';
import { injectedScripts } from './injection';
import { unpinnedActions } from './pin';
import { broadTokens } from './token';
import type { Facts, Flaw, Workflow } from './types';
import { untrustedCheckouts } from './untrusted';

/** What can be wrong with a workflow, by the rule that says so. */
export const FLAWS: Record<string, (workflow: Workflow, facts: Facts) => Flaw[]> = {
  'supply-chain/unpinned-action': unpinnedActions,
  'supply-chain/broad-token': broadTokens,
  'supply-chain/kept-credentials': keptCredentials,
  'supply-chain/script-injection': injectedScripts,
  'supply-chain/untrusted-checkout': untrustedCheckouts,
  'supply-chain/piped-script': pipedScripts,
  'supply-chain/unpinned-image': unpinnedImages,
  'supply-chain/unlocked-install': unlockedInstalls,
};
