import { requestShape } from '../../frameworks/index';
import type { JsonObject, Measure } from '../../types';
import { mends } from '../mend';
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
  plan: (project, findings) =>
    mends(findings, 'logging/secret', {
      codemod: 'redact-logs',
      options: () => ({ shape: requestShape(project.framework) as unknown as JsonObject }),
      manual: { reason: 'This secret could not be taken out of the log safely.', snippet: "'[redacted]'" },
    }),
  probes: loggingProbes,
};
