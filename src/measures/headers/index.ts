import type { Answers, Contribution, Dependency, Measure, Project, Question } from '../../types';
import { isRecorded, mountsForAll } from '../place';
import { ownerQuestion } from '../questions';
import { headersProbes } from './probes';
import { headerRules, HELMET, weakenedOptions } from './rules';

const POLICED = ['camera', 'geolocation', 'microphone'];

export const headers: Measure = {
  id: 'headers',
  version: 3,
  meta: {
    title: 'Security headers',
    summary: 'Helmet before everything else, a Content-Security-Policy with a fresh nonce, and a Permissions-Policy.',
    group: 'app',
    protects: 'browser',
    risk: 'low',
    cwe: ['CWE-693', 'CWE-1021'],
    references: ['https://owasp.org/www-project-secure-headers/', 'https://helmetjs.github.io/'],
    recommended: true,
  },
  rules: headerRules,
  questions,
  satisfied: (project) =>
    !isRecorded(project, 'headers') &&
    mountsForAll(project, HELMET) &&
    weakenedOptions(project).length === 0 &&
    project.files.some(({ text }) => /permissions-policy/i.test(text)),
  plan: (_project, findings) =>
    findings
      .filter(({ rule, fix }) => rule === 'headers/weakened' && fix === 'automatic')
      .map(({ file, line }) => ({
        measure: 'headers',
        kind: 'codemod',
        codemod: 'set-option',
        file,
        options: { callees: [...HELMET], option: 'contentSecurityPolicy', from: 'false', to: '{ reportOnly: true }' },
        present: null,
        manual: { reason: 'The policy is switched off.', line, snippet: 'contentSecurityPolicy: { reportOnly: true }' },
      })),
  bindings: { express, fastify, hono, koa },
  probes: headersProbes,
};

function questions(project: Project): Question[] {
  const used = new Set(project.browserFeatures);
  return [
    {
      id: 'headers.csp',
      message: 'Should the Content-Security-Policy be enforced, or only report what it would block?',
      kind: 'select',
      default: 'report-only',
      fresh: 'enforce',
      options: [
        { value: 'report-only', label: 'Report only', hint: 'nothing breaks; look at the reports first' },
        { value: 'enforce', label: 'Enforce', hint: 'inline scripts without the nonce stop working' },
      ],
      ask: true,
    },
    {
      id: 'headers.reportUri',
      message: 'Where browsers send reports',
      kind: 'text',
      default: '',
      flaw: (text) => (/^(https:\/\/|\/)[^\s;,'"\\<>]*$/i.test(text) ? null : 'takes an address with https, or a path'),
      ask: false,
    },
    {
      id: 'headers.deny',
      message: 'Browser features that no page uses',
      kind: 'text',
      default: POLICED.filter((feature) => !used.has(feature)).join(', '),
      flaw: (text) => (/^[a-z-]+(\s*,\s*[a-z-]+)*$/.test(text) ? null : 'takes names of features with commas between'),
      ask: false,
    },
    {
      id: 'headers.isolation',
      message: 'Whether pages of other origins may embed its files, and keep contact with windows it opens',
      kind: 'select',
      // Existing apps may be embedded, and may log in through popups (DESIGN.md, gentle steps).
      default: 'open',
      fresh: 'same-origin',
      options: [
        { value: 'open', label: 'They may', hint: 'as today' },
        { value: 'same-origin', label: 'Only those of this origin' },
      ],
      ask: false,
    },
    ownerQuestion('headers.helmet', 'Who mounts helmet', mountsForAll(project, HELMET)),
  ];
}

function express(_project: Project, answers: Answers): Contribution {
  return mounting('express', { name: 'helmet', supports: [6, 7, 8] }, answers);
}

function fastify(_project: Project, answers: Answers): Contribution {
  return mounting('fastify', { name: '@fastify/helmet' }, answers);
}

function mounting(template: string, dependency: Dependency, answers: Answers): Contribution {
  const helmet = answers['headers.helmet'] !== 'own';
  const isolated = answers['headers.isolation'] === 'same-origin';
  const listed = String(answers['headers.deny'] ?? '').split(',');
  return {
    files: { headers: `headers/${template}.ts` },
    data: {
      helmet,
      csp: answers['headers.csp'] ?? 'report-only',
      reportUri: String(answers['headers.reportUri'] ?? '') || null,
      permissions: listed.map((feature) => feature.trim()).filter((feature) => feature !== ''),
      crossOriginResourcePolicy: isolated ? 'same-origin' : 'cross-origin',
      crossOriginOpenerPolicy: isolated ? 'same-origin' : 'same-origin-allow-popups',
    },
    first: [
      {
        order: 20,
        module: 'headers',
        name: 'mountHeaders',
        why: 'Before anything that answers: errors and refusals carry the headers too.',
      },
    ],
    dependencies: helmet ? [dependency] : [],
  };
}

/** Its own middleware does what helmet does. */
function hono(project: Project, answers: Answers): Contribution {
  const contribution = express(project, answers);
  const dependencies = [{ name: 'hono', supports: [4], least: '4.7.0' }];
  return { ...contribution, files: { headers: 'headers/hono.ts' }, dependencies };
}

function koa(project: Project, answers: Answers): Contribution {
  return { ...express(project, answers), files: { headers: 'headers/koa.ts' } };
}
