import type { Answers, Edit, Finding, FrameworkId, JsonObject, Measure, Project } from '../../types';
import { exampleLines } from '../env-lines';
import { rowFor } from '../../frameworks/index';
import { mends } from '../mend';
import { fileOf, isGenerated, specifierOf } from '../place';
import { helperQuestion } from '../questions';
import { cookieFacts } from './facts';
import { cookiesProbes } from './probes';
import { cookiesRules } from './rules';

export const cookies: Measure = {
  id: 'cookies',
  version: 3,
  meta: {
    title: 'Cookies and sessions',
    summary: 'Cookies stay out of reach of scripts, of plain http and of other sites.',
    group: 'code',
    protects: 'browser',
    risk: 'medium',
    cwe: ['CWE-614'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: cookiesRules,
  questions: () => [helperQuestion('cookies', 'Functions that set, read and clear the cookie of a login')],
  plan,
  probes: cookiesProbes,
};

function plan(project: Project, findings: Finding[], answers: Answers): Edit[] {
  const facts = cookieFacts(project) as unknown as JsonObject;
  const mended = cookiesRules.flatMap(({ id, summary }) =>
    mends(findings, id, {
      codemod: 'secure-cookies',
      options: (file) => ({
        facts: facts['store'] === null ? facts : { ...facts, store: specifierOf(project, file, 'session-store') },
      }),
      manual: { reason: summary, snippet: findings.find(({ rule }) => rule === id)?.snippet ?? '' },
    }),
  );
  return [...helper(project, answers), ...sessionStore(project, findings), ...mended];
}

/** The module that keeps sessions in Redis, where a file is mended by it, or an earlier run has added it. */
function sessionStore(project: Project, findings: Finding[]): Edit[] {
  const file = fileOf(project, 'session-store');
  const wanted = findings.some(({ rule, fix }) => rule === 'cookies/memory-store' && fix === 'automatic');
  if (!wanted && !isGenerated(project, file)) return [];
  const ioredis: Edit[] = project.manifest.dependencies['ioredis']
    ? []
    : [{ measure: 'cookies', kind: 'dependency', dependency: { name: 'ioredis', dev: false, range: '' } }];
  const variable = { name: 'REDIS_URL', value: 'redis://127.0.0.1:6379', comment: 'Where sessions are kept.' };
  return [
    { measure: 'cookies', kind: 'template', template: 'cookies/session-store.ts', file, data: {} },
    ...ioredis,
    ...exampleLines(project, 'cookies', [variable]),
  ];
}

/** The functions for a login's cookie; they need no package for cookies. */
function helper(project: Project, answers: Answers): Edit[] {
  const file = fileOf(project, 'cookies');
  const row = rowFor(TEMPLATES, project.framework);
  if (!row || (answers['cookies.helper'] !== true && !isGenerated(project, file))) return [];
  const { dependencies } = project.manifest;
  const sessions = SESSIONS.find((name) => dependencies[name] !== undefined) ?? null;
  const comment = 'Where the app is reached; https makes its cookies secure.';
  return [
    { measure: 'cookies', kind: 'template', template: row, file, data: { sessions } },
    ...exampleLines(project, 'cookies', [{ name: 'PUBLIC_URL', value: 'https://app.example.com', comment }]),
  ];
}

const TEMPLATES: Partial<Record<FrameworkId, string>> = {
  express: 'cookies/express.ts',
  fastify: 'cookies/fastify.ts',
  koa: 'cookies/koa.ts',
  hono: 'cookies/hono.ts',
};
const SESSIONS = ['express-session', '@fastify/session', 'koa-session'];
