import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PINS } from '../../codemods/lib/workflow/pins';
import { errorsOf } from '../support/github';
import { readAction } from '../ci/run-action';
import { gitlabJob } from '../ci/gitlab-template';
import { blockAfter, blocksOf } from './code-blocks';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Workflow {
  jobs: Record<string, Step & { steps?: Step[] }>;
}

const recipes = ['ci.md', 'fleets.md'];
const workflows = (
  await Promise.all(
    recipes.map(async (recipe) => (await blocksOf(recipe, 'yaml')).map((text) => [recipe, text] as const)),
  )
)
  .flat()
  .filter(([, text]) => text.includes('jobs:'));

describe.each(workflows)('a workflow of %s', (_recipe, text) => {
  const steps = Object.values((parse(text) as Workflow).jobs).flatMap((job) => [job, ...(job.steps ?? [])]);

  it("is one to GitHub's own parser", () => {
    expect(errorsOf('recipe.yml', text)).toEqual([]);
  });

  it('uses actions by the commit of a release that we know, and ours by one to fill in', () => {
    for (const { uses } of steps) {
      if (uses === undefined || /^OWNER\/tempered(\/\.github\/workflows\/check\.yml)?@COMMIT$/.test(uses)) continue;
      const [action, commit] = uses.split('@') as [string, string];
      expect(Object.values(PINS[action] ?? {}), uses).toContain(commit);
    }
  });

  it('gives our action what it takes', async () => {
    const { inputs } = await readAction();
    for (const { uses, with: given = {} } of steps.filter((step) => step.uses?.startsWith('OWNER/')))
      for (const name of Object.keys(given)) expect(inputs, `${uses}: ${name}`).toHaveProperty(name);
  });

  it('hands nothing to a shell but through its environment', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });
});

it('there are workflows in both recipes', () => {
  expect(new Set(workflows.map(([recipe]) => recipe))).toEqual(new Set(recipes));
});

it('the pipeline gives the template of GitLab what it takes', async () => {
  const { include } = parse(await blockAfter('ci.md', '## GitLab')) as {
    include: { inputs: Record<string, string> }[];
  };
  const [, job] = await gitlabJob(include[0]!.inputs);
  expect(Object.values(job.variables)).toEqual(expect.arrayContaining(['0.1.0', 'services/api', 'high']));
});
