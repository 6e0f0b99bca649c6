import { execFileSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { installedManager } from '../../src/steps/create/managers';
import { checkTarget, nameFor } from '../../src/steps/create/target';
import { temporaryFolder } from '../temporary';

describe('the name of a new app', () => {
  it.each([
    ['My API', 'my-api'],
    ['"]; process.exit()//', 'process.exit'],
    ["it's $(mine) `id`", 'it-s-mine-id'],
    ['--flag', 'flag'],
    ['..hidden', 'hidden'],
    ['a'.repeat(99) + '.b', 'a'.repeat(99)],
  ])('of %j is %s', (folder, name) => {
    expect(nameFor(join('/apps', folder.replaceAll('/', '')))).toBe(name);
  });

  it.each(['...', '💥', 'node_modules', 'a\nb', 'a\u001B[2J', 'a\u202Eb'])('is refused for %j', (folder) => {
    expect(() => nameFor(join('/apps', folder))).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
  });
});

it('no app is made in the place of a pipe', async () => {
  const path = join(await temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [path]);
  await expect(checkTarget(path, [])).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/no folder/),
  });
});

it('a package manager is asked for its version where no folder of a stranger has a say', async () => {
  const bin = await temporaryFolder({ yarn: '#!/bin/sh\n[ -z "$(ls -A)" ] && echo "4.1.0;x" || echo 1.0.0\n' });
  await chmod(join(bin, 'yarn'), 0o755);
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
  expect(await installedManager('yarn')).toBe('4.1.0');
});
