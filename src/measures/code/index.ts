import type { Measure } from '../../types';
import { mends } from '../mend';
import { codeRules } from './rules';

export const code: Measure = {
  id: 'code',
  version: 1,
  meta: {
    title: 'Code hygiene',
    summary: 'Variables belong to the block and the request that use them.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-1108', 'CWE-1126'],
    references: ['https://developer.mozilla.org/docs/Web/JavaScript/Reference/Strict_mode'],
    recommended: true,
  },
  rules: codeRules,
  questions: () => [],
  plan: (_project, findings) =>
    mends(findings, 'code/var', {
      codemod: 'replace-var',
      manual: { reason: 'The declarations could not be replaced safely.', snippet: 'const' },
    }),
};
