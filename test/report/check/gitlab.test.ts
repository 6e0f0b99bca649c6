import { describe, expect, it } from 'vitest';
import { gitlabDocument } from '../../../src/report/check/gitlab';
import type { CheckReport } from '../../../src/report/check/model';
import { finding, part, report } from './fixture';

interface Entry {
  fingerprint: string;
  location: { path: string };
}
const entriesOf = (of: CheckReport): Entry[] => JSON.parse(gitlabDocument(of)) as Entry[];

describe('a Code Quality report of GitLab', () => {
  it('is an empty list where nothing is found', () => {
    expect(gitlabDocument(report(part({ findings: [] })))).toBe('[]\n');
  });

  it('has the keys that GitLab demands, with files from the top of the repository', () => {
    expect(entriesOf({ ...report(part()), folder: 'services/api' })).toEqual([
      {
        description: 'Any origin. (cors/any-origin)',
        check_name: 'cors/any-origin',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        severity: 'critical',
        location: { path: 'services/api/src/app.js', lines: { begin: 3 } },
      },
    ]);
  });

  it('knows a finding again whose line moved, and tells those of two packages apart', () => {
    const [before] = entriesOf(report(part()));
    const [after] = entriesOf(report(part({ findings: [finding({ line: 90 })] })));
    expect(after!.fingerprint).toBe(before!.fingerprint);
    const files = ['a/src/app.js', 'b/src/app.js'];
    const both = entriesOf(report(...files.map((file) => part({ findings: [finding({ file })] }))));
    expect(new Set(both.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it('masks what looks like a secret', () => {
    const message = 'It signs with AKIAIOSFODNN7EXAMPLQ.';
    expect(gitlabDocument(report(part({ findings: [finding({ message })] })))).not.toContain('AKIAIOSFODNN7EXAMPLQ');
  });
});
