import { expect, it } from 'vitest';
import { supplyChain } from '../../../src/measures/supply-chain/index';
import { makePlan } from '../../../src/steps/plan';
import { stage } from '../../../src/steps/stage';
import type { Edit, FileChange, Project } from '../../../src/types';
import { projectOf } from '../../project/model/project';

const manifest = { name: 'app', version: '1.0.0', main: 'app.js', dependencies: { express: '^5.0.0' } };
const app = { 'app.js': "const app = require('express')();\napp.listen(1);\n" };
const answers = { 'supply-chain.branch': 'main', 'supply-chain.quarantine': true };

const npm = { '.npmrc': 'save-exact=true\nallow-git=none\n' };
const pnpm = { 'pnpm-workspace.yaml': 'onlyBuiltDependencies:\n  - esbuild\n' };
const yarn = { '.yarnrc.yml': 'nodeLinker: node-modules\n', 'yarn.lock': '' };
const apart = { '.gitlab-ci.yml': 'stages: [test]\r\n\r\ntest:\r\n  script: [npm test]\r\n' };

it.each<[what: string, manager: string, files: Record<string, string>]>([
  ['npm, which has no settings yet', 'npm@11.21.2', {}],
  ['npm, which has some, one of ours among them', 'npm@11.21.2', npm],
  ['pnpm, which has none yet', 'pnpm@10.34.9', {}],
  ['pnpm, which has some', 'pnpm@10.34.9', pnpm],
  ['Yarn', 'yarn@4.10.0', yarn],
  ['bun', 'bun@1.3.0', {}],
  ['a pipeline of GitLab, whose sections stand apart', 'npm@11.21.2', apart],
  ['a pipeline of GitLab without a last line end', 'npm@11.21.2', { '.gitlab-ci.yml': 'test:\n  script: [npm test]' }],
])('takes out what it told %s', async (_what, packageManager, own) => {
  const before = { ...app, 'package.json': JSON.stringify({ ...manifest, packageManager }), ...own };
  const changes = (await stageOf(before, (project) => makePlan(project, [supplyChain], [], answers).edits)).filter(
    // Generated files leave with the record.
    ({ file }) => !/^\.git(hub|lab)\//.test(file),
  );
  expect(changes.length).toBeGreaterThan(0);
  const between = { ...before, ...textsOf(changes) } as Record<string, string>;
  const after = { ...between, ...textsOf(await stageOf(between, (project) => supplyChain.leave!(project))) };
  expect(Object.fromEntries(Object.entries(after).filter(([, text]) => text !== null))).toEqual(before);
});

async function stageOf(files: Record<string, string>, edits: (project: Project) => Edit[]): Promise<FileChange[]> {
  const project = await projectOf(files);
  return (await stage(project, edits(project))).changes;
}

const textsOf = (changes: readonly FileChange[]): Record<string, string | null> =>
  Object.fromEntries(changes.map(({ file, after }) => [file, after]));
