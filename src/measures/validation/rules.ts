import type { Project, Report, Route, Rule } from '../../types';
import { isUnchecked, obstacle } from './infer';

export const validationRules: Rule[] = [
  {
    id: 'validation/missing',
    severity: 'medium',
    cwe: 'CWE-20',
    summary: 'A route reads input that no schema checks.',
    check: (project) => project.routes.filter(isUnchecked).map((route) => toReport(project, route)),
  },
];

function toReport(project: Project, route: Route): Report {
  const label = `${route.method.toUpperCase()} ${route.path ?? route.localPath ?? '(computed path)'}`;
  const reason = obstacle(project, route);
  if (reason === null)
    return { file: route.file, node: route.node, message: `${label} reads input without a schema.`, fix: 'automatic' };
  return {
    file: route.file,
    node: route.node,
    message: `${label} reads input without a schema; none can be inferred, since ${reason}.`,
    fix: 'manual',
    snippet: 'validate({ body: z.object({ … }) }), // before the handler',
  };
}
