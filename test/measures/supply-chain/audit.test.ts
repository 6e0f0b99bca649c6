import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectWith } from './project';
import { startRegistry, type Mood, type Registry } from './registry';
import { runStep, type Ran } from './shell';
import { stepNamed, workflowOf } from './workflow';

const manifest = { name: 'app', version: '1.0.0', dependencies: { minimist: '0.0.8' } };
const lockfile = {
  ...manifest,
  lockfileVersion: 3,
  packages: {
    '': manifest,
    'node_modules/minimist': {
      version: '0.0.8',
      resolved: 'https://registry.npmjs.org/minimist/-/minimist-0.0.8.tgz',
      integrity: 'sha512-miQKw5Hv4NS1Psg2517mV4e4dYNaO3++hjAvLOAzKqZ61rH8NS1SK+vbfBWZ5PY/Me/bEWhUwqMghEW5Fb9T7Q==',
    },
  },
};

describe('the audit step for npm', () => {
  let folder: string;
  let registry: Registry;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tempered-audit-'));
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(path.join(folder, 'package-lock.json'), JSON.stringify(lockfile));
    registry = await startRegistry();
  });

  afterAll(async () => {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  });

  function audit(mood: Mood): Promise<Ran> {
    registry.mood = mood;
    const workflow = workflowOf(projectWith());
    return runStep(stepNamed(workflow, 'Audit the dependencies'), folder, {
      ...workflow.env,
      npm_config_registry: registry.url,
      npm_config_fetch_retries: '0',
    });
  }

  it('passes where nothing is known against the dependencies', async () => {
    const { code, output } = await audit('clean');
    expect(code).toBe(0);
    expect(output).not.toContain('::error::');
  });

  it('fails with 1 and names the package of a finding', async () => {
    const { code, output } = await audit('finding');
    expect(code).toBe(1);
    expect(output).toContain('minimist');
    expect(output).toContain('A dependency has a known vulnerability');
    expect(output).not.toContain('No audit report');
  });

  it.each([405, 410, 500] as const)(
    'fails with 2 and says that nothing is known where it answers %i',
    async (status) => {
      const { code, output } = await audit(status);
      expect(code).toBe(2);
      expect(output).toContain('No audit report');
      expect(output).not.toContain('A dependency has a known vulnerability');
    },
  );

  it('fails with 2 where the lockfile is missing', async () => {
    await rm(path.join(folder, 'package-lock.json'));
    expect(await audit('clean')).toMatchObject({ code: 2 });
  });
});
