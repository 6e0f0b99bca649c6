import type { Measure } from '../../types';
import { nosqlProbes } from './probes';
import { nosqlRules } from './rules';

export const nosql: Measure = {
  id: 'nosql',
  version: 1,
  meta: {
    title: 'NoSQL injection',
    summary: 'Request data does not become operators or code of a database query.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-943'],
    references: [
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection',
    ],
    recommended: true,
  },
  rules: nosqlRules,
  questions: () => [],
  plan: () => [],
  probes: nosqlProbes,
};
