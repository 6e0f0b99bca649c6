import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { list } from '../../src/commands/list';
import type { HardenOptions } from '../../src/commands/options';
import { recover } from '../../src/commands/recovery';
import type { UserError } from '../../src/errors';
import { disk } from '../../src/steps/transaction/files';
import { treeOf } from '../support/tree';
import { harden, kill, scenario } from '../steps/transaction/scenario';
import { mockTerminal } from '../ui/terminal';

/** A project in which a run was killed while it wrote. */
async function interrupted() {
  const { reset, before, completed, steps } = await scenario('with git');
  const root = await reset();
  expect(await kill(Math.floor(steps * 0.6), 'before', (on) => harden(root, on))).toBe(true);
  const now = await treeOf(root);
  expect(now).not.toEqual(before);
  expect(completed).not.toContainEqual(now);
  return { root, before, completed: completed[0], now };
}

function terminal(isTTY: boolean) {
  const { io, keyboard, display, ...rest } = mockTerminal();
  Object.assign(keyboard, { isTTY });
  Object.assign(display, { isTTY });
  return { io, ...rest };
}

describe('the next command after a run was killed', () => {
  it('refuses without a terminal, says what it found, and changes nothing', async () => {
    const { root, now } = await interrupted();
    const error = await recover(root, {}, terminal(false).io).catch((reason: UserError) => reason);
    expect(error).toMatchObject({ exitCode: 3, hint: expect.stringContaining('tempered undo') as string });
    expect((error as UserError).message).toMatch(
      /^An earlier run \(harden, .* UTC\) was interrupted: \d of its 9 files/,
    );
    expect(await treeOf(root)).toEqual(now);
  });

  it('says so beside what is applied, where that is asked for', async () => {
    const { root, now } = await interrupted();
    const { io, seen } = terminal(false);
    await list(root, { format: 'table' } as HardenOptions, io);
    expect(seen()).toMatch(/An earlier run \(harden, .* was interrupted: .*`tempered undo`\.\n$/);
    expect(await treeOf(root)).toEqual(now);
  });

  it('rolls back with --yes, but not where nothing may be written', async () => {
    const { root, before, now } = await interrupted();
    await expect(recover(root, { yes: true, dryRun: true }, terminal(false).io)).rejects.toMatchObject({ exitCode: 3 });
    expect(await treeOf(root)).toEqual(now);
    const { io, seen } = terminal(false);
    await recover(root, { yes: true }, io);
    expect(seen()).toMatch(/was interrupted.*\nEverything is as it was before that run\./);
    expect(await treeOf(root)).toEqual(before);
    await recover(root, {}, terminal(false).io);
  });

  it('asks on a terminal: it is rolled back', async () => {
    const { root, before } = await interrupted();
    const { io, type, seen } = terminal(true);
    const work = recover(root, {}, io);
    await expect.poll(seen).toMatch(/What should become of that run\?[^]*Roll back[^]*Finish/);
    await type('return');
    await work;
    expect(await treeOf(root)).toEqual(before);
  });

  it('asks on a terminal: it is finished', async () => {
    const { root, completed } = await interrupted();
    const { io, type, seen } = terminal(true);
    const work = recover(root, {}, io);
    await expect.poll(seen).toMatch(/What should become of that run/);
    await type('down', 'return');
    await work;
    expect(seen()).toMatch(/Packages are still to be installed: .*npm install/);
    expect(await treeOf(root)).toEqual(completed);
  });

  it('leaves all as it is where the question is cancelled', async () => {
    const { root, now } = await interrupted();
    const { io, type, seen } = terminal(true);
    const work = recover(root, {}, io).catch((error: UserError) => error.exitCode);
    await expect.poll(seen).toMatch(/What should become of that run/);
    await type('ctrl-c');
    expect(await work).toBe(130);
    expect(await treeOf(root)).toEqual(now);
  });

  describe('in which somebody has changed a file since', () => {
    it('refuses to roll back, and names the file', async () => {
      const { root } = await interrupted();
      await writeFile(join(root, 'bin/www'), 'mine');
      const now = await treeOf(root);
      await expect(recover(root, { yes: true }, terminal(false).io)).rejects.toMatchObject({
        exitCode: 3,
        message: 'Changed since that run: bin/www.',
      });
      expect(await treeOf(root)).toEqual(now);
    });

    it('asks on a terminal: a copy is kept', async () => {
      const { root, before } = await interrupted();
      await writeFile(join(root, 'bin/www'), 'mine');
      const { io, type, seen } = terminal(true);
      const work = recover(root, {}, io);
      await expect
        .poll(seen)
        .toMatch(/Changed since that run: bin\/www\.[^]*keep a copy of every file that was changed since/);
      await type('return');
      await work;
      const { 'bin/www.yours': copy, ...rest } = await treeOf(root);
      expect(copy).toMatch(/mine$/);
      expect(rest).toEqual(before);
    });

    it('asks on a terminal: everything may be left as it is', async () => {
      const { root } = await interrupted();
      await writeFile(join(root, 'bin/www'), 'mine');
      const now = await treeOf(root);
      const { io, type, seen } = terminal(true);
      const work = recover(root, {}, io);
      await expect.poll(seen).toMatch(/Leave all files as they are now/);
      await type('down', 'return');
      await work;
      expect(await treeOf(root)).toEqual(now);
      await recover(root, {}, terminal(false).io);
      await harden(root, disk).catch(() => undefined);
      expect(await readFile(join(root, 'bin/www'), 'utf8')).toBe('mine');
    });
  });
});
