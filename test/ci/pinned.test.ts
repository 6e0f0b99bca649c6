import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { PINS } from '../../codemods/lib/workflow/pins';
import { actionErrorsOf, errorsOf } from '../support/github';
import { repository } from '../support/tempered';
import { readAction } from './run-action';

interface Step {
  uses?: string;
  run?: string;
}

const workflows = globSync('.github/workflows/*.yml', { cwd: repository, dot: true });
const read = (file: string): Promise<string> => readFile(join(repository, file), 'utf8');

async function stepsOf(file: string): Promise<Step[]> {
  if (file === 'action.yml') return (await readAction()).runs.steps;
  const { jobs } = parse(await read(file)) as { jobs: Record<string, { steps?: Step[]; uses?: string }> };
  return Object.values(jobs).flatMap(({ steps = [], uses }) => (uses === undefined ? steps : [{ uses }]));
}

describe("GitHub's own parser", () => {
  it('has something to say about what is no action', () => {
    expect(actionErrorsOf('name: a\nruns:\n  using: composite\n  steps:\n    - run: echo\n')).not.toEqual([]);
  });

  it('reads the action', async () => {
    expect(actionErrorsOf(await read('action.yml'))).toEqual([]);
  });

  it.each(workflows)('reads %s', async (file) => {
    expect(errorsOf(file, await read(file))).toEqual([]);
  });
});

describe.each(['action.yml', ...workflows])('%s', (file) => {
  it('uses actions by the commit of a release that we know', async () => {
    const used = (await stepsOf(file)).flatMap(({ uses }) => (uses === undefined || uses.startsWith('./') ? [] : uses));
    const text = await read(file);
    for (const each of used) {
      const [, action, commit] = /^([^/]+\/[^/@]+)[^@]*@([0-9a-f]{40})$/.exec(each) ?? [];
      const release = Object.keys(PINS[action ?? ''] ?? {}).find((tag) => PINS[action!]![tag] === commit);
      expect(release, each).toBeDefined();
      expect(text).toContain(`${each} # ${release}\n`);
    }
  });

  it('hands nothing to a shell but through its environment', async () => {
    const scripts = (await stepsOf(file)).flatMap(({ run }) => run ?? []);
    expect(scripts.filter((run) => run.includes('${{'))).toEqual([]);
  });
});

it('the workflow to call takes what the action takes, and hands all of it on', async () => {
  const { on, jobs } = parse(await read('.github/workflows/check.yml')) as {
    on: { workflow_call: { inputs: Record<string, { default: unknown }> } };
    jobs: { check: { steps: { id?: string; with: Record<string, string> }[] } };
  };
  const { inputs } = await readAction();
  const defaults = (of: Record<string, { default: unknown }>) =>
    Object.entries(of).map(([name, input]) => [name, String(input.default)]);
  expect(defaults(on.workflow_call.inputs)).toEqual(defaults(inputs));
  const handed = jobs.check.steps.find(({ id }) => id === 'tempered')!.with;
  expect(handed).toEqual(Object.fromEntries(Object.keys(inputs).map((name) => [name, `\${{ inputs.${name} }}`])));
});
