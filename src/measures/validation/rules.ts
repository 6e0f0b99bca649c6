import type { Project, Report, Route, Rule } from '../../types';
import { isAnotherPath } from '../route-edit';
import { isUnchecked, obstacle } from './infer';

export const validationRules: Rule[] = [
  {
    id: 'validation/missing',
    // A handler may check by hand; what is dangerous without a check has rules of its own.
    severity: 'low',
    cwe: 'CWE-20',
    owasp: 'A05:2025 Injection',
    fixed: 'sometimes',
    summary: 'A route reads input that no schema checks.',
    check: (project) =>
      project.routes
        .filter((route) => isUnchecked(route) && !isAnotherPath(project, route))
        .map((route) => toReport(project, route)),
  },
  {
    id: 'validation/no-pipe',
    severity: 'medium',
    cwe: 'CWE-20',
    owasp: 'A05:2025 Injection',
    fixed: 'never',
    summary: 'Classes say what they expect of the input, and nothing asks them.',
    check: (project) =>
      project.routes
        .filter(({ reads }) => reads.unused)
        .slice(0, 1)
        .map(noPipe),
  },
];

/** Whether clients send what the classes allow is not known: refusing the rest is left to the user. */
function noPipe({ file, node }: Route): Report {
  return {
    file,
    node,
    message: 'Decorators of class-validator describe the input, but no ValidationPipe is in place.',
    fix: 'manual',
    snippet: 'app.useGlobalPipes(new ValidationPipe({ whitelist: true })); // right after the app is made',
  };
}

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
    snippet: route.decorated
      ? '@Validate({ body: z.object({ … }) }) // over the method'
      : 'validate({ body: z.object({ … }) }), // before the handler',
  };
}
