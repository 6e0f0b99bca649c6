import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, git, tempered } from '../support/tempered';
import { PACKAGES, ROOT } from '../support/workspace';
import { readFolder, temporaryFolder } from '../temporary';

const NEW = ['--yes', '--no-install'];

describe('a new app in a workspace', () => {
  it('becomes one of its packages, and leaves to the root what is there', async () => {
    const root = await temporaryFolder({
      ...PACKAGES,
      ...ROOT.pnpm,
      'package.json': ROOT.pnpm['package.json'].replace(/pnpm@[\d.]+/, 'pnpm@12.21.0'),
      '.editorconfig': 'root = true\n',
    });
    await commit(root, 'first');
    // Without a folder: where the other packages are.
    const { code, stderr } = await tempered(['create', ...NEW], root);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/A package of the workspace .*, beside @shop\/api, @shop\/feed/);
    expect(stderr).toMatch(/1\. pnpm install\n\s+2\. cd packages\/my-api\n/);
    const files = await readFolder(join(root, 'packages/my-api'));
    expect(JSON.parse(files['package.json']!)).toMatchObject({ name: '@shop/my-api', private: true });
    expect(JSON.parse(files['package.json']!)).not.toHaveProperty('packageManager');
    const ofRoot = /lock|workspace\.yaml|\.\w+rc|[dD]ocker|\.editorconfig|\.github/;
    expect(Object.keys(files).filter((file) => ofRoot.test(file))).toEqual([]);
    expect(files['README.md']).not.toMatch(/docker|security\.yml/);
    expect(await git(root, 'status', '--porcelain')).toBe(' M pnpm-workspace.yaml\n?? packages/my-api/\n');
    // pnpm 12 ends with an error where nothing is said of an install script.
    expect(await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8')).toBe(
      `${ROOT.pnpm['pnpm-workspace.yaml']}# esbuild works without its own install script.\nallowBuilds:\n  esbuild: false\n`,
    );
    await commit(root, 'a new app');
    const again = await tempered(['harden', '--dry-run', '--yes'], join(root, 'packages/my-api'));
    expect([again.code, again.stdout]).toEqual([0, '']);
  });

  it('is a project of its own where no pattern takes it in, and says which line would', async () => {
    const root = await temporaryFolder({ ...PACKAGES, ...ROOT.npm });
    await commit(root, 'first');
    const { code, stderr } = await tempered(['create', 'services/api', ...NEW], root);
    expect(code, stderr).toBe(0);
    expect(stderr.replace(/\s+/g, ' ')).toContain('add "services/api" to `workspaces` in package.json at its root');
    const files = await readFolder(join(root, 'services/api'));
    expect(JSON.parse(files['package.json']!)).toMatchObject({ name: 'api' });
    expect(Object.keys(files)).toContain('Dockerfile');
  });

  it('has the package manager of the workspace, and no name that is taken', async () => {
    const root = await temporaryFolder({
      ...PACKAGES,
      ...ROOT.npm,
      'package.json': '{ "private": true, "workspaces": ["packages/*", "apps/*"] }\n',
    });
    const before = await readFolder(root);
    const other = await tempered(['create', 'apps/new', ...NEW, '--package-manager', 'pnpm'], root);
    expect([other.code, other.stderr]).toEqual([2, expect.stringMatching(/that npm installs, not pnpm\.\n/)]);
    const taken = await tempered(['create', 'apps/api', ...NEW], root);
    expect([taken.code, taken.stderr]).toEqual([3, expect.stringMatching(/@shop\/api already: packages\/api\.\n/)]);
    expect(await readFolder(root)).toEqual(before);
  });
});
