import { frameworkOf, rowFor } from '../../frameworks/index';
import type { Answers, Chosen, Contribution, Edit, Measure, Project, Question } from '../../types';
import { specifierOf } from '../place';
import { numberQuestion, ownerQuestion } from '../questions';
import { limitsProbes } from './probes';
import { bodySizeOf } from './body-size';
import { limitRules, takesUploads } from './rules';

export const limits: Measure = {
  id: 'limits',
  version: 3,
  meta: {
    title: 'Limits of the server',
    summary: 'Time limits against slow clients, and a graceful stop.',
    group: 'app',
    protects: 'load',
    risk: 'low',
    cwe: ['CWE-400', 'CWE-770'],
    references: [
      'https://nodejs.org/en/learn/getting-started/security-best-practices#denial-of-service-of-http-server-cwe-400',
    ],
    recommended: true,
  },
  rules: limitRules,
  questions: (project) => [
    // Node's own default, where slow uploads are expected.
    numberQuestion(
      'limits.requestTimeout',
      'How long a whole request may take to arrive, in milliseconds',
      takesUploads(project) ? 300_000 : 60_000,
    ),
    // Without a server of its own, a command line runs the app, and stops it.
    ownerQuestion(
      'limits.shutdown',
      'Who stops the process on SIGTERM',
      handlesSignals(project) || project.servers.length === 0,
    ),
    ...bodyQuestions(project),
  ],
  plan,
  bindings: { express, fastify, nestjs, hono, koa: express },
  probes: limitsProbes,
};

/** Asked where the framework takes bodies of any size. */
function bodyQuestions(project: Project): Question[] {
  if (rowFor(limits.bindings!, project.framework) !== hono) return [];
  const size = bodySizeOf(project);
  return [
    ownerQuestion('limits.body', 'Who limits the size of bodies', size === null),
    {
      ...numberQuestion('limits.bodySize', 'The largest body that a request may have, in bytes', size ?? 1_048_576),
      most: Number.MAX_SAFE_INTEGER,
      assumption: (value) =>
        size === null
          ? undefined
          : `no request has a body of more than ${Math.round(Number(value) / 104_857.6) / 10} MB.`,
    },
  ];
}

const handlesSignals = (project: Project): boolean =>
  project.files.some(
    ({ text, generated }) => !generated && /['"]SIG(TERM|INT)['"]|\benableShutdownHooks\(/.test(text),
  ) ||
  ['http-terminator', '@godaddy/terminus', 'http-graceful-shutdown', 'stoppable', 'close-with-grace'].some(
    (name) => project.manifest.dependencies[name] !== undefined,
  );

function plan(project: Project): Edit[] {
  if (frameworkOf(project.framework.id).app.server) return [];
  return serversToProtect(project).map(({ file, kind, index, node }) => ({
    measure: 'limits',
    kind: 'codemod',
    codemod: 'wrap-server',
    file,
    options: { dialect: project.chain, kind, index, name: 'protectServer', from: specifierOf(project, file) },
    present: 'protectServer',
    manual: {
      reason: 'The call could not be changed safely.',
      line: node.loc?.start.line ?? null,
      snippet: 'protectServer(server)',
    },
  }));
}

/** A server that is made and then listens is wrapped once, where it is made. */
function serversToProtect(project: Project): Project['servers'] {
  const made = project.servers.filter(({ kind }) => kind === 'createServer');
  return made.length > 0 ? made : project.servers;
}

function express(project: Project, answers: Answers): Contribution {
  if (project.servers.length === 0) return { files: {}, data: {} };
  return { ...protecting(answers, false), exports: [{ module: 'limits', names: ['protectServer'] }] };
}

function fastify(_project: Project, answers: Answers): Contribution {
  const why = 'Before the server listens: it is made with the app.';
  return {
    ...protecting(answers, true),
    first: [{ order: 2, module: 'limits', name: 'protectServer', why, server: true }],
  };
}

/** `unlimited`: the framework sets no limit for the whole request by itself. */
const protecting = (answers: Answers, unlimited: boolean): Contribution => ({
  files: { limits: 'limits/server.ts' },
  data: {
    serverType: null,
    headersTimeout: 15_000,
    requestTimeout: Number(answers['limits.requestTimeout']),
    keepAliveTimeout: 65_000,
    shutdown: answers['limits.shutdown'] !== 'own',
    unlimited,
  },
});

/** Bodies of any size are taken by the framework itself. */
function hono(project: Project, answers: Answers): Contribution {
  const server = express(project, answers);
  const serverType = { name: 'ServerType', from: '@hono/node-server', example: 'serve(app)' };
  const limitsBodies = answers['limits.body'] !== 'own';
  return {
    ...server,
    files: { ...server.files, ...(limitsBodies ? { 'body-limit': 'limits/hono.ts' } : {}) },
    data: { ...server.data, serverType, bodySize: Number(answers['limits.bodySize']) },
    first: limitsBodies
      ? [
          {
            order: 60,
            module: 'body-limit',
            name: 'limitBodies',
            why: 'Behind the limits: whoever is over them is refused before the body is looked at.',
          },
        ]
      : [],
  };
}

/** The server is made together with the app: it has its limits before it listens. */
function nestjs(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const why = 'Before the server listens: from then on it looks for slow connections.';
  const { files, data } = limits.bindings![project.framework.server.id]!(project, answers, chosen);
  return {
    files,
    data,
    first: project.servers.length > 0 ? [{ order: 2, module: 'limits', name: 'protectServer', why, server: true }] : [],
  };
}
