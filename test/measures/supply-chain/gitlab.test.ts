import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../../src/steps/audit';
import { supplyChain } from '../../../src/measures/supply-chain/index';
import { makePlan } from '../../../src/steps/plan';
import { stage } from '../../../src/steps/stage';
import { projectOf } from '../../project/model/project';
import { temporaryFolder } from '../../temporary';
import { startRegistry, type Registry } from './registry';
import { runStep } from './shell';

const manifest = { name: 'app', version: '1.0.0', main: 'app.js', dependencies: { express: '^5.0.0' } };
const app = "const app = require('express')();\napp.listen(1);\n";
const lockfile = JSON.stringify({
  lockfileVersion: 3,
  packages: { '': manifest, 'node_modules/minimist': { version: '0.0.8', resolved: '', integrity: '' } },
});
const base = { 'package.json': JSON.stringify(manifest), 'app.js': app, 'package-lock.json': lockfile };
const PIPELINE = '# Ours.\ntest:\n    script: [npm test]';
const OURS = '.gitlab/tempered.yml';

/** What is planned for GitLab where the pipeline is this, as texts. */
async function planned(pipeline: string, more: Record<string, string> = {}): Promise<Record<string, string | null>> {
  const project = await projectOf({ ...base, '.gitlab-ci.yml': pipeline, ...more });
  const { edits } = makePlan(project, [supplyChain], [], { 'supply-chain.branch': 'main' });
  const { changes } = await stage(project, edits);
  return Object.fromEntries(changes.flatMap(({ file, after }) => (file === '.npmrc' ? [] : [[file, after]])));
}

type Jobs = Record<string, { stage?: string; script?: string[]; extends?: string; image?: string }>;
const jobsOf = (text: string | null | undefined): Jobs => parse(text ?? '') as Jobs;

describe('a pipeline of GitLab', () => {
  it('includes a file of jobs, and nothing for GitHub is written', async () => {
    const files = await planned(PIPELINE);
    expect(Object.keys(files).sort()).toEqual(['.gitlab-ci.yml', OURS]);
    expect(files['.gitlab-ci.yml']).toBe(`${PIPELINE}\ninclude:\n  - local: ${OURS}`);
    const { '.tempered': shared, ...jobs } = jobsOf(files[OURS]);
    expect(shared).toMatchObject({ stage: 'test' });
    expect(Object.keys(jobs)).toEqual([
      'tempered-dependencies',
      'tempered-lockfile',
      'tempered-secrets',
      'tempered-code',
    ]);
    for (const job of Object.values(jobs)) expect(job.extends).toBe('.tempered');
  });

  it('sets what it adds apart, where the sections are', async () => {
    for (const eol of ['\n', '\r\n']) {
      const pipeline = ['stages: [test]', '', 'test:', '  script: [npm test]', ''].join(eol);
      const files = await planned(pipeline);
      expect(files['.gitlab-ci.yml']).toBe(`${pipeline}${eol}include:${eol}  - local: ${OURS}${eol}`);
    }
  });

  it('runs in a stage that is there', async () => {
    const files = await planned('stages: [build, deploy]\n');
    expect(jobsOf(files[OURS])['.tempered']).toMatchObject({ stage: 'build' });
  });

  it('is left to the user where it includes others, with what to write', async () => {
    const pipeline = 'include:\n  - local: ci/test.yml\n';
    expect(Object.keys(await planned(pipeline))).toEqual([OURS]);
    const project = await projectOf({ ...base, '.gitlab-ci.yml': pipeline });
    expect(audit(project, [supplyChain])).toMatchObject([
      { rule: 'supply-chain/no-audit', fix: 'manual', snippet: `include:\n  - local: ${OURS}\n` },
    ]);
  });

  it('is left alone where it audits already', async () => {
    expect(await planned('audit:\n  script: [npm audit]\n')).toEqual({});
  });

  describe('whose job audits the dependencies', () => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await startRegistry();
    });
    afterAll(() => registry.close());

    it.each([
      ['finding', 1, 'A dependency has a known vulnerability'],
      ['clean', 0, ''],
      [500, 2, 'No audit report'],
    ] as const)('tells what the registry says: %s', async (mood, code, output) => {
      registry.mood = mood;
      const [script] = jobsOf((await planned(PIPELINE))[OURS])['tempered-dependencies']!.script!;
      const ran = await runStep(script!, await temporaryFolder(base), {
        npm_config_registry: registry.url,
        npm_config_fetch_retries: '0',
      });
      expect(ran).toEqual({ code, output: expect.stringContaining(output) as string });
    });
  });
});
