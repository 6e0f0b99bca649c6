import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Project } from '../../../types';
import type { Ending, ProbeTarget, Skip, WorkflowProbe } from '../../../types/proof';
import { childEnvironment } from '../boot/child-environment';
import { mockRegistry, type MockRegistry } from './registry';
import { runToEnd } from '../boot/run-to-end';

/** Milliseconds for a step, tools that it fetches included. */
const LONGEST = 60_000;
/** The package manager is not the one that comes with Node.js. */
const FETCHES = /\bnpx /;
/** What an audit reads. The project's own .npmrc stays out: it may hold tokens and name other registries. */
const READ = [
  ...['package.json', 'package-lock.json', 'npm-shrinkwrap.json'],
  ...['yarn.lock', '.yarnrc.yml', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'bun.lock'],
];

/**
 * Runs a step of the project's workflow as GitHub does, in a folder of its own with the lockfile of the project, against
 * a registry on loopback. How it ended; Skip where such a step cannot be run here.
 */
export async function runWorkflow(
  project: Project,
  script: string,
  registry: WorkflowProbe['registry'],
  allowNetwork: boolean,
  /** Called before it is run. */
  announce: () => void = () => undefined,
): Promise<Ending | Skip> {
  const reason = await obstacle(project, script, allowNetwork);
  if (reason !== null) return { skip: reason };
  const upstream = FETCHES.test(script) ? await ownRegistry(project.root) : null;
  const folder = await mkdtemp(join(tmpdir(), 'tempered-workflow-'));
  const mock = await mockRegistry(registry, upstream);
  try {
    const { workspaceRoot } = project.packageManager;
    for (const file of READ.filter((name) => existsSync(join(workspaceRoot, name))))
      await copyFile(join(workspaceRoot, file), join(folder, file));
    await writeFile(join(folder, '.npmrc'), `registry=${mock.url}\n`);
    announce();
    const ending = await run(script, folder, mock);
    const nothing = registry === 'vulnerable' && mock.asked.length === 0 && ending.code === 0;
    return nothing ? { skip: 'the project has no dependency that can be vulnerable' } : ending;
  } finally {
    await mock.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The workflow out of which the script was read; null where that cannot be told. */
export function fileOf(script: string, workflows: ProbeTarget['workflows']): string | null {
  const lines = script.split('\n').flatMap((line) => (/\baudit\b/.test(line) ? line.trim() : []));
  return workflows.find(({ text }) => lines.some((line) => text.includes(line)))?.path ?? null;
}

async function obstacle(
  { packageManager: { name, workspaceRoot } }: Project,
  script: string,
  allowNetwork: boolean,
): Promise<string | null> {
  const has = (file: string): boolean => existsSync(join(workspaceRoot, file));
  if (FETCHES.test(script))
    return allowNetwork ? null : `the step fetches ${name} from the registry, which needs --allow-network`;
  if (!has('package-lock.json') && !has('npm-shrinkwrap.json'))
    return name === 'npm' ? 'there is no lockfile to audit' : 'another step has to make a lockfile for npm first';
  const { exitCode } = await execa('bash', ['-c', 'exit 0'], { reject: false });
  return exitCode === 0 ? null : 'bash is not installed';
}

async function run(script: string, folder: string, { url }: MockRegistry): Promise<Ending> {
  const began = performance.now();
  const { exitCode = null, output } = await runToEnd({
    command: 'bash',
    args: ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
    cwd: folder,
    env: { ...childEnvironment(process.env, [script]), HOME: folder, CI: 'true', NO_COLOR: '1', ...settings(url) },
    folder,
    longest: LONGEST,
  });
  return { code: exitCode, listened: false, output, elapsed: performance.now() - began };
}

/** For each package manager in its own words. */
const settings = (url: string): Record<string, string> => ({
  npm_config_fetch_retries: '0',
  npm_config_ignore_scripts: 'true',
  npm_config_update_notifier: 'false',
  pnpm_config_fetch_retries: '0',
  pnpm_config_pm_on_fail: 'ignore',
  YARN_NPM_REGISTRY_SERVER: url,
  YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
  YARN_HTTP_RETRY: '0',
});

/** The registry that npm uses here, without a final slash. */
async function ownRegistry(cwd: string): Promise<string> {
  const { stdout } = await execa('npm', ['config', 'get', 'registry'], { cwd, reject: false });
  return String(stdout ?? '')
    .trim()
    .replace(/\/$/, '');
}
