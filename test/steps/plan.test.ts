import { describe, expect, it } from 'vitest';
import { measures } from '../../src/measures/index';
import { readProject } from '../../src/project/model';
import { makePlan, manualFindings } from '../../src/steps/plan';
import { stage, type Staged } from '../../src/steps/stage';
import type { Finding, Project } from '../../src/types';
import { temporaryFolder } from '../temporary';

const dependencies = { express: '^5.0.0', 'routing-controllers': '*', 'inversify-express-utils': '*' };

async function hardened(files: Record<string, string>): Promise<{ project: Project; staged: Staged }> {
  const manifest = JSON.stringify({ name: 'x', main: Object.keys(files)[0], dependencies });
  const directory = await temporaryFolder({ 'package.json': manifest, ...files });
  const project = await readProject({ directory, readRecord: () => Promise.resolve(null) });
  const answers = Object.fromEntries(
    measures.flatMap((measure) => measure.questions(project).map(({ id, default: value }) => [id, value])),
  );
  return { project, staged: await stage(project, makePlan(project, measures, [], answers).edits) };
}

const mounts = ({ manual }: Staged) => manual.filter(({ measure }) => measure === 'index');

describe('an app that a package makes together with its routes', () => {
  it('of routing-controllers: the mount is left to the user, with the code to write', async () => {
    const code =
      "const { createExpressServer } = require('routing-controllers');\n\ncreateExpressServer({ cors: true }).listen(3000);\n";
    const { project, staged } = await hardened({ 'app.js': code });
    expect(project.app).toMatchObject({ file: 'app.js', wrapper: 'routing-controllers#createExpressServer' });
    expect(mounts(staged)).toEqual([
      {
        measure: 'index',
        file: 'app.js',
        line: 3,
        reason:
          'routing-controllers: createExpressServer makes the app together with its routes: nothing can be mounted in between.',
        snippet:
          "const { secureApp } = require('./security');\nconst app = useExpressServer(secureApp(express()), options);",
      },
    ]);
    const changed = staged.changes.find(({ file }) => file === 'app.js');
    expect(changed?.after).toContain('protectServer(createExpressServer({ cors: true }).listen(3000));');
    expect(changed?.after).not.toContain('secureApp');
  });

  it('of inversify without setConfig: likewise', async () => {
    const code =
      "const { InversifyExpressServer } = require('inversify-express-utils');\nconst server = new InversifyExpressServer(container);\nserver.build().listen(3000);\n";
    const [mount] = mounts((await hardened({ 'app.js': code })).staged);
    expect(mount).toMatchObject({ line: 2, snippet: expect.stringContaining('server.setConfig((app) => {') as string });
  });

  it('of inversify with setConfig: it is mounted there', async () => {
    const code =
      "const { InversifyExpressServer } = require('inversify-express-utils');\nconst server = new InversifyExpressServer(container);\nserver.setConfig((app) => {\n  app.use(log);\n});\nserver.build().listen(3000);\n";
    const { staged } = await hardened({ 'app.js': code });
    expect(mounts(staged)).toEqual([]);
    expect(staged.changes.find(({ file }) => file === 'app.js')?.after).toContain('secureApp(app);\n  app.use(log);');
  });
});

describe('the types of the framework below', () => {
  const files = {
    'package.json': JSON.stringify({
      name: 'x',
      dependencies: { '@nestjs/core': '11', '@nestjs/platform-fastify': '11' },
    }),
    'node_modules/@nestjs/platform-fastify/package.json': JSON.stringify({
      version: '11.0.0',
      dependencies: { fastify: '5.1.0' },
    }),
    'src/main.ts':
      "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\nawait app.listen(3000);\n",
  };
  const added = async (more: Record<string, string>): Promise<Record<string, string>> => {
    const { staged } = await hardened({ ...files, ...more });
    const after = staged.changes.find(({ file }) => file === 'package.json')?.after ?? '{}';
    return (JSON.parse(after) as { devDependencies?: Record<string, string> }).devDependencies ?? {};
  };

  it('are those that its adapter brings: a second version beside would not fit the plugins of the user', async () => {
    expect(await added({ 'package-lock.json': '{}' })).not.toHaveProperty('fastify');
  });

  it('are asked for in that version where only what is asked for can be imported', async () => {
    expect(await added({ 'pnpm-lock.yaml': '' })).toMatchObject({ fastify: '5.1.0' });
  });
});

it('what is left to the user begins with the worst', () => {
  const finding = (rule: string, severity: Finding['severity']): Finding => ({
    ...{ rule, severity, message: `${rule} it is.`, fix: 'manual', risk: 'none', cwe: 'CWE-1' },
    ...{ file: 'app.js', line: 1, column: 1, endLine: 1, start: 0, end: 1 },
  });
  const findings = [
    finding('headers/missing', 'low'),
    finding('sql/raw', 'critical'),
    finding('cors/any-origin', 'low'),
  ];
  const left = manualFindings(findings, measures, []);
  expect(left.map(({ measure }) => measure)).toEqual(['sql', 'headers', 'cors']);
});

it('a package that is too old is named with its version, and the one that is needed', async () => {
  const directory = await temporaryFolder({
    'package.json': JSON.stringify({
      main: 'app.js',
      dependencies: { express: '^4.19.0', 'express-rate-limit': '^5.0.0' },
    }),
    'app.js': "const app = require('express')();\napp.listen(3000);\n",
  });
  const project = await readProject({ directory, readRecord: () => Promise.resolve(null) });
  const chosen = measures.filter(({ id }) => id === 'rate-limit');
  const answers = Object.fromEntries(chosen[0]!.questions(project).map(({ id, default: value }) => [id, value]));
  expect(makePlan(project, chosen, [], answers).manual.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(
      /^Rate limits cannot be added to express-rate-limit \^5\.0\.0 \(\^\d+\.\d+\.\d+ is needed\): upgrade it/,
    ),
  ]);
});
