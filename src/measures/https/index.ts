import type { Answers, Chosen, Contribution, Measure, Mount, Project } from '../../types';
import { clientModule } from '../client';
import { exampleLines } from '../env-lines';
import { reportsEvents } from '../events';
import { healthPaths } from '../place';
import { httpsProbes } from './probes';
import { httpsRules } from './rules';

export const https: Measure = {
  id: 'https',
  version: 4,
  meta: {
    title: 'HTTPS',
    summary: 'Redirects to the canonical https address once PUBLIC_URL names it; HSTS in small steps.',
    group: 'app',
    protects: 'browser',
    risk: 'medium',
    cwe: ['CWE-319', 'CWE-601'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Strict_Transport_Security_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: httpsRules,
  questions: () => [],
  plan: (project) =>
    exampleLines(project, 'https', [
      {
        name: 'PUBLIC_URL',
        value: 'https://app.example.com',
        comment: 'Where the app is reached; set, plain http is redirected there.',
      },
    ]),
  bindings: { express, fastify, hono, koa },
  probes: httpsProbes,
};

const mount: Mount = {
  order: 30,
  module: 'https',
  name: 'redirectToHttps',
  why: 'Before cookies and bodies are read: nothing secret is taken over plain http.',
};

function express(project: Project, _answers: Answers, chosen: Chosen): Contribution {
  return {
    files: { https: 'https/express.ts' },
    data: { health: healthPaths(project), events: reportsEvents(chosen) },
    first: [mount],
  };
}

function fastify(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const { files, data } = redirect(project, chosen);
  // Where the app says itself whom it trusts, that holds.
  const ownProxies = answers['rate-limit.proxies'] === 'own';
  return { files: { ...files, https: 'https/fastify.ts' }, data: { ...data, ownProxies }, first: [mount] };
}

/**
 * The modules that decide for every framework whose requests are Node's own, to be spread into its binding. Its template
 * answers with `insteadOfPlainHttp(req)`, and calls `warnWithoutPublicUrl()` where it mounts that.
 */
export function redirect(project: Project, chosen: Chosen): Pick<Contribution, 'files' | 'data'> {
  const client = clientModule(project);
  return {
    files: { ...client.files, 'https-redirect': 'https/redirect.ts' },
    data: { ...client.data, events: reportsEvents(chosen) },
  };
}

function hono(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const { files, data } = redirect(project, chosen);
  return { ...express(project, answers, chosen), files: { ...files, https: 'https/hono.ts' }, data };
}

function koa(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const contribution = hono(project, answers, chosen);
  return { ...contribution, files: { ...contribution.files, https: 'https/koa.ts' } };
}
