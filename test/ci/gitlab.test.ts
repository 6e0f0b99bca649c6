import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runStep } from '../measures/supply-chain/shell';
import { repository } from '../support/tempered';
import { temporaryFolder } from '../temporary';
import { gitlabJob } from './gitlab-template';

const files = {
  'api/package.json': JSON.stringify({ name: 'api', main: 'app.js', dependencies: { express: '^5.0.0' } }),
  'api/app.js':
    "const app = require('express')();\napp.get('/', (req, res) => res.send(eval(req.query.code)));\napp.listen(1);\n",
  '.git/HEAD': 'ref: refs/heads/main\n',
};

it('fails for a finding of high severity, with the report that the merge request shows', async () => {
  const folder = await temporaryFolder(files);
  const [name, job] = await gitlabJob({ version: `file:${repository}`, directory: 'api' });
  expect(name).toBe('tempered');
  const { code, output } = await runStep(job.script.join('\n'), folder, job.variables);
  expect(output).toMatch(/critical .* injection\//);
  expect(code).toBe(1);
  const report = JSON.parse(await readFile(join(folder, job.artifacts.reports['codequality']!), 'utf8')) as object[];
  expect(report).toContainEqual(
    expect.objectContaining({ severity: 'blocker', location: { path: 'api/app.js', lines: { begin: 2 } } }),
  );
  const [sarif] = job.artifacts.paths;
  expect(await readFile(join(folder, sarif!), 'utf8')).toContain('"ruleId": "injection/');
});

it('takes inputs as they are, and no name of a job that would end its quotes', async () => {
  const inputs = { version: '0.1.0', directory: 'bob\'s: #1 "api"', only: "it's", skip: '{a, [b' };
  const [name, job] = await gitlabJob({ ...inputs, job: 'check: api', stage: 'after: build' });
  expect([name, job.stage, job.image]).toEqual(['check: api', 'after: build', 'node:24-bookworm']);
  expect(job.variables).toEqual({
    TEMPERED_VERSION: inputs.version,
    TEMPERED_DIRECTORY: inputs.directory,
    TEMPERED_FAIL_ON: 'high',
    TEMPERED_ONLY: inputs.only,
    TEMPERED_SKIP: inputs.skip,
    npm_config_ignore_scripts: 'true',
  });
  expect((await gitlabJob({ version: '0.1.0' }))[1].variables).toMatchObject({ TEMPERED_ONLY: '', TEMPERED_SKIP: '' });
  await expect(gitlabJob({ version: '0.1.0', job: "bob's" })).rejects.toThrow('Refused input job');
});
