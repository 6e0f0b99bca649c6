import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors';
import { applyChanges } from '../../../src/steps/apply';
import { disk, type Files } from '../../../src/steps/transaction/files';
import { counting, failing, withRoomFor } from '../../support/faults';
import { treeOf } from '../../support/tree';
import { changes, scenario } from './scenario';

/** What applying says; null where it works. */
async function problemOf(root: string, on: Files): Promise<UserError | null> {
  const error = await applyChanges(root, changes, { files: on }).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error !== null) expect(error).toBeInstanceOf(UserError);
  return error as UserError | null;
}

describe('a disk that fails', () => {
  it('leaves everything as it was, whichever operation it fails at', async () => {
    const { reset, before, completed } = await scenario('with git');
    const all = counting();
    await applyChanges(await reset(), changes, { files: all.files });
    const codes = new Set<number>();
    for (let n = 0; n < all.steps(); n += 13) {
      const root = await reset();
      const error = await problemOf(
        root,
        failing('EIO', (_name, _path, step) => step === n),
      );
      if (error) expect(await treeOf(root), `operation ${n}: ${error.message}`).toEqual(before);
      else expect(completed, `operation ${n}`).toContainEqual(await treeOf(root));
      if (error) codes.add(error.exitCode);
    }
    expect([...codes].sort()).toEqual([3, 4]);
  });

  it.each<[where: string, most: number, isOn: (path: string) => boolean, exitCode: number]>([
    ['of the undo data', 4000, (path) => path.includes('/undo/'), 3],
    ['of the project', 400, (path) => !path.includes('/undo/'), 4],
  ])('that is full leaves everything as it was, and says so: the disk %s', async (_where, most, isOn, exitCode) => {
    const { reset, before, completed } = await scenario('without git');
    const outcomes = new Set<number>();
    for (let room = 0; room <= most; room += most / 8) {
      const root = await reset();
      const error = await problemOf(root, withRoomFor(room, isOn));
      if (error) expect(error.message).toMatch(/the disk is full/);
      if (error) expect(await treeOf(root), `room for ${room} bytes`).toEqual(before);
      else expect(completed, `room for ${room} bytes`).toContainEqual(await treeOf(root));
      outcomes.add(error?.exitCode ?? 0);
    }
    expect([...outcomes].sort()).toEqual([0, exitCode]);
  });

  it('that has no room to put back what was there moves the kept bytes instead', async () => {
    const { reset, before } = await scenario('with git');
    const root = await reset();
    // From the second file on there is room for nothing at all.
    let full = false;
    const on = failing('ENOSPC', (name, path) => {
      full ||= name === 'create' && path.endsWith('-2.tmp');
      return full && name === 'create';
    });
    const error = await problemOf(root, on);
    expect(error).toMatchObject({ exitCode: 4, hint: expect.stringContaining('as it was before') as string });
    expect(await treeOf(root)).toEqual(before);
  });
});

describe('a file that is not to be written', () => {
  const refused: [what: string, spoil: (root: string) => Promise<unknown>, message: RegExp][] = [
    ['is read-only', (root) => chmod(join(root, 'bin/www'), 0o555), /bin\/www is read-only/],
    ['vanished', (root) => rm(join(root, 'src/app.js')), /src\/app\.js does not exist any more/],
    ['changed', (root) => writeFile(join(root, 'src/app.js'), 'mine'), /src\/app\.js was changed meanwhile/],
    ['came into being', (root) => writeFile(join(root, '.tempered'), 'mine'), /\.tempered.* cannot be reached/],
  ];
  it.each(refused)('leaves everything as it was: it %s', async (_what, spoil, message) => {
    const root = await (await scenario('with git')).reset();
    await spoil(root);
    const before = await treeOf(root);
    const error = await problemOf(root, disk);
    expect(error).toMatchObject({ exitCode: 3, message: expect.stringMatching(message) as string });
    expect(error?.hint).toMatch(/Nothing was written/);
    expect(await treeOf(root)).toEqual(before);
  });

  it('leaves everything as it was: another user owns its folder', async () => {
    const { reset, before } = await scenario('with git');
    const root = await reset();
    const denied = {
      ...disk,
      checkWritable: (path: string) => (path.endsWith('/src') ? Promise.reject(new Error()) : Promise.resolve()),
    };
    expect(await problemOf(root, denied)).toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/folder of src\/app\.js/) as string,
    });
    expect(await treeOf(root)).toEqual(before);
  });

  it('is left alone where it changes while the others are written; the others are put back', async () => {
    const { reset, before } = await scenario('with git');
    const root = await reset();
    const meddling: Files = {
      ...disk,
      rename: async (from, to) => {
        if (to.endsWith('src/app.js') && from.endsWith('.tmp')) throw new Error('EIO: broken');
        await disk.rename(from, to);
        if (to.endsWith('bin/www')) await writeFile(to, 'mine');
      },
    };
    expect(await problemOf(root, meddling)).toMatchObject({
      exitCode: 4,
      hint: expect.stringMatching(/left alone: bin\/www/) as string,
    });
    expect(await treeOf(root)).toEqual({ ...before, 'bin/www': 'file 751 mine' });
  });
});
