import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { formatCommands, install, installCommand } from '../../src/steps/install';
import type { PackageManager } from '../../src/types';
import { readFolder, temporaryFolder } from '../temporary';

const PATH = process.env['PATH'] ?? '';
const WANTED = [
  { name: 'zod', range: '^4.1.0', dev: false },
  { name: '@types/cors', range: '^2', dev: true },
];

function manager(name: PackageManager['name']): PackageManager {
  return { name, version: null, lockfile: null, elsewhere: null, workspaceRoot: '/repo', isWorkspace: false };
}

afterEach(() => {
  process.env['PATH'] = PATH;
});

/** Puts a program of this name first on the path. */
async function pretend(name: string, script: string): Promise<void> {
  const folder = await temporaryFolder({ [name]: `#!/bin/sh\n${script}\n` });
  await chmod(join(folder, name), 0o755);
  process.env['PATH'] = `${folder}${delimiter}${PATH}`;
}

describe('installCommand', () => {
  it.each(['npm', 'pnpm', 'yarn', 'bun'] as const)('installs what package.json lists, with %s', (name) => {
    expect(installCommand(manager(name), WANTED, '/repo/api')).toEqual([
      { command: name, args: ['install'], cwd: '/repo/api' },
    ]);
  });

  it('has no command where nothing is wanted', () => {
    expect(installCommand(manager('npm'), [], '/repo')).toEqual([]);
  });
});

describe('formatCommands', () => {
  const commands = installCommand(manager('npm'), WANTED, "/repo/my api's");

  it('is the command alone in its folder', () => {
    expect(formatCommands(commands, "/repo/my api's")).toBe('npm install');
  });

  it('goes to its folder first from elsewhere, quoted for a shell', () => {
    expect(formatCommands(commands, '/repo')).toBe("cd 'my api'\\''s' && npm install");
    expect(formatCommands(commands, '/repo/web')).toBe("cd '../my api'\\''s' && npm install");
  });
});

describe('install', () => {
  it('runs in the project and passes the lines on', async () => {
    const root = await temporaryFolder();
    await pretend('pnpm', 'echo "$@" >> ran.txt; echo out; echo err >&2');
    const lines: string[] = [];
    expect(await install(root, manager('pnpm'), WANTED, { onLine: (line) => lines.push(line) })).toEqual({ ok: true });
    expect(await readFolder(root)).toEqual({ 'ran.txt': 'install\n' });
    expect(lines.sort()).toEqual(['err', 'out']);
  });

  it('returns the command and the last lines of a failure, without credentials', async () => {
    await pretend('npm', 'seq 1 50; echo "E404 http://me:hunter2@registry.example/x"; exit 1');
    const root = await temporaryFolder();
    expect(await install(root, manager('npm'), WANTED)).toEqual({
      ok: false,
      command: expect.stringMatching(/^cd .* && npm install$/) as string,
      lines: [...Array.from({ length: 19 }, (_, at) => String(at + 32)), 'E404 http://***@registry.example/x'],
    });
  });

  it('says that a package manager is missing', async () => {
    process.env['PATH'] = await temporaryFolder();
    expect(await install(await temporaryFolder(), manager('bun'), WANTED)).toMatchObject({
      ok: false,
      lines: ['bun was not found on this machine.'],
    });
  });

  it('does not wait for input', async () => {
    await pretend('yarn', 'read answer && echo "got $answer"; exit 0');
    expect(await install(await temporaryFolder(), manager('yarn'), WANTED)).toEqual({ ok: true });
  });

  it('leaves the ranges of package.json as they are with the real npm', async () => {
    const text = '{"name":"x","version":"1.0.0","dependencies":{"ms":"^2.0.0"}}\n';
    const root = await temporaryFolder({ 'package.json': text });
    expect(await install(root, manager('npm'), [{ name: 'ms', range: '^2.0.0', dev: false }])).toEqual({ ok: true });
    const { 'package.json': now, ...others } = await readFolder(root, ['node_modules']);
    expect(now).toBe(text);
    expect(Object.keys(others)).toEqual(['package-lock.json']);
  });
});
