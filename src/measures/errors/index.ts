import type { Contribution, Measure, Project } from '../../types';
import { isRecorded } from '../place';
import { errorRules, ownErrorHandlers } from './rules';

export const errors: Measure = {
  id: 'errors',
  version: 1,
  meta: {
    title: 'Error handling',
    summary: 'A last handler that tells clients nothing about the inside, and async errors that reach it.',
    group: 'app',
    risk: 'low',
    cwe: ['CWE-209', 'CWE-755'],
    references: [
      'https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html',
      'https://expressjs.com/en/guide/error-handling.html',
    ],
    recommended: true,
  },
  rules: errorRules,
  questions: (project) => [
    {
      id: 'errors.handler',
      message: 'Who answers errors',
      kind: 'select',
      default: ownErrorHandlers(project).length > 0 ? 'own' : 'generated',
      options: [
        { value: 'generated', label: 'tempered' },
        { value: 'own', label: "the app's own handler" },
      ],
      ask: false,
    },
  ],
  satisfied: (project) =>
    !isRecorded(project, 'errors') && ownErrorHandlers(project).length > 0 && !needsAsync(project),
  plan: () => [],
  bindings: { express },
};

/** Only the older major leaves the promises of handlers alone. */
const needsAsync = (project: Project): boolean => project.framework.major < 5;

function express(project: Project, answers: Record<string, unknown>): Contribution {
  const own = answers['errors.handler'] === 'own';
  if (own && !needsAsync(project)) return { files: {}, data: {} };
  const why = 'Before any handler runs: a rejected promise reaches the error handler instead of ending the process.';
  return {
    files: { errors: 'errors/express.ts' },
    data: { asyncHandlers: needsAsync(project), notFound: !own, errorHandler: !own },
    first: needsAsync(project) ? [{ order: 5, module: 'errors', name: 'forwardAsyncErrors', why }] : [],
    last: own
      ? []
      : [
          {
            order: 90,
            module: 'errors',
            name: 'mountErrorHandler',
            why: 'After everything that could have answered or failed.',
          },
        ],
  };
}
