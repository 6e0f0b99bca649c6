import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/report/diff';
import { applyChanges } from '../../src/steps/apply';
import type { FileChange } from '../../src/types';
import { readFolder, temporaryFolder } from '../temporary';

type Pair = [before: string | null, after: string | null];

const lines = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}`);

const cases: Record<string, Record<string, Pair>> = {
  'a changed line': { 'app.js': ['a\nb\nc\n', 'a\nB\nc\n'] },
  'a new file': { 'src/security/index.js': [null, 'a\nb\n'] },
  'a new file of one line without an end': { 'a.js': [null, 'a'] },
  'a removed file': { 'a.js': ['a\nb\n', null] },
  'a new empty file': { 'empty file.js': [null, ''] },
  'a removed empty file': { 'empty.js': ['', null] },
  'a file that becomes empty': { 'a.js': ['a\nb', ''] },
  'an empty file that is filled': { 'a.js': ['', 'a\r\nb\r\n'] },
  CRLF: { 'a.js': ['a\r\nb\r\nc\r\n', 'a\r\nx\r\nb\r\nc\r\n'] },
  'mixed line ends': { 'a.js': ['a\r\nb\nc\rd\r\n', 'a\r\nb\nx\nc\rd\r\n'] },
  'line ends that change': { 'a.js': ['a\r\nb\r\n', 'a\nb\n'] },
  'no newline at the end': { 'a.js': ['a\nb', 'a\nb\nc'] },
  'a newline at the end that is added': { 'a.js': ['a\nb', 'a\nb\n'] },
  'a newline at the end that is removed': { 'a.js': ['a\nb\n', 'a\nb'] },
  'a byte order mark that is kept': { 'a.js': ['\uFEFFa\nb\n', '\uFEFFx\na\nb\n'] },
  'a byte order mark that is removed': { 'a.js': ['\uFEFFa\nb\n', 'a\nb\n'] },
  'insertion before the first line': { 'a.js': ['a\nb\nc\nd\ne\nf\n', '0\na\nb\nc\nd\ne\nf\n'] },
  'several hunks': {
    'a.js': [
      lines(1, 40).join('\n'),
      ['first', ...lines(1, 14), 'between', ...lines(15, 16), 'near', ...lines(17, 39)].join('\n'),
    ],
  },
  'lines that look like a diff': {
    'a.js': ['--- a\n+++ b\n@@ -1 +1 @@\n', '-- a\n+++ b\n@@ -1 +1 @@\n\\ No newline\ndiff --git a/x b/x\n'],
  },
  'blank lines and odd separators': { 'a.js': ['\n\n \u2028\f\v\n\n', '\n\n \u2028\f\v\n\nx\n \n'] },
  'names with spaces, quotes, backslashes and characters beyond ASCII': {
    'a b.js': ['1\n', '2\n'],
    'new file.js': [null, '2\n'],
    'it\'s "quoted".js': ['1\n', '2\n'],
    'back\\slash.js': ['1\n', '2\n'],
    'tab\tnew\nline.js': [null, '2\n'],
    'ünï/🦊.js': ['1\n', '2\n'],
    ' lead and trail ': ['1\n', null],
  },
};

async function repository(pairs: Record<string, Pair>): Promise<string> {
  const root = await temporaryFolder({ '.gitattributes': '* -text\n' });
  for (const [file, [before]] of Object.entries(pairs)) {
    // Backslashes are part of these names, so the files are not written by the code under test.
    if (before !== null) await writePlain(root, file, before);
  }
  await execa('git', ['init', '-q'], { cwd: root });
  await execa('git', ['add', '-A'], { cwd: root });
  return root;
}

async function writePlain(root: string, file: string, text: string): Promise<void> {
  const { mkdir, writeFile } = await import('node:fs/promises');
  await mkdir(join(root, file, '..'), { recursive: true });
  await writeFile(join(root, file), text);
}

function changesOf(pairs: Record<string, Pair>): FileChange[] {
  return Object.entries(pairs).map(([file, [before, after]]) => ({ file, before, after, measures: [] }));
}

describe('unifiedDiff', () => {
  it.each(Object.entries(cases))('git applies %s', async (_name, pairs) => {
    const root = await repository(pairs);
    const input = unifiedDiff(changesOf(pairs));
    await execa('git', ['apply', '--check', '-'], { cwd: root, input });
    await execa('git', ['apply', '--whitespace=nowarn', '-'], { cwd: root, input });
    const expected = Object.entries(pairs).flatMap(([file, [, after]]) => (after === null ? [] : [[file, after]]));
    const { '.gitattributes': _, ...found } = await readFolder(root);
    expect(found).toEqual(
      Object.fromEntries(expected.map(([file, text]) => [file, Buffer.from(text ?? '').toString('latin1')])),
    );
  });

  it('is applied in a subfolder of the work tree when it has its prefix', async () => {
    const root = await repository({ 'services/api/a.js': ['1\n', null] });
    const input = unifiedDiff(changesOf({ 'a.js': ['1\n', '2\n'], 'new/b.js': [null, '3\n'] }), 'services/api');
    await execa('git', ['apply', '-'], { cwd: join(root, 'services/api'), input });
    expect(await readFolder(join(root, 'services/api'))).toEqual({ 'a.js': '2\n', 'new/b.js': '3\n' });
  });

  it('is what apply writes', async () => {
    const pairs = cases['several hunks'] ?? {};
    const root = await repository(pairs);
    await applyChanges(root, changesOf(pairs));
    await execa('git', ['apply', '--check', '--reverse', '-'], { cwd: root, input: unifiedDiff(changesOf(pairs)) });
  });

  it("is git's own text", async () => {
    const pairs = cases['several hunks'] ?? {};
    const root = await repository(pairs);
    await applyChanges(root, changesOf(pairs));
    const { stdout } = await execa('git', ['diff', '--no-ext-diff', '--no-color'], {
      cwd: root,
      stripFinalNewline: false,
    });
    const comparable = stdout.replace(/^index .*\n/gm, '').replace(/^(@@ .*? @@).*$/gm, '$1');
    expect(unifiedDiff(changesOf(pairs))).toBe(comparable);
  });

  it('says of a new file that it is run', async () => {
    const root = await temporaryFolder({ 'a.patch': '' });
    const hook = {
      file: '.githooks/pre-commit',
      before: null,
      after: '#!/bin/sh\n',
      measures: [],
      executable: true as const,
    };
    await writeFile(join(root, 'a.patch'), unifiedDiff([hook]));
    await execa('git', ['apply', 'a.patch'], { cwd: root });
    expect((await stat(join(root, '.githooks/pre-commit'))).mode & 0o100).toBe(0o100);
  });

  it('is empty where nothing changes, and sorted otherwise', () => {
    expect(unifiedDiff(changesOf({ 'a.js': ['x', 'x'] }))).toBe('');
    const files = [...unifiedDiff(changesOf({ b: ['1', '2'], a: [null, '1'] })).matchAll(/^diff --git a\/(\w)/gm)];
    expect(files.map((match) => match[1])).toEqual(['a', 'b']);
  });
});
