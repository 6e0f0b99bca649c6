import type { Answers, Chosen, Contribution, Edit, Finding, Measure, Project, Question } from '../../types';
import { exampleLines } from '../env-lines';
import { reportsEvents } from '../events';
import { fileOf, ownMiddleware, specifierOf } from '../place';
import { ownerQuestion } from '../questions';
import { corsProbes } from './probes';
import { CORS, corsCalls, corsRules, opennessOf, originsOf, snippetOf } from './rules';

export const cors: Measure = {
  id: 'cors',
  version: 4,
  meta: {
    title: 'CORS',
    summary: 'An allow-list of origins from ALLOWED_ORIGINS in place of any origin.',
    group: 'app',
    protects: 'browser',
    risk: 'medium',
    cwe: ['CWE-942', 'CWE-346'],
    references: [
      'https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html#cross-origin-resource-sharing',
    ],
    recommended: true,
  },
  rules: corsRules,
  questions,
  satisfied: (project) => {
    const own = ownMiddleware(project, CORS);
    return own.length > 0 && own.every(({ call }) => opennessOf(project, call) === null);
  },
  plan,
  bindings: { express, fastify, nestjs, hono, koa },
  probes: corsProbes,
};

function questions(project: Project): Question[] {
  const own = ownMiddleware(project, CORS);
  const open = own.some(({ call }) => opennessOf(project, call) !== null);
  return [
    {
      id: 'cors.origins',
      message:
        'Which origins may call the app from a browser? (commas between; empty: decide later in ALLOWED_ORIGINS)',
      kind: 'text',
      default: originsOf(project).filter(isOrigin).join(','),
      flaw: (text) => (text.split(',').every(isOrigin) ? null : 'takes origins with commas between: https://a.example'),
      ask: own.length > 0,
    },
    {
      id: 'cors.fallback',
      message: 'Who may call while ALLOWED_ORIGINS is not set',
      kind: 'select',
      default: open ? 'any' : 'same-origin',
      options: [
        { value: 'any', label: 'any origin, without credentials', hint: 'as today' },
        { value: 'same-origin', label: 'this origin only' },
      ],
      ask: false,
    },
    ownerQuestion('cors.mount', 'Who mounts CORS', own.length > 0 || answersPreflights(project)),
  ];
}

/** `https://a.example:8443`, as a browser sends it. */
const isOrigin = (text: string): boolean => /^\s*[a-z][a-z\d+.-]*:\/\/[^\s/?#,;'"`\\<>]+\s*$/i.test(text);

/** A plugin adds a route for all preflights, and of two for the same path the second one would end the start. */
const answersPreflights = (project: Project): boolean =>
  project.chain['plugins'] !== undefined &&
  project.routes.some(({ method, path }) => method === 'options' && path === '/*');

function plan(project: Project, findings: Finding[], answers: Answers): Edit[] {
  const example = String(answers['cors.origins'] ?? '') || 'https://app.example.com';
  const calls = corsCalls(project);
  const replaced = findings
    .filter(({ fix }) => fix === 'automatic')
    .flatMap((finding): Edit[] => {
      const call = calls.find(({ node, file }) => file === finding.file && node.start === finding.start);
      if (!call) return [];
      const options = {
        callee: call.callee,
        index: call.index,
        ...(call.method ? { method: true } : {}),
        ...(call.registered ? { registered: true } : {}),
        ...(call.property ? { property: call.property } : {}),
        name: 'corsOptions',
        from: specifierOf(project, finding.file),
      };
      const manual = {
        reason: 'The call could not be changed safely.',
        line: finding.line,
        snippet: snippetOf(call.callee),
      };
      return [
        {
          measure: 'cors',
          kind: 'codemod',
          codemod: 'set-argument',
          file: finding.file,
          options,
          present: null,
          manual,
        },
      ];
    });
  const comment = 'Origins whose pages may call the app from a browser, with commas between.';
  return [...replaced, ...exampleLines(project, 'cors', [{ name: 'ALLOWED_ORIGINS', value: example, comment }])];
}

function express(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const types = fileOf(project, 'cors').endsWith('ts') ? [{ name: '@types/cors', dev: true }] : [];
  return { ...mounting('express', answers, chosen), dependencies: [{ name: 'cors' }, ...types] };
}

function fastify(_project: Project, answers: Answers, chosen: Chosen): Contribution {
  return { ...mounting('fastify', answers, chosen), dependencies: [{ name: '@fastify/cors' }] };
}

/** The adapter has CORS itself: where the app uses that, nothing else is needed. */
function nestjs(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const below = cors.bindings![project.framework.server.id]!(project, answers, chosen);
  return { ...below, data: { ...below.data, adapter: true } };
}

function mounting(template: string, answers: Answers, chosen: Chosen): Contribution {
  const own = answers['cors.mount'] === 'own';
  const why = 'Before the limits: a browser can only read a refusal that carries the CORS headers.';
  return {
    files: { cors: `cors/${template}.ts` },
    data: {
      fallback: answers['cors.fallback'] ?? 'same-origin',
      mounted: !own,
      adapter: false,
      events: reportsEvents(chosen),
    },
    first: own ? [] : [{ order: 40, module: 'cors', name: 'mountCors', why }],
    exports: own ? [{ module: 'cors', names: ['corsOptions'] }] : [],
  };
}

function hono(project: Project, answers: Answers, chosen: Chosen): Contribution {
  return { ...express(project, answers, chosen), files: { cors: 'cors/hono.ts' }, dependencies: [] };
}

function koa(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const types = fileOf(project, 'cors').endsWith('ts') ? [{ name: '@types/koa__cors', dev: true }] : [];
  return {
    ...express(project, answers, chosen),
    files: { cors: 'cors/koa.ts' },
    dependencies: [{ name: '@koa/cors', supports: [3, 4, 5], least: '3.1.0' }, ...types],
  };
}
