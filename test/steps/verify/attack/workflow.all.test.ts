import { expect, it } from 'vitest';
import { runWorkflow } from '../../../../src/steps/verify/attack/workflow';
import { projectWith } from '../../../measures/supply-chain/project';
import { stepNamed, workflowOf } from '../../../measures/supply-chain/workflow';
import { temporaryFolder } from '../../../temporary';

const integrity = 'sha512-miQKw5Hv4NS1Psg2517mV4e4dYNaO3++hjAvLOAzKqZ61rH8NS1SK+vbfBWZ5PY/Me/bEWhUwqMghEW5Fb9T7Q==';
// JSON is YAML as well.
const lockfile = JSON.stringify({
  lockfileVersion: '9.0',
  importers: { '.': { dependencies: { minimist: { specifier: '0.0.8', version: '0.0.8' } } } },
  packages: { 'minimist@0.0.8': { resolution: { integrity } } },
  snapshots: { 'minimist@0.0.8': {} },
});

it('audits with a package manager that is fetched, where the network is allowed', async () => {
  const manifest = { name: 'app', version: '1.0.0', dependencies: { minimist: '0.0.8' } };
  const root = await temporaryFolder({ 'package.json': JSON.stringify(manifest), 'pnpm-lock.yaml': lockfile });
  const packageManager = { name: 'pnpm' as const, lockfile: 'pnpm-lock.yaml', workspaceRoot: root };
  const project = { ...projectWith({ packageManager }), root };
  const workflow = workflowOf(projectWith({ packageManager: { name: 'pnpm' } }));
  const script = stepNamed(workflow, 'Audit the dependencies');
  for (const [registry, code] of [
    ['vulnerable', 1],
    ['clean', 0],
    ['dead', 2],
  ] as const)
    expect(await runWorkflow(project, script, registry, true)).toMatchObject({ code });
}, 180_000);
