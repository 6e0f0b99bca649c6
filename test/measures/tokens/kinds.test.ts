import { describe, expect, it } from 'vitest';
import { measures } from '../../../src/measures/index';
import { makePlan } from '../../../src/steps/plan';
import { rangeOf } from '../../../src/steps/versions';
import type { Answers, Edit, Project } from '../../../src/types';
import { type Files, manifest, projectOf } from '../../project/model/project';

const APP =
  "const app = require('express')();\napp.get('/', (req, res) => res.end(process.env.A_SECRET));\napp.listen(3000);\n";

const express = (fields: object = {}, more: Files = {}): Promise<Project> =>
  projectOf({
    'app.js': APP,
    'package.json': manifest({ name: 'shop', dependencies: { express: '^5.0.0' }, ...fields }),
    ...more,
  });

function edits(project: Project, ids: string[], given: Answers): Edit[] {
  const chosen = measures.filter(({ id }) => ids.includes(id));
  const defaults = chosen.flatMap((measure) => measure.questions(project).map(({ id, default: value }) => [id, value]));
  return makePlan(project, chosen, [], { ...Object.fromEntries(defaults), ...given }).edits;
}

const written = (all: readonly Edit[]): string[] =>
  all.flatMap((edit) => (edit.kind === 'template' ? [`${edit.measure}: ${edit.file}`] : []));
const installed = (all: readonly Edit[]): string[] =>
  all.flatMap((edit) => (edit.kind === 'dependency' ? [edit.dependency.name] : []));
const variablesOf = (all: readonly Edit[], name: string): unknown =>
  all
    .flatMap((edit) =>
      edit.kind === 'template' && edit.template === 'secrets/env.ts'
        ? (edit.data['variables'] as { name: string }[])
        : [],
    )
    .find((variable) => variable.name === name);

describe('tokens that are generated', () => {
  it('are none unless they are asked for', async () => {
    expect(edits(await express(), ['tokens'], {})).toEqual([]);
  });

  it('of a provider need one module', async () => {
    const all = edits(await express(), ['tokens'], { 'tokens.kind': 'oidc' });
    expect(written(all)).toEqual(['tokens: security/tokens.js']);
    expect(installed(all)).toEqual(['jose']);
  });

  it('share the connection to Redis with the limits', async () => {
    const answers = { 'tokens.kind': 'own', 'tokens.store': 'redis', 'rate-limit.store': 'redis' };
    const own = [
      'tokens: security/tokens.js',
      'tokens: security/refresh-store.js',
      'tokens: security/refresh-redis.js',
    ];
    expect(written(edits(await express(), ['tokens'], answers))).toEqual([...own, 'tokens: security/redis.js']);
    const both = written(edits(await express(), ['tokens', 'rate-limit'], answers));
    expect(both.filter((file) => /redis\.js|tokens\.js/.test(file))).toEqual([
      'rate-limit: security/redis.js',
      'tokens: security/tokens.js',
      'tokens: security/refresh-redis.js',
    ]);
  });

  it('have a secret that the check at start looks at, and does not demand', async () => {
    const project = await express();
    const all = edits(project, ['tokens', 'secrets'], { 'tokens.kind': 'own' });
    expect(variablesOf(all, 'ACCESS_TOKEN_SECRET')).toEqual({
      name: 'ACCESS_TOKEN_SECRET',
      required: false,
      secret: true,
    });
    expect(variablesOf(edits(project, ['secrets'], { 'tokens.kind': 'own' }), 'ACCESS_TOKEN_SECRET')).toBeUndefined();
  });

  it.each<[string, object, Files, string]>([
    ['what is newest', {}, {}, '^6'],
    ['the older line where Node.js is old', { engines: { node: '>=18' } }, {}, '^5'],
    ['the older line where Jest has to require it', { devDependencies: { jest: '^30.0.0' } }, {}, '^5'],
    [
      'what is newest where Jest imports',
      { type: 'module', devDependencies: { jest: '^30.0.0' } },
      { 'app.js': "import express from 'express';\nexpress().listen(3000);\n" },
      '^6',
    ],
  ])('come with %s of jose', async (_name, fields, more, range) => {
    expect(rangeOf(await express(fields, more), 'jose')).toMatch(`${range}.`);
  });

  it.each([
    ['node16', '^5'],
    ['nodenext', '^6'],
    ['commonjs', '^6'],
  ])('come with a line of jose that TypeScript imports with module %s', async (module, range) => {
    const project = await projectOf({
      'app.ts': "import express from 'express';\nexport const app = express();\napp.listen(3000);\n",
      'tsconfig.json': JSON.stringify({ compilerOptions: { module } }),
      'package.json': manifest({
        main: 'app.ts',
        dependencies: { express: '^5.0.0' },
        devDependencies: { typescript: '^5.9.0' },
      }),
    });
    expect(rangeOf(project, 'jose')).toMatch(`${range}.`);
  });

  it.each([
    ['auth0', { dependencies: { express: '^5.0.0', 'express-oauth2-jwt-bearer': '^1.0.0' } }, 'oidc'],
    ['nothing', {}, null],
  ])('are proposed by what the project has: %s', async (_name, fields, kind) => {
    const tokens = measures.find(({ id }) => id === 'tokens')!;
    const [question] = tokens.questions(await express(fields));
    const proposed = question!.options!.find(({ hint }) => /looks as if|already/.test(hint ?? ''));
    expect(proposed?.value ?? null).toBe(kind);
  });
});
