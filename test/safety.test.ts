import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';
import type { Node } from '@babel/types';
import { glob } from 'tinyglobby';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { walk } from '../codemods/lib/walk';
import { install } from '../src/steps/install';
import { readFolder, temporaryFolder } from './temporary';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where programs are started: git, the package manager, and the app that is attacked. */
const STARTS = [
  'src/project/git.ts',
  'src/project/scan/list.ts',
  'src/steps/create/managers.ts',
  'src/steps/create/repository.ts',
  'src/steps/dependencies/run.ts',
  'src/steps/guards/git.ts',
  'src/steps/history/git.ts',
  'src/steps/install.ts',
  'src/steps/merge/lines.ts',
];
/** The app is attacked over the network of this machine, in a process of its own. */
const ATTACKS = /^src\/steps\/verify\//;

interface Uses {
  file: string;
  imports: string[];
  /** Names of functions that are called, with what they are given. */
  calls: { name: string; given: Node[] }[];
  keys: string[];
}

let sources: Uses[];
beforeAll(async () => {
  const files = await glob(['src/**/*.{ts,cjs}', 'codemods/**/*.ts'], { cwd: root });
  sources = await Promise.all(files.sort().map(usesOf));
});

async function usesOf(file: string): Promise<Uses> {
  const uses: Uses = { file, imports: [], calls: [], keys: [] };
  const text = await readFile(join(root, file), 'utf8');
  walk(parse(text, { sourceType: 'module', plugins: ['typescript'] }).program as never, (node: Node) => {
    if (node.type === 'ImportDeclaration' && node.importKind !== 'type') uses.imports.push(node.source.value);
    if (node.type === 'CallExpression' && node.callee.type === 'Import') {
      const [name] = node.arguments;
      if (name?.type === 'StringLiteral') uses.imports.push(name.value);
      uses.calls.push({ name: 'import', given: node.arguments as Node[] });
    }
    if ((node.type === 'CallExpression' || node.type === 'NewExpression') && node.callee.type === 'Identifier')
      uses.calls.push({ name: node.callee.name, given: node.arguments as Node[] });
    if (node.type === 'ObjectProperty' && node.key.type === 'Identifier') uses.keys.push(node.key.name);
  });
  return uses;
}

const filesWith = (is: (uses: Uses) => boolean): string[] =>
  sources.filter((uses) => !ATTACKS.test(uses.file) && is(uses)).map(({ file }) => file);
const importing = (pattern: RegExp): string[] => filesWith(({ imports }) => imports.some((name) => pattern.test(name)));
const calling = (pattern: RegExp): string[] => filesWith(({ calls }) => calls.some(({ name }) => pattern.test(name)));

describe('the sources of tempered', () => {
  it('start programs in a few places, never by a shell', () => {
    expect(importing(/^(node:)?child_process$|^execa$/)).toEqual(STARTS);
    expect(calling(/^(exec|execSync|execaCommand|execaCommandSync)$/)).toEqual([]);
    expect(filesWith(({ keys }) => keys.includes('shell'))).toEqual([]);
  });

  it('fetch nothing', () => {
    expect(importing(/^(node:)?(https?|http2|net|tls|dgram|dns)(\/|$)|^(undici|got|axios|node-fetch)$/)).toEqual([]);
    expect(calling(/^fetch$|^WebSocket$/)).toEqual([]);
  });

  it('load no code but their own', () => {
    expect(importing(/^(node:)?(vm|module|worker_threads)$/)).toEqual([]);
    expect(calling(/^(eval|Function|createRequire)$/)).toEqual([]);
    const computing = (loads: RegExp, { calls }: Uses): boolean =>
      calls.some(({ name, given }) => loads.test(name) && given[0]?.type !== 'StringLiteral');
    expect(sources.filter((uses) => computing(/^import$/, uses)).map(({ file }) => file)).toEqual([]);
    expect(filesWith((uses) => computing(/^require$/, uses))).toEqual([]);
    expect(calling(/^require$/)).toEqual(['src/edits/jscodeshift.cjs']);
    expect(calling(/^import$/)).toContain('src/program/harden.ts');
  });
});

it('the package manager is started with its own words only, whatever the folder is called', async () => {
  const bin = await temporaryFolder({ npm: '#!/bin/sh\nprintf "<%s>" "$#" "$@" "$(pwd)"\nexit 1\n' });
  await chmod(join(bin, 'npm'), 0o755);
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
  const folder = await temporaryFolder({ "a'$(touch RAN); b/": '' });
  const cwd = join(folder, "a'$(touch RAN); b");
  const manager = {
    name: 'npm',
    version: '1; touch RAN',
    lockfile: null,
    workspaceRoot: cwd,
    elsewhere: null,
    isWorkspace: false,
  } as const;
  const packages = [{ name: 'zod; touch RAN', range: '$(touch RAN)', dev: false }];
  expect(await install(cwd, manager, packages)).toMatchObject({ ok: false, lines: [`<1><install><${cwd}>`] });
  expect(Object.keys(await readFolder(folder))).toEqual(["a'$(touch RAN); b/"]);
});
