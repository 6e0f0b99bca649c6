import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFolder, temporaryFolder } from '../temporary';
import { APP, startWizard } from './screens';
import { answer, enterUntil, hasCursor, press, resize, screen, settled, tmux, visible, waitFor } from './tmux';

const FIXES = {
  'app.js': APP['app.js'].replace(
    'app.listen',
    "app.get('/go', (req, res) => res.cookie('seen', '1').redirect(req.query.to));\napp.listen",
  ),
};

describe.each([60, 80])('the wizard on a terminal of %i columns', (columns) => {
  it.each([
    ['without colours', { NO_COLOR: '1' }, ''],
    ['with colours', { NO_COLOR: '', FORCE_COLOR: '1' }, '-colours'],
  ])('looks as it did: %s', { timeout: 60_000 }, async (_, env, suffix) => {
    await startWizard(columns, env, { files: FIXES });
    const look = async (name: string): Promise<void> => {
      await settled();
      // How long a generated file is, is no matter of the screen.
      const seen = (await visible(true)).replace(/\+\d+/g, '+N');
      await expect(seen).toMatchFileSnapshot(`screens/${name}-${columns}${suffix}.txt`);
    };
    await waitFor(/enter: go on/, 30);
    await look('measures');
    await press('Down', 'Space', 'Up', '?');
    await waitFor(/Recommended/);
    await look('explained');
    await press('?', 'Enter');
    await waitFor(/Content-Security-Policy/);
    await look('question');
    await enterUntil(/Which of these should be mended/);
    await look('fixes');
    await enterUntil(/Write these \d+ files/);
    await look('write');
    await press('Enter');
    await waitFor(/exit code 0/);
    expect(await hasCursor()).toBe(true);
  });
});

describe('the accessible mode on a terminal', () => {
  it.each([
    ['ACCESSIBLE=1', { ACCESSIBLE: '1' }],
    ['TERM=dumb', { TERM: 'dumb' }],
  ])('goes through the wizard in lines, without colours or drawing: %s', { timeout: 60_000 }, async (_, env) => {
    const root = await startWizard(60, env as Record<string, string>);
    await waitFor(/Your choice:$/m, 30);
    await expect(await visible(true)).toMatchFileSnapshot('screens/accessible-60.txt');
    for (const keys of ['?1', 'none', '1']) await answer(keys);
    const last = await enterUntil(/Write (?:this file|these \d+ files)/);
    expect(last).toMatch(/Security headers: chosen\. 1 of 13 are chosen\./);
    expect(last).not.toMatch(/[│◆◇●○◼◻❯]/);
    await enterUntil(/exit code 0\necho icanon isig/);
    expect(Object.keys(await readFolder(root))).toContain('security/headers.js');
  });

  it('is cancelled by Ctrl-C', async () => {
    const root = await startWizard(60, { ACCESSIBLE: '1' });
    await waitFor(/Your choice:$/m, 30);
    await press('C-c');
    expect(await waitFor(/exit code \d+\n.*isig/)).toMatch(
      /Cancelled\nNothing was written\.\nexit code 130\necho icanon isig/,
    );
    expect(await readFolder(root)).toEqual(APP);
  });
});

describe('a terminal without symbols', () => {
  it.each([
    ['LANG=C', { LANG: 'C', LC_ALL: 'C' }],
    ['TERM=linux', { TERM: 'linux' }],
  ])('is drawn on in ASCII from the first line to the last: %s', { timeout: 60_000 }, async (name, env) => {
    const root = await startWizard(60, { NO_COLOR: '1', ...env } as Record<string, string>);
    await waitFor(/enter: go on/, 30);
    await press('?');
    await waitFor(/Recommended/);
    await settled();
    await expect(await visible()).toMatchFileSnapshot(`screens/ascii-${name}.txt`);
    await enterUntil(/exit code 0\necho icanon isig/);
    expect(await screen()).toMatch(/^[\n -~]+$/);
    expect(Object.keys(await readFolder(root))).toContain('security/headers.js');
  });
});

describe('the diff on a narrow terminal', () => {
  it('is broken by the terminal alone, so that what is copied from it is exact', { timeout: 60_000 }, async () => {
    await startWizard(60, {}, { files: FIXES });
    await waitFor(/enter: go on/, 30);
    await enterUntil(/Write these \d+ files/);
    const { stdout } = await tmux('capture-pane', '-p', '-J', '-S', '-', '-t', 'wizard');
    const long = FIXES['app.js'].split('\n').find((line) => line.includes('/go'))!;
    expect(long.length).toBeGreaterThan(60);
    expect(stdout.split('\n').map((line) => line.slice(1).trimEnd())).toContain(long);
  });
});

const LEFT = /exit code 130\necho icanon isig/;

describe('Ctrl-C', () => {
  const many = Object.fromEntries(
    Array.from({ length: 2500 }, (_, at) => [
      `lib/part${at}.js`,
      `const a = require('./part${(at + 1) % 2500}');\n${Array.from({ length: 150 }, (__, line) => `exports.f${line} = (req, db) => db.query('select ' + req.body.x${line} + a);`).join('\n')}\n`,
    ]),
  );

  it.each(['harden', 'check'])('ends an audit, whose progress is shown: %s', { timeout: 120_000 }, async (args) => {
    const root = await startWizard(60, {}, { args, files: many });
    await waitFor(/Looking for weaknesses \(file \d+ of \d+, \d+ s\)/, 60);
    await press('C-c');
    await waitFor(LEFT);
    expect(await visible()).toMatch(/^Cancelled\nNothing was written\.\nexit code 130/);
    expect(await hasCursor()).toBe(true);
    expect(Object.keys(await readFolder(root)).length).toBe(2504);
  });

  it('puts everything back while packages are installed', { timeout: 60_000 }, async () => {
    const bin = await temporaryFolder({ npm: '#!/bin/sh\ncase $1 in install) sleep 30 ;; esac\n' });
    await chmod(join(bin, 'npm'), 0o755);
    const root = await startWizard(80, { PATH: `${bin}:${process.env['PATH']}` }, { args: '--no-verify' });
    await waitFor(/enter: go on/, 30);
    await enterUntil(/Install the packages now/);
    await press('Enter');
    await waitFor(/Installing the packages \(\d+ s\)/);
    await press('C-c');
    await waitFor(/Putting everything back/);
    await press('C-c');
    const last = await waitFor(/exit code \d+\n.*isig/, 60);
    expect(last).toMatch(LEFT);
    expect(await hasCursor()).toBe(true);
    expect(await readFolder(root, ['.git', 'node_modules'])).toEqual(APP);
  });

  it(
    'at the question after a preview changes nothing, however the window was dragged',
    { timeout: 60_000 },
    async () => {
      const root = await startWizard(80);
      await waitFor(/enter: go on/, 30);
      await enterUntil(/Write these \d+ files/);
      await resize(60, 20);
      await settled();
      await resize(100, 30);
      await settled();
      expect(await visible()).toMatch(
        /◆ {2}Write these \d+ files\?\n│ {2}● Yes\n│ {2}○ Show all of it first\n│ {2}○ No\n/,
      );
      await press('C-c');
      await waitFor(LEFT);
      expect(await readFolder(root)).toEqual(APP);
    },
  );
});
