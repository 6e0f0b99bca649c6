import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commit, git, run } from '../support/tempered';
import { readFolder, temporaryFolder } from '../temporary';
import { cloned, renovateCommand } from './clone';
import { blockAfter } from './code-blocks';

it('the scripts harden an app of express-generator, and Renovate finds nothing more to do for the same version', async () => {
  const parent = await temporaryFolder();
  const made = await run('npx', ['--yes', 'express-generator@4.16.1', '--no-view', '--git', 'shop'], parent);
  expect(made).toMatchObject({ code: 0 });
  const { folder, runs } = await cloned(await readFolder(join(parent, 'shop')));
  const hardened = await runs(await blockAfter('fleets.md', '`harden.sh`'));
  expect(hardened).toMatchObject({ code: 0 });
  const changed = await git(folder, 'status', '--porcelain', '--untracked-files=all');
  expect(changed).toMatch(/^ M package\.json$/m);
  expect(changed).toMatch(/^\?\? package-lock\.json$/m);
  expect(changed).not.toContain('node_modules');
  await commit(folder, 'hardened');
  // Renovate has changed files by then.
  await appendFile(join(folder, 'package.json'), '\n');
  expect(await runs(await renovateCommand())).toMatchObject({ code: 0 });
  expect(await git(folder, 'status', '--porcelain')).toBe(' M package.json\n');
  expect(await readFile(join(folder, 'package.json'), 'utf8')).toMatch(/\n\n$/);
}, 240_000);
