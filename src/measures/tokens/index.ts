import type { Measure } from '../../types';
import { tokensProbes } from './probes';
import { tokensRules } from './rules';

export const tokens: Measure = {
  id: 'tokens',
  version: 1,
  meta: {
    title: 'Tokens',
    summary: 'Tokens are signed and verified with a fixed algorithm, and expire.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-347'],
    references: ['https://datatracker.ietf.org/doc/html/rfc8725'],
    recommended: true,
  },
  rules: tokensRules,
  questions: () => [],
  plan: () => [],
  probes: tokensProbes,
};
