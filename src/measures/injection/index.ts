import type { Measure } from '../../types';
import { injectionRules } from './rules';

export const injection: Measure = {
  id: 'injection',
  version: 1,
  meta: {
    title: 'Code and command injection',
    summary: 'Request data does not become code, commands, paths or addresses.',
    group: 'code',
    protects: 'input',
    risk: 'medium',
    cwe: ['CWE-94'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: injectionRules,
  questions: () => [],
  plan: () => [],
};
