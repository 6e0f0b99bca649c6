import type { Report, Route, Rule } from '../../types';
import { isUnchecked, obstacle } from './infer';

export const validationRules: Rule[] = [
  {
    id: 'validation/missing',
    severity: 'medium',
    cwe: 'CWE-20',
    summary: 'A route reads input that no schema checks.',
    check: (project) => project.routes.filter(isUnchecked).map(toReport),
  },
];

function toReport(route: Route): Report {
  const label = `${route.method.toUpperCase()} ${route.path ?? route.localPath ?? '(computed path)'}`;
  const reason = obstacle(route);
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
