import { mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, git, run, tempered } from '../support/tempered';
import { readFolder, temporaryFolder, writeFiles } from '../temporary';
import { app, hardened, manifest, plain, repositoryOf } from './project';

const odd = ['my äpp 🦊\ntwo lines', '--version', '$(touch pwned)`x` %20#?[z]{q}*;&|<>', `a'b"c\\t`];

describe('names of folders and files', () => {
  it.each(odd)('are taken as they are: %j', async (name) => {
    const main = `${name}/${name}.js`;
    const folder = await temporaryFolder();
    const root = join(folder, name);
    await writeFiles(root, { ...plain, 'package.json': manifest({ main }), 'app.js': '', [main]: app });
    await commit(root, 'first');
    const dry = await hardened(root, { dryRun: true });
    await writeFile(join(root, '.git/plan.patch'), dry.stdout);
    await git(root, 'apply', '--check', '.git/plan.patch');
    expect(await hardened(root)).toMatchObject({ code: 0, message: '' });
    expect(await readFile(join(root, main), 'utf8')).toContain('secureApp(app)');
    expect(Object.keys(await readFolder(root))).toContain(`${name}/security/index.js`);
    await commit(root, 'hardened');
    expect(await hardened(root)).toMatchObject({ code: 0, message: '' });
    expect(await git(root, 'status', '--porcelain')).toBe('');
    expect(Object.keys(await readFolder(folder)).filter((path) => path.endsWith('pwned'))).toEqual([]);
  });

  it('that begin with dashes are given behind --', async () => {
    const folder = await temporaryFolder();
    await writeFiles(join(folder, '-rf'), plain);
    const { code, stderr } = await tempered(['harden', '--dry-run', '--', '-rf'], folder);
    expect(code, stderr).toBe(0);
  });

  it('that are no text are left alone', async () => {
    const root = await temporaryFolder(plain);
    const latin = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9]), Buffer.from('.js')]);
    await writeFile(latin, 'eval(x);\n').catch(() => undefined); // macOS knows no such name
    expect((await hardened(root)).code).toBe(0);
  });

  it('that differ in case only are refused: macOS and Windows could not check them out', async () => {
    const root = await repositoryOf({ ...plain, '.GitHub/workflows/ci.yml': 'name: ci\n' });
    const { code, message, hint } = await hardened(root);
    expect([code, message]).toEqual([3, '.GitHub is there, and .github would be the same on macOS and Windows.']);
    expect(hint).toBe('Rename .GitHub, or leave it out with --skip supply-chain.');
    expect((await hardened(root, { skip: ['supply-chain'] })).code).toBe(0);
  });

  it('that differ in case only make the generated folder take another name', async () => {
    const root = await repositoryOf({ ...plain, 'Security/own.js': '1;\n' });
    expect((await hardened(root)).code).toBe(0);
    expect(await readFile(join(root, 'app.js'), 'utf8')).toContain('./app-security');
  });
});

describe('symbolic links', () => {
  it('that lead in circles, or nowhere, are no matter', async () => {
    const root = await temporaryFolder({ ...plain, 'app.js': `require('./loop');\nrequire('./up/x');\n${app}` });
    for (const [target, name] of [
      ['loop.js', 'loop.js'],
      ['.', 'here'],
      ['..', 'up'],
      ['nowhere', 'broken.js'],
    ])
      await symlink(target!, join(root, name!));
    expect(await hardened(root)).toMatchObject({ code: 0, message: '' });
    await commit(root, 'with git');
    expect((await hardened(root, { dryRun: true })).code).toBe(0);
  });

  it('inside the project are followed, and stay links', async () => {
    const root = await repositoryOf({
      ...plain,
      'package.json': manifest({ main: 'index.js' }),
      'lib/app.js': app,
      'app.js': '',
    });
    await symlink('lib/app.js', join(root, 'index.js'));
    await commit(root, 'link');
    expect((await hardened(root)).code).toBe(0);
    expect(await readFile(join(root, 'lib/app.js'), 'utf8')).toContain('secureApp(app)');
    expect(await git(root, 'status', '--porcelain', '--', 'index.js')).toBe('');
  });

  it('to the project itself are the project', async () => {
    const root = await repositoryOf();
    const link = join(await temporaryFolder(), 'link');
    await symlink(root, link);
    expect((await hardened(link)).code).toBe(0);
    expect(await readFile(join(root, 'app.js'), 'utf8')).toContain('secureApp(app)');
  });

  it.each([
    ['the entry', 'app.js', 'app.js is a symbolic link that leads out of the project.'],
    ['package.json', 'package.json', 'package.json is outside of the project'],
    ['a file that is added to', '.gitignore', '.gitignore is outside of the project'],
  ])('that lead out of it are refused, in a dry run too: %s', async (_what, file, message) => {
    const folder = await temporaryFolder({ 'outside/file': plain[file as keyof typeof plain] });
    const root = join(folder, 'inside');
    await writeFiles(root, { ...plain, [file]: '' });
    await rm(join(root, file));
    await symlink('../outside/file', join(root, file));
    const before = await readFolder(folder);
    for (const dryRun of [true, false])
      expect(await hardened(root, { dryRun })).toMatchObject({ code: 3, message: expect.stringContaining(message) });
    expect(await readFolder(folder)).toEqual(before);
  });

  it('to nowhere are refused where something is to be written', async () => {
    const root = await temporaryFolder(plain);
    await symlink('nowhere', join(root, '.env.example'));
    expect(await hardened(root)).toMatchObject({
      code: 3,
      message: expect.stringContaining('.env.example is a broken symbolic link'),
      hint: expect.stringContaining('in the place of the link'),
    });
    expect(await readlink(join(root, '.env.example'))).toBe('nowhere');
  });

  it('that lead out of it are refused: a folder that is written to', async () => {
    const folder = await temporaryFolder({ 'outside/': '' });
    const root = join(folder, 'inside');
    await writeFiles(root, plain);
    await symlink('../outside', join(root, '.github'));
    expect(await hardened(root)).toMatchObject({
      code: 3,
      message: expect.stringMatching(/^\.github\/.* is outside of the project/),
    });
    expect(await readdir(join(folder, 'outside'))).toEqual([]);
  });
});

describe('what is in the place of a file', () => {
  it('is refused where it is to be edited: a pipe', async () => {
    const root = await temporaryFolder({ 'package.json': plain['package.json'], 'app.js': app });
    await run('mkfifo', [join(root, '.gitignore')], root);
    expect(await hardened(root)).toMatchObject({ code: 3, message: '.gitignore is not a file.' });
  });

  it('is refused where it is to be edited: a folder', async () => {
    const root = await temporaryFolder(plain);
    await mkdir(join(root, '.env.example'));
    expect(await hardened(root)).toMatchObject({ code: 3, message: '.env.example is not a file.' });
  });
});
