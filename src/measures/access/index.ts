import type { Measure } from '../../types';
import { accessProbes } from './probes';
import { accessRules } from './rules';

export const access: Measure = {
  id: 'access',
  version: 1,
  meta: {
    title: 'Access control',
    summary: 'Routes for administrators ask who is calling.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-862'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: accessRules,
  questions: () => [],
  plan: () => [],
  probes: accessProbes,
};
