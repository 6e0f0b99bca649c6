import { requestShape } from '../../frameworks/index';
import type { Answers, Edit, Finding, JsonObject, Measure, Project } from '../../types';
import { exampleLines } from '../env-lines';
import { mends } from '../mend';
import { fileOf, isGenerated, specifierOf } from '../place';
import { helperQuestion } from '../questions';
import { redirectsProbes } from './probes';
import { redirectsRules } from './rules';

export const redirects: Measure = {
  id: 'redirects',
  version: 2,
  meta: {
    title: 'Open redirects',
    summary: 'Redirects lead to the own site only.',
    group: 'code',
    protects: 'input',
    risk: 'medium',
    cwe: ['CWE-601'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: redirectsRules,
  questions: () => [helperQuestion('redirects', 'A function that leads to this site, or to listed ones, alone')],
  plan,
  probes: redirectsProbes,
};

function plan(project: Project, findings: Finding[], answers: Answers): Edit[] {
  const shape = requestShape(project.framework) as unknown as JsonObject;
  const edits = mends(findings, 'redirects/open', {
    codemod: 'guard-redirect',
    options: (file) => ({ shape, name: 'safeRedirect', from: specifierOf(project, file, 'redirect') }),
    manual: { reason: 'The target of the redirect could not be replaced safely.', snippet: 'safeRedirect(target)' },
  });
  const file = fileOf(project, 'redirect');
  if (edits.length === 0 && answers['redirects.helper'] !== true && !isGenerated(project, file)) return [];
  const comment = 'Other hosts that clients may be sent to, over https, with commas between.';
  return [
    { measure: 'redirects', kind: 'template', template: 'redirects/redirect.ts', file, data: {} },
    ...exampleLines(project, 'redirects', [{ name: 'REDIRECT_HOSTS', value: 'login.example.com', comment }]),
    ...edits,
  ];
}
