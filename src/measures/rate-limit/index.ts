import type { Answers, Contribution, Edit, Finding, Measure, Project, Question } from '../../types';
import { exampleLines } from '../env-lines';
import { healthPaths, isRecorded, ownMiddleware, specifierOf } from '../place';
import { authRoutes, limiterFor } from './auth-routes';
import { LIMITERS, rateLimitRules } from './rules';

export const rateLimit: Measure = {
  id: 'rate-limit',
  version: 1,
  meta: {
    title: 'Rate limits',
    summary: 'A generous limit for everything and a strict one for logging in, registering and resetting passwords.',
    group: 'app',
    risk: 'medium',
    cwe: ['CWE-307', 'CWE-770'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#login-throttling'],
    recommended: true,
  },
  rules: rateLimitRules,
  questions,
  satisfied: (project) =>
    !isRecorded(project, 'rate-limit') && hasOwnLimit(project) && rateLimitRules[1]!.check!(project).length === 0,
  plan,
  bindings: { express },
};

const hasOwnLimit = (project: Project): boolean =>
  ownMiddleware(project, LIMITERS).some(
    ({ middleware }) => middleware.onApp && (middleware.path === '/' || middleware.path === '/api'),
  );

const setsTrustProxy = (project: Project): boolean =>
  project.files.some(({ text, generated }) => !generated && /['"]trust proxy['"]/.test(text));

const numberQuestion = (id: string, message: string, value: number): Question => ({
  id: `rate-limit.${id}`,
  message,
  kind: 'number',
  default: value,
  ask: false,
});

function questions(project: Project): Question[] {
  return [
    {
      id: 'rate-limit.store',
      message: 'Where are requests counted?',
      kind: 'select',
      default: project.manifest.dependencies['ioredis'] || project.manifest.dependencies['redis'] ? 'redis' : 'memory',
      options: [
        { value: 'memory', label: 'In this process', hint: 'one instance' },
        {
          value: 'redis',
          label: 'In Redis',
          hint: 'several instances; REDIS_URL, and in the process while Redis is down',
        },
      ],
      ask: true,
    },
    {
      id: 'rate-limit.mode',
      message: 'Refuse what is over the limit, or only log it at first?',
      kind: 'select',
      default: 'enforce',
      options: [
        { value: 'enforce', label: 'Refuse' },
        { value: 'observe', label: 'Only log' },
      ],
      ask: false,
    },
    {
      id: 'rate-limit.proxies',
      message: 'How do requests reach the app?',
      kind: 'select',
      default: setsTrustProxy(project) ? 'own' : 'private',
      options: [
        { value: 'private', label: 'Through a proxy or load balancer in a private network, or directly' },
        { value: 'own', label: "The app sets 'trust proxy' itself" },
      ],
      ask: !setsTrustProxy(project),
      assumption: (value) =>
        value === 'private'
          ? 'proxies have private addresses; a proxy with a public address (a CDN, say) belongs into TRUSTED_PROXIES.'
          : undefined,
    },
    {
      id: 'rate-limit.global',
      message: 'Whose limit for everything',
      kind: 'select',
      default: hasOwnLimit(project) ? 'own' : 'generated',
      options: [
        { value: 'generated', label: 'tempered mounts it' },
        { value: 'own', label: 'the app has one' },
      ],
      ask: false,
    },
    numberQuestion('limit', 'Requests per address and window', 300),
    numberQuestion('windowMs', 'The window, in milliseconds', 60_000),
    numberQuestion('authLimit', 'Attempts per account and address', 10),
    numberQuestion('addressLimit', 'Attempts per address', 100),
    numberQuestion('authWindowMs', 'The window for attempts, in milliseconds', 900_000),
  ];
}

function plan(project: Project, _findings: Finding[], answers: Answers): Edit[] {
  const missing = rateLimitRules[1]!.check!(project).map(({ node }) => node);
  const limits = authRoutes(project)
    .filter(({ route }) => missing.includes(route.node))
    .map(({ route, kind }): Edit => {
      const name = limiterFor(kind);
      const options = {
        dialect: project.chain,
        method: route.method,
        path: route.localPath!,
        occurrence: route.occurrence,
        name,
        from: specifierOf(project, route.file),
        place: 'first',
      };
      const manual = {
        reason: 'The route could not be changed safely.',
        line: route.node.loc?.start.line ?? null,
        snippet: `${name}, // before the handlers of ${route.path}`,
      };
      return {
        measure: 'rate-limit',
        kind: 'codemod',
        codemod: 'guard-route',
        file: route.file,
        options,
        present: null,
        manual,
      };
    });
  return [...limits, ...exampleLines('rate-limit', variables(answers))];
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

function express(project: Project, answers: Answers): Contribution {
  const redis = answers['rate-limit.store'] === 'redis';
  const trusts = answers['rate-limit.proxies'] !== 'own';
  const limits = answers['rate-limit.global'] !== 'own';
  const numbers = Object.fromEntries(
    ['limit', 'windowMs', 'authLimit', 'addressLimit', 'authWindowMs'].map((name) => [
      name,
      Number(answers[`rate-limit.${name}`]),
    ]),
  );
  return {
    files: { 'rate-limit': 'rate-limit/express.ts', ...(redis ? { 'rate-limit-store': 'rate-limit/store.ts' } : {}) },
    data: {
      ...numbers,
      store: redis ? 'redis' : 'memory',
      mode: answers['rate-limit.mode'] ?? 'enforce',
      health: healthPaths(project),
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
      ...(limits
        ? [
            {
              order: 50,
              module: 'rate-limit',
              name: 'limitRequests',
              why: 'Before bodies are read: what is over the limit should cost little.',
            },
          ]
        : []),
    ],
    exports: [{ module: 'rate-limit', names: ['loginLimiter', 'authLimiter'] }],
    dependencies: [
      { name: 'express-rate-limit', supports: [6, 7, 8] },
      ...(redis ? [{ name: 'ioredis', supports: [5, 6] }] : []),
    ],
  };
}

const majorOf = (version: string | undefined): number => Number(/\d+/.exec(version ?? '')?.[0] ?? 8);
