import type { Stats } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { foldersUpwards, leadsOut, relativeTo, toPosix } from '../../src/project/paths';
import { formatCommands } from '../../src/steps/install';
import type { Files } from '../../src/steps/transaction/files';
import { pathInside } from '../../src/steps/transaction/inside';

// How paths are joined and compared on Windows; Node.js has that on every system.
vi.mock('node:path', async (original) => {
  const { win32, posix } = await original<typeof import('node:path')>();
  return { ...win32, win32, posix, default: win32 };
});

const ROOT = 'C:\\Users\\Ann Smith\\shop';

describe('paths on Windows', () => {
  it.each([
    [`${ROOT}\\src\\app.ts`, 'src/app.ts'],
    [`c:\\users\\ann smith\\shop\\src\\app.ts`, 'src/app.ts'],
    ['C:\\Users\\Ann Smith\\lib\\x.js', '../lib/x.js'],
    [ROOT, ''],
  ])('are shown and recorded from the root, with slashes: %s', (path, shown) => {
    expect(relativeTo(ROOT, path)).toBe(shown);
  });

  it('are as they are but for the slashes', () => {
    expect(toPosix('src\\a b\\ü.js')).toBe('src/a b/ü.js');
  });

  it.each(['D:\\lib\\x.js', '\\\\server\\share\\x.js', 'C:\\Users\\x.js'])('lead out of the root: %s', (path) => {
    expect(leadsOut(relativeTo(ROOT, path))).toBe(true);
  });

  it.each([`${ROOT}\\..x\\app.js`, `${ROOT}\\src`])('stay in the root: %s', (path) => {
    expect(leadsOut(relativeTo(ROOT, path))).toBe(false);
  });

  it('end at the drive', () => {
    expect(foldersUpwards('C:\\a\\b')).toEqual(['C:\\a\\b', 'C:\\a', 'C:\\']);
  });

  it('are named with slashes in commands, which all shells there take', () => {
    const command = { command: 'npm' as const, args: ['install'], cwd: `${ROOT}\\packages\\api` };
    expect(formatCommands([command], ROOT)).toBe('cd packages/api && npm install');
  });
});

describe('files that are written on Windows', () => {
  /** A disk on which these folders are there, and one of them leads elsewhere. */
  const files = {
    lstat: (path: string) => Promise.resolve(/new/.test(path) ? null : ({} as Stats)),
    realpath: (path: string) => Promise.resolve(path.replace(`${ROOT}\\linked`, 'D:\\elsewhere')),
  } as unknown as Files;

  it('are in the project, with slashes', async () => {
    expect(await pathInside(files, ROOT, 'src/security/new.ts')).toBe('src/security/new.ts');
    expect(await pathInside(files, ROOT, 'src/new folder/new.ts')).toBe('src/new folder/new.ts');
  });

  it.each(['linked/app.ts', '..\\x.js', '../x.js', 'D:\\x.js', '\\\\server\\x.js'])(
    'are nowhere else: %s',
    async (file) => {
      await expect(pathInside(files, ROOT, file)).rejects.toMatchObject({ exitCode: 3 });
    },
  );
});
