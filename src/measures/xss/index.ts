import type { Measure } from '../../types';
import { xssProbes } from './probes';
import { xssRules } from './rules';

export const xss: Measure = {
  id: 'xss',
  version: 1,
  meta: {
    title: 'Cross-site scripting',
    summary: 'What clients sent is encoded where it becomes HTML.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-79'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: xssRules,
  questions: () => [],
  plan: () => [],
  probes: xssProbes,
};
