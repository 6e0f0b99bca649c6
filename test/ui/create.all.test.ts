import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { git } from '../support/tempered';
import { readFolder, temporaryFolder } from '../temporary';
import { enterUntil, onTerminal, press, waitFor } from './tmux';

const identity = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

describe('create on a real terminal', () => {
  it('asks what the app is, and makes it', async () => {
    const folder = await temporaryFolder();
    await onTerminal(folder, 'create --no-install', { env: identity });
    await waitFor(/In which folder\?[^]*my-api/);
    await press('Enter');
    expect(await waitFor(/Which framework\?[^]*NestJS/)).toMatch(/Express[^]*Fastify[^]*Hono[^]*Koa/);
    await press('Down');
    await waitFor(/● Fastify/);
    await press('Enter');
    await waitFor(/Which language\?/);
    await press('Down', 'Enter');
    await waitFor(/Which package manager\?/);
    await press('Enter');
    expect(await waitFor(/enter: go on/)).toMatch(/◼ Security headers[^]*◼ Input validation/);
    const last = await enterUntil(/Make this app\?/);
    // A new app answers it strictly.
    expect(last).not.toMatch(/fields that no schema names|Content-Security-Policy be enforced/);
    expect(last).toContain('Fastify, JavaScript, npm');
    expect(await readFolder(folder)).toEqual({});
    await press('Enter');
    expect(await waitFor(/exit code \d/)).toMatch(/Done\n[^]*committed[^]*Next\n[^]*cd my-api[^]*exit code 0/);
    const files = await git(path.join(folder, 'my-api'), 'ls-files');
    expect(files).toMatch(/^src\/security\/headers\.js$/m);
  });

  it.each(['C-c', 'Escape'])('ends with 130 and writes nothing on %s', async (key) => {
    const folder = await temporaryFolder();
    await onTerminal(folder, 'create api --framework express --language ts --package-manager npm');
    await enterUntil(/Make this app\?/);
    await press(key);
    expect(await waitFor(/exit code \d/)).toMatch(/Cancelled[^]*exit code 130/);
    expect(await readFolder(folder)).toEqual({});
  });
});
