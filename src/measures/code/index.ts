import type { Measure } from '../../types';
import { mends } from '../mend';
import { lintEdits } from './lint';
import { codeRules } from './rules';
import { sharedGlobalsOf } from './shared';

export const code: Measure = {
  id: 'code',
  version: 2,
  meta: {
    title: 'Code hygiene',
    summary: 'Variables belong to the block and the request that use them.',
    group: 'code',
    protects: 'code',
    risk: 'medium',
    cwe: ['CWE-1108', 'CWE-1126'],
    references: ['https://developer.mozilla.org/docs/Web/JavaScript/Reference/Strict_mode'],
    recommended: true,
  },
  rules: codeRules,
  questions: () => [],
  plan: (project, findings) => [
    ...mends(findings, 'code/implicit-global', {
      codemod: 'declare-globals',
      options: (file) => ({ shared: sharedGlobalsOf(project, file) }),
      manual: { reason: 'The name could not be declared safely.', snippet: 'let' },
    }),
    ...mends(findings, 'code/var', {
      codemod: 'replace-var',
      manual: { reason: 'The declarations could not be replaced safely.', snippet: 'const' },
    }),
    ...lintEdits(project, findings),
  ],
};
