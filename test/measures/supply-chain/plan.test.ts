import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { supplyChain } from '../../../src/measures/supply-chain/index';
import { projectWith, recordOf } from './project';
import { planOf, render, stepNamed, stepsOf, workflowOf } from './workflow';

const auditing = {
  path: '.github/workflows/ci.yml',
  text: 'permissions: read-all\njobs:\n  a:\n    steps:\n      - run: npm audit\n',
};

const managers = [
  ['npm', null, 'npm audit', '--type npm'],
  ['yarn', null, 'npm audit', '--type yarn'],
  ['yarn', '1.22.22', 'npm audit', '--type yarn'],
  ['yarn', '4.18.1', 'yarn npm audit --all --recursive', '--type yarn'],
  ['pnpm', '9.15.9', 'pnpm@12.21.0 audit', 'pnpm-lock.yaml'],
  ['bun', null, 'bun@1.4.5 audit', 'bun.lock'],
] as const;

describe('the planned workflow', () => {
  it.each(managers)('audits with %s %s by `%s`', (name, version, audit, lint) => {
    const workflow = workflowOf(projectWith({ packageManager: { name, version } }));
    expect(stepNamed(workflow, 'Audit the dependencies')).toContain(audit);
    expect(stepNamed(workflow, 'Lint the lockfile')).toContain(lint);
  });

  it.each(managers)('gives its token of %s %s no more than reading, and ends in time', (name, version) => {
    const workflow = workflowOf(projectWith({ packageManager: { name, version } }));
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.concurrency).toMatchObject({ 'cancel-in-progress': true });
    expect(workflow.on).toHaveProperty('schedule');
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBe(10);
  });

  it('pins every action to a commit and every tool to a version', () => {
    const steps = stepsOf(workflowOf(projectWith()));
    const uses = steps.flatMap((step) => (step.uses ? [step.uses] : []));
    expect(uses).toHaveLength(7);
    for (const action of uses) expect(action).toMatch(/^(?:actions|github)\/[a-z/-]+@[0-9a-f]{40}$/);
    const tools = steps.flatMap((step) => step.run?.match(/npx --yes (?:-p )?\S+/g) ?? []);
    expect(tools).toHaveLength(4);
    for (const tool of tools) expect(tool).toMatch(/@\d+\.\d+\.\d+$/);
  });

  it('does not leave credentials in the checkout', () => {
    const checkouts = stepsOf(workflowOf(projectWith())).filter((step) => step.uses?.startsWith('actions/checkout'));
    expect(checkouts).toHaveLength(3);
    for (const checkout of checkouts) expect(checkout.with).toEqual({ 'persist-credentials': false });
  });

  it('shows what is found in the code, and passes where it may not', () => {
    const { code, ...others } = workflowOf(projectWith()).jobs;
    expect(code).toMatchObject({ permissions: { contents: 'read', 'security-events': 'write', actions: 'read' } });
    for (const job of Object.values(others)) expect(job).not.toHaveProperty('permissions');
    expect(code!.steps.at(-1)).toMatchObject({ 'continue-on-error': true, with: { sarif_file: 'tempered.sarif' } });
  });

  it('watches the branch of the answer, whatever it is called', () => {
    const workflow = workflowOf(projectWith(), { 'supply-chain.branch': 'release/"1": x' });
    expect(workflow.on['push']).toEqual({ branches: ['release/"1": x'] });
  });
});

describe('the plan', () => {
  it('writes the workflow and the update bot', () => {
    expect(planOf(projectWith()).map(({ file }) => file)).toEqual([
      '.github/workflows/security.yml',
      '.github/dependabot.yml',
    ]);
  });

  it('names the package manager to the update bot', () => {
    const [, bot] = planOf(projectWith({ packageManager: { name: 'bun' } }));
    const { updates } = parse(render(bot!)) as { updates: Record<string, string>[] };
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['bun', 'github-actions']);
  });

  it('leaves an update bot alone', () => {
    const project = projectWith({ repository: { updateBot: true } });
    expect(planOf(project).map(({ file }) => file)).toEqual(['.github/workflows/security.yml']);
  });

  it('adds no workflow where one audits already', () => {
    const project = projectWith({ repository: { workflows: [auditing] } });
    expect(supplyChain.satisfied?.(project)).toBe(true);
    expect(planOf(project).map(({ file }) => file)).toEqual(['.github/dependabot.yml']);
  });

  it('is not satisfied by an audit that is only a comment', () => {
    const text = 'jobs:\n  a:\n    steps:\n      # - run: npm audit\n      - run: npm audit signatures\n';
    expect(supplyChain.satisfied?.(projectWith({ repository: { workflows: [{ ...auditing, text }] } }))).toBe(false);
  });

  it('stays the same when its own files are there already', () => {
    const first = planOf(projectWith());
    const workflows = [{ path: first[0]!.file, text: render(first[0]!) }];
    const record = recordOf(first.map(({ file }) => file));
    const again = projectWith({ repository: { workflows, updateBot: true }, record });
    expect(supplyChain.satisfied?.(again)).toBe(false);
    expect(planOf(again)).toEqual(first);
  });

  it('takes another name where the user has a security workflow', () => {
    const workflows = [{ path: '.github/workflows/security.yml', text: 'jobs: {}\n' }];
    expect(planOf(projectWith({ repository: { workflows } }))[0]?.file).toBe('.github/workflows/tempered-security.yml');
  });

  it('writes nothing below the top of the repository', () => {
    expect(planOf(projectWith({ repository: { gitRoot: '/' } }))).toEqual([]);
  });
});
