import { describe } from 'vitest';
import { limitsProbes } from '../../../src/measures/limits/probes';
import { type App, looked, route, testProbes } from '../verdicts';

const without = { target: { routes: [route('GET', '/')] } };

/** A login that reads JSON or forms, and answers large ones by their size. */
const reading =
  (kind: 'json' | 'form', answer: (size: number) => number): App =>
  ({ body, headers }) => {
    const form = headers?.['content-type']?.includes('form') ?? false;
    if ((kind === 'form') !== form) return { status: 401 };
    if (body === '{"padding": ') return { status: 400 };
    const size = JSON.stringify(body).length;
    return { status: size > 1000 ? answer(size) : 401 };
  };

describe('probes of the limits of the server', () => {
  testProbes(limitsProbes, {
    'limits/slow': {
      passed: {
        'closed with 408': { app: { status: 408, elapsed: 19_700 } },
        closed: { app: { status: 0, elapsed: 10_000 } },
      },
      failed: {
        'still open': { app: { status: 0, elapsed: 25_001 } },
        'it answers for ever': { app: { status: 0, elapsed: 20, text: 'it answered without end' } },
      },
    },
    'limits/body': {
      passed: {
        'the usual limit': { app: reading('json', () => 413) },
        'a larger one': { app: reading('json', (size) => (size > 10_000_000 ? 413 : 401)) },
        'the connection is closed': { app: reading('json', (size) => (size > 10_000_000 ? 0 : 401)) },
        'a form': { app: reading('form', () => 413) },
      },
      failed: {
        'all JSON is read, and forms are not': { app: reading('json', () => 401) },
        'all of a form is read': { app: reading('form', () => 302) },
        'it is too much': { app: reading('json', () => 500) },
        'the app ended': { app: { status: 0 }, alive: false },
      },
      skipped: { 'no body is read': without, 'not there': { app: { status: 404 } } },
    },
    'limits/stop': {
      passed: {
        'answered and ended': { app: { status: 401 }, ending: { code: 0 } },
        'a form': {
          app: ({ headers }) => ({ status: headers?.['content-type']?.includes('form') ? 302 : 0 }),
          target: { looked: [looked('/', { text: '<input type="password">' })] },
        },
        'ended by the signal afterwards': { app: { status: 401 }, ending: { code: null, elapsed: 300 } },
      },
      failed: {
        'cut off': { app: { status: 0 }, ending: { code: 0 } },
        'answered early, and ended at once': { app: { status: 302 }, ending: { code: null, elapsed: 8 } },
        'killed after all': { app: { status: 401 }, ending: { code: null, elapsed: 15_100 } },
      },
      skipped: { 'no body is read': without },
    },
  });
});
