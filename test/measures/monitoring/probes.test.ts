import { describe } from 'vitest';
import { monitoringProbes } from '../../../src/measures/monitoring/probes';
import { type App, route, testProbes } from '../verdicts';

const figures = '# HELP process_cpu_user_seconds_total Total user CPU time.\nprocess_cpu_user_seconds_total 1\n';
const at =
  (where: string, text: string): App =>
  ({ path }) =>
    path === where ? { text } : { status: 404 };

describe('probes of monitoring', () => {
  testProbes(monitoringProbes, {
    'monitoring/public': {
      passed: {
        'not there': { app: { status: 404 } },
        'somebody must log in first': { app: { status: 401, text: figures } },
        'another page of that name': { app: at('/status', '{"status":"ok"}') },
      },
      failed: {
        'in the usual place': { app: at('/metrics', figures) },
        'where a route says': {
          app: at('/internal/metrics', figures),
          target: { routes: [route('GET', '/internal/metrics')] },
        },
        'of the process': { app: at('/stats', '{"memoryUsage":{"heapUsed":1}}') },
      },
      skipped: { 'a limit answers': { app: { status: 429 } } },
    },
  });
});
