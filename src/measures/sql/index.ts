import { queriesIn } from '../../../codemods/lib/sql/queries';
import { Flow } from '../../../codemods/lib/flow/flow';
import { requestShape } from '../../frameworks/index';
import type { JsonObject, Measure, Project } from '../../types';
import { mends } from '../mend';
import { databaseOf, hintsOf } from './hints';
import { sqlRules, VALUE } from './rules';

export const sql: Measure = {
  id: 'sql',
  version: 1,
  meta: {
    title: 'SQL injection',
    summary: 'Text that clients or callers decide about is kept out of SQL: values become parameters.',
    group: 'code',
    protects: 'input',
    risk: 'medium',
    cwe: ['CWE-89'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Query_Parameterization_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: sqlRules,
  questions: () => [],
  plan: (project, findings) =>
    mends(findings, VALUE, {
      codemod: 'parameterize-sql',
      options: (file) => optionsFor(project, file),
      manual: { reason: 'The query could not be rewritten safely.', snippet: 'Pass the values beside the text.' },
    }),
};

/** What the codemod has to know of other files. */
function optionsFor(project: Project, file: string): JsonObject {
  const shape = requestShape(project.framework);
  const module = project.moduleOf(file);
  if (!module) return { shape: shape as unknown as JsonObject, calls: {}, constants: [], database: null };
  const flow = new Flow(module, project.resolver, shape);
  const database = databaseOf(project);
  const hints = hintsOf(flow, queriesIn(flow, { calls: {}, constants: [], database }), database);
  return { shape, ...hints } as unknown as JsonObject;
}
