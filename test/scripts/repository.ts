import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const PARTS = ['bin', 'codemods', 'docs', 'scripts', 'schema', 'src', 'templates', 'test', 'README.md'];
const SETTINGS = [
  'package.json',
  'package-lock.json',
  'LICENSE',
  'tsconfig.json',
  'eslint.config.js',
  'vitest.config.ts',
  '.prettierrc.json',
];

/** A copy of this repository, to be changed; `remove` takes it away again. */
export async function copyOfRepository(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tempered-copy-'));
  for (const part of [...PARTS, ...SETTINGS])
    await cp(path.join(repository, part), path.join(folder, part), { recursive: true });
  await symlink(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
