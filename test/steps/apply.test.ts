import { chmod, chown, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/steps/apply';
import type { Files } from '../../src/steps/transaction/files';
import type { FileChange } from '../../src/types';
import { failing } from '../support/faults';
import { readFolder, temporaryFolder } from '../temporary';

/** As long as a name may be. */
const LONG = 'x'.repeat(255);

function change(file: string, before: string | null, after: string | null): FileChange {
  return { file, before, after, measures: [] };
}

async function refusal(root: string, changes: FileChange[], exitCode: number, files?: Files): Promise<Error> {
  const before = await readFolder(root);
  const error = await applyChanges(root, changes, files && { files }).then(
    () => new Error('nothing was refused'),
    (reason: Error) => reason,
  );
  expect(error).toMatchObject({ name: 'UserError', exitCode });
  expect(await readFolder(root)).toEqual(before);
  return error;
}

describe('applyChanges', () => {
  it('creates, changes and removes files', async () => {
    const root = await temporaryFolder({ 'app.js': 'a\n', 'old/deep/base.js': 'b\n', 'old/keep.js': 'c\n' });
    await applyChanges(root, [
      change('src/security/index.js', null, 'new\n'),
      change('app.js', 'a\n', 'A\n'),
      change('old/deep/base.js', 'b\n', null),
      change('empty.txt', null, ''),
      change('unchanged.js', null, null),
    ]);
    expect(await readFolder(root)).toEqual({
      'app.js': 'A\n',
      'empty.txt': '',
      'old/keep.js': 'c\n',
      'src/security/index.js': 'new\n',
    });
  });

  it('writes bytes as they are: byte order mark, CRLF, characters beyond ASCII', async () => {
    const before = '\uFEFFconst ö = "🦊";\r\nlone\rreturn';
    const root = await temporaryFolder({ 'a ö"b.js': before });
    await applyChanges(root, [change('a ö"b.js', before, `${before}\r\nx\n`)]);
    expect(await readFile(join(root, 'a ö"b.js'))).toEqual(Buffer.from(`${before}\r\nx\n`));
  });

  it('keeps the mode', async () => {
    const root = await temporaryFolder({ 'bin/www': '#!/usr/bin/env node\n' });
    await chmod(join(root, 'bin/www'), 0o751);
    await applyChanges(root, [change('bin/www', '#!/usr/bin/env node\n', '#!/usr/bin/env node\n1\n')]);
    expect((await stat(join(root, 'bin/www'))).mode & 0o777).toBe(0o751);
  });

  it.runIf(process.platform !== 'win32')(
    'makes a new file that can be run, for those whom the mask allows it',
    async () => {
      const root = await temporaryFolder();
      await applyChanges(root, [{ ...change('.githooks/pre-commit', null, '#!/bin/sh\n'), executable: true }]);
      expect((await stat(join(root, '.githooks/pre-commit'))).mode & 0o777).toBe(0o777 & ~process.umask());
    },
  );

  it.runIf(process.getuid?.() === 0)('keeps the owner, and the bits that a change of owner takes away', async () => {
    const root = await temporaryFolder({ 'app.js': '1' });
    await chown(join(root, 'app.js'), 1234, 2345);
    await chmod(join(root, 'app.js'), 0o4750);
    await applyChanges(root, [change('app.js', '1', '2')]);
    const { uid, gid, mode } = await stat(join(root, 'app.js'));
    expect({ uid, gid, mode: mode & 0o7777 }).toEqual({ uid: 1234, gid: 2345, mode: 0o4750 });
  });

  it('follows a symbolic link inside the root and leaves it a link', async () => {
    const root = await temporaryFolder({ 'real/app.js': '1' });
    await symlink('real', join(root, 'linked'));
    await symlink('real/app.js', join(root, 'app.js'));
    await applyChanges(root, [change('app.js', '1', '2'), change('linked/new.js', null, 'n')]);
    expect(await readFolder(join(root, 'real'))).toEqual({ 'app.js': '2', 'new.js': 'n' });
    expect(await readFile(join(root, 'app.js'), 'utf8')).toBe('2');
  });

  it.each([
    ['a changed file', change('app.js', 'old', 'new'), /app\.js was changed meanwhile/],
    ['a file that is gone', change('gone.js', 'old', 'new'), /gone\.js does not exist any more/],
    ['a file that came into being', change('app.js', null, 'new'), /app\.js exists meanwhile/],
    ['a folder', change('src', null, 'new'), /src is not a file/],
    ['a file below a file', change('app.js/x.js', null, 'new'), /cannot be reached/],
    ['a path that climbs out', change('src/../../x.js', null, 'new'), /outside/],
    ['an absolute path', change('/tmp/x.js', null, 'new'), /outside/],
    ['a path with NUL', change('x\0.js', null, 'new'), /outside/],
    ['text that UTF-8 cannot hold', change('y.js', null, '\uD800'), /UTF-8/],
  ])('refuses %s before anything is written', async (_name, bad, message) => {
    const root = await temporaryFolder({ 'app.js': 'now', 'src/a.js': '' });
    const error = await refusal(root, [change('first.js', null, '1'), bad], 3);
    expect(error.message).toMatch(message);
  });

  it('refuses the same file twice', async () => {
    const root = await temporaryFolder({ 'app.js': '1' });
    await symlink('app.js', join(root, 'alias.js'));
    await refusal(root, [change('app.js', '1', '2'), change('alias.js', '1', '3')], 3);
  });

  it('refuses a file that is not UTF-8 rather than damage it', async () => {
    const root = await temporaryFolder({ 'latin1.js': Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]) });
    const seen = await readFile(join(root, 'latin1.js'), 'utf8');
    expect((await refusal(root, [change('latin1.js', seen, `${seen}x`)], 3)).message).toMatch(/not UTF-8/);
  });

  it('refuses links that lead out of the root, or nowhere', async () => {
    const outside = await temporaryFolder({ 'secret.js': 's' });
    const root = await temporaryFolder({ 'app.js': '1' });
    await symlink(join(outside, 'secret.js'), join(root, 'file.js'));
    await symlink(outside, join(root, 'folder'));
    await symlink('nowhere', join(root, 'broken.js'));
    for (const bad of [
      change('file.js', 's', 't'),
      change('folder/new.js', null, 't'),
      change('broken.js', null, 't'),
    ]) {
      const error = await applyChanges(root, [change('app.js', '1', '2'), bad]).catch((reason: Error) => reason);
      expect(error).toMatchObject({ name: 'UserError', exitCode: 3 });
    }
    expect(await readFolder(outside)).toEqual({ 'secret.js': 's' });
    expect(await readFile(join(root, 'app.js'), 'utf8')).toBe('1');
  });

  it('puts everything back when a write fails', async () => {
    const root = await temporaryFolder({ 'app.js': '\uFEFFa\r\n', 'old/base.js': 'b', [LONG]: 'l', 'src/': '' });
    await chmod(join(root, 'old/base.js'), 0o640);
    const changes = [
      change('app.js', '\uFEFFa\r\n', 'A'),
      change('old/base.js', 'b', null),
      change('src/security/deep/index.js', null, 'n'),
      change(LONG, 'l', 'L'),
    ];
    const files = failing('EIO', (name, path) => name === 'create' && path.startsWith(root) && path.endsWith('-3.tmp'));
    const error = await refusal(root, changes, 4, files);
    expect(error).toMatchObject({ hint: expect.stringContaining('as it was before') as string });
    expect((await stat(join(root, 'old/base.js'))).mode & 0o777).toBe(0o640);
  });

  it('writes and removes a file whose name has no room for another letter', async () => {
    const root = await temporaryFolder({ [LONG]: 'l' });
    await applyChanges(root, [change(LONG, 'l', 'L')]);
    expect(await readFolder(root)).toEqual({ [LONG]: 'L' });
    await applyChanges(root, [change(LONG, 'L', null)]);
    expect(await readFolder(root)).toEqual({});
  });

  it('keeps what it could not put back, and says so', async () => {
    const root = await temporaryFolder({ 'app.js': '1', 'b.js': '1' });
    let broken = false;
    const stuck = failing('EIO', (name, path) => {
      broken ||= name === 'rename' && path.endsWith('-1.tmp');
      return broken && path.endsWith('.tmp') && !path.includes('undo');
    });
    const error = await applyChanges(root, [change('app.js', '1', '2'), change('b.js', '1', '2')], {
      files: stuck,
    }).catch((reason: Error) => reason);
    expect(error).toMatchObject({ exitCode: 4, hint: expect.stringContaining('tempered undo') as string });
  });
});
