import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditOf, versions } from '../../../src/measures/supply-chain/audit';
import type { PackageManagerName } from '../../../src/types';
import { lookAtDependencies } from '../../../src/steps/dependencies/index';
import { projectWith } from './project';
import { startRegistry, type Mood, type Registry } from './registry';
import { runStep, type Ran } from './shell';
import { stepNamed, workflowOf } from './workflow';

const integrity = 'sha512-miQKw5Hv4NS1Psg2517mV4e4dYNaO3++hjAvLOAzKqZ61rH8NS1SK+vbfBWZ5PY/Me/bEWhUwqMghEW5Fb9T7Q==';

const lockfiles: [name: PackageManagerName, version: string | null, file: string, text: string][] = [
  [
    'yarn',
    null,
    'yarn.lock',
    `# yarn lockfile v1


minimist@0.0.8:
  version "0.0.8"
  resolved "https://registry.yarnpkg.com/minimist/-/minimist-0.0.8.tgz"
  integrity ${integrity}
`,
  ],
  [
    'yarn',
    '4.18.1',
    'yarn.lock',
    `__metadata:
  version: 10
  cacheKey: 10c0

"app@workspace:.":
  version: 0.0.0-use.local
  resolution: "app@workspace:."
  dependencies:
    minimist: "npm:0.0.8"
  languageName: unknown
  linkType: soft

"minimist@npm:0.0.8":
  version: 0.0.8
  resolution: "minimist@npm:0.0.8"
  checksum: 10c0/d0a998c3042922dbcd5f23566b52811d6977649ad089fd75dd89e8a9bff27634194900818b2dfb1b873f204edb902d0c8cdea9cb8dca8488b301f69bd522d5dc
  languageName: node
  linkType: hard
`,
  ],
  [
    'pnpm',
    '9.15.9',
    'pnpm-lock.yaml',
    `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
      minimist:
        specifier: 0.0.8
        version: 0.0.8

packages:

  minimist@0.0.8:
    resolution: {integrity: ${integrity}}

snapshots:

  minimist@0.0.8: {}
`,
  ],
  [
    'bun',
    null,
    'bun.lock',
    `{
  "lockfileVersion": 1,
  "workspaces": { "": { "name": "app", "dependencies": { "minimist": "0.0.8" } } },
  "packages": { "minimist": ["minimist@0.0.8", "", {}, "${integrity}"] }
}
`,
  ],
];

describe.each(lockfiles)('the workflow for %s %s', (name, version, file, text) => {
  const workflow = workflowOf(projectWith({ packageManager: { name, version } }));
  let folder: string;
  let registry: Registry;

  beforeAll(async () => {
    const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'registry']);
    registry = await startRegistry(stdout.trim());
    folder = await mkdtemp(path.join(tmpdir(), 'tempered-audit-'));
    const packageManager = version === null ? {} : { packageManager: `${name}@${version}` };
    const manifest = { name: 'app', version: '1.0.0', dependencies: { minimist: '0.0.8' }, ...packageManager };
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(path.join(folder, '.npmrc'), `registry=${registry.url}\n`);
    await writeFile(path.join(folder, file), text);
  });

  afterAll(async () => {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  });

  function run(script: string, mood: Mood): Promise<Ran> {
    registry.mood = mood;
    return runStep(script, folder, {
      ...workflow.env,
      ...networkOf(registry),
    });
  }

  it('accepts the lockfile and tells a finding, a clean report and a dead registry apart', async () => {
    const { lint, prepare } = auditOf({ name, version });
    if (lint) expect(await run(stepNamed(workflow, 'Lint the lockfile'), 'clean')).toMatchObject({ code: 0 });
    if (prepare) {
      expect(await run(stepNamed(workflow, 'Make a lockfile that npm can audit'), 'clean')).toMatchObject({ code: 0 });
    }
    const audit = stepNamed(workflow, 'Audit the dependencies');
    expect(await run(audit, 'clean')).toMatchObject({ code: 0 });
    const finding = await run(audit, 'finding');
    expect(finding).toMatchObject({ code: 1 });
    expect(finding.output).toContain('minimist');
    for (const status of [405, 500] as const) expect(await run(audit, status)).toMatchObject({ code: 2 });
  }, 180_000);

  it.skipIf(name === 'yarn' && version === null)(
    'is asked by check --deps, which tells the same apart',
    async () => {
      const bin = path.join(folder, 'bin');
      await mkdir(bin);
      const tool = {
        pnpm: `pnpm@${versions.pnpm}`,
        yarn: `-p @yarnpkg/cli-dist@${versions.yarn} yarn`,
        bun: `bun@${versions.bun}`,
      };
      const shim = `#!/bin/sh\nexec npx --yes --ignore-scripts=false ${tool[name as keyof typeof tool]} "$@"\n`;
      await writeFile(path.join(bin, name), shim, { mode: 0o755 });
      vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
      for (const [key, value] of Object.entries({ ...workflow.env, ...networkOf(registry) })) vi.stubEnv(key, value);
      const project = { ...projectWith({ packageManager: { name, version } }), root: folder };
      const asked = async (mood: Mood) => {
        registry.mood = mood;
        const { report, unknown } = await lookAtDependencies({
          ...project,
          packageManager: { ...project.packageManager, workspaceRoot: folder },
        });
        return [report.vulnerable.map(({ name, severity, fix }) => [name, severity, fix?.split(' ')[0]]), unknown];
      };
      expect(await asked('finding')).toEqual([[['minimist', 'critical', name]], false]);
      expect(await asked('clean')).toEqual([[], false]);
      expect(await asked(500)).toEqual([[], true]);
    },
    180_000,
  );
});

const networkOf = ({ url }: Registry): Record<string, string> => ({
  npm_config_fetch_retries: '0',
  pnpm_config_fetch_retries: '0',
  YARN_NPM_REGISTRY_SERVER: url,
  YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
  YARN_HTTP_RETRY: '0',
});
