import type { Measure } from '../../types';
import { passwordsRules } from './rules';

export const passwords: Measure = {
  id: 'passwords',
  version: 1,
  meta: {
    title: 'Passwords',
    summary: 'Passwords are stored as slow, salted hashes.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-916'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: passwordsRules,
  questions: () => [],
  plan: () => [],
};
