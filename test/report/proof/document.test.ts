import { describe, expect, it } from 'vitest';
import { proofDocument } from '../../../src/report/proof/document';
import { afterAlone, beforeAndAfter, broken, hostile, PROBES, withoutDatabase } from './fixture';

const tool = { name: 'tempered', version: '1.2.3' };
const read = (report: Parameters<typeof proofDocument>[0]) => JSON.parse(proofDocument(report, tool));

describe('proofDocument', () => {
  it('is one document that counts and lists every probe', () => {
    const text = proofDocument(beforeAndAfter(), tool);
    expect(text.endsWith('}\n')).toBe(true);
    const document = JSON.parse(text);
    expect(document).toMatchObject({
      schemaVersion: 1,
      tool,
      project: 'express-shop',
      app: 'npm start',
      summary: {
        text: '26 of 28 attacks succeeded before, 0 of 29 after; 4 were skipped.',
        total: 33,
        passed: 29,
        failed: 0,
        skipped: 4,
        before: { passed: 2, failed: 26, skipped: 5 },
      },
      problem: { before: null, after: null },
      regressions: [],
      elapsed: { before: { start: 412, probes: 1874 }, after: { start: 412, probes: 1874 } },
    });
    expect(document.results.map(({ id }: { id: string }) => id)).toEqual(PROBES.map(({ id }) => id));
    expect(document.results[7]).toEqual({
      id: 'limits/body',
      measure: 'limits',
      attack: 'Send a body of 150 kB',
      client: false,
      proves: 'A large body is refused before it is read.',
      cwe: 'CWE-770',
      reference: 'RFC 9110, 15.5.14',
      numbers: [5],
      before: { status: 'failed', evidence: '200' },
      after: { status: 'passed', evidence: '413' },
    });
  });

  it('has null for what was not looked at', () => {
    const document = read(afterAlone());
    expect(document.summary.before).toBeNull();
    expect(document.elapsed.before).toBeNull();
    expect(document.results[0].before).toBeNull();
  });

  it('has the problem with its log, and regressions', () => {
    expect(read(withoutDatabase()).problem.after).toMatchObject({
      reason: 'The app ended with code 1 before it listened.',
      hint: 'Start the database it needs, or name another command with --start.',
    });
    expect(read(broken()).regressions[0]).toEqual({
      method: 'GET',
      path: '/reports?year=2026',
      before: '200 text/html',
      after: '500 application/json',
    });
  });

  it('masks secrets everywhere', () => {
    const text = proofDocument(withoutDatabase(), tool) + proofDocument(hostile(), tool);
    expect(text).not.toMatch(/hunter2|ghp_|0123456789abcdef/);
  });
});
