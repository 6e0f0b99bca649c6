import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { install } from '../templates/workshop';
import { readFolder, temporaryFolder } from '../temporary';
import { enterUntil, onTerminal, press, tmux, waitFor } from './tmux';

const APP = {
  'package.json':
    '{\n  "name": "shop",\n  "scripts": { "start": "node app.js" },\n  "dependencies": { "express": "^5.1.0" }\n}\n',
  'package-lock.json': '{ "lockfileVersion": 3 }\n',
  '.gitignore': 'node_modules\n',
  'app.js': `const express = require('express');
const app = express();
app.use(express.json());
app.get('/', (req, res) => res.send('hello'));
app.listen(process.env.PORT || 3000);
`,
};

/** A committed project, and the wizard running in it on a terminal of its own; with these packages where it is proven. */
async function startWizard(options = '--no-verify', packages?: string): Promise<string> {
  const root = await temporaryFolder(APP);
  if (packages) await symlink(packages, join(root, 'node_modules'));
  const git = (...args: string[]) =>
    execa('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: root });
  await git('init', '-q');
  await git('add', '-A');
  await git('commit', '-qm', 'first');
  await onTerminal(root, `--no-install ${options}`);
  return root;
}

describe('the wizard on a real terminal', () => {
  it('offers measures, asks, shows the diff, writes and sums up', async () => {
    const root = await startWizard();
    expect(await waitFor(/enter: go on/)).toMatch(/◼ Security headers[^]*◼ CORS/);
    const preview = await enterUntil(/Write (?:this file|these \d+ files)/);
    expect(preview).toContain('+const { secureApp');
    expect(await readFolder(root)).toEqual(await readCommitted());
    await press('Enter');
    const summary = await waitFor(/exit code 0/);
    expect(summary).toMatch(/Done\n[^]*security\/headers\.js[^]*Next\n/);
    expect(Object.keys(await readFolder(root))).toContain('security/cors.js');
  });

  it('attacks the app before and after, and puts all back where that is cancelled', { timeout: 120_000 }, async () => {
    const installation = await install(5);
    try {
      const packages = join(installation.folder, 'node_modules');
      const root = await startWizard('--only headers', packages);
      await enterUntil(/Write (?:this file|these \d+ files)/);
      await enterUntil(/Start the app on this machine and attack it/);
      await enterUntil(/attacks succeeded before, 0/);
      expect(await waitFor(/exit code 0/)).toMatch(/Ask what software it runs +✗ 200, x-powered-by: Express +✓ 200/);
      expect(Object.keys(await readFolder(root, ['.git', 'node_modules']))).toContain('security/headers.js');
      await tmux('kill-server');
      const other = await startWizard('--only headers,limits', packages);
      await enterUntil(/Start the app on this machine and attack it/);
      await press('Enter');
      await waitFor(/Attacking: [^]*Attacking: /, 60);
      await press('C-c');
      expect(await waitFor(/exit code \d/)).toMatch(/Everything is as it was before[^]*exit code 130/);
      expect(await readFolder(other, ['.git', 'node_modules'])).toEqual(await readCommitted());
    } finally {
      await installation.remove();
    }
  });

  it('drops a measure that is taken out of the selection', async () => {
    const root = await startWizard();
    await waitFor(/◼ CORS/);
    await press('Space');
    await waitFor(/◻ Security headers/);
    await enterUntil(/Write (?:this file|these \d+ files)/);
    await press('Enter');
    await waitFor(/exit code 0/);
    const files = Object.keys(await readFolder(root));
    expect(files).toContain('security/cors.js');
    expect(files).not.toContain('security/headers.js');
  });

  it.each(['C-c', 'Escape'])('ends with 130 and changes nothing on %s', async (key) => {
    const root = await startWizard();
    await waitFor(/enter: go on/);
    await enterUntil(/Write (?:this file|these \d+ files)/);
    await press(key);
    expect(await waitFor(/exit code \d/)).toMatch(/Cancelled[^]*exit code 130/);
    expect(await readFolder(root)).toEqual(await readCommitted());
  });
});

async function readCommitted(): Promise<Record<string, string>> {
  return readFolder(join(await temporaryFolder(APP)));
}
