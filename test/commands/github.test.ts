import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkAnnotations, proofAnnotations, withoutCommands } from '../../src/report/annotations';
import { finding, part, report } from '../report/check/fixture';
import { checkShop, HOSTILE } from '../report/check/shop';
import { hostile } from '../report/proof/fixture';
import { temporaryFolder } from '../temporary';

/** Commands as the runner reads them: at the start of a line, blanks aside, or in its older form anywhere. */
const commands = (text: string): string[] => text.split(/\r?\n/).filter((line) => /^\s*::|##\[/.test(line));
const OURS =
  /^::(error|warning|notice) (file=[^,:%]*(?:%[0-9A-F]{2}[^,:%]*)*,line=\d+,col=\d+,)?title=[^,:]+::[^\r\n]*$/;

describe('check in a GitHub workflow', () => {
  it('shows the worst findings beside the code behind the table, and a summary', async () => {
    const summary = join(await temporaryFolder(), 'summary.md');
    const { stdout } = await checkShop({ format: 'table' }, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary });
    const found = commands(stdout);
    expect(found.length).toBeGreaterThan(5);
    for (const line of found) expect(line).toMatch(OURS);
    expect(stdout.slice(0, stdout.indexOf(found[0]!))).toContain('Checklist: ');
    expect(found).toContainEqual(
      expect.stringMatching(
        /^::error file=services\/shop\/server\.js,line=8,col=\d+,title=sql\/interpolated-value \(\w+\)::/,
      ),
    );
    expect(await readFile(summary, 'utf8')).toMatch(
      /^<!-- tempered check services\/shop -->\n\n## tempered check: shop/,
    );
  });

  it('takes no command from the name of a file, on neither stream', async () => {
    const { stdout, stderr } = await checkShop({ format: 'table' }, { GITHUB_ACTIONS: 'true' });
    expect(stdout).toContain(': :error::`|<b>@octocat ## [error] x.js');
    expect(commands(stdout).every((line) => OURS.test(line))).toBe(true);
    expect(commands(stdout).join()).toContain('file=services/shop/%3A%3Aerror%3A%3A');
    expect(commands(stderr)).toEqual([]);
  });

  it('says nothing to GitHub elsewhere, in other formats, or quietly', async () => {
    expect(commands((await checkShop({ format: 'table' })).stdout)).toEqual([expect.stringContaining(HOSTILE)]);
    for (const format of ['json', 'sarif', 'markdown'] as const) {
      const { stdout } = await checkShop({ format }, { GITHUB_ACTIONS: 'true' });
      expect(commands(stdout), format).toEqual([]);
    }
    expect((await checkShop({ format: 'table', quiet: true }, { GITHUB_ACTIONS: 'true' })).stdout).toBe('');
  });
});

describe('annotations', () => {
  it('are at most ten of each level, the worst first', () => {
    const many = (severity: 'critical' | 'high' | 'medium' | 'info') =>
      Array.from({ length: 12 }, (_, line) => finding({ severity, line: line + 1 }));
    const findings = [...many('info'), ...many('medium'), ...many('high'), ...many('critical')];
    const lines = commands(checkAnnotations(report(part({ findings }))));
    const levels = lines.map((line) => /^::(\w+)/.exec(line)![1]);
    expect(['error', 'warning', 'notice'].map((level) => levels.filter((each) => each === level).length)).toEqual([
      10, 10, 10,
    ]);
    expect(lines.slice(0, 10).every((line) => line.includes('(critical)'))).toBe(true);
  });

  it('are one line each, whatever a file is called', () => {
    const file = 'a\n::set-output name=x::y,line=9:%0A\r.js';
    const [line, ...others] = checkAnnotations(
      report(part({ findings: [finding({ file, message: `m\n::error::${file}` })] })),
    )
      .trimEnd()
      .split('\n');
    expect(others).toEqual([]);
    expect(line).toMatch(OURS);
    expect(line).toContain('file=a%0A%3A%3Aset-output name=x%3A%3Ay%2Cline=9%3A%250A%0D.js,line=3,');
  });

  it('name attacks that succeeded, as one line whatever the app answered', () => {
    const report = hostile();
    const results = report.after.results.map((result) => ({ ...result, status: 'failed' as const }));
    const lines = proofAnnotations({ ...report, after: { ...report.after, results } })
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(10);
    for (const line of lines) expect(line).toMatch(OURS);
  });
});

it('takes the sense from what would be a command', () => {
  expect(withoutCommands('a ::b\n::stop-commands::x\n \t::c\nd ##[set-output name=a]b')).toBe(
    'a ::b\n: :stop-commands::x\n \t: :c\nd ## [set-output name=a]b',
  );
});
