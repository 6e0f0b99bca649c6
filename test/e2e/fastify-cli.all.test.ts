import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { type Answer, ask } from '../support/http';
import { commit, git, run, tempered } from '../support/tempered';
import { temporaryFolder } from '../temporary';

const forms = {
  js: { flags: [], app: 'app.js', started: 'app.js' },
  esm: { flags: ['--esm'], app: 'app.js', started: 'app.js' },
  ts: { flags: ['--lang=ts'], app: 'src/app.ts', started: 'dist/app.js' },
};

/** Its app is a plugin in a file that exports no server: the command line makes that, and loads the plugin. */
describe.each(Object.entries(forms))("fastify-cli's app as %s", (name, { flags, app, started }) => {
  let cwd: string;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    const made = await run('npx', ['--yes', 'fastify-cli@8.0.2', 'generate', 'made', ...flags], folder);
    expect(made.code, made.stderr).toBe(0);
    cwd = path.join(folder, 'made');
    if (name === 'ts') await nameRoot(cwd);
    await writeFile(path.join(cwd, '.gitignore'), 'node_modules\ndist\n');
    const installed = await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], cwd);
    expect(installed.code, installed.stderr).toBe(0);
    await commit(cwd, 'as generated');
  }, 180_000);

  const start = async (): Promise<Running> => {
    if (name === 'ts') expect((await run('npm', ['run', 'build:ts'], cwd)).code).toBe(0);
    return boot(path.join(cwd, 'node_modules/fastify-cli/cli.js'), { cwd, args: ['start', started] });
  };
  const answers = async (): Promise<Answer[]> => {
    const running = await start();
    try {
      return await Promise.all(['/', '/example', '/none'].map((asked) => ask(running.port, { path: asked })));
    } finally {
      await running.stop();
    }
  };
  const ownTests = async (): Promise<number> => (await run('npm', ['test'], cwd)).code;

  it('is hardened and proven, answers as before, keeps its tests, and is left alone by a second run', async () => {
    const before = {
      answers: (await answers()).slice(0, 2).map(({ status, text }) => [status, text]),
      tests: await ownTests(),
    };
    const { code, stderr } = await tempered(['--yes', '--allow-dirty'], cwd);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(' 0 of ');
    const after = await answers();
    expect(after.slice(0, 2).map(({ status, text }) => [status, text])).toEqual(before.answers);
    // The plugin is a scope of its own: what no route answers is outside, and covered all the same.
    for (const { headers } of after) expect(headers['x-content-type-options']).toBe('nosniff');
    expect(await ownTests()).toBe(before.tests);
    await commit(cwd, 'hardened');
    await tempered(['--yes', '--no-verify'], cwd);
    expect(await git(cwd, 'status', '--porcelain')).toBe('');
    expect((await git(cwd, 'diff', '--numstat', 'HEAD~1', '--', app, 'routes', 'plugins', 'src/routes')).trim()).toBe(
      `2\t0\t${app}`,
    );
  }, 240_000);
});

/** TypeScript 6 asks for what the generator leaves out. */
async function nameRoot(cwd: string): Promise<void> {
  const file = path.join(cwd, 'tsconfig.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('"outDir"', '"rootDir": "src",\n    "outDir"'));
}
