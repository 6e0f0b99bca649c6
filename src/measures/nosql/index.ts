import { Flow } from '../../../codemods/lib/flow/flow';
import { requestShape } from '../../frameworks/index';
import type { Finding, JsonObject, Measure, Project, RuleContext } from '../../types';
import { mends } from '../mend';
import { loadedFile } from '../place';
import { openFieldsIn } from './fields';
import { nosqlProbes } from './probes';
import { nosqlRules } from './rules';

export const nosql: Measure = {
  id: 'nosql',
  version: 1,
  meta: {
    title: 'NoSQL injection',
    summary: 'Request data does not become operators or code of a database query.',
    group: 'code',
    risk: 'medium',
    cwe: ['CWE-943'],
    references: [
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection',
    ],
    recommended: true,
  },
  rules: nosqlRules,
  questions: () => [],
  plan: (project, findings) =>
    mends(findings, 'nosql/filter', {
      codemod: 'compare-equal',
      options: (file) => ({ fields: marksIn(project, file, findings) }),
      manual: {
        reason: 'A value of a filter could not be replaced safely.',
        snippet: '{ name: { $eq: req.body.name } }',
      },
    }),
  probes: nosqlProbes,
};

/** What the codemod is to mend in a file: the fields that were chosen. */
function marksIn(project: Project, path: string, findings: readonly Finding[]): JsonObject[] {
  const own = loadedFile(project, path);
  if (!own) return [];
  const { file, module } = own;
  const { resolver } = project;
  const flow = new Flow(module, resolver, requestShape(project.framework));
  const context: RuleContext = { file, module, resolver, flow, project, report: () => {} };
  const starts = new Set(findings.filter((each) => each.file === path).map(({ start }) => start));
  return openFieldsIn(context).flatMap(({ node, mark }) => (mark && starts.has(node.start!) ? [{ ...mark }] : []));
}
