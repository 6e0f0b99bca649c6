import { describe } from 'vitest';
import { monitoringProbes } from '../../../src/measures/monitoring/probes';
import { type App, route, testProbes } from '../verdicts';

const figures = '# HELP process_cpu_user_seconds_total Total user CPU time.\nprocess_cpu_user_seconds_total 1\n';
const at =
  (where: string, text: string): App =>
  ({ path }) =>
    path === where ? { text } : { status: 404 };

const hardened = {
  measures: ['monitoring'],
  settings: { home: null, allowed: null, foreign: 'https://evil.example', metrics: 'token-of-the-figures' },
};

/** An app whose figures rise with each look at them, by so many requests and events. */
function counting(requests: number, events: number, route = true): App {
  let looks = 0;
  return ({ path, headers }) => {
    if (path !== '/metrics') return { status: 401 };
    if (!route || headers?.['authorization'] !== 'Bearer token-of-the-figures') return { status: 404 };
    looks += 1;
    return {
      text: `http_request_duration_seconds_count{route="/"} ${looks * requests}
security_events_total{event="login_failed"} ${looks * events}\n`,
    };
  };
}

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
    'monitoring/counters': {
      passed: { 'requests and events': { app: counting(2, 1), target: hardened } },
      failed: {
        'no requests': { app: counting(0, 1), target: hardened },
        'no events': { app: counting(2, 0), target: hardened },
        'nothing for the token': { app: counting(2, 1, false), target: hardened },
      },
      skipped: { 'figures that are not ours': { app: counting(2, 1) } },
    },
  });
});
