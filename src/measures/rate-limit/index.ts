import { inComment } from '../../../codemods/lib/escape';
import type { Answers, Chosen, Contribution, Edit, Finding, Measure, Mount, Project } from '../../types';
import { exampleLines } from '../env-lines';
import { reportsEvents } from '../events';
import { healthPaths, isRecorded } from '../place';
import { routeEdit } from '../route-edit';
import { guardFor, limiterFor } from './auth-routes';
import { counters, limits } from './counters';
import { rateLimitProbes } from './probes';
import { hasOwnLimit, questions } from './questions';
import { rateLimitRules, unlimitedAuthRoutes } from './rules';

export const rateLimit: Measure = {
  id: 'rate-limit',
  version: 5,
  meta: {
    title: 'Rate limits',
    summary: 'A generous limit for everything and a strict one for logging in, registering and resetting passwords.',
    group: 'app',
    protects: 'load',
    risk: 'medium',
    cwe: ['CWE-307', 'CWE-770'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#login-throttling'],
    recommended: true,
  },
  rules: rateLimitRules,
  questions,
  satisfied: (project) =>
    !isRecorded(project, 'rate-limit') && hasOwnLimit(project) && unlimitedAuthRoutes(project).length === 0,
  plan,
  bindings: { express, fastify, nestjs, hono, koa },
  probes: rateLimitProbes,
};

function plan(project: Project, _findings: Finding[], answers: Answers): Edit[] {
  const limits = unlimitedAuthRoutes(project).map(({ route, kind }) => {
    const name = limiterFor(kind);
    return routeEdit(project, route, {
      measure: 'rate-limit',
      name,
      place: 'first',
      decorator: { name: 'UseGuards', argument: guardFor(kind) },
      snippet: `${name}, // before the handlers of ${inComment(route.path ?? route.localPath ?? '')}`,
    });
  });
  return [...limits, ...exampleLines(project, 'rate-limit', variables(answers))];
}

function variables(answers: Answers): { name: string; value: string; comment: string }[] {
  const redis = {
    name: 'REDIS_URL',
    value: 'redis://127.0.0.1:6379',
    comment: 'Where limits are counted for all instances together.',
  };
  const proxies = {
    name: 'TRUSTED_PROXIES',
    value: '10.0.0.0/8',
    comment: 'Proxies in front of the app, as CIDR ranges with commas between; private networks by default.',
  };
  return [
    ...(answers['rate-limit.store'] === 'redis' ? [redis] : []),
    ...(answers['rate-limit.proxies'] === 'own' ? [] : [proxies]),
  ];
}

const limitAll: Mount = {
  order: 50,
  module: 'rate-limit',
  name: 'limitRequests',
  why: 'Before bodies are read: what is over the limit should cost little.',
};
const limiters = { module: 'rate-limit', names: ['loginLimiter', 'authLimiter'] };

function express(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const redis = answers['rate-limit.store'] === 'redis';
  const trusts = answers['rate-limit.proxies'] !== 'own';
  const global = answers['rate-limit.global'] !== 'own';
  return {
    files: {
      'rate-limit': 'rate-limit/express.ts',
      ...(redis ? { 'rate-limit-store': 'rate-limit/store.ts', redis: 'rate-limit/redis.ts' } : {}),
    },
    data: {
      ...limits(project, answers),
      health: healthPaths(project),
      events: reportsEvents(chosen),
      trustProxy: trusts,
      limiterMajor: majorOf(
        project.manifest.installed['express-rate-limit'] ?? project.manifest.dependencies['express-rate-limit'],
      ),
    },
    first: [
      ...(trusts
        ? [
            {
              order: 10,
              module: 'rate-limit',
              name: 'trustProxies',
              why: 'Who the client is comes first: limits and the redirect to https build on its address.',
            },
          ]
        : []),
      ...(global ? [limitAll] : []),
    ],
    exports: [limiters],
    dependencies: [
      { name: 'express-rate-limit', supports: [6, 7, 8] },
      ...(redis ? [{ name: 'ioredis', supports: [5, 6] }] : []),
    ],
  };
}

function fastify(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const { files, data, dependencies } = counters(project, answers, chosen);
  return {
    files: { ...files, 'rate-limit': 'rate-limit/fastify.ts' },
    data: { ...data, ownProxies: answers['rate-limit.proxies'] === 'own' },
    first: answers['rate-limit.global'] === 'own' ? [] : [limitAll],
    exports: [limiters],
    dependencies,
  };
}

/** The limits of the framework below; those of single routes are guards. */
function nestjs(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const { id } = project.framework.server;
  const below = rateLimit.bindings![id]!(project, answers, chosen);
  return {
    ...below,
    files: { ...below.files, 'auth-limits': `rate-limit/nestjs-${id}.ts` },
    exports: [{ module: 'auth-limits', names: ['LoginLimit', 'AuthLimit'] }],
  };
}

const majorOf = (version: string | undefined): number => Number(/\d+/.exec(version ?? '')?.[0] ?? 8);

function hono(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const { files, data, dependencies } = counters(project, answers, chosen);
  const { first = [], exports = [] } = express(project, answers, chosen);
  return {
    files: { ...files, 'rate-limit': 'rate-limit/hono.ts' },
    data,
    first: first.filter(({ name }) => name === 'limitRequests'),
    exports,
    dependencies,
  };
}

function koa(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const contribution = hono(project, answers, chosen);
  return { ...contribution, files: { ...contribution.files, 'rate-limit': 'rate-limit/koa.ts' } };
}
