import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bareProject } from '../../../../src/project/bare';
import { readManifest } from '../../../../src/project/manifest';
import { readTextIfExists } from '../../../../src/project/paths';
import { runBuild } from '../../../../src/steps/verify/start/build';
import { prove } from '../../../../src/steps/verify/prove';
import { findStart, type StartCommand } from '../../../../src/steps/verify/start/start';
import type { Probe, Proof } from '../../../../src/types/proof';
import { temporaryFolder, writeFiles } from '../../../temporary';
import { processesWith } from '../boot/booting';

const scripts = { start: 'node dist/index.js', build: 'node compile.js' };

async function buildOf(root: string): Promise<StartCommand | null> {
  const project = await bareProject({ root, directory: root, manifest: await readManifest(root), record: null });
  return (await findStart(project, {})).build;
}

/** A project whose build is this script. */
async function withBuild(compile: string): Promise<{ root: string; build: StartCommand }> {
  const root = await temporaryFolder({
    'package.json': JSON.stringify({ name: 'app', scripts }),
    'src/index.js': '',
    'compile.js': compile,
  });
  const build = await buildOf(root);
  if (!build) throw new Error('There is nothing to build.');
  return { root, build };
}

describe('whether an app has to be built', () => {
  const minutes = (n: number): Date => new Date(Date.now() + n * 60_000);

  async function isBuilt(files: Record<string, Date>): Promise<boolean> {
    const names = { ...files, 'package.json': minutes(60) };
    const root = await temporaryFolder(Object.fromEntries(Object.keys(names).map((name) => [name, ''])));
    await writeFiles(root, { 'package.json': JSON.stringify({ name: 'app', scripts }) });
    for (const [name, time] of Object.entries(names)) await utimes(path.join(root, name), time, time);
    return (await buildOf(root)) !== null;
  }

  it.each<[string, Record<string, Date>, boolean]>([
    ['the output is missing', { 'src/index.ts': minutes(-9) }, true],
    ['a source is newer', { 'src/index.ts': minutes(-1), 'src/a.ts': minutes(-9), 'dist/index.js': minutes(-5) }, true],
    ['a JSON file of the sources is newer', { 'src/data.json': minutes(-1), 'dist/index.js': minutes(-5) }, true],
    ['sources beside package.json are newer', { 'index.ts': minutes(-1), 'dist/index.js': minutes(-5) }, true],
    ['the output is newer', { 'src/index.ts': minutes(-5), 'dist/index.js': minutes(-1) }, false],
    [
      'only another part of the output was written again',
      { 'src/index.ts': minutes(-5), 'src/a.ts': minutes(-3), 'dist/index.js': minutes(-4), 'dist/a.js': minutes(-2) },
      false,
    ],
    [
      'only tests and packages are newer',
      {
        'src/a.test.ts': minutes(-1),
        'node_modules/x/a.js': minutes(-1),
        'test/b.ts': minutes(-1),
        'dist/index.js': minutes(-5),
      },
      false,
    ],
  ])('%s', async (_name, files, expected) => {
    expect(await isBuilt(files)).toBe(expected);
  });
});

describe('what has to be built, and is not', () => {
  const SERVER = "require('node:http').createServer((_request, response) => response.end('x')).listen(3000);";
  const past = new Date(Date.now() - 60_000);

  async function proved(manifest: object, output: string | null): Promise<Proof> {
    const files = { 'package.json': JSON.stringify({ name: 'app', ...manifest }), 'src/index.js': SERVER };
    const root = await temporaryFolder(output === null ? files : { ...files, 'dist/index.js': output });
    if (output !== null) await utimes(path.join(root, 'dist/index.js'), past, past);
    const project = await bareProject({ root, directory: root, manifest: await readManifest(root), record: null });
    const { proof } = await prove({
      project,
      probes: output === null ? [start] : [],
      timeout: 10_000,
      mayBuild: async () => false,
    });
    return proof;
  }

  const start: Probe = {
    kind: 'start',
    ...{ id: 'a/start', attack: '', proves: '', cwe: '', reference: '' },
    without: () => [],
    judge: () => ({ ok: true, evidence: 'it was started' }),
  };
  const older = 'what was attacked may be older than the sources.';

  it('is not started, where there is nothing to start', async () => {
    const { problem, notes, results } = await proved({ scripts }, null);
    expect(problem).toEqual({
      reason: 'The app is not built.',
      log: [],
      hint: 'Run "npm run build", or add --yes and tempered runs it.',
    });
    expect(notes.filter((note) => note.includes('built'))).toEqual([]);
    expect(results).toEqual([{ id: 'a/start', status: 'skipped', evidence: 'the app did not start' }]);
  });

  it('is attacked as it is, where it is there, and the reader is told', async () => {
    const { problem, notes } = await proved({ scripts }, SERVER);
    expect(problem).toBeNull();
    expect(notes).toContain(`It was not built again (npm run build, which --yes allows): ${older}`);
  });

  it.each<[string, object]>([
    ['by its start script', { scripts: { start: 'node dist/index.js' } }],
    ['by its main file', { main: 'dist/index.js' }],
  ])('is attacked as it is, where nothing builds it, and the reader is told: %s', async (_name, manifest) => {
    const { problem, notes } = await proved(manifest, SERVER);
    expect(problem).toBeNull();
    expect(notes).toContain(`It was not built again (nothing is known that builds it): ${older}`);
  });
});

it('what is written by hand in a folder called lib is not built', async () => {
  const root = await temporaryFolder({
    'package.json': '{ "main": "lib/main.js" }',
    'lib/main.js': '',
    'config.js': '',
  });
  const past = new Date(Date.now() - 60_000);
  await utimes(path.join(root, 'lib/main.js'), past, past);
  const project = await bareProject({ root, directory: root, manifest: await readManifest(root), record: null });
  expect(await findStart(project, {})).toMatchObject({
    start: { shown: 'node lib/main.js' },
    build: null,
    output: null,
  });
});

describe('a build', () => {
  afterEach(() => vi.unstubAllEnvs());

  it("is the project's own, with the environment of the app and nothing of the caller's", async () => {
    vi.stubEnv('CALLERS_TOKEN', 'not to be seen');
    const { root, build } = await withBuild(
      "require('fs').mkdirSync('dist'); require('fs').writeFileSync('dist/env.json', JSON.stringify(process.env));",
    );
    expect(await runBuild(build, { NODE_ENV: 'production', DATABASE_URL: 'postgres://127.0.0.1/app' })).toEqual({
      ok: true,
    });
    const env = JSON.parse((await readTextIfExists(path.join(root, 'dist/env.json')))!) as Record<string, string>;
    expect(env['DATABASE_URL']).toBe('postgres://127.0.0.1/app');
    expect(env).not.toHaveProperty('NODE_ENV');
    expect(env).not.toHaveProperty('CALLERS_TOKEN');
    expect(env['npm_config_yes'], 'npx would fetch what is missing, and run it').toBe('false');
  });

  it('that fails is told with its last lines, without secrets and colours', async () => {
    const { build } = await withBuild(`
      for (let line = 0; line < 200; line++) console.log('line ' + line);
      console.error("\\u001b[31merror\\u001b[0m TS2322: const apiKey = 'abcdef0123456789';");
      console.error('got ' + process.env.JWT_SECRET);
      process.exit(2);`);
    const result = await runBuild(build, { JWT_SECRET: 'made up for this run' });
    if (result.ok) throw new Error('It has not failed.');
    const { reason, log, hint } = result.problem;
    expect(reason).toBe('The build (npm run build) ended with code 2.');
    expect(log.length).toBeLessThanOrEqual(30);
    expect(log.join('\n')).toContain("error TS2322: const apiKey = '***';");
    expect(log.join('\n')).not.toContain('line 1\n');
    expect(log.join('\n')).not.toContain('made up');
    expect(hint).toContain('does not compile');
  });

  it('that fails with nothing known is for the user to run', async () => {
    const { build } = await withBuild('process.exit(1)');
    const result = await runBuild(build, {});
    expect(result.ok || result.problem.hint).toMatch(/^Run `npm run build` and mend what it says/);
  });

  it('leaves no process behind', async () => {
    const { root, build } = await withBuild(`
      const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { detached: true, stdio: 'inherit' });
      require('fs').writeFileSync('pid', String(child.pid));
      child.unref();`);
    const before = Date.now();
    await Promise.race([runBuild(build, {}), sleep(20_000)]);
    expect(Date.now() - before).toBeLessThan(15_000);
    expect(Number(await readTextIfExists(path.join(root, 'pid')))).toBeGreaterThan(0);
    expect(processesWith(root)).toEqual([]);
  });

  it('whose program is not installed is told as well', async () => {
    const result = await runBuild({ command: 'no-such-program', args: [], cwd: '/', shown: 'no-such-program' }, {});
    expect(result.ok || result.problem.reason).toMatch(/program was not found/);
    vi.stubEnv('PATH', '/nowhere');
    const yarn = await runBuild({ command: 'yarn', args: [], cwd: '/', shown: 'yarn build' }, {});
    expect(yarn.ok || yarn.problem.hint).toBe('yarn is not installed: corepack enable yarn');
  });
});
