import { requestShape } from '../../frameworks/index';
import type { Edit, Finding, JsonObject, Measure, Project } from '../../types';
import { mends } from '../mend';
import { fileOf, isGenerated, specifierOf } from '../place';
import { redirectsProbes } from './probes';
import { redirectsRules } from './rules';

export const redirects: Measure = {
  id: 'redirects',
  version: 1,
  meta: {
    title: 'Open redirects',
    summary: 'Redirects lead to the own site only.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-601'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: redirectsRules,
  questions: () => [],
  plan,
  probes: redirectsProbes,
};

function plan(project: Project, findings: Finding[]): Edit[] {
  const shape = requestShape(project.framework) as unknown as JsonObject;
  const edits = mends(findings, 'redirects/open', {
    codemod: 'guard-redirect',
    options: (file) => ({ shape, name: 'safeRedirect', from: specifierOf(project, file, 'redirect') }),
    manual: { reason: 'The target of the redirect could not be replaced safely.', snippet: 'safeRedirect(target)' },
  });
  const file = fileOf(project, 'redirect');
  if (edits.length === 0 && !isGenerated(project, file)) return [];
  return [{ measure: 'redirects', kind: 'template', template: 'redirects/redirect.ts', file, data: {} }, ...edits];
}
