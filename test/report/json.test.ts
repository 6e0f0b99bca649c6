import { describe, expect, it } from 'vitest';
import { changeSetDocument, checkDocument } from '../../src/report/json';
import type { Checklist, Finding, LeftOut } from '../../src/types';

const TOOL = { name: 'tempered', version: '0.1.0' };

const leftOut: LeftOut = {
  tests: 12,
  fixtures: 0,
  stories: 0,
  vendored: 3,
  generated: 0,
  declarations: 0,
  packages: 0,
  large: 0,
  binary: 0,
  unreadable: 0,
};

const remarks = {
  leftOut,
  suppressed: 2,
  baselined: 1,
  stale: [{ file: 'b.js', rule: 'x/z' }],
  notes: ['a.js:1: no.'],
};

const checklist: Checklist = {
  entries: [{ id: 'x', title: 'X', state: 'not-met', findings: [{ rule: 'x/y', count: 1 }] }],
  score: 0,
};

function finding(file: string, line: number, rule: string): Finding {
  return {
    rule,
    severity: 'high',
    message: `password = 'hunter2' ${rule}`,
    fix: 'automatic',
    risk: 'none',
    cwe: null,
    file,
    line,
    column: 1,
    endLine: line,
    start: 10,
    end: 20,
    snippet: "const password = 'hunter2'",
  };
}

describe('checkDocument', () => {
  it('is one JSON document with exactly the promised fields', () => {
    const project = { framework: 'express', version: '5.1.0' };
    const text = checkDocument({ tool: TOOL, project, findings: [finding('a.js', 2, 'x/y')], checklist, ...remarks });
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toEqual({
      schemaVersion: 1,
      tool: TOOL,
      project,
      summary: { total: 1, critical: 0, high: 1, medium: 0, low: 0, info: 0, fixable: 1 },
      findings: [
        {
          rule: 'x/y',
          severity: 'high',
          message: "password = '***' x/y",
          fix: 'automatic',
          risk: 'none',
          cwe: null,
          file: 'a.js',
          line: 2,
          column: 1,
          endLine: 2,
        },
      ],
      checklist: checklist.entries,
      score: 0,
      ...remarks,
    });
  });

  it('does not depend on the order of the findings', () => {
    const findings = [
      finding('b.js', 1, 'a/a'),
      finding('a.js', 10, 'a/a'),
      finding('a.js', 2, 'b/b'),
      finding('a.js', 2, 'a/a'),
    ];
    const forwards = checkDocument({ tool: TOOL, project: {}, findings, checklist, ...remarks });
    expect(checkDocument({ tool: TOOL, project: {}, findings: [...findings].reverse(), checklist, ...remarks })).toBe(
      forwards,
    );
    const { findings: sorted } = JSON.parse(forwards) as { findings: Finding[] };
    expect(sorted.map(({ file, line, rule }) => `${file}:${line} ${rule}`)).toEqual([
      'a.js:2 a/a',
      'a.js:2 b/b',
      'a.js:10 a/a',
      'b.js:1 a/a',
    ]);
  });
});

describe('changeSetDocument', () => {
  it('holds the exact texts, what to install and what is left to do', () => {
    const manual = { measure: 'cors', file: 'app.js', line: 3, reason: 'computed', snippet: null };
    const packages = [
      { name: 'helmet', range: '^8.0.0', dev: false },
      { name: 'vitest', range: '^4', dev: true },
    ];
    const changeSet = {
      changes: [
        { file: 'b.js', before: '\uFEFFa\r\n', after: 'b', measures: ['headers'] },
        { file: 'a.js', before: null, after: "secret = 'kept'", measures: ['cors'] },
        { file: 'c.js', before: 'c', after: null, measures: [] },
        { file: 'd.js', before: 'd', after: 'd', measures: [] },
      ],
      dependencies: packages,
      removed: ['cors'],
      manual: [manual],
      doubts: [],
      advice: ['Set JWT_SECRET.'],
    };
    expect(JSON.parse(changeSetDocument({ tool: TOOL, changeSet, applied: false }))).toEqual({
      schemaVersion: 1,
      tool: TOOL,
      changes: [
        { file: 'a.js', action: 'create', measures: ['cors'], before: null, after: "secret = 'kept'" },
        { file: 'b.js', action: 'change', measures: ['headers'], before: '\uFEFFa\r\n', after: 'b' },
        { file: 'c.js', action: 'remove', measures: [], before: 'c', after: null },
      ],
      dependencies: packages,
      removed: ['cors'],
      manual: [manual],
      advice: ['Set JWT_SECRET.'],
      applied: false,
      proof: null,
    });
  });
});
