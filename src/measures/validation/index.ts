import type { Answers, Chosen, Contribution, Edit, Measure, Project, Question } from '../../types';
import { reportsEvents } from '../events';
import { isRecorded } from '../place';
import { routeEdit } from '../route-edit';
import { type InferredSchema, inferredSchemas, isUnchecked, schemaData } from './infer';
import { validationProbes } from './probes';
import { validationRules } from './rules';

export const validation: Measure = {
  id: 'validation',
  version: 4,
  meta: {
    title: 'Input validation',
    summary: 'A schema for every route that reads input, inferred from what its handler reads.',
    group: 'app',
    protects: 'input',
    risk: 'medium',
    cwe: ['CWE-20', 'CWE-943', 'CWE-915'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html', 'https://zod.dev'],
    recommended: true,
  },
  rules: validationRules,
  questions,
  // Also where no route reads anything: there is nothing to check then.
  satisfied: (project) => !isRecorded(project, 'validation') && !project.routes.some(isUnchecked),
  plan,
  bindings: { express, fastify, nestjs, hono, koa },
  probes: validationProbes,
};

function questions(): Question[] {
  return [
    {
      id: 'validation.unknownKeys',
      message: 'What happens to fields that no schema names?',
      kind: 'select',
      default: 'drop',
      fresh: 'refuse',
      options: [
        { value: 'drop', label: 'They are dropped before the handler', hint: 'clients notice nothing' },
        { value: 'refuse', label: 'The request is refused with 400', hint: 'stricter; clients may have to change' },
      ],
      ask: true,
    },
  ];
}

function plan(project: Project): Edit[] {
  return inferredSchemas(project)
    .filter(({ route }) => route.reads.schema === null)
    .map((schema) => guard(project, schema));
}

function guard(project: Project, { route, name }: InferredSchema): Edit {
  return routeEdit(project, route, {
    measure: 'validation',
    name: 'validate',
    argument: { object: 'schemas', member: name },
    place: 'last',
    ...(route.reads.readers === undefined ? {} : { readers: route.reads.readers }),
    decorator: { name: 'Validate' },
    snippet: `validate(schemas.${name}), // before the handler`,
  });
}

function express(project: Project, answers: Answers, chosen: Chosen): Contribution {
  return checking('express', project, answers, chosen);
}

function fastify(project: Project, answers: Answers, chosen: Chosen): Contribution {
  return checking('fastify', project, answers, chosen);
}

function checking(template: string, project: Project, answers: Answers, chosen: Chosen): Contribution {
  const unknownKeys = answers['validation.unknownKeys'] ?? 'drop';
  const schemas = inferredSchemas(project);
  return {
    files: {
      validate: `validation/${template}.ts`,
      ...(schemas.length > 0 ? { schemas: 'validation/schemas.ts' } : {}),
    },
    data: {
      unknownKeys,
      express: project.framework.server.major,
      schemas: schemas.map(schemaData),
      events: reportsEvents(chosen),
    },
    exports: [
      { module: 'validate', names: ['validate'] },
      ...(schemas.length > 0 ? [{ module: 'schemas', names: [], namespace: 'schemas' }] : []),
    ],
    dependencies: [{ name: 'zod', supports: [3, 4] }],
  };
}

function hono(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const contribution = express(project, answers, chosen);
  return { ...contribution, files: { ...contribution.files, validate: 'validation/hono.ts' } };
}

function nestjs(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const middleware = express(project, answers, chosen);
  const [, ...others] = middleware.exports ?? [];
  return {
    ...middleware,
    files: { ...middleware.files, validate: 'validation/nestjs.ts' },
    exports: [{ module: 'validate', names: ['Validate'] }, ...others],
  };
}

function koa(project: Project, answers: Answers, chosen: Chosen): Contribution {
  const contribution = express(project, answers, chosen);
  return { ...contribution, files: { ...contribution.files, validate: 'validation/koa.ts' } };
}
