import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRepository } from '../../src/project/repository';
import { temporaryFolder } from '../temporary';

describe('readRepository', () => {
  it('takes no scanner that is only installed for one that a commit runs', async () => {
    const root = await temporaryFolder();
    const written = async (manifest: object): Promise<string> => {
      await writeFile(join(root, 'package.json'), JSON.stringify(manifest));
      return (await readRepository(root)).commitHook.runs;
    };
    expect(await written({ devDependencies: { '@secretlint/core': '11.7.1' } })).not.toContain('secretlint');
    expect(await written({ 'lint-staged': { '*': 'secretlint' } })).toContain('secretlint');
  });

  it('is empty for an empty folder', async () => {
    const root = await temporaryFolder();
    expect(await readRepository(root)).toEqual({
      gitRoot: null,
      commitHook: { by: null, runs: '' },
      host: null,
      files: [],
      dockerignore: null,
      workflows: [],
      pipeline: null,
      gitignore: null,
      envFiles: [],
      dockerfiles: [],
      updateBot: null,
      linters: [],
      deployment: [],
      trackedEnv: [],
      trackedLockfiles: [],
      branch: null,
    });
  });

  it('reads workflows, ignores, env files, Dockerfiles and hints', async () => {
    const root = await temporaryFolder({
      '.git/HEAD': '',
      '.github/workflows/ci.yml': 'on: push\n',
      '.github/workflows/release.yaml': 'on: tag\n',
      '.github/workflows/README.md': '',
      '.github/dependabot.yml': '',
      '.gitignore': 'node_modules\n',
      '.env': '',
      '.env.production': '',
      '.env.example': '',
      '.env.production.sample': '',
      '.envrc': '',
      Dockerfile: 'FROM node\n',
      'Dockerfile.dev': 'FROM node:20\n',
      'Dockerfile.dockerignore': '',
      'docker/api.Dockerfile': 'FROM a\n',
      'compose.yaml': 'services:\n  web:\n    image: nginx:1\n',
      Procfile: '',
      'fly.toml': '',
    });
    expect(await readRepository(root)).toMatchObject({
      gitRoot: root,
      commitHook: { by: null },
      host: null,
      files: expect.arrayContaining(['Procfile', '.github/dependabot.yml']) as string[],
      workflows: [
        { path: '.github/workflows/ci.yml', text: 'on: push\n', read: null },
        { path: '.github/workflows/release.yaml', text: 'on: tag\n', read: null },
      ],
      pipeline: null,
      gitignore: 'node_modules\n',
      envFiles: ['.env', '.env.production'],
      dockerfiles: [
        { path: 'Dockerfile', text: 'FROM node\n' },
        { path: 'Dockerfile.dev', text: 'FROM node:20\n' },
        { path: 'docker/api.Dockerfile', text: 'FROM a\n' },
      ],
      updateBot: { path: '.github/dependabot.yml', dependabot: null },
      linters: [],
      deployment: ['fly', 'heroku', 'nginx', 'docker'],
      trackedEnv: [],
    });
  });

  it('looks at the top of the work tree for what belongs to the whole repository', async () => {
    const top = await temporaryFolder({
      '.git': 'gitdir: ../elsewhere\n',
      '.github/workflows/ci.yml': 'on: push\n',
      '.gitignore': '.env\n',
      'renovate.json': '{}',
      'services/api/.gitignore': 'dist\n',
    });
    expect(await readRepository(join(top, 'services/api'))).toMatchObject({
      gitRoot: top,
      workflows: [{ path: '../../.github/workflows/ci.yml' }],
      gitignore: '.env\n\ndist\n',
      updateBot: { path: '../../renovate.json', managers: null },
      linters: [],
    });
  });

  it('finds renovate in package.json', async () => {
    expect(await readRepository(await temporaryFolder({ 'package.json': '{"renovate":{}}' }))).toMatchObject({
      updateBot: { path: 'package.json', managers: null },
      linters: [],
    });
  });
});
