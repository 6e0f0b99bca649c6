import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPackageRoot, readManifest } from '../../src/project/manifest';
import { temporaryFolder } from '../temporary';

const json = (value: unknown): string => JSON.stringify(value);

describe('readManifest', () => {
  it('reads the fields that matter and tolerates a byte order mark', async () => {
    const root = await temporaryFolder({
      'package.json':
        '\uFEFF' +
        json({
          name: 'shop',
          main: 'app.js',
          type: 'module',
          dependencies: { express: '^5.0.0', odd: 7 },
          optionalDependencies: { fsevents: '2' },
          devDependencies: { vitest: '^4' },
          scripts: { start: 'node app.js' },
          engines: { node: '>=20' },
        }),
    });
    expect(await readManifest(root)).toEqual({
      name: 'shop',
      main: 'app.js',
      type: 'module',
      dependencies: { express: '^5.0.0', fsevents: '2' },
      devDependencies: { vitest: '^4' },
      scripts: { start: 'node app.js' },
      engines: '>=20',
      installed: {},
      pinned: {},
    });
  });

  it('takes what is not of the right kind for absent', async () => {
    const root = await temporaryFolder({ 'package.json': json({ name: 3, dependencies: ['express'], scripts: null }) });
    expect(await readManifest(root)).toMatchObject({ name: null, type: 'commonjs', dependencies: {}, scripts: {} });
  });

  it('finds installed versions upwards, the nearest first, also of packages that hide their package.json', async () => {
    const root = await temporaryFolder({
      'node_modules/express/package.json': json({ version: '4.18.0' }),
      'node_modules/hono/package.json': json({ version: '4.1.0', exports: { '.': './index.js' } }),
      'node_modules/unused/package.json': json({ version: '1.0.0' }),
      'packages/api/package.json': json({ dependencies: { express: '5', hono: '4', absent: '1', broken: '1' } }),
      'packages/api/node_modules/express/package.json': json({ version: '5.1.0' }),
      'packages/api/node_modules/broken/package.json': '{',
    });
    expect((await readManifest(join(root, 'packages/api'))).installed).toEqual({ express: '5.1.0', hono: '4.1.0' });
  });

  it('finds what installed packages ask for in exactly one version', async () => {
    const asked = { fastify: '5.1.0', tslib: '^2.0.0', cookie: '1' };
    const root = await temporaryFolder({
      'package.json': json({ dependencies: { '@nestjs/platform-fastify': '^11.0.0' } }),
      'node_modules/@nestjs/platform-fastify/package.json': json({ version: '11.0.0', dependencies: asked }),
    });
    expect((await readManifest(root)).pinned).toEqual({ fastify: '5.1.0' });
  });

  it.each([
    ['none', {}, /No package\.json/],
    ['broken JSON', { 'package.json': '{ "name": ' }, /cannot be read/],
    ['an empty file', { 'package.json': '' }, /cannot be read/],
    ['a list', { 'package.json': '[]' }, /not an object/],
    ['null', { 'package.json': 'null' }, /not an object/],
  ])('refuses %s', async (_case, files, message) => {
    const root = await temporaryFolder(files as Record<string, string>);
    await expect(readManifest(root)).rejects.toMatchObject({
      name: 'UserError',
      exitCode: 3,
      message: expect.stringMatching(message) as string,
      hint: expect.stringMatching(/\w/) as string,
    });
  });

  it('names the broken line without quoting it', async () => {
    const root = await temporaryFolder({ 'package.json': '{\n  "token": hunter2hunter2\n}' });
    await expect(readManifest(root)).rejects.toThrow(/^package\.json cannot be read: line 2$/);
  });
});

describe('findPackageRoot', () => {
  it('is the directory itself when it has a package.json', async () => {
    const root = await temporaryFolder({ 'package.json': '{}', 'inner/package.json': '{}' });
    expect(await findPackageRoot(join(root, 'inner'))).toBe(join(root, 'inner'));
  });

  it('goes up inside the git work tree', async () => {
    const root = await temporaryFolder({ '.git/': '', 'package.json': '{}', 'src/routes/': '' });
    expect(await findPackageRoot(join(root, 'src/routes'))).toBe(root);
  });

  it('does not go above the git work tree', async () => {
    const root = await temporaryFolder({ 'package.json': '{}', 'repo/.git': 'gitdir: elsewhere', 'repo/src/': '' });
    await expect(findPackageRoot(join(root, 'repo/src'))).rejects.toMatchObject({ exitCode: 3 });
  });

  it('does not go up without git', async () => {
    const root = await temporaryFolder({ 'package.json': '{}', 'src/': '' });
    await expect(findPackageRoot(join(root, 'src'))).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('No package.json') as string,
    });
  });

  it('calls a missing folder and a file wrong usage', async () => {
    const root = await temporaryFolder({ 'package.json': '{}' });
    await expect(findPackageRoot(join(root, 'nowhere'))).rejects.toMatchObject({ exitCode: 2 });
    await expect(findPackageRoot(join(root, 'package.json'))).rejects.toMatchObject({ exitCode: 2 });
  });
});
