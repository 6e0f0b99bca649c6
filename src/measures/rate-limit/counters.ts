import type { Answers, Chosen, Contribution, JsonObject, Project } from '../../types';
import { clientModule } from '../client';
import { reportsEvents } from '../events';
import { accountFields } from './auth-routes';

/** What the templates that count take from the answers. */
export function limits(project: Project, answers: Answers): JsonObject {
  const names = ['limit', 'windowMs', 'authLimit', 'addressLimit', 'authWindowMs'];
  return {
    ...Object.fromEntries(names.map((name) => [name, Number(answers[`rate-limit.${name}`])])),
    store: answers['rate-limit.store'] === 'redis' ? 'redis' : 'memory',
    mode: answers['rate-limit.mode'] ?? 'enforce',
    accountFields: accountFields(project),
  };
}

/**
 * The modules that count for every framework whose requests are Node's own, to be spread into its binding. Its template
 * calls `countRequest(req)` for each request, `countLogin(req, body)` and `countAttempt(req, body)` in loginLimiter and
 * authLimiter, answers 429 with the verdict's headers, and tells `settle` what the handler answered. With `store` as
 * `redis` it also calls `setImmediate(warnWithoutRedis)`, of `./redis`, where it mounts the global limit.
 */
export function counters(
  project: Project,
  answers: Answers,
  chosen: Chosen,
): Required<Pick<Contribution, 'files' | 'data' | 'dependencies'>> {
  const redis = answers['rate-limit.store'] === 'redis';
  const client = clientModule(project);
  return {
    files: {
      ...client.files,
      counters: 'rate-limit/counters.ts',
      ...(redis ? { redis: 'rate-limit/redis.ts' } : {}),
    },
    data: { ...client.data, ...limits(project, answers), events: reportsEvents(chosen) },
    dependencies: [
      { name: 'rate-limiter-flexible', supports: [5, 6, 7, 8, 9, 10, 11] },
      ...(redis ? [{ name: 'ioredis', supports: [5, 6] }] : []),
    ],
  };
}
