import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/steps/apply';
import { readLockfiles, rollBack } from '../../src/steps/rollback';
import type { FileChange, Project } from '../../src/types';
import { readFolder, temporaryFolder } from '../temporary';

const files = {
  'app.js': '\uFEFFa();\r\n',
  'old.js': 'old',
  'package.json': '{\n\t"name": "app"\n}',
  'yarn.lock': '# yarn lockfile v1\n',
};
const changes: FileChange[] = [
  { file: 'app.js', before: files['app.js'], after: '\uFEFFb();\r\na();\r\n', measures: [] },
  { file: 'old.js', before: 'old', after: null, measures: [] },
  { file: 'security/index.js', before: null, after: 'new', measures: [] },
  {
    file: 'package.json',
    before: files['package.json'],
    after: '{\n\t"name": "app",\n\t"dependencies": { "helmet": "^8" }\n}',
    measures: [],
  },
];

async function applied() {
  const root = await temporaryFolder(files);
  const project = { root, packageManager: { workspaceRoot: root } } as Project;
  const lockfiles = await readLockfiles(project);
  await applyChanges(root, changes);
  return { root, lockfiles };
}

describe('rolling back', () => {
  it('puts every byte back, and what a package manager wrote', async () => {
    const { root, lockfiles } = await applied();
    await writeFile(join(root, 'yarn.lock'), '# changed\n');
    await writeFile(join(root, 'package-lock.json'), '{}');
    await writeFile(
      join(root, 'package.json'),
      '{"name":"app","dependencies":{"helmet":"^8.1.0"},"packageManager":"yarn@4"}',
    );
    expect(await rollBack(root, changes, lockfiles)).toEqual([]);
    expect(await readFolder(root)).toEqual(await readFolder(await temporaryFolder(files)));
  });

  it('leaves alone what somebody else has changed since, and puts back the rest', async () => {
    const { root, lockfiles } = await applied();
    await writeFile(join(root, 'app.js'), 'mine');
    await rm(join(root, 'security/index.js'));
    await writeFile(join(root, 'package.json'), '{ "name": "renamed" }');
    expect(await rollBack(root, changes, lockfiles)).toEqual(['app.js', 'security/index.js', 'package.json']);
    expect(await readFile(join(root, 'app.js'), 'utf8')).toBe('mine');
    expect(await readFile(join(root, 'package.json'), 'utf8')).toBe('{ "name": "renamed" }');
    expect(await readFile(join(root, 'old.js'), 'utf8')).toBe('old');
  });
});
