import type { Measure } from '../../types';
import { featuresRules } from './rules';

export const features: Measure = {
  id: 'features',
  version: 1,
  meta: {
    title: 'Unused features',
    summary: 'What nobody uses is not offered to attackers.',
    group: 'code',
    protects: 'code',
    risk: 'medium',
    cwe: ['CWE-489'],
    references: ['https://owasp.org/Top10/2025/A02_2025-Security_Misconfiguration/'],
    recommended: true,
  },
  rules: featuresRules,
  questions: () => [],
  plan: () => [],
};
