import { describe, expect, it } from 'vitest';
import { healthPaths } from '../../src/measures/place';
import type { Project, Route } from '../../src/types';

const projectWith = (...paths: string[]): Project =>
  ({ routes: paths.map((path) => ({ method: 'get', path }) as Route) }) as Project;

describe('health paths', () => {
  it.each([
    '/health-check',
    '/api/health',
    '/healthz',
    '/_health',
    '/healthcheck',
    '/health/live',
    '/api/v1/status/ping',
    '/heartbeat',
    '/up',
    '/alive',
    '/readyz',
  ])('are those of the app: %s', (path) => {
    expect(healthPaths(projectWith(path))).toContain(path);
  });

  it.each(['/healthy-recipes/:id', '/read', '/signup', '/live-stream', '/wealth', '/pings', '/users/:id/health'])(
    'are not %s',
    (path) => {
      expect(healthPaths(projectWith(path))).not.toContain(path);
    },
  );
});
