import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectForAudit } from '../../src/commands/detect';
import { measures } from '../../src/measures/index';
import { readText, readTextSync } from '../../src/project/read';
import { runAudit } from '../../src/steps/audit';
import { temporaryFolder } from '../temporary';

const pipe = (path: string): void => void execFileSync('mkfifo', [path]);

describe('reading', () => {
  it.each([
    ['a pipe', pipe, 'EINVAL'],
    ['a link to a device without end', (path: string) => symlink('/dev/zero', path), 'EINVAL'],
    ['a folder', (path: string) => mkdir(path), 'EISDIR'],
    ['nothing', () => undefined, 'ENOENT'],
    ['a link to itself', (path: string) => symlink(path, path), 'ELOOP'],
    ['a file of 100 MB', (path: string) => writeFile(path, '').then(() => truncate(path, 1e8)), 'EFBIG'],
  ])('%s is refused at once', async (_what, make, code) => {
    const path = join(await temporaryFolder(), 'file');
    await make(path);
    await expect(readText(path)).rejects.toMatchObject({ code });
    expect(() => readTextSync(path)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('gives the text of a file, through a link as well', async () => {
    const folder = await temporaryFolder({ 'a.txt': 'ä\n' });
    await symlink('a.txt', join(folder, 'b.txt'));
    expect(await readText(join(folder, 'b.txt'))).toBe('ä\n');
    expect(readTextSync(join(folder, 'a.txt'))).toBe('ä\n');
  });
});

it('a project full of pipes and devices is looked at all the same', async () => {
  const root = await temporaryFolder({
    'package.json': '{ "name": "a", "main": "app.js", "dependencies": { "express": "^5.0.0" } }',
    'app.js': "const express = require('express');\nconst app = express();\napp.listen(3000);\n",
    '.github/workflows/': '',
    '.tempered/': '',
  });
  const names = [
    'tsconfig.json',
    '.env',
    '.gitignore',
    '.prettierrc',
    'Dockerfile',
    'lib.js',
    'views.ejs',
    'yarn.lock',
  ];
  for (const name of names) pipe(join(root, name));
  for (const name of ['.editorconfig', 'pnpm-workspace.yaml', '.github/workflows/ci.yml', '.tempered/config.json'])
    await symlink('/dev/zero', join(root, name));
  const project = await detectForAudit(root, { only: [], skip: [] });
  expect(project.withoutApp).toBeNull();
  expect(runAudit(project, measures).findings.map(({ rule }) => rule)).toContain('headers/missing');
});
