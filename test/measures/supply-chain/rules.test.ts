import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/measures/supply-chain/rules';
import type { Project, Report } from '../../../src/types';
import { readManifest } from '../../../src/project/manifest';
import { temporaryFolder } from '../../temporary';
import { projectWith } from './project';
import { planOf, render } from './workflow';

function reports(rule: string, project: Project): Report[] {
  const found = rules.find(({ id }) => id === `supply-chain/${rule}`);
  if (!found?.check) throw new Error(`No such rule: ${rule}`);
  return found.check(project);
}

const withWorkflow = (text: string): Project =>
  projectWith({ repository: { workflows: [{ path: '.github/workflows/ci.yml', text }] } });

const lines = (rule: string, text: string): (number | undefined)[] =>
  reports(rule, withWorkflow(text)).map(({ node }) => node?.loc?.start.line);

describe('no-lockfile', () => {
  it('names the command that makes one', () => {
    const [report] = reports('no-lockfile', projectWith({ packageManager: { name: 'pnpm', lockfile: null } }));
    expect(report?.message).toContain('`pnpm install`');
  });

  it('is silent where there is one', () => {
    expect(reports('no-lockfile', projectWith())).toEqual([]);
  });

  it('says that git leaves it out, unless it was added all the same', () => {
    const ignoring = { gitignore: 'node_modules\npackage-lock.json\n' };
    const [report] = reports('no-lockfile', projectWith({ repository: ignoring }));
    expect(report).toMatchObject({ file: 'package.json', fix: 'manual' });
    expect(report?.message).toContain('package-lock.json stands in .gitignore');
    const added = { ...ignoring, trackedLockfiles: ['package-lock.json'] };
    expect(reports('no-lockfile', projectWith({ repository: added }))).toEqual([]);
  });
});

describe('no-audit', () => {
  it('can be mended at the top of the repository', () => {
    expect(reports('no-audit', projectWith())).toMatchObject([{ fix: 'automatic' }]);
  });

  it('says where the workflow belongs otherwise', () => {
    const [report] = reports('no-audit', projectWith({ repository: { gitRoot: '/' } }));
    expect(report?.fix).toBe('manual');
    expect(report?.message).toContain('at ../.github/workflows/security.yml');
  });

  it.each(['npm audit --omit=dev', 'yarn npm audit', 'npx audit-ci@7.1.0 --high', 'pnpm audit'])(
    'is silent after `%s`',
    (run) => {
      expect(reports('no-audit', withWorkflow(`jobs:\n  a:\n    steps:\n      - run: ${run}\n`))).toEqual([]);
    },
  );
});

describe('unpinned-action', () => {
  it('reports tags and branches at their lines', () => {
    const text =
      'jobs:\r\n  a:\r\n    steps:\r\n      - uses: actions/checkout@v6\r\n      - name: b\r\n        uses: "a/b@main"\r\n';
    expect(lines('unpinned-action', text)).toEqual([4, 6]);
  });

  it("weighs less where GitHub's own actions are meant", () => {
    const text = 'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v6\n      - uses: a/b@main\n';
    expect(reports('unpinned-action', withWorkflow(text)).map(({ severity }) => severity)).toEqual(['low', 'medium']);
  });

  it('weighs less where the repository and the action have one owner', async () => {
    const text = 'jobs:\n  a:\n    uses: Shop/ci/.github/workflows/build.yml@v1\n';
    const severityWith = async (repository?: unknown): Promise<unknown> => {
      const root = await temporaryFolder({ 'package.json': JSON.stringify({ repository }) });
      const workflows = [{ path: '.github/workflows/ci.yml', text }];
      return reports(
        'unpinned-action',
        projectWith({ repository: { workflows }, manifest: await readManifest(root) }),
      )[0]?.severity;
    };
    expect(await severityWith('github:shop/api')).toBe('low');
    expect(await severityWith({ type: 'git', url: 'git+https://github.com/shop/api.git' })).toBe('low');
    expect(await severityWith({ url: 'git@gitlab.com:shop/api.git' })).toBe('medium');
    expect(await severityWith()).toBe('medium');
  });

  it('is silent about commits, local actions, digests and comments', () => {
    const commit = '3d3c42e5aac5ba805825da76410c181273ba90b1';
    const uses = [`actions/checkout@${commit} # v7.0.1`, './.github/actions/x', 'docker://alpine@sha256:aa'];
    const steps = uses.map((each) => `      - uses: ${each}\n`).join('');
    expect(lines('unpinned-action', `jobs:\n  a:\n    steps:\n${steps}      # - uses: a/b@v1\n`)).toEqual([]);
  });
});

describe('broad-token', () => {
  it('reports a workflow that does not restrict its token', () => {
    expect(lines('broad-token', 'on: push\njobs:\n  a:\n    steps: []\n')).toEqual([1]);
  });

  it('is told below the comments at the top, where a reason can stand', () => {
    expect(lines('broad-token', '# What it does.\n\n# Why.\non: push\njobs:\n  a:\n    steps: []\n')).toEqual([4]);
  });

  it('reports write-all where it stands', () => {
    expect(lines('broad-token', 'on: push\npermissions: write-all\njobs:\n  a:\n    steps: []\n')).toEqual([2]);
  });

  it('reports a workflow of which one job is not restricted', () => {
    const text = 'jobs:\n  a:\n    permissions:\n      contents: read\n    steps: []\n  b:\n    steps: []\n';
    expect(lines('broad-token', text)).toEqual([1]);
  });

  it('is silent where the workflow or each job says what the token may do', () => {
    expect(lines('broad-token', 'permissions:\n  contents: read\njobs:\n  a:\n    steps: []\n')).toEqual([]);
    expect(lines('broad-token', 'jobs:\n  a:\n    permissions: read-all\n    steps: []\n\non: push\n')).toEqual([]);
  });

  it('leaves the permissions of a workflow that is only called to the call', () => {
    const jobs = 'jobs:\n  a:\n    steps: []\n';
    expect(lines('broad-token', `on: workflow_call\n${jobs}`)).toEqual([]);
    expect(lines('broad-token', `on:\n  workflow_call:\n    inputs: {}\n${jobs}`)).toEqual([]);
    expect(lines('broad-token', `on: [workflow_call, push]\n${jobs}`)).toEqual([1]);
  });
});

it('has nothing to say about the workflow that the measure writes', () => {
  const project = withWorkflow(render(planOf(projectWith())[0]!));
  expect(rules.flatMap((rule) => rule.check?.(project) ?? [])).toEqual([]);
});
