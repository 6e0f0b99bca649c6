import { describe } from 'vitest';
import { limitsProbes } from '../../../src/measures/limits/probes';
import { route, testProbes } from '../verdicts';

const without = { target: { routes: [route('GET', '/')] } };

describe('probes of the limits of the server', () => {
  testProbes(limitsProbes, {
    'limits/slow': {
      passed: {
        'closed with 408': { app: { status: 408, elapsed: 19_700 } },
        closed: { app: { status: 0, elapsed: 10_000 } },
      },
      failed: { 'still open': { app: { status: 0, elapsed: 25_001 } } },
    },
    'limits/body': {
      passed: {
        'the usual limit': { app: { status: 413 } },
        'a larger one': { app: ({ body }) => ({ status: JSON.stringify(body).length > 10_000_000 ? 413 : 401 }) },
        'the connection is closed': {
          app: ({ body }) => ({ status: JSON.stringify(body).length > 10_000_000 ? 0 : 401 }),
        },
      },
      failed: {
        'all is read': { app: { status: 401 } },
        'it is too much': { app: { status: 500 } },
        'the app ended': { app: { status: 0 }, alive: false },
      },
      skipped: { 'no body is read': without, 'not there': { app: { status: 404 } } },
    },
    'limits/stop': {
      passed: {
        'answered and ended': { app: { status: 401 }, ending: { code: 0 } },
        'ended by the signal afterwards': { app: { status: 401 }, ending: { code: null, elapsed: 300 } },
      },
      failed: {
        'cut off': { app: { status: 0 }, ending: { code: 0 } },
        'killed after all': { app: { status: 401 }, ending: { code: null, elapsed: 15_100 } },
      },
      skipped: { 'no body is read': without },
    },
  });
});
