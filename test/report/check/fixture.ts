import { checkHtml } from '../../../src/report/check/html';
import type { CheckFinding, CheckPart, CheckReport } from '../../../src/report/check/model';
import { maskSecrets } from '../../../src/report/mask';
import type { LeftOut } from '../../../src/types';
import { beforeAndAfter } from '../proof/fixture';

export const TOOL = { name: 'tempered', version: '1.2.3' };

export const leftOut: LeftOut = {
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

export const finding = (over: Partial<CheckFinding> = {}): CheckFinding => ({
  rule: 'cors/any-origin',
  severity: 'high',
  message: 'Any origin.',
  fix: 'none',
  risk: 'none',
  cwe: 'CWE-942',
  file: 'src/app.js',
  line: 3,
  column: 5,
  endLine: 4,
  start: 40,
  end: 60,
  identity: 'f0',
  ...over,
});

export const part = (over: Partial<CheckPart> = {}): CheckPart => ({
  directory: '',
  project: { name: 'shop', framework: 'express', version: '5.1.0' },
  findings: [finding()],
  checklist: {
    entries: [{ id: 'x', title: 'X', state: 'not-met', findings: [{ rule: 'cors/any-origin', count: 1 }] }],
    score: 0,
  },
  remarks: {
    withoutApp: null,
    leftOut,
    suppressed: 2,
    baselined: 1,
    stale: [{ file: 'b.js', rule: 'x/z' }],
    notes: ['a.js:1: no.'],
  },
  read: () => null,
  mask: maskSecrets,
  fixes: () => Promise.resolve(new Map()),
  hardening: () => Promise.resolve(null),
  ...over,
});

export const report = (...parts: CheckPart[]): CheckReport => ({ tool: TOOL, folder: '', parts });

/** The page of two packages, which the last `harden` has attacked. */
export function checkedAfter(): string {
  const parts = ['packages/api', 'packages/<b>'].map((directory) => part({ directory }));
  const hardening = { started: '2026-11-22T21:50:00.000Z', score: 12, proof: beforeAndAfter() };
  const hardenings = new Map(parts.map((each) => [each, hardening]));
  return checkHtml(report(...parts), [], { pages: new Map(), fixes: new Map(), hardenings });
}
