import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOfRepository } from './repository';

const run = promisify(execFile);
/** Runs one of the project's own scripts in the copy. */
async function script(cwd: string, name: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('npm', ['run', '--silent', name, '--', ...args], { cwd });
  return stdout;
}

describe('npm run create-measure', () => {
  let copy: string;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    ({ folder: copy, remove } = await copyOfRepository());
    const told = await script(copy, 'create-measure', 'session-store', 'Session store');
    expect(told).toContain('Wrote src/measures/session-store/index.ts');
    await script(copy, 'docs');
  }, 120_000);
  afterAll(() => remove());

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
    const args = ['vitest', 'run', 'test/contract.test.ts', 'test/rules', '-t', '(measure|page of) session-store'];
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
