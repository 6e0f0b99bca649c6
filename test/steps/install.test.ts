import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { formatCommands, install, installCommand } from '../../src/steps/install';
import type { PackageManager } from '../../src/types';
import { readFolder, temporaryFolder } from '../temporary';

const PATH = process.env['PATH'] ?? '';
const WANTED = [
  { name: 'zod', range: '^4.1.0', dev: false },
  { name: 'helmet', range: '^8.0.0 || ^9', dev: false },
  { name: '@types/cors', range: '^2', dev: true },
];

function manager(name: PackageManager['name'], fields: Partial<PackageManager> = {}): PackageManager {
  return { name, version: null, lockfile: null, workspaceRoot: '/repo', isWorkspace: false, ...fields };
}

function argumentsOf(packageManager: PackageManager, root = '/repo'): string[][] {
  return installCommand(packageManager, WANTED, root).map(({ args }) => args);
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
  it.each([
    [manager('npm'), ['install', '--save'], ['install', '--save-dev']],
    [manager('pnpm'), ['add', '--save-prod'], ['add', '--save-dev']],
    [manager('yarn', { version: '1.22.22' }), ['add'], ['add', '--dev']],
    [manager('yarn', { version: '4.6.0' }), ['add'], ['add', '--dev']],
    [manager('bun'), ['add'], ['add', '--dev']],
  ])('adds ranges with %o', (packageManager, production, development) => {
    expect(argumentsOf(packageManager)).toEqual([
      [...production, 'helmet@^8.0.0 || ^9', 'zod@^4.1.0'],
      [...development, '@types/cors@^2'],
    ]);
  });

  it('has no command where nothing is wanted of that kind', () => {
    expect(installCommand(manager('npm'), [])).toEqual([]);
    expect(installCommand(manager('npm'), WANTED.slice(2))).toHaveLength(1);
  });

  it('says so where packages are for the root of a workspace, and only there', () => {
    const workspace = { isWorkspace: true };
    expect(argumentsOf(manager('pnpm', workspace))[0]).toContain('--workspace-root');
    expect(argumentsOf(manager('pnpm', workspace), '/repo/api')[0]).not.toContain('--workspace-root');
    expect(argumentsOf(manager('yarn', { ...workspace, version: '1' }))[0]).toContain('--ignore-workspace-root-check');
    expect(argumentsOf(manager('yarn', { ...workspace, version: '4.1.0' }))[0]).toHaveLength(3);
    expect(argumentsOf(manager('npm', workspace))[0]).toHaveLength(4);
  });
});

describe('formatCommands', () => {
  it('quotes what a shell would take apart', () => {
    expect(formatCommands(installCommand(manager('npm'), WANTED))).toBe(
      "npm install --save 'helmet@^8.0.0 || ^9' zod@^4.1.0 && npm install --save-dev @types/cors@^2",
    );
  });
});

describe('install', () => {
  it('runs in the project and passes the lines on', async () => {
    const root = await temporaryFolder();
    await pretend('pnpm', 'echo "$@" >> ran.txt; echo out; echo err >&2');
    const lines: string[] = [];
    expect(await install(root, manager('pnpm'), WANTED, (line) => lines.push(line))).toEqual({ ok: true });
    expect(await readFolder(root)).toEqual({
      'ran.txt': 'add --save-prod helmet@^8.0.0 || ^9 zod@^4.1.0\nadd --save-dev @types/cors@^2\n',
    });
    expect(lines.sort()).toEqual(['err', 'err', 'out', 'out']);
  });

  it('returns what is left to run and the last lines, without credentials', async () => {
    await pretend(
      'npm',
      'case "$*" in *--save-dev*) seq 1 50; echo "E404 http://me:hunter2@registry.example/x"; exit 1;; esac',
    );
    const result = await install(await temporaryFolder(), manager('npm'), WANTED);
    expect(result).toEqual({
      ok: false,
      command: 'npm install --save-dev @types/cors@^2',
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
    expect(await install(await temporaryFolder(), manager('yarn'), WANTED.slice(0, 1))).toEqual({ ok: true });
  });
});
