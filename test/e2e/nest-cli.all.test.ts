import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { boot } from '../support/boot';
import { type Answer, ask } from '../support/http';
import { commit, git, run, tempered } from '../support/tempered';
import { temporaryFolder } from '../temporary';

/** The build comes last: it leaves what is started. */
const own = ['lint', 'test', 'test:e2e', 'build'];

/** One installation for both adapters. */
describe.each([10, 11, 12])("@nestjs/cli %i's app", (major) => {
  let cwd: string;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    const flags = ['--skip-install', '--skip-git', '--package-manager', 'npm'];
    const made = await run('npx', ['--yes', `@nestjs/cli@${major}`, 'new', 'made', ...flags], folder);
    expect(made.code, made.stderr).toBe(0);
    cwd = path.join(folder, 'made');
    await writeFile(path.join(cwd, '.gitignore'), 'node_modules\ndist\ncoverage\n');
    await install();
    await commit(cwd, 'as generated');
  }, 240_000);

  const install = async (...packages: string[]): Promise<void> => {
    const flags = ['--no-audit', '--no-fund', '--ignore-scripts'];
    const installed = await run('npm', ['install', ...flags, ...packages], cwd);
    expect(installed.code, installed.stderr).toBe(0);
  };
  /** What was installed since is gone with the package.json that asked for it. */
  const asGenerated = async (): Promise<void> => {
    await git(cwd, 'reset', '-q', '--hard', (await git(cwd, 'rev-list', '--max-parents=0', 'HEAD')).trim());
    await install();
  };
  /** The exit codes of the app's own scripts; what a linter mends is no part of this. */
  const scripts = async (): Promise<Record<string, number>> => {
    const codes: Record<string, number> = {};
    for (const name of own) codes[name] = (await run('npm', ['run', name], cwd)).code;
    await git(cwd, 'checkout', '-q', '.');
    return codes;
  };
  const answers = async (): Promise<Answer[]> => {
    const running = await boot(path.join(cwd, 'dist/main.js'), { cwd });
    try {
      return await Promise.all(['/', '/none'].map((asked) => ask(running.port, { path: asked })));
    } finally {
      await running.stop();
    }
  };
  const keepsWhatItDid = async (prove: () => Promise<void>): Promise<void> => {
    const before = { scripts: await scripts(), answers: await answers() };
    expect(before.scripts['build']).toBe(0);
    await prove();
    await commit(cwd, 'hardened');
    expect(await scripts()).toEqual(before.scripts);
    const after = await answers();
    expect(after.map(({ status }) => status)).toEqual(before.answers.map(({ status }) => status));
    expect(after[0]!.text).toBe('Hello World!');
    for (const { headers } of after) expect(headers['x-content-type-options']).toBe('nosniff');
    const second = await tempered(['--yes', '--no-verify'], cwd);
    expect(second.code, second.stderr).toBe(0);
    expect(await git(cwd, 'status', '--porcelain')).toBe('');
    const numbers = await git(cwd, 'diff', '--numstat', 'HEAD~1', '--', 'src', ':!src/security', 'test');
    expect(numbers.trim().split('\n')).toEqual([expect.stringMatching(/^[2-4]\t0\tsrc\/main\.ts$/)]);
  };
  const hardened = async (...flags: string[]): Promise<void> => {
    const { code, stderr } = await tempered(['--yes', '--allow-dirty', ...flags], cwd);
    expect(code, stderr).toBe(0);
  };
  /** All probes but those that wait. */
  const hardenedAndVerified = async (): Promise<void> => {
    await hardened('--no-verify');
    const { code, stdout, stderr } = await tempered(['verify', '--skip', 'limits'], cwd);
    expect(code, stdout + stderr).toBe(0);
  };

  it('is hardened, proven, and works as before, on Express and on Fastify', { timeout: 600_000 }, async () => {
    await keepsWhatItDid(major === 11 ? hardened : hardenedAndVerified);
    await asGenerated();
    await install(`@nestjs/platform-fastify@${major}`);
    const file = path.join(cwd, 'src/main.ts');
    await writeFile(file, onFastify(await readFile(file, 'utf8')));
    await commit(cwd, 'on Fastify');
    await keepsWhatItDid(hardenedAndVerified);
  });
});

/** As Nest's documentation says. */
const onFastify = (text: string): string =>
  text
    .replace(/^/, "import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';\n")
    .replace(
      'NestFactory.create(AppModule)',
      'NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter())',
    );
