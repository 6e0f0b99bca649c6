import { parse } from 'yaml';
import { readDependabot } from '../../../codemods/lib/workflow/dependabot';
import { describe, expect, it } from 'vitest';
import { runCodemod } from '../../../src/edits/codemods';
import { supplyChain } from '../../../src/measures/supply-chain/index';
import { unwatchedDependencies } from '../../../src/measures/supply-chain/update-bot';
import type { JsonObject, Project } from '../../../src/types';
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

  it('leaves an update bot alone that it cannot add to', () => {
    const renovate = { path: 'renovate.json', text: '{}', dependabot: null, managers: null };
    const project = projectWith({ repository: { updateBot: renovate } });
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
    const text = render(first[1]!);
    const bot = { path: first[1]!.file, text, dependabot: readDependabot(text), managers: null };
    const record = recordOf(first.map(({ file }) => file));
    const again = projectWith({ repository: { workflows, updateBot: bot }, record });
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

describe('an update bot that is there', () => {
  const path = '.github/dependabot.yml';
  const npm =
    'version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule: { interval: weekly }\n';
  const using = (name: 'npm' | 'bun', text: string): Project => {
    const updateBot = { path, text, dependabot: readDependabot(text), managers: null };
    return projectWith({ packageManager: { name }, repository: { workflows: [auditing], updateBot } });
  };
  const found = (project: Project): string[] =>
    unwatchedDependencies.check!(project).map(({ fix, message }) => `${fix} ${message}`);

  it('is told of what it does not look at, once', () => {
    const project = using('npm', npm);
    expect(found(project)).toEqual(['automatic The update bot is not told to look at github-actions.']);
    expect(supplyChain.satisfied?.(project)).toBe(false);
    const [edit, ...others] = planOf(project);
    expect(edit).toMatchObject({ codemod: 'extend-dependabot', file: path });
    expect(others).toEqual([]);
    const text = runCodemod('extend-dependabot', path, npm, (edit as unknown as { options: JsonObject }).options)!;
    expect(planOf(using('npm', text))).toEqual([]);
    expect(found(using('npm', text))).toEqual([]);
  });

  it('keeps the entry of npm where it stands for bun', () => {
    expect(found(using('bun', npm.replace('npm', 'docker')))[0]).toMatch(/look at bun and github-actions/);
    expect(found(using('bun', npm))[0]).toMatch(/look at github-actions/);
  });

  it('is left alone where its list cannot be added to, with a finding', () => {
    const flow = 'version: 2\nupdates: [{ package-ecosystem: docker, directory: / }]\n';
    expect(found(using('npm', flow))).toEqual(['manual The update bot is not told to look at npm and github-actions.']);
    expect(planOf(using('npm', flow))).toEqual([]);
    expect(found(using('npm', 'version: 1\n'))).toEqual([]);
  });

  it('is told of by the line to write where Renovate looks after others only', () => {
    const managers = ['npm'];
    const updateBot = { path: 'renovate.json', text: '', dependabot: null, managers };
    const project = projectWith({ repository: { workflows: [auditing], updateBot } });
    expect(unwatchedDependencies.check!(project)).toMatchObject([
      { fix: 'manual', file: 'renovate.json', snippet: '"enabledManagers": ["npm","github-actions"]\n' },
    ]);
    expect(planOf(project)).toEqual([]);
  });
});
