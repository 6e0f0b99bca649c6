import { describe } from 'vitest';
import { nosqlProbes } from '../../../src/measures/nosql/probes';
import { testProbes } from '../verdicts';

const isOperator = (body: unknown): boolean => String(body).includes('%24');

describe('probes of operators in forms', () => {
  testProbes(nosqlProbes, {
    'nosql/form': {
      passed: {
        refused: { app: { status: 400 } },
        'the form again, as for a wrong password': { app: { status: 200 } },
      },
      failed: {
        'let in': { app: ({ body }) => ({ status: isOperator(body) ? 200 : 401 }) },
        'let in by a redirect': {
          app: ({ body }) => ({ status: 302, headers: { location: isOperator(body) ? '/home' : '/login' } }),
        },
      },
      skipped: { 'there is no login': { target: { routes: [] } }, 'it fails': { app: { status: 500 } } },
    },
  });
});
