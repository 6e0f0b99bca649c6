import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/commands/check';
import { detect } from '../../src/commands/detect';
import type { CheckOptions } from '../../src/commands/options';
import type { Io } from '../../src/ui/screen';
import { commit } from '../support/tempered';
import { temporaryFolder } from '../temporary';

interface Document {
  project: object | null;
  score: number | null;
  findings: { rule: string; file: string }[];
  projects?: { directory: string; project: { name: string }; score: number | null; checklist: object[] }[];
}

interface Checked {
  code: number;
  stdout: string;
  stderr: string;
}

async function checked(directory: string, options: Partial<CheckOptions> = {}): Promise<Checked> {
  const texts = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += String(chunk);
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const io: Io = { stdin: process.stdin, stdout: stream('stdout'), stderr: stream('stderr'), env: {} };
  const code = await check(
    directory,
    { only: [], skip: [], format: 'json', report: [], failOn: 'high', ...options },
    io,
  );
  return { code, ...texts };
}

const documentOf = async (directory: string, options: Partial<CheckOptions> = {}): Promise<Document> =>
  JSON.parse((await checked(directory, options)).stdout) as Document;

const named = (name: string, dependencies: Record<string, string> = {}): string =>
  JSON.stringify({ name, dependencies });
const SECRET = "export const jwtSecret = 'c0rrect-h0rse-battery';\n";
const EXPRESS = "const express = require('express');\nconst app = express();\napp.listen(3000);\n";
const FASTIFY = "const app = require('fastify')();\napp.listen({ port: 3000 });\n";

const PACKAGES = {
  'package-lock.json': '{}',
  'packages/api/package.json': named('@shop/api', { express: '^5.0.0', '@shop/store': '*' }),
  'packages/api/index.js': EXPRESS,
  'packages/feed/package.json': named('@shop/feed', { fastify: '^5.0.0' }),
  'packages/feed/index.js': FASTIFY,
  'packages/store/package.json': named('@shop/store', { '@shop/keys': '*' }),
  'packages/store/index.js': 'export const store = 1;\n',
  'packages/keys/package.json': named('@shop/keys'),
  'packages/keys/index.js': SECRET,
  'packages/web/package.json': named('@shop/web', { react: '^19.0.0', '@shop/store': '*' }),
  'packages/web/index.js': SECRET,
};
const WORKSPACE = {
  'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['packages/*'] }),
  ...PACKAGES,
};

const filesOf = ({ findings }: Document, rule: string): string[] =>
  findings.filter((finding) => finding.rule === rule).map(({ file }) => file);

describe('check at the root of a workspace', () => {
  it('looks at every backend and at what backends are made of, with files from the directory given', async () => {
    const root = await temporaryFolder(WORKSPACE);
    const { code, stdout, stderr } = await checked(root);
    const document = JSON.parse(stdout) as Document;
    expect(filesOf(document, 'headers/missing')).toEqual(['packages/api/index.js', 'packages/feed/index.js']);
    expect(filesOf(document, 'secrets/hard-coded')).toEqual(['packages/keys/index.js']);
    expect(code).toBe(1);
    expect(stderr).toContain('Left out, as no backend needs them: packages/web.');
    expect(document.projects?.map(({ directory, project }) => [directory, project.name])).toEqual([
      ['', 'shop'],
      ['packages/api', '@shop/api'],
      ['packages/feed', '@shop/feed'],
      ['packages/keys', '@shop/keys'],
      ['packages/store', '@shop/store'],
    ]);
  });

  it('asks about the whole repository once, and counts it in the score of each backend as when it is alone', async () => {
    const root = await temporaryFolder(WORKSPACE);
    await commit(root, 'first');
    const document = await documentOf(root);
    for (const rule of ['supply-chain/no-audit', 'secrets/no-commit-hook'])
      expect(filesOf(document, rule)).toEqual(['package.json']);
    const alone = await documentOf(join(root, 'packages/api'));
    expect(filesOf(alone, 'supply-chain/no-audit')).toEqual(['package.json']);
    const api = document.projects?.find(({ directory }) => directory === 'packages/api');
    expect(api?.score).toBe(alone.score);
    expect(document.projects?.find(({ directory }) => directory === 'packages/keys')?.checklist).toEqual([]);
  });

  it('looks at the packages that an app at the root itself is made of', async () => {
    const root = await temporaryFolder({
      'package.json': JSON.stringify({
        name: 'shop',
        workspaces: ['packages/*'],
        dependencies: { express: '^5.0.0', '@shop/keys': '*' },
      }),
      'index.js': EXPRESS,
      'packages/keys/package.json': named('@shop/keys'),
      'packages/keys/index.js': SECRET,
      'packages/web/package.json': named('@shop/web', { react: '^19.0.0' }),
      'packages/web/index.js': SECRET,
    });
    const { stdout, stderr } = await checked(root);
    const document = JSON.parse(stdout) as Document;
    expect(filesOf(document, 'headers/missing')).toEqual(['index.js']);
    expect(filesOf(document, 'secrets/hard-coded')).toEqual(['packages/keys/index.js']);
    expect(document.projects?.map(({ directory }) => directory)).toEqual(['', 'packages/keys']);
    expect(stderr).toContain('Left out, as no backend needs them: packages/web.');
  });

  it('names the package that makes the app of another one', async () => {
    const root = await temporaryFolder({
      ...WORKSPACE,
      'packages/server/package.json': JSON.stringify({
        name: '@shop/server',
        main: 'index.js',
        dependencies: { express: '^5.0.0' },
      }),
      'packages/server/index.js':
        "const express = require('express');\nexports.make = () => {\n  const app = express();\n  return app;\n};\n",
      'packages/start/package.json': named('@shop/start', { express: '^5.0.0', '@shop/server': '*' }),
      'packages/start/index.js': "require('@shop/server').make().listen(3000);\n",
    });
    const { stdout, stderr } = await checked(root);
    expect(stderr).toMatch(
      /packages\/start: .*; @shop\/server, which it depends on, makes one in packages\/server\.\n/,
    );
    expect(filesOf(JSON.parse(stdout) as Document, 'headers/missing')).toContain('packages/server/index.js');
    const error = await detect(join(root, 'packages/start'), { only: [], skip: [] }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      exitCode: 3,
      hint: expect.stringMatching(/^Run this in that package instead: .*packages\/server'?$/) as string,
    });
  });

  it('is the same document as ever in one of its packages', async () => {
    const root = await temporaryFolder(WORKSPACE);
    const document = await documentOf(join(root, 'packages/api'));
    expect(document.projects).toBeUndefined();
    expect(document.project).toMatchObject({ name: '@shop/api' });
  });

  it("knows pnpm's workspaces too, from a folder within", async () => {
    const root = await temporaryFolder({
      ...PACKAGES,
      'package.json': named('shop'),
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'docs/a.md': '',
    });
    await commit(root, 'first');
    const document = await documentOf(join(root, 'docs'));
    expect(filesOf(document, 'headers/missing')).toEqual(['../packages/api/index.js', '../packages/feed/index.js']);
  });

  it('names a package that cannot be looked at, and goes on with the others', async () => {
    const root = await temporaryFolder({
      ...WORKSPACE,
      'packages/edge/package.json': named('@shop/edge', { hono: '^4.0.0', '@cloudflare/workers-types': '^4.0.0' }),
      'packages/edge/src/index.ts': SECRET,
    });
    const { stdout, stderr } = await checked(root);
    expect(stderr).toMatch(/^\.: packages\/edge was not looked at: /m);
    expect(filesOf(JSON.parse(stdout) as Document, 'headers/missing')).toHaveLength(2);
  });

  it('keeps a baseline for each package, which one checked alone goes by as well', async () => {
    const root = await temporaryFolder(WORKSPACE);
    await checked(root, { writeBaseline: true });
    expect((await documentOf(root)).findings).toEqual([]);
    expect(await readFile(join(root, 'packages/api/.tempered/baseline.json'), 'utf8')).toContain('headers/missing');
    const alone = await documentOf(join(root, 'packages/feed'));
    expect(filesOf(alone, 'headers/missing')).toEqual([]);
  });

  it('ends with 0 where nothing reaches --fail-on in any of them', async () => {
    const root = await temporaryFolder({ ...WORKSPACE, 'packages/keys/index.js': '' });
    expect((await checked(root)).code).toBe(0);
    expect((await checked(root, { failOn: 'medium' })).code).toBe(1);
  });
});
