import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { commit, git, run } from '../support/tempered';
import { temporaryFolder, writeFiles } from '../temporary';
import { blockAfter } from '../recipes/code-blocks';
import { readTemplate, gitlabJob, type Job } from './gitlab-template';

// Newer ones need a newer Node.js than tempered does.
const RUNNER = 'gitlab-ci-local@4.61.1';

it('is what the recipe makes of it, as another reader of pipelines sees it', async () => {
  const folder = await temporaryFolder({ 'package.json': '{"private":true}' });
  const shop = join(folder, 'shop');
  const pipeline = parse(await blockAfter('ci.md', '## GitLab')) as { include: [{ inputs: Record<string, string> }] };
  const { inputs } = pipeline.include[0];
  await writeFiles(shop, {
    '.gitlab-ci.yml': JSON.stringify({ include: [{ local: 'ci/gitlab.yml', inputs }] }),
    'ci/gitlab.yml': await readTemplate(),
  });
  await commit(shop, 'a pipeline');
  await git(shop, 'remote', 'add', 'origin', 'git@gitlab.example.com:octo-org/shop.git');
  const installed = await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', RUNNER], folder);
  expect(installed).toMatchObject({ code: 0 });
  const { stdout } = await run(join(folder, 'node_modules/.bin/gitlab-ci-local'), ['--preview'], shop);
  // It warns of what it does not know, such as patterns of inputs.
  const jobs = parse(stdout.slice(stdout.search(/^---$/m) + 4)) as Record<string, Job>;
  const [name, job] = await gitlabJob(inputs);
  expect(jobs[name]).toMatchObject({ variables: job.variables, artifacts: job.artifacts, stage: 'test' });
  expect(jobs[name]!.script.map((line) => line.trim())).toEqual(job.script);
}, 120_000);
