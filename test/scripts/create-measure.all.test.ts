import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));
const PARTS = ['codemods', 'docs', 'scripts', 'src', 'templates', 'test', 'README.md'];
const SETTINGS = ['package.json', 'tsconfig.json', 'eslint.config.js', 'vitest.config.ts', '.prettierrc.json'];

/** Runs one of the project's own scripts in the copy. */
async function script(cwd: string, name: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('npm', ['run', '--silent', name, '--', ...args], { cwd });
  return stdout;
}

describe('npm run create-measure', () => {
  let copy: string;

  beforeAll(async () => {
    copy = await mkdtemp(path.join(os.tmpdir(), 'tempered-measure-'));
    for (const part of [...PARTS, ...SETTINGS])
      await cp(path.join(repository, part), path.join(copy, part), { recursive: true });
    await symlink(path.join(repository, 'node_modules'), path.join(copy, 'node_modules'));
    const told = await script(copy, 'create-measure', 'session-store', 'Session store');
    expect(told).toContain('Wrote src/measures/session-store/index.ts');
    await script(copy, 'docs');
  }, 120_000);
  afterAll(() => rm(copy, { recursive: true, force: true }));

  it('writes a measure that has a page, and names it in the overview', async () => {
    const page = await readFile(path.join(copy, 'docs/measures/session-store.md'), 'utf8');
    expect(page).toContain('# Session store\n');
    expect(page).toContain('session-store/missing');
    await expect(script(copy, 'docs:check')).resolves.toContain('in step');
  });

  it('writes code that type-checks', async () => {
    await expect(script(copy, 'typecheck')).resolves.toBe('');
  }, 120_000);

  it('writes a measure that keeps the contract', async () => {
    const args = ['vitest', 'run', 'test/contract.test.ts', '-t', 'the measure session-store'];
    const { stdout } = await run('npx', args, { cwd: copy, env: { ...process.env, NO_COLOR: '1' } });
    expect(stdout).toMatch(/Tests {2}\d+ passed/);
  }, 120_000);

  it('writes over nothing', async () => {
    const index = path.join(copy, 'src/measures/session-store/index.ts');
    const before = await readFile(index, 'utf8');
    expect(await script(copy, 'create-measure', 'session-store', 'Other')).toContain(
      'Kept src/measures/session-store/index.ts',
    );
    expect(await readFile(index, 'utf8')).toBe(before);
  });

  it('refuses a name that is none', async () => {
    await expect(script(copy, 'create-measure', 'Session Store')).rejects.toMatchObject({ code: 2 });
  });
});
