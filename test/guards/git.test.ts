import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuseOperation } from '../../src/steps/guards/operation';
import { commit, git, run, tempered } from '../support/tempered';
import { readFolder, temporaryFolder, writeFiles } from '../temporary';
import { app, hardened, manifest, plain, repositoryOf } from './project';

const quietly = (root: string, ...args: string[]) => run('git', args, root);

/** Two branches that changed the same file, so that bringing them together stops. */
async function twoBranches(): Promise<string> {
  const root = await repositoryOf();
  await git(root, 'config', 'user.name', 'test');
  await git(root, 'config', 'user.email', 'test@example.com');
  await git(root, 'checkout', '-q', '-b', 'other');
  await writeFiles(root, { 'notes.txt': 'theirs\n' });
  await commit(root, 'theirs');
  await git(root, 'checkout', '-q', '-');
  await writeFiles(root, { 'notes.txt': 'ours\n' });
  await commit(root, 'ours');
  return root;
}

async function withPatch(root: string): Promise<void> {
  await writeFile(join(root, '.git/other.patch'), await git(root, 'format-patch', '-1', 'other', '--stdout'));
  await quietly(root, 'am', '.git/other.patch');
}

const edit = ['-c', 'sequence.editor=sed -i s/^pick/edit/'];
const operations: [name: string, begin: (root: string) => Promise<unknown>, abort: string][] = [
  ['merge', (root) => quietly(root, 'merge', 'other'), 'git merge --abort'],
  ['rebase', (root) => quietly(root, ...edit, 'rebase', '-i', 'HEAD~1'), 'git rebase --abort'],
  ['rebase', (root) => quietly(root, 'rebase', '--apply', 'other'), 'git rebase --abort'],
  ['cherry-pick', (root) => quietly(root, 'cherry-pick', 'other'), 'git cherry-pick --abort'],
  ['revert', (root) => quietly(root, 'revert', '--no-commit', 'HEAD'), 'git revert --abort'],
  ['series of patches (git am)', withPatch, 'git am --abort'],
  ['bisect', (root) => quietly(root, 'bisect', 'start'), 'git bisect reset'],
];

describe('git in the middle of something', () => {
  it.each(operations)('is refused: a %s', async (name, begin, abort) => {
    const root = await twoBranches();
    await begin(root);
    const before = await readFolder(root);
    const { code, message, hint } = await hardened(root);
    expect([code, message]).toEqual([3, `A ${name} is in progress in this repository.`]);
    expect(hint).toContain(`\`${abort}\``);
    expect(await readFolder(root)).toEqual(before);
    await git(root, ...abort.split(' ').slice(1));
    await expect(refuseOperation(root)).resolves.toBeUndefined();
  });

  it('is no matter for --allow-dirty, for a dry run, and for another work tree', async () => {
    const root = await twoBranches();
    const linked = join(await temporaryFolder(), 'linked');
    await git(root, 'worktree', 'add', '-q', '--detach', linked);
    await quietly(root, 'merge', 'other');
    expect((await hardened(root, { dryRun: true })).code).toBe(0);
    expect((await hardened(root, { allowDirty: true })).code).toBe(0);
    expect(await hardened(linked)).toMatchObject({ code: 0, message: '' });
  });

  it('is seen in a linked work tree, though its .git is a file', async () => {
    const root = await twoBranches();
    const linked = join(root, 'linked');
    await git(root, 'worktree', 'add', '-q', '--detach', 'linked');
    await quietly(linked, 'merge', 'other');
    expect((await hardened(linked)).message).toMatch(/^A merge is in progress/);
  });
});

describe('files that git would not give back', () => {
  it.each([
    ['--skip-worktree', '--no-skip-worktree'],
    ['--assume-unchanged', '--no-assume-unchanged'],
  ])('are refused where it is told to overlook them: %s', async (flag, end) => {
    const root = await repositoryOf();
    await git(root, 'update-index', flag, 'app.js');
    await appendFile(join(root, 'app.js'), '// mine\n');
    const { code, message, hint } = await hardened(root);
    expect([code, message]).toEqual([3, 'git is told to overlook changes of app.js, so it could not give them back.']);
    expect(hint).toContain(end);
    expect((await hardened(root, { allowDirty: true })).code).toBe(0);
    expect(await readFile(join(root, 'app.js'), 'utf8')).toContain('// mine\n');
  });

  it('are not written anew where a sparse checkout leaves them out', async () => {
    const root = await repositoryOf({ ...plain, '.github/dependabot.yml': 'version: 2\n' });
    await git(root, 'sparse-checkout', 'set', '--no-cone', '/app.js', '/package.json', '/.gitignore');
    const { code, message, hint } = await hardened(root);
    expect([code, message]).toEqual([3, '.github/dependabot.yml is tracked by git, but not checked out here.']);
    expect(hint).toContain('git sparse-checkout add');
    expect(await git(root, 'status', '--porcelain')).toBe('');
    expect((await hardened(root, { skip: ['supply-chain'] })).code).toBe(0);
  });

  it('are not mixed with those of a submodule or of a repository inside', async () => {
    const root = await repositoryOf({ 'package.json': manifest({ main: 'src/app.js' }), '.gitignore': 'src/\n' });
    await writeFiles(root, { 'src/app.js': app });
    await commit(join(root, 'src'), 'inner');
    const { code, message, hint } = await hardened(root);
    expect([code, message]).toEqual([
      3,
      'src/security/index.js belongs to another git repository: src is a submodule or a repository of its own.',
    ]);
    expect(hint).toContain('--allow-dirty');
  });
});

describe('a repository of another kind', () => {
  it('is hardened as any other: a submodule', async () => {
    const library = await repositoryOf();
    const top = await repositoryOf({ 'readme.md': '' });
    await git(top, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library, 'api');
    await commit(top, 'with api');
    expect(await hardened(join(top, 'api'))).toMatchObject({ code: 0, message: '' });
    expect(await git(join(top, 'api'), 'status', '--porcelain')).toContain(' M app.js');
  });

  it('is hardened as any other: a folder of a larger one, whatever is changed beside it', async () => {
    const root = await repositoryOf({ 'web/a.js': '', ...below('api', plain) });
    await appendFile(join(root, 'web/a.js'), '1');
    expect((await hardened(join(root, 'api'))).code).toBe(0);
    expect(Object.keys(await readFolder(root)).filter((path) => path.startsWith('security'))).toEqual([]);
  });

  it('is hardened as any other: without git', async () => {
    const root = await temporaryFolder(plain);
    expect((await hardened(root)).code).toBe(0);
    expect(await readFile(join(root, 'app.js'), 'utf8')).toContain('secureApp(app)');
  });

  it('is refused where git itself cannot read it', async () => {
    const root = await repositoryOf();
    await writeFile(join(root, '.git/index'), 'damaged');
    const { code, message, hint } = await hardened(root);
    expect([code, message]).toEqual([3, expect.stringMatching(/^git could not say what is changed: fatal: /)]);
    expect(hint).toContain('--allow-dirty');
  });

  it('is found by its folder, not by what a hook says of the one around it', async () => {
    const root = await repositoryOf({ ...below('api', plain), 'other.js': '' });
    const hook = { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index', GIT_WORK_TREE: '.' };
    const { code, stderr } = await tempered(['api', '--yes', '--no-install', '--no-verify'], root, hook);
    expect(code, stderr).toBe(0);
    const other = await tempered(['--yes', '--no-install', '--no-verify', '--quiet'], join(root, 'api'), hook);
    expect([other.code, other.stderr]).toEqual([3, expect.stringContaining('uncommitted changes: app.js')]);
  });

  it('is not looked for where a package of its own lies in the project', async () => {
    const nested = { 'package.json': manifest(), 'app.js': app };
    const root = await repositoryOf({ ...plain, ...below('packages/inner', nested) });
    await mkdir(join(root, 'packages/inner/node_modules'));
    expect((await hardened(root)).code).toBe(0);
    expect(await git(root, 'status', '--porcelain', '--', 'packages')).toBe('');
    await commit(root, 'outer');
    expect((await hardened(join(root, 'packages/inner'))).code).toBe(0);
    expect(await git(root, 'status', '--porcelain', '--', '.', ':!packages')).toBe('');
  });
});

const below = (folder: string, files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]));
