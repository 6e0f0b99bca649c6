import { describe, expect, it } from 'vitest';
import { findingsTable } from '../../src/report/table';
import type { Finding } from '../../src/types';

function finding(fields: Partial<Finding>): Finding {
  return {
    rule: 'cors/any-origin',
    severity: 'high',
    message: 'Any site may read the answers.',
    fix: 'automatic',
    risk: 'none',
    cwe: 'CWE-942',
    file: 'app.js',
    line: 3,
    column: 1,
    endLine: 3,
    start: 0,
    end: 1,
    ...fields,
  };
}

const FINDINGS = [
  finding({
    file: 'routes/users.js',
    line: 12,
    column: 5,
    severity: 'critical',
    rule: 'sql/interpolated',
    fix: 'none',
  }),
  finding({ line: 30, severity: 'low', rule: 'headers/missing', risk: 'behaviour' }),
  finding({}),
];

describe('findingsTable', () => {
  it('lists by file, sorted by place', () => {
    expect(findingsTable(FINDINGS, { groupBy: 'file' })).toBe(`app.js
  3:1   high      Any site may read the answers.  cors/any-origin (fixable)
  30:1  low       Any site may read the answers.  headers/missing (fix may change behaviour)

routes/users.js
  12:5  critical  Any site may read the answers.  sql/interpolated

3 findings: 1 critical, 1 high, 1 low; 2 can be fixed automatically
`);
  });

  it('lists by severity, worst first', () => {
    const lines = findingsTable(FINDINGS, { groupBy: 'severity' }).split('\n');
    expect(lines.filter((line) => /^\w+$/.test(line))).toEqual(['critical', 'high', 'low']);
    expect(lines[1]).toBe('  routes/users.js:12:5  Any site may read the answers.  sql/interpolated');
  });

  it('lists the worst where there are too many, and counts the others', () => {
    expect(findingsTable(FINDINGS, { groupBy: 'severity', most: 2 })).toBe(`critical
  routes/users.js:12:5  Any site may read the answers.  sql/interpolated

high
  app.js:3:1            Any site may read the answers.  cors/any-origin (fixable)

and 1 more: \`tempered check\` lists all

3 findings: 1 critical, 1 high, 1 low; 2 can be fixed automatically
`);
    expect(findingsTable(FINDINGS, { groupBy: 'severity', most: 3 })).toBe(
      findingsTable(FINDINGS, { groupBy: 'severity' }),
    );
  });

  it('says so where there is none', () => {
    expect(findingsTable([], { groupBy: 'file' })).toBe('No findings.\n');
  });

  it('masks secrets and takes the teeth out of control characters', () => {
    const bad = finding({ message: "secret = 'hunter2'\nsecond \u001B[31mline", file: 'a\u001B]0;x\u0007\n.js' });
    const table = findingsTable([bad], { groupBy: 'file' });
    expect(table).toContain("secret = '***' second ?[31mline");
    // eslint-disable-next-line no-control-regex
    expect(table).not.toMatch(/hunter2|[\x00-\x09\x0b-\x1f]/);
  });

  it('breaks no word where the terminal is narrow', () => {
    const long = finding({
      message: 'Tokens are verified with whatever algorithm they name: no algorithms are given.',
    });
    expect(findingsTable([long], { groupBy: 'severity', width: 60 })).toBe(`high
  app.js:3:1
    Tokens are verified with whatever algorithm they name:
    no algorithms are given.
    cors/any-origin (fixable)

1 finding: 1 high; 1 can be fixed automatically
`);
    expect(findingsTable([long], { groupBy: 'severity', width: 130 })).toBe(
      findingsTable([long], { groupBy: 'severity' }),
    );
  });

  it('colours through the painter only', () => {
    const table = findingsTable(FINDINGS, { groupBy: 'file', paint: (style, text) => `<${style}>${text}</>` });
    expect(table).toContain('<high>high    </>');
    expect(table).toContain('<bold>routes/users.js</>');
    expect(table.replace(/<\/?\w*>/g, '')).toBe(findingsTable(FINDINGS, { groupBy: 'file' }));
  });
});
