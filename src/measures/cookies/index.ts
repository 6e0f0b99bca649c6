import type { Edit, Finding, JsonObject, Measure, Project } from '../../types';
import { mends } from '../mend';
import { cookieFacts } from './facts';
import { cookiesProbes } from './probes';
import { cookiesRules } from './rules';

export const cookies: Measure = {
  id: 'cookies',
  version: 1,
  meta: {
    title: 'Cookies and sessions',
    summary: 'Cookies stay out of reach of scripts, of plain http and of other sites.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-614'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: cookiesRules,
  questions: () => [],
  plan,
  probes: cookiesProbes,
};

function plan(project: Project, findings: Finding[]): Edit[] {
  if (findings.length === 0) return [];
  const facts = cookieFacts(project) as unknown as JsonObject;
  return cookiesRules.flatMap(({ id, summary }) =>
    mends(findings, id, {
      codemod: 'secure-cookies',
      options: () => ({ facts }),
      manual: { reason: summary, snippet: findings.find(({ rule }) => rule === id)?.snippet ?? '' },
    }),
  );
}
