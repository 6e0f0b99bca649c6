import type { Measure } from '../../types';
import { redirectsProbes } from './probes';
import { redirectsRules } from './rules';

export const redirects: Measure = {
  id: 'redirects',
  version: 1,
  meta: {
    title: 'Open redirects',
    summary: 'Redirects lead to the own site only.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-601'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: redirectsRules,
  questions: () => [],
  plan: () => [],
  probes: redirectsProbes,
};
