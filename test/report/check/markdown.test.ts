import { expect, it } from 'vitest';
import { checkMarkdown } from '../../../src/report/check/markdown';
import { finding, part, report } from './fixture';
import { checkShop, SECRETS } from './shop';

const HOSTILE = '`|</details><img src=x>\n# @octocat [a](http://evil.example) www.evil.example ##[error]';

it('begins with a mark by which a workflow finds its own comment', () => {
  expect(checkMarkdown(report(part()))).toMatch(/^<!-- tempered check -->\n/);
  expect(checkMarkdown({ ...report(part()), folder: 'services/a -->b' })).toMatch(
    /^<!-- tempered check services\/a%20%2D%2D%3Eb -->\n/,
  );
});

it('shows the worst first, and folds away the rest and the checklist', () => {
  const findings = [finding({ severity: 'low' }), finding({ severity: 'critical', file: 'a.js', line: 7 })];
  expect(checkMarkdown(report(part({ findings })))).toBe(`<!-- tempered check -->

## tempered check: shop, score 0 of 100

**2 findings: 1 critical, 1 low**

### 1 critical

| Where | What | Rule |
| --- | --- | --- |
| \`a.js:7\` | Any origin. | \`cors/any-origin\` |

<details><summary>1 low</summary>

| Where | What | Rule |
| --- | --- | --- |
| \`src/app.js:3\` | Any origin. | \`cors/any-origin\` |

</details>

<details><summary>Checklist: 0 of 1 met</summary>

|  | Checklist | What breaks it |
| --- | --- | --- |
| ❌ | X | \`cors/any-origin\` |

</details>

Not shown: 2 suppressed, 1 known from the baseline.

\`npx tempered explain cors/any-origin\` says why that matters; \`npx tempered harden\` mends what is fixable.
`);
});

it('lets no name or message break a table, or become HTML, a link, a mention or a command', () => {
  const hostile = part({
    project: { name: HOSTILE },
    findings: [finding({ file: HOSTILE, message: HOSTILE })],
    remarks: { ...part().remarks, withoutApp: HOSTILE },
  });
  const markdown = checkMarkdown(report(hostile));
  const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
  expect(new Set(rows.map((line) => line.split('|').length))).toEqual(new Set([5]));
  const prose = markdown
    .replace(/^<!-- tempered check -->$/m, '')
    .replace(/<details><summary>[\w :]+<\/summary>|<\/details>/g, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/<code>[^<>`|@\n]*<\/code>/g, '');
  expect(prose).not.toMatch(/[<>`[\]\\]|:\/\/|@\w|www\./);
  expect(markdown).not.toContain('##[');
  expect(prose.match(/^#+ /gm)).toEqual(['## ', '### ']);
});

it('stays below what GitHub takes, and counts what it leaves out', () => {
  const message = 'x'.repeat(280);
  const findings = Array.from({ length: 2000 }, (_, line) =>
    finding({ line: line + 1, message, severity: line < 100 ? 'medium' : 'high' }),
  );
  const markdown = checkMarkdown(report(part({ findings })));
  expect(markdown.length).toBeLessThan(60_000);
  const shown = markdown.match(/^\| `/gm)!.length;
  const left = [...markdown.matchAll(/… and (\d+) more\./g)].reduce((sum, [, count]) => sum + Number(count), 0);
  expect(shown + left).toBe(2000);
});

it('says where nothing was found', () => {
  expect(checkMarkdown(report(part({ findings: [] })))).toContain('\n\nNo findings.\n\n');
});

it('shows no secret', async () => {
  const { stdout } = await checkShop({ format: 'markdown' });
  expect(stdout).toContain('`secrets/hard-coded`');
  for (const secret of SECRETS) expect(stdout).not.toContain(secret);
});
