import type { Measure } from '../../types';
import { csrfProbes } from './probes';
import { csrfRules } from './rules';

export const csrf: Measure = {
  id: 'csrf',
  version: 1,
  meta: {
    title: 'Cross-site request forgery',
    summary: 'Other sites cannot act with the cookies of a visitor.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-352'],
    references: [
      'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
    ],
    recommended: true,
  },
  rules: csrfRules,
  questions: () => [],
  plan: () => [],
  probes: csrfProbes,
};
