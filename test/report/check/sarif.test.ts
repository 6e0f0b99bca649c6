import { describe, expect, it } from 'vitest';
import { measures } from '../../../src/measures/index';
import type { CheckFinding } from '../../../src/report/check/model';
import { sarifDocument } from '../../../src/report/check/sarif';
import { finding, part, report } from './fixture';

const rules = measures.flatMap((measure) => measure.rules);
interface Log {
  version: string;
  runs: {
    tool: { driver: { name: string; semanticVersion: string; rules: Record<string, unknown>[] } };
    results: Record<string, unknown>[];
  }[];
}

const logOf = (...findings: CheckFinding[]): Log =>
  JSON.parse(sarifDocument(report(part({ findings })), rules, { pages: new Map(), fixes: new Map() })) as Log;

describe('a SARIF log', () => {
  it('has one run, also where nothing is found', () => {
    const { version, runs } = logOf();
    expect(version).toBe('2.1.0');
    expect(runs).toEqual([
      {
        tool: { driver: { name: 'tempered', semanticVersion: '1.2.3', rules: [] } },
        columnKind: 'utf16CodeUnits',
        results: [],
      },
    ]);
  });

  it('describes each rule once, with a page and what GitHub sorts by', () => {
    const [run] = logOf(finding({}), finding({ line: 9 }), finding({ rule: 'sql/interpolated-value' })).runs;
    const described = run!.tool.driver.rules;
    expect(described.map(({ id }) => id)).toEqual(['cors/any-origin', 'sql/interpolated-value']);
    for (const rule of described) {
      expect(rule).toMatchObject({
        helpUri: expect.stringMatching(/^https:\/\/cwe\.mitre\.org\/data\/definitions\/\d+\.html$/) as string,
        shortDescription: { text: expect.stringMatching(/\.$/) as string },
        defaultConfiguration: { level: expect.stringMatching(/^(error|warning|note)$/) as string },
        properties: { 'security-severity': expect.stringMatching(/^\d\.\d$/) as string },
      });
    }
    expect(run!.results.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 1, 0]);
  });

  it.each([
    ['critical', 'error'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'note'],
    ['info', 'note'],
  ] as const)('says of a finding that is %s: %s', (severity, level) => {
    expect(logOf(finding({ severity })).runs[0]!.results[0]).toMatchObject({ level });
  });

  it('names the file as an address below the repository, and the place in it', () => {
    const [result] = logOf(finding({ file: 'src/a b#1/ö.js' })).runs[0]!.results;
    expect(result).toMatchObject({
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/a%20b%231/%C3%B6.js', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 5 },
          },
        },
      ],
      partialFingerprints: { 'tempered/v1': 'f0' },
    });
  });

  it('masks what looks like a secret', () => {
    const text = JSON.stringify(logOf(finding({ message: "jwtSecret = 'correct horse'" })));
    expect(text).not.toContain('correct horse');
  });
});
