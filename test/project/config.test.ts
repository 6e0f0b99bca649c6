import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readIgnores } from '../../src/project/config';
import { globMatcher } from '../../src/project/globs';
import { temporaryFolder } from '../temporary';

const entry = { paths: ['legacy/**'], rules: ['sql/*'], reason: 'goes away' };
const inPackage = (tempered: unknown): Record<string, string> => ({ 'package.json': JSON.stringify({ tempered }) });

describe('the configuration', () => {
  it('stands in package.json and in .tempered/config.json', async () => {
    const root = await temporaryFolder({
      ...inPackage({ ignore: [entry] }),
      '.tempered/config.json': JSON.stringify({ $schema: 'x', ignore: [{ rules: ['cors'], reason: 'public' }] }),
    });
    expect(await readIgnores(root)).toEqual([
      { ...entry, from: 'package.json' },
      { paths: ['**'], rules: ['cors'], reason: 'public', from: '.tempered/config.json' },
    ]);
  });

  it('is not needed', async () => {
    expect(await readIgnores(await temporaryFolder({ 'package.json': '{}' }))).toEqual([]);
  });

  it.each<[what: string, tempered: unknown, message: string]>([
    ['no object', 'x', 'package.json: "tempered" is not an object.'],
    ['an unknown key', { ignores: [] }, 'package.json: "tempered.ignores" is not known; there is only "ignore".'],
    ['no list', { ignore: {} }, 'package.json: "tempered.ignore" is not a list.'],
    ['no reason', { ignore: [entry, { rules: ['a'] }] }, 'package.json: "tempered.ignore.1.reason" has to say why.'],
    [
      'an empty reason',
      { ignore: [{ ...entry, reason: ' ' }] },
      'package.json: "tempered.ignore.0.reason" has to say why.',
    ],
    [
      'a path that is no list',
      { ignore: [{ ...entry, paths: 'a' }] },
      'package.json: "tempered.ignore.0.paths" is not a list of texts.',
    ],
    [
      'nothing to ignore',
      { ignore: [{ reason: 'x' }] },
      'package.json: "tempered.ignore.0" names no paths and no rules.',
    ],
    [
      'a mistyped key',
      { ignore: [{ ...entry, path: ['a'] }] },
      'package.json: "tempered.ignore.0.path" is not known; there are "paths", "rules" and "reason".',
    ],
  ])('is refused with %s, naming the place', async (_, tempered, message) => {
    const root = await temporaryFolder(inPackage(tempered));
    await expect(readIgnores(root)).rejects.toMatchObject({
      message,
      exitCode: 3,
      hint: expect.stringContaining('"ignore"'),
    });
  });

  it('is refused where it is no JSON', async () => {
    const root = await temporaryFolder({ '.tempered/config.json': '{ignore' });
    await expect(readIgnores(root)).rejects.toMatchObject({ message: '.tempered/config.json is not JSON.' });
  });

  it('has a schema with the same keys', async () => {
    const text = await readFile(new URL('../../schema/config.json', import.meta.url), 'utf8');
    const { properties } = JSON.parse(text) as {
      properties: { ignore: { items: { properties: object; required: string[] } } };
    };
    expect(Object.keys(properties)).toEqual(['$schema', 'ignore']);
    expect(Object.keys(properties.ignore.items.properties)).toEqual(['paths', 'rules', 'reason']);
    expect(properties.ignore.items.required).toEqual(['reason']);
  });
});

describe('a pattern', () => {
  it.each([
    ['legacy/**', 'legacy/a/b.js'],
    ['legacy', 'legacy/a/b.js'],
    ['./legacy/', 'legacy/b.js'],
    ['src/*.js', 'src/a.js'],
    ['**/old/*.ts', 'old/a.ts'],
    ['**/old/*.ts', 'src/x/old/a.ts'],
    ['{old,new}/**', 'new/a.js'],
    ['{package.json,*.yml}', 'ci.yml'],
    ['a?.js', 'ab.js'],
    ['**', 'a/b.js'],
  ])('%s stands for %s', (pattern, path) => {
    expect(globMatcher(pattern)(path)).toBe(true);
  });

  it('of many stars is no work for hours', () => {
    expect(globMatcher(`${'*a'.repeat(60)}b`)('a'.repeat(500))).toBe(false);
    expect(globMatcher(`${'**/'.repeat(60)}b`)('a/'.repeat(250))).toBe(false);
    expect(globMatcher('{*a,*aa}'.repeat(30))('a'.repeat(500))).toBe(true);
  });

  it.each([
    ['legacy/**', 'src/legacy/a.js'],
    ['legacy', 'legacy2/a.js'],
    ['src/*.js', 'src/a/b.js'],
    ['a.js', 'axjs'],
  ])('%s does not stand for %s', (pattern, path) => {
    expect(globMatcher(pattern)(path)).toBe(false);
  });
});
