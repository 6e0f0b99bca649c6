import type { Measure } from '../../types';
import { sqlRules } from './rules';

export const sql: Measure = {
  id: 'sql',
  version: 1,
  meta: {
    title: 'SQL injection',
    summary: 'Text that clients or callers decide about is kept out of SQL: values become parameters.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-89'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Query_Parameterization_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: sqlRules,
  questions: () => [],
  plan: () => [],
};
