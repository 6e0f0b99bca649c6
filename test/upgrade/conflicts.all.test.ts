import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterUntil, onTerminal, press, waitFor } from '../ui/tmux';
import { commit } from '../support/tempered';
import { copyOf, edit, hardenedBefore, read, removeLasting } from './project';

const FILE = 'src/security/rate-limit.js';
const LINE = 'return list.rules.length > 0 ? list : undefined;';
const OURS = 'return list.rules.length > 1 ? list : undefined;';

let before: string;
beforeAll(async () => {
  before = await hardenedBefore();
  await edit(before, FILE, (text) => text.replace(LINE, OURS));
});
afterAll(removeLasting);

describe('a conflict on a terminal', { timeout: 120_000 }, () => {
  it.each([
    ['keeps their lines', [], OURS, 'isEmpty ? undefined'],
    ['takes the new ones', ['Down'], 'return isEmpty ? undefined : list;', OURS],
    [
      'writes both between markers',
      ['Down', 'Down'],
      `<<<<<<< yours\n  ${OURS}\n||||||| base\n  ${LINE}\n=======\n`,
      '',
    ],
  ])('%s', async (_name, keys, text, other) => {
    const cwd = await copyOf(before);
    await onTerminal(cwd, '--no-install --no-verify');
    const shown = await enterUntil(/Which should stay/);
    expect(shown).toMatch(
      /As it was generated:[^]*rules\.length > 0[^]*Yours:[^]*rules\.length > 1[^]*New:[^]*isEmpty/,
    );
    for (const key of keys) await press(key);
    await press('Enter');
    await enterUntil(/Write (?:this file|these \d+ files)/);
    await press('Enter');
    const end = await waitFor(/exit code \d+/, 30);
    expect(end).toContain('exit code 0');
    if (keys.length === 2) expect(end).toContain('finish the merge by hand');
    const result = await read(cwd, FILE);
    expect(result).toContain(text);
    if (other !== '') expect(result).not.toContain(other);
  });

  it('asks about a deleted file once, and about an edited one that is not needed any more', async () => {
    const cwd = await copyOf(before);
    await rm(path.join(cwd, '.github/dependabot.yml'));
    await commit(cwd, 'deleted');
    await onTerminal(cwd, '--no-install --no-verify');
    await enterUntil(/You deleted .github\/dependabot\.yml\. Should it be written again/);
    await enterUntil(/Write (?:this file|these \d+ files)/);
    await press('Enter');
    await waitFor(/exit code 0/, 30);
    await expect(read(cwd, '.github/dependabot.yml')).rejects.toThrow('ENOENT');
    await commit(cwd, 'upgraded');
    await onTerminal(cwd, '--no-install --no-verify --remove rate-limit');
    await enterUntil(/rate-limit\.js is not needed any more, but has edits of yours/);
    await press('Down', 'Enter');
    await enterUntil(/Write (?:this file|these \d+ files)/);
    await press('Enter');
    await waitFor(/exit code 0/, 30);
    await expect(read(cwd, FILE)).rejects.toThrow('ENOENT');
    expect(await read(cwd, 'src/app.js')).not.toContain('loginLimiter');
  });
});
