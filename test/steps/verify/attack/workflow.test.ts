import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runWorkflow } from '../../../../src/steps/verify/attack/workflow';
import type { PackageManager } from '../../../../src/types';
import type { Ending } from '../../../../src/types/proof';
import { projectWith } from '../../../measures/supply-chain/project';
import { stepNamed, workflowOf } from '../../../measures/supply-chain/workflow';
import { readFolder, temporaryFolder } from '../../../temporary';
import { processesWith } from '../boot/booting';

const manifest = { name: 'app', version: '1.0.0', dependencies: { minimist: '0.0.8' } };
const minimist = {
  version: '0.0.8',
  resolved: 'https://registry.npmjs.org/minimist/-/minimist-0.0.8.tgz',
  integrity: 'sha512-miQKw5Hv4NS1Psg2517mV4e4dYNaO3++hjAvLOAzKqZ61rH8NS1SK+vbfBWZ5PY/Me/bEWhUwqMghEW5Fb9T7Q==',
};
const lockfile = { ...manifest, lockfileVersion: 3, packages: { '': manifest, 'node_modules/minimist': minimist } };
const files = {
  'package.json': JSON.stringify(manifest),
  'package-lock.json': JSON.stringify(lockfile),
  '.npmrc': 'registry=https://registry.invalid/\n//registry.invalid/:_authToken=secret\n',
};

type Changes = Partial<PackageManager>;
const projectIn = (workspaceRoot: string, changes: Changes = {}): ReturnType<typeof projectWith> => ({
  ...projectWith({ packageManager: { workspaceRoot, ...changes } }),
  root: workspaceRoot,
});
const auditOf = (changes: Changes = {}): string =>
  stepNamed(workflowOf(projectWith({ packageManager: changes })), 'Audit the dependencies');

describe('the audit step of the workflow', () => {
  it.each([
    ['vulnerable', 1, 'A dependency has a known vulnerability'],
    ['clean', 0, ''],
    ['dead', 2, 'No audit report'],
  ] as const)('where the registry is %s ends with %i', async (registry, code, text) => {
    const root = await temporaryFolder(files);
    const ending = await runWorkflow(projectIn(root), auditOf(), registry, false);
    expect(ending).toMatchObject({ code, output: expect.stringContaining(text) as string });
  });

  it('sees a dependency of a package of the workspace', async () => {
    const member = { name: 'api', version: '1.0.0', dependencies: { minimist: '0.0.8' } };
    const top = { name: 'all', version: '1.0.0', workspaces: ['packages/*'] };
    const packages = {
      '': top,
      'node_modules/api': { resolved: 'packages/api', link: true },
      'packages/api': member,
      'node_modules/minimist': minimist,
    };
    const root = await temporaryFolder({
      'package.json': JSON.stringify(top),
      'package-lock.json': JSON.stringify({ ...top, lockfileVersion: 3, packages }),
      'packages/api/package.json': JSON.stringify(member),
    });
    const project = projectIn(root, { isWorkspace: true });
    expect(await runWorkflow(project, auditOf(), 'vulnerable', false)).toMatchObject({ code: 1 });
    expect(await runWorkflow(project, auditOf(), 'clean', false)).toMatchObject({ code: 0 });
  });

  it('changes nothing in the project and leaves nothing behind, whatever the step does', async () => {
    const root = await temporaryFolder(files);
    const before = await readFolder(root);
    const script = 'pwd; echo changed > package.json; rm package-lock.json; sleep 60 & exit 7';
    const ending = await runWorkflow(projectIn(root), script, 'clean', false);
    expect(ending).toMatchObject({ code: 7 });
    expect(await readFolder(root)).toEqual(before);
    const folder = (ending as Ending).output.trim();
    expect(folder).toContain('tempered-workflow-');
    expect(existsSync(folder)).toBe(false);
    expect(processesWith(folder)).toEqual([]);
  });

  it('is skipped where it cannot be run: without npm’s lockfile, and without a dependency', async () => {
    const root = await temporaryFolder({ 'package.json': '{}' });
    expect(await runWorkflow(projectIn(root), auditOf(), 'clean', false)).toEqual({
      skip: 'there is no lockfile to audit',
    });
    expect(await runWorkflow(projectIn(root, { name: 'yarn' }), auditOf({ name: 'yarn' }), 'clean', false)).toEqual({
      skip: 'another step has to make a lockfile for npm first',
    });
    const empty = { name: 'app', version: '1.0.0' };
    const alone = await temporaryFolder({
      'package.json': JSON.stringify(empty),
      'package-lock.json': JSON.stringify({ ...empty, lockfileVersion: 3, packages: { '': empty } }),
    });
    expect(await runWorkflow(projectIn(alone), auditOf(), 'vulnerable', false)).toEqual({
      skip: 'the project has no dependency that can be vulnerable',
    });
  });

  it('is skipped where it fetches its package manager and the network is not allowed', async () => {
    const root = await temporaryFolder(files);
    const pnpm = { name: 'pnpm' as const, lockfile: 'pnpm-lock.yaml' };
    expect(await runWorkflow(projectIn(root, pnpm), auditOf(pnpm), 'clean', false)).toEqual({
      skip: 'the step fetches pnpm from the registry, which needs --allow-network',
    });
  });
});
