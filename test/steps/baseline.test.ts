import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BASELINE, compareWithBaseline, entriesOf, readBaseline, writeBaseline } from '../../src/steps/baseline';
import type { Finding } from '../../src/types';
import { readFolder, temporaryFolder } from '../temporary';

const LINE = "db.query('SELECT ' + id);";

/** A finding of sql/text on every such line. */
const findingsIn = (text: string, file = 'a.js'): Finding[] =>
  text.split('\n').flatMap((content, index): Finding[] =>
    content.includes('db.query')
      ? [
          {
            rule: 'sql/text', severity: 'high', message: '', fix: 'none', risk: 'none', cwe: null,
            file, line: index + 1, column: 1, endLine: index + 1, start: index * 100, end: index * 100,
          },
        ] // prettier-ignore
      : [],
  );

/** How many findings of the second text are new against the first, and how many entries are stale. */
async function changed(before: string, after: string): Promise<[fresh: number, stale: number]> {
  const root = await temporaryFolder({ 'a.js': before });
  await writeBaseline(root, entriesOf(root, findingsIn(before)));
  await writeFile(join(root, 'a.js'), after);
  const { fresh, stale } = compareWithBaseline(root, findingsIn(after), (await readBaseline(root))!);
  return [fresh.length, stale.length];
}

describe('the baseline', () => {
  it.each<[change: string, before: string, after: string, expected: [number, number]]>([
    ['nothing changed', LINE, LINE, [0, 0]],
    ['lines moved', LINE, `\n// a comment\n${LINE}`, [0, 0]],
    ['it was indented', LINE, `  ${LINE.replace(' + ', '+')}`, [0, 0]],
    ['there is another one', LINE, `${LINE}\n${LINE.replace('id', 'name')}`, [1, 0]],
    ['it was copied', LINE, `${LINE}\n${LINE}`, [1, 0]],
    ['one of two alike is gone', `${LINE}\n${LINE}`, LINE, [0, 1]],
    ['it was mended', LINE, 'query();', [0, 1]],
    ['it was changed', LINE, LINE.replace('id', 'name'), [1, 1]],
  ])('tells what is new and what is gone: %s', async (_, before, after, expected) => {
    expect(await changed(before, after)).toEqual(expected);
  });

  it('is sorted, keeps no text, and is the same each time', async () => {
    const root = await temporaryFolder({ 'a.js': `${LINE}\n${LINE}`, 'B.js': LINE });
    const findings = [...findingsIn(`${LINE}\n${LINE}`), ...findingsIn(LINE, 'B.js')];
    await writeBaseline(root, entriesOf(root, findings));
    const text = await readFile(join(root, BASELINE), 'utf8');
    await writeBaseline(root, entriesOf(root, [...findings].reverse()).reverse());
    expect(await readFile(join(root, BASELINE), 'utf8')).toBe(text);
    expect(text).not.toContain('SELECT');
    const document = JSON.parse(text) as { findings: Record<string, Record<string, string[]>> };
    expect(Object.keys(document.findings)).toEqual(['B.js', 'a.js']);
    expect(document.findings['a.js']!['sql/text']).toHaveLength(2);
  });

  it('is not there before it is written', async () => {
    expect(await readBaseline(await temporaryFolder({}))).toBeNull();
  });

  it.each(['{', '[]', '{"schemaVersion":2,"findings":{}}', '{"schemaVersion":1,"findings":{"a.js":["x"]}}'])(
    'is refused where it is damaged: %s',
    async (text) => {
      const root = await temporaryFolder({ [BASELINE]: text });
      await expect(readBaseline(root)).rejects.toMatchObject({
        exitCode: 3,
        hint: expect.stringContaining('--write-baseline'),
      });
    },
  );

  it('is not written through a link that leads out of the project', async () => {
    const outside = await temporaryFolder();
    const root = await temporaryFolder();
    await symlink(outside, join(root, '.tempered'));
    await expect(writeBaseline(root, [])).rejects.toMatchObject({ name: 'UserError', exitCode: 3 });
    expect(await readFolder(outside)).toEqual({});
  });
});
