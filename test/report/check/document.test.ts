import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../src/report/check/document';
import type { CheckFinding } from '../../../src/report/check/model';
import { finding, leftOut, part, report, TOOL } from './fixture';

const found = (file: string, line: number, rule: string): CheckFinding => finding({ file, line, rule });

describe('checkDocument', () => {
  it('is one JSON document with exactly the promised fields', () => {
    const findings = [
      finding({ message: "password = 'hunter2'", snippet: "const password = 'hunter2'", fix: 'automatic' }),
    ];
    const text = checkDocument(report(part({ findings })));
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toEqual({
      schemaVersion: 1,
      tool: TOOL,
      project: { name: 'shop', framework: 'express', version: '5.1.0' },
      summary: { total: 1, critical: 0, high: 1, medium: 0, low: 0, info: 0, fixable: 1 },
      findings: [
        {
          rule: 'cors/any-origin',
          severity: 'high',
          message: "password = '***'",
          fix: 'automatic',
          risk: 'none',
          cwe: 'CWE-942',
          file: 'src/app.js',
          line: 3,
          column: 5,
          endLine: 4,
        },
      ],
      checklist: part().checklist.entries,
      score: 0,
      suppressed: 2,
      baselined: 1,
      stale: [{ file: 'b.js', rule: 'x/z' }],
      notes: ['a.js:1: no.'],
      leftOut,
    });
  });

  it('does not depend on the order of the findings', () => {
    const findings = [
      found('b.js', 1, 'a/a'),
      found('a.js', 10, 'a/a'),
      found('a.js', 2, 'b/b'),
      found('a.js', 2, 'a/a'),
    ];
    const forwards = checkDocument(report(part({ findings })));
    expect(checkDocument(report(part({ findings: [...findings].reverse() })))).toBe(forwards);
    const { findings: sorted } = JSON.parse(forwards) as { findings: CheckFinding[] };
    expect(sorted.map(({ file, line, rule }) => `${file}:${line} ${rule}`)).toEqual([
      'a.js:2 a/a',
      'a.js:2 b/b',
      'a.js:10 a/a',
      'b.js:1 a/a',
    ]);
  });

  it('says of several projects what all come to, with the same fields, and what each does', () => {
    const api = part({ directory: 'packages/api', findings: [found('packages/api/a.js', 1, 'a/a')] });
    const web = part({ directory: 'packages/web', findings: [found('packages/web/a.js', 1, 'a/a')] });
    const one = JSON.parse(checkDocument(report(api))) as object;
    const { projects, ...all } = JSON.parse(checkDocument(report(api, web))) as { projects: Record<string, unknown>[] };
    expect(Object.keys(all)).toEqual(Object.keys(one));
    expect(all).toMatchObject({
      project: null,
      score: null,
      summary: { total: 2, high: 2 },
      findings: [{ file: 'packages/api/a.js' }, { file: 'packages/web/a.js' }],
      suppressed: 4,
      leftOut: { tests: 24, vendored: 6 },
    });
    expect(projects.map(({ directory, score, summary }) => ({ directory, score, summary }))).toEqual([
      { directory: 'packages/api', score: 0, summary: expect.objectContaining({ total: 1 }) as object },
      { directory: 'packages/web', score: 0, summary: expect.objectContaining({ total: 1 }) as object },
    ]);
  });
});
