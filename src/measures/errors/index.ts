import { frameworkOf } from '../../frameworks/index';
import type { Answers, Chosen, Contribution, Edit, Finding, Measure, Project } from '../../types';
import { isRecorded, specifierOf } from '../place';
import { ownerQuestion } from '../questions';
import { errorsProbes } from './probes';
import { errorRules, leakingFiles, ownErrorHandlers, throwingIn } from './rules';

export const errors: Measure = {
  id: 'errors',
  version: 6,
  meta: {
    title: 'Error handling',
    summary: 'A last handler that tells clients nothing about the inside, and async errors that reach it.',
    group: 'app',
    protects: 'load',
    risk: 'low',
    cwe: ['CWE-209', 'CWE-755'],
    references: [
      'https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html',
      'https://expressjs.com/en/guide/error-handling.html',
    ],
    recommended: true,
  },
  rules: errorRules,
  questions: (project) => [
    ownerQuestion('errors.handler', 'Who answers errors', ownErrorHandlers(project).length > 0),
    {
      id: 'errors.publicMessage',
      message: 'A function that says of an error what everybody may know',
      kind: 'confirm',
      default: leakingFiles(project).length > 0,
      ask: false,
    },
  ],
  satisfied: (project) =>
    !isRecorded(project, 'errors') &&
    ownErrorHandlers(project).length > 0 &&
    !needsAsync(project) &&
    leakingFiles(project).length === 0,
  plan,
  bindings: { express, fastify, nestjs, hono, koa },
  probes: errorsProbes,
};

const needsAsync = ({ framework: { id, major } }: Project): boolean =>
  frameworkOf(id).forgetsPromises?.includes(major) === true;

function plan(project: Project, findings: Finding[]): Edit[] {
  const files = new Set(
    findings.filter(({ rule, fix }) => rule === 'errors/leak' && fix === 'automatic').map(({ file }) => file),
  );
  return [...files].map((file) => ({
    measure: 'errors',
    kind: 'codemod',
    codemod: 'hide-errors',
    file,
    options: {
      rule: 'errors/leak',
      name: 'publicMessage',
      from: specifierOf(project, file),
      throwing: throwingIn(project),
    },
    present: null,
    manual: {
      reason: 'What is sent of an error could not be replaced safely.',
      line: null,
      snippet: 'publicMessage(error)',
    },
  }));
}

function express(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const errorHandler = answers['errors.handler'] !== 'own';
  const asyncHandlers = needsAsync(project);
  const publicMessage = answers['errors.publicMessage'] === true;
  if (!errorHandler && !asyncHandlers && !publicMessage) return { files: {}, data: {} };
  return {
    files: { errors: 'errors/express.ts' },
    data: { errorHandler, asyncHandlers, publicMessage, events: logsErrors(chosen) },
    first: [...(errorHandler ? [answerMount] : []), ...(asyncHandlers ? [asyncMount] : [])],
    exports: publicMessage ? [{ module: 'errors', names: ['publicMessage'] }] : [],
  };
}

/** The framework answers errors already; what it says of them is what a filter mends. */
function nestjs(_project: Project, answers: Answers, chosen: Chosen): Contribution {
  const errorHandler = answers['errors.handler'] !== 'own';
  const publicMessage = answers['errors.publicMessage'] === true;
  if (!errorHandler && !publicMessage) return { files: {}, data: {} };
  return {
    files: { errors: 'errors/nestjs.ts' },
    data: { errorHandler, publicMessage, events: logsErrors(chosen) },
    first: errorHandler ? [{ ...answerMount, name: 'mountErrorFilter', outer: true, why: filterWhy }] : [],
    exports: publicMessage ? [{ module: 'errors', names: ['publicMessage'] }] : [],
  };
}

const filterWhy = 'What no other filter catches ends here, filters of the app that are added later included.';

function fastify(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const errorHandler = answers['errors.handler'] !== 'own';
  const publicMessage = answers['errors.publicMessage'] === true;
  if (!errorHandler && !publicMessage) return { files: {}, data: {} };
  // A scope takes one: another call would throw.
  const notFound = !project.files.some(({ text, generated }) => !generated && text.includes('setNotFoundHandler'));
  const why = 'Every error ends here; scopes with a handler of their own keep it.';
  return {
    files: { errors: 'errors/fastify.ts' },
    data: { errorHandler, notFound, publicMessage, events: logsErrors(chosen) },
    first: errorHandler ? [{ ...answerMount, why }] : [],
    exports: publicMessage ? [{ module: 'errors', names: ['publicMessage'] }] : [],
  };
}

/** With figures alone the error itself would be told to nobody. */
const logsErrors = (chosen: Chosen): boolean => chosen.has('logging');

const answerMount = {
  order: 1,
  module: 'errors',
  name: 'mountErrorHandler',
  why: 'What nothing else answers, and every error, ends here; routes that are added later still come first.',
};

const asyncMount = {
  order: 5,
  module: 'errors',
  name: 'forwardAsyncErrors',
  why: 'Before any handler runs: a rejected promise reaches the error handler instead of ending the process.',
};

function hono(_project: Project, answers: Answers, chosen: Chosen): Contribution {
  const errorHandler = answers['errors.handler'] !== 'own';
  const publicMessage = answers['errors.publicMessage'] === true;
  if (!errorHandler && !publicMessage) return { files: {}, data: {} };
  return {
    files: { errors: 'errors/hono.ts' },
    data: { errorHandler, publicMessage, events: logsErrors(chosen) },
    first: errorHandler ? [{ ...answerMount, order: 90, why: innermostWhy }] : [],
    exports: publicMessage ? [{ module: 'errors', names: ['publicMessage'] }] : [],
  };
}

const innermostWhy = 'Around the routes: what they throw ends here, and its answer takes everything above along.';

function koa(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const { first = [], ...contribution } = hono(project, answers, chosen);
  if (Object.keys(contribution.files).length === 0) return contribution;
  const why = 'Inside the headers, which errors carry too, and around everything else: what it throws ends here.';
  return {
    ...contribution,
    files: { errors: 'errors/koa.ts' },
    data: { ...contribution.data, koa: project.framework.major },
    first: first.map((mount) => ({ ...mount, order: 25, why })),
  };
}
