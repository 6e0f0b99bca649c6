import type { Measure } from '../../types';
import { loggingProbes } from './probes';
import { loggingRules } from './rules';

export const logging: Measure = {
  id: 'logging',
  version: 1,
  meta: {
    title: 'Logging',
    summary: 'Passwords, tokens and whole bodies stay out of the log.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-532'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: loggingRules,
  questions: () => [],
  plan: () => [],
  probes: loggingProbes,
};
