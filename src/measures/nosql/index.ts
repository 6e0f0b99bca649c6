import { Flow } from '../../../codemods/lib/flow/flow';
import { requestShape } from '../../frameworks/index';
import type {
  Binding,
  Contribution,
  Finding,
  JsonObject,
  Measure,
  Mount,
  Project,
  Question,
  RuleContext,
} from '../../types';
import { reportsEvents } from '../events';
import { mends } from '../mend';
import { loadedFile } from '../place';
import { openFieldsIn } from './fields';
import { hasGuard } from './objects';
import { nosqlProbes } from './probes';
import { usesMongo } from './receivers';
import { nosqlRules } from './rules';

export const nosql: Measure = {
  id: 'nosql',
  version: 7,
  meta: {
    title: 'NoSQL injection',
    summary: 'Request data does not become operators or code of a database query.',
    group: 'app',
    protects: 'input',
    risk: 'medium',
    cwe: ['CWE-943'],
    references: [
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection',
    ],
    recommended: true,
  },
  rules: nosqlRules,
  questions,
  plan: (project, findings) =>
    mends(findings, 'nosql/filter', {
      codemod: 'compare-equal',
      options: (file) => ({ fields: marksIn(project, file, findings) }),
      manual: {
        reason: 'A value of a filter could not be replaced safely.',
        snippet: '{ name: { $eq: req.body.name } }',
      },
    }),
  // Without an app, filters are mended all the same.
  bindings: {
    none: () => NOTHING,
    express: guard('express'),
    fastify: guard('fastify'),
    hono: guard('hono'),
    koa: guard('koa'),
  },
  probes: nosqlProbes,
};

function questions(project: Project): Question[] {
  const needed = usesMongo(project) && !hasGuard(project);
  return [
    {
      id: 'nosql.mode',
      message: 'What happens to keys of MongoDB ($ne, user.role) in what clients send?',
      kind: 'select',
      // Some apps take filters from their own pages on purpose: the log tells.
      default: needed ? 'observe' : 'off',
      fresh: needed ? 'refuse' : 'off',
      options: [
        { value: 'observe', label: 'Only log', hint: 'until the log shows that nobody needs them' },
        { value: 'refuse', label: 'Refuse the request' },
        { value: 'off', label: 'Nothing' },
      ],
      ask: needed,
    },
  ];
}

const NOTHING: Contribution = { files: {}, data: {} };

const mount: Mount = {
  order: 70,
  module: 'nosql',
  name: 'guardOperators',
  why: 'Next to the handlers: bodies are looked at as soon as something has read them.',
};

function guard(framework: string): Binding {
  return (_project, { 'nosql.mode': mode = 'off' }, chosen) =>
    mode === 'off'
      ? NOTHING
      : {
          files: { nosql: `nosql/${framework}.ts` },
          data: { mode, events: reportsEvents(chosen) },
          first: [mount],
        };
}

/** What the codemod is to mend in a file: the fields that were chosen. */
function marksIn(project: Project, path: string, findings: readonly Finding[]): JsonObject[] {
  const own = loadedFile(project, path);
  if (!own) return [];
  const { file, module } = own;
  const { resolver } = project;
  const flow = new Flow(module, resolver, requestShape(project.framework));
  const context: RuleContext = { file, module, resolver, flow, project, report: () => {} };
  const starts = new Set(findings.filter((each) => each.file === path).map(({ start }) => start));
  return openFieldsIn(context).flatMap(({ node, mark }) => (mark && starts.has(node.start!) ? [{ ...mark }] : []));
}
