import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/steps/apply';
import { readBase, readRecord, recordChanges } from '../../src/steps/record';
import type { ProjectRecord } from '../../src/types';
import { readFolder, temporaryFolder } from '../temporary';

const RECORD: ProjectRecord = {
  schemaVersion: 1,
  tempered: '0.1.0',
  securityFolder: 'src/security',
  answers: { 'rate-limit.limit': 300, 'headers.csp': 'report-only', 'cors.credentials': false },
  measures: { headers: { version: 1 }, cors: { version: 2 } },
  files: {
    'src/security/headers.ts': { measure: 'headers', sha256: 'aa' },
    'src/security/cors.ts': { measure: 'cors', sha256: 'bb' },
  },
};
const RENDERED = { 'src/security/headers.ts': 'h\r\n', 'src/security/cors.ts': 'c' };

describe('readRecord', () => {
  it('is null before the first run', async () => {
    expect(await readRecord(await temporaryFolder())).toBeNull();
  });

  it.each([
    ['not JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no schemaVersion', JSON.stringify({ ...RECORD, schemaVersion: undefined })],
    ['answers of another kind', JSON.stringify({ ...RECORD, answers: { a: {} } })],
    ['measures of another kind', JSON.stringify({ ...RECORD, measures: { headers: 1 } })],
    ['no files', JSON.stringify({ ...RECORD, files: undefined })],
    ['a file that climbs out', JSON.stringify({ ...RECORD, files: { '../x': { measure: 'a', sha256: 'b' } } })],
    ['an absolute folder', JSON.stringify({ ...RECORD, securityFolder: '/etc' })],
  ])('refuses a damaged record: %s', async (_name, text) => {
    const root = await temporaryFolder({ '.tempered/record.json': text });
    await expect(readRecord(root)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('damaged') as string,
      hint: expect.stringContaining('Restore') as string,
    });
  });

  it('says of one with conflict markers how they are resolved', async () => {
    const root = await temporaryFolder({
      '.tempered/record.json': '{\n<<<<<<< HEAD\n  "a": 1\n=======\n>>>>>>> other\n}\n',
    });
    await expect(readRecord(root)).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.stringContaining('both sides') as string,
    });
  });

  it('refuses the record of a newer tempered, whatever is in it', async () => {
    const root = await temporaryFolder({ '.tempered/record.json': '{"schemaVersion":2}' });
    await expect(readRecord(root)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('newer') as string,
    });
  });
});

describe('recordChanges', () => {
  it('writes the record with sorted keys and the exact renderings, and reads them again', async () => {
    const root = await temporaryFolder();
    await applyChanges(root, await recordChanges(root, null, RECORD, RENDERED));
    const written = await readFolder(root);
    expect(Object.keys(written).sort()).toEqual([
      '.tempered/base/src/security/cors.ts.txt',
      '.tempered/base/src/security/headers.ts.txt',
      '.tempered/record.json',
    ]);
    expect(written['.tempered/base/src/security/headers.ts.txt']).toBe('h\r\n');
    const keys = [...(written['.tempered/record.json'] ?? '').matchAll(/^ {2}"(\w+)"/gm)].map((match) => match[1]);
    expect(keys).toEqual(['answers', 'files', 'measures', 'schemaVersion', 'securityFolder', 'tempered']);
    expect(written['.tempered/record.json']?.endsWith('}\n')).toBe(true);
    expect(await readRecord(root)).toEqual(RECORD);
    expect(await readBase(root, RECORD, 'src/security/cors.ts')).toBe('c');
  });

  it.each([
    [[]],
    [['helmet', 'zod']],
    [['@fastify/helmet', 'helmet', 'pino', 'rate-limiter-flexible', 'secretlint', 'zod']],
  ])('is laid out as Prettier would, with the dependencies %j', async (dependencies) => {
    const root = await temporaryFolder();
    await applyChanges(root, await recordChanges(root, null, { ...RECORD, dependencies }, RENDERED));
    const text = (await readFolder(root))['.tempered/record.json']!;
    expect(await format(text, { parser: 'json' })).toBe(text);
  });

  it('has no change for the same state, whatever the order of keys or the line ends of a checkout', async () => {
    const root = await temporaryFolder();
    await applyChanges(root, await recordChanges(root, null, RECORD, RENDERED));
    const shuffled = { ...RECORD, answers: Object.fromEntries(Object.entries(RECORD.answers).reverse()) };
    expect(await recordChanges(root, RECORD, shuffled, RENDERED)).toEqual([]);
    expect(await recordChanges(root, RECORD, RECORD, {})).toEqual([]);
    expect(await recordChanges(root, RECORD, RECORD, { ...RENDERED, 'src/security/headers.ts': 'h\n' })).toEqual([]);
  });

  it('removes bases of files that are no longer there', async () => {
    const root = await temporaryFolder();
    await applyChanges(root, await recordChanges(root, null, RECORD, RENDERED));
    const next = {
      ...RECORD,
      measures: { headers: { version: 1 } },
      files: { 'src/security/headers.ts': { measure: 'headers', sha256: 'cc' } },
    };
    const changes = await recordChanges(root, RECORD, next, { 'src/security/headers.ts': 'h2' });
    expect(changes.map(({ file, after, measures }) => [file, after === null, measures])).toEqual([
      ['.tempered/record.json', false, []],
      ['.tempered/base/src/security/cors.ts.txt', true, ['cors']],
      ['.tempered/base/src/security/headers.ts.txt', false, ['headers']],
    ]);
    await applyChanges(root, changes);
    expect(await readBase(root, RECORD, 'src/security/cors.ts')).toBeNull();
  });
});
