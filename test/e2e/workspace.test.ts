import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, git, tempered } from '../support/tempered';
import { PACKAGES, ROOT } from '../support/workspace';
import { readFolder, temporaryFolder } from '../temporary';
import { enterUntil, onTerminal, press, waitFor } from '../ui/tmux';

const made = async (): Promise<string> => {
  const root = await temporaryFolder({ ...PACKAGES, ...ROOT.npm, 'package-lock.json': '{ "lockfileVersion": 3 }\n' });
  await commit(root, 'first');
  return root;
};

describe('the root of a workspace', () => {
  it('asks on a terminal which backends, hardens these and the repository, and undoes all at once', async () => {
    const root = await made();
    const before = await readFolder(root);
    await onTerminal(root, '--no-install --no-verify --only headers,supply-chain');
    const offered = await waitFor(/2 of 2 chosen/);
    expect(offered).toMatch(/packages\/old: Koa \^1\.0\.0 is not supported/);
    expect(offered).toMatch(/◼ packages\/api \(Express \^?5[^]*◼ packages\/feed \(Fastify \^?5/);
    expect(offered).not.toMatch(/packages\/(web|lib)/);
    await press('Down', 'Space');
    await waitFor(/1 of 2 chosen/);
    const preview = await enterUntil(/Write these \d+ files/);
    expect(preview).toMatch(/^packages\/api$/m);
    await press('Enter');
    expect(await waitFor(/exit code 0/)).toMatch(/added packages\/api\/security\/headers\.js/);
    const after = await readFolder(root);
    const added = Object.keys(after).filter((file) => !(file in before));
    expect(added).toContain('.github/workflows/security.yml');
    expect(added).toContain('packages/api/security/index.js');
    expect(added.filter((file) => /^packages\/(?!api\/)|^packages\/api\/\.github/.test(file))).toEqual([]);
    expect(JSON.parse(await readFile(join(root, '.tempered/record.json'), 'utf8'))).toMatchObject({
      measures: { 'supply-chain': {} },
    });
    expect((await tempered(['undo', '--yes'], join(root, 'packages/api'))).stderr).toMatch(
      /at the root of the workspace\.\n.*tempered undo \.\.\/\.\.\n/,
    );
    expect((await tempered(['undo', '--yes', '--no-install'], root)).code).toBe(0);
    expect(await readFolder(root)).toEqual(before);
    expect((await git(root, 'status', '--porcelain')).trim()).toBe('');
  });

  it('names the backends where one is needed', async () => {
    const root = await made();
    for (const args of [['--yes'], ['--dry-run', '--yes'], ['verify', '--yes']]) {
      const { code, stderr } = await tempered(args, root);
      expect([args, code]).toEqual([args, 3]);
      expect(stderr).toMatch(/its backends are packages\/api, packages\/feed, packages\/old\.\n.*packages\/api\n/);
    }
  });
});
