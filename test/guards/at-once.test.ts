import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { git, tempered } from '../support/tempered';
import { readFolder, temporaryFolder } from '../temporary';
import { repositoryOf } from './project';

/** A package manager that says that it has begun, and waits for a word. */
const NPM = `#!/bin/sh
touch "$TEMPERED_TEST/begun"
while [ ! -e "$TEMPERED_TEST/go" ]; do sleep 0.05; done
`;

it('a second run at the same time is refused, and the first one goes on', async () => {
  const bin = await temporaryFolder({ npm: NPM });
  await chmod(join(bin, 'npm'), 0o755);
  const root = await repositoryOf();
  const env = { PATH: `${bin}${delimiter}${process.env['PATH']}`, TEMPERED_TEST: bin };
  const first = tempered(['--yes', '--no-verify'], root, env);
  await vi.waitFor(() => readFile(join(bin, 'begun')), { timeout: 20_000, interval: 50 });
  const between = await readFolder(root);
  for (const args of [
    ['--yes', '--allow-dirty', '--no-verify', '--set', 'rate-limit.limit=77'],
    ['undo', '--yes'],
  ]) {
    const { code, stderr } = await tempered(args, root, env);
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/Another tempered is at work on this project .*\nWait until it is done/),
    ]);
  }
  expect(await readFolder(root)).toEqual(between);
  await writeFile(join(bin, 'go'), '');
  expect((await first).code).toBe(0);
  expect(await git(root, 'status', '--porcelain')).toContain(' M app.js');
  expect((await tempered(['undo', '--yes', '--no-install'], root, env)).code).toBe(0);
  expect(await git(root, 'status', '--porcelain')).toBe('');
});
