import type { Answers, Binding, Contribution, Measure, Mount, Project, Question } from '../../types';
import { exampleLines } from '../env-lines';
import { reportsEvents } from '../events';
import { exemptPaths, isPaths } from './exempt';
import { csrfProbes } from './probes';
import { csrfRules } from './rules';
import { undefended } from './undefended';

export const csrf: Measure = {
  id: 'csrf',
  version: 5,
  meta: {
    title: 'Cross-site request forgery',
    summary: 'Other sites cannot act with the cookies of a visitor.',
    group: 'app',
    protects: 'browser',
    risk: 'medium',
    cwe: ['CWE-352'],
    references: [
      'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
      'https://web.dev/articles/fetch-metadata',
    ],
    recommended: true,
  },
  rules: csrfRules,
  questions,
  plan: (project, _findings, answers) =>
    answers['csrf.mode'] === 'off' ? [] : exampleLines(project, 'csrf', variables),
  // Without an app, what is missing is told all the same.
  bindings: {
    none: () => NOTHING,
    express: checking('express'),
    fastify: checking('fastify'),
    hono: checking('hono'),
    koa: checking('koa'),
  },
  probes: csrfProbes,
};

function questions(project: Project): Question[] {
  const needed = undefended(project).length > 0;
  return [
    {
      id: 'csrf.mode',
      message: 'What happens to requests that pages of other sites make browsers send?',
      kind: 'select',
      // Somebody may count on them: the log tells who, before anybody is refused.
      default: needed ? 'observe' : 'off',
      fresh: 'enforce',
      options: [
        { value: 'observe', label: 'Only log', hint: 'until the log shows that nobody is meant' },
        { value: 'enforce', label: 'Refuse them' },
        { value: 'off', label: 'Nothing', hint: 'no cookie stands for a login, or sameSite keeps it here' },
      ],
      ask: needed,
    },
    {
      id: 'csrf.exempt',
      message: 'Paths that other sites may send visitors to with a form (commas between; * for one part)',
      kind: 'text',
      default: exemptPaths(project).join(','),
      flaw: (text) => (isPaths(text) ? null : 'takes paths with commas between: /saml/acs,/auth/*/callback'),
      ask: false,
      assumption: (value) => (needed && value !== '' ? `other sites may send forms to ${String(value)}` : undefined),
    },
  ];
}

const variables = [
  {
    name: 'PUBLIC_URL',
    value: 'https://app.example.com',
    comment: 'Where the app is reached.',
  },
  {
    name: 'ALLOWED_ORIGINS',
    value: 'https://app.example.com',
    comment: 'Origins whose pages may call the app from a browser, with commas between.',
  },
];

const NOTHING: Contribution = { files: {}, data: {} };

const mount: Mount = {
  order: 55,
  module: 'csrf',
  name: 'refuseOtherSites',
  why: 'Inside the limits, which count what is refused here, and before cookies and bodies are read.',
};

function checking(framework: string): Binding {
  return (_project, answers, chosen) => {
    const { 'csrf.mode': mode = 'off', 'csrf.exempt': exempt = '' } = answers as Answers;
    if (mode === 'off') return NOTHING;
    const paths = String(exempt).split(',').filter(Boolean);
    return {
      files: { csrf: `csrf/${framework}.ts` },
      data: { mode, exempt: paths.map((path) => path.trim()), events: reportsEvents(chosen) },
      first: [mount],
    };
  };
}
