import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commit, git, type Outcome, repository, run } from '../support/tempered';
import { writeFiles } from '../temporary';
import { blockAfter } from './code-blocks';

const PAGE = 'monorepo.md';
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
const app = `const express = require('express');
const app = express();
app.get('/', (req, res) => res.send('hello'));
app.listen(3000);
`;

let root: string;

/** Two backends, with the files that the recipe shows. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tempered-monorepo-'));
  const { scripts } = JSON.parse(await blockAfter(PAGE, 'In the package.json of each backend')) as { scripts: object };
  const backend = (name: string): string =>
    JSON.stringify({ name, version: '1.0.0', main: 'app.js', scripts, dependencies: { express: '^5.0.0' } });
  const packed = await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', root], repository);
  const devDependencies = { tempered: `file:./${packed.stdout.trim()}`, turbo: '2.11.11', nx: '24.0.6' };
  const manifest = {
    name: 'shop',
    private: true,
    packageManager: 'npm@10.9.0',
    workspaces: ['apps/*'],
    devDependencies,
  };
  await writeFiles(root, {
    'package.json': JSON.stringify(manifest),
    'turbo.json': await blockAfter(PAGE, 'Add the task to `turbo.json`'),
    'nx.json': await blockAfter(PAGE, 'Add the target to `nx.json`'),
    '.gitignore': 'node_modules/\n.turbo/\n.nx/\n*.tgz\ntempered.sarif\n',
    'apps/api/package.json': backend('api'),
    'apps/api/app.js': app,
    'apps/admin/package.json': backend('admin'),
    'apps/admin/app.js': app,
  });
  const { code, stderr } = await run('npm', ['install', ...quiet], root);
  if (code !== 0) throw new Error(stderr);
  await commit(root, 'as the recipe says');
}, 240_000);

beforeEach(() => git(root, 'checkout', '-q', '.'));
afterAll(() => rm(root, { recursive: true, force: true }));

const engines = {
  Turborepo: {
    args: ['turbo', 'run', 'tempered', '--ui=stream'],
    env: { TURBO_TELEMETRY_DISABLED: '1' },
    cached: (name: string) => new RegExp(`^${name}:tempered: cache hit, replaying logs`, 'm'),
  },
  Nx: {
    args: ['nx', 'run-many', '-t', 'tempered', '--outputStyle=static'],
    env: { NX_DAEMON: 'false', NX_NO_CLOUD: 'true', CI: 'true' },
    cached: (name: string) => new RegExp(`^> nx run ${name}:tempered +\\[.*local cache`, 'm'),
  },
};

describe.each(Object.entries(engines))('%s', (_name, { args, env, cached }) => {
  async function runs(): Promise<Outcome & { again: string[] }> {
    const outcome = await run('npx', args, root, { ...env, NO_COLOR: '1' });
    return { ...outcome, again: ['api', 'admin'].filter((name) => !cached(name).test(outcome.stdout)) };
  }
  const sarif = (): Promise<string> => readFile(join(root, 'apps/api/tempered.sarif'), 'utf8');
  const change = (file: string, text: string): Promise<void> => appendFile(join(root, file), text);

  it('looks once, and then prints the same report and puts the file back', async () => {
    const first = await runs();
    expect(first).toMatchObject({ code: 0, again: ['api', 'admin'] });
    const written = await sarif();
    await rm(join(root, 'apps/api/tempered.sarif'));
    const second = await runs();
    expect(second).toMatchObject({ code: 0, again: [] });
    expect(second.stdout.match(/headers\/missing \(fixable\)/g)).toHaveLength(2);
    expect(await sarif()).toBe(written);
  });

  it('looks again at a backend that changed, and at no other', async () => {
    await change('apps/api/app.js', '// changed\n');
    expect(await runs()).toMatchObject({ code: 0, again: ['api'] });
  });

  it('looks again at a backend whose exceptions changed', async () => {
    await writeFiles(root, { 'apps/admin/.tempered/config.json': '{}\n' });
    expect(await runs()).toMatchObject({ code: 0, again: ['admin'] });
    await rm(join(root, 'apps/admin/.tempered'), { recursive: true });
  });

  it.each([
    ['a file at the root', '.gitignore', '.env\n'],
    ['a workflow', '.github/workflows/ci.yml', 'on: push\npermissions: {}\njobs: {}\n'],
    ['the lockfile', 'package-lock.json', '\n'],
  ])('looks again at all of them for %s', async (_what, file, text) => {
    await writeFiles(root, { '.github/': '', '.github/workflows/': '' });
    await change(file, text);
    expect(await runs()).toMatchObject({ code: 0, again: ['api', 'admin'] });
    await rm(join(root, '.github'), { recursive: true });
  });

  it('fails for a finding, until it is mended', async () => {
    await change('apps/api/app.js', "app.get('/run', (req, res) => res.send(eval(req.query.code)));\n");
    for (const time of ['first', 'second']) {
      const failed = await runs();
      expect(failed.code, time).not.toBe(0);
      expect(failed.again, time).toContain('api');
      expect(failed.stdout, time).toMatch(/critical .* injection\//);
    }
    await writeFile(join(root, 'apps/api/app.js'), app);
    expect((await runs()).code).toBe(0);
  });
});
