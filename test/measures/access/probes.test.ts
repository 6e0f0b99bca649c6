import { describe } from 'vitest';
import { accessProbes } from '../../../src/measures/access/probes';
import { route, testProbes } from '../verdicts';

const target = { routes: [route('GET', '/admin/users'), route('GET', '/admin/login')] };
const page = { 'content-type': 'text/html' };

describe('probes of access', () => {
  testProbes(accessProbes, {
    'access/admin': {
      passed: { refused: { app: { status: 403 }, target }, 'sent to log in': { app: { status: 302 }, target } },
      failed: { 'its data is open': { app: { headers: { 'content-type': 'application/json' } }, target } },
      skipped: {
        'a page, which may ask to log in': { app: { headers: page }, target },
        'there is none': {},
        'it fails': { app: { status: 500 }, target },
      },
    },
    'access/traversal': {
      passed: { 'not there': { app: { status: 404 } }, 'a page for all paths': { app: { text: 'root' } } },
      failed: {
        'a file of the system': {
          app: ({ path }) =>
            path.includes('%2e%2e') ? { text: 'root:x:0:0:root:/root:/bin/bash\n' } : { status: 404 },
          target: { file: '/static/site.css' },
        },
      },
    },
  });
});
