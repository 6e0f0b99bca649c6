import { describe, expect, it } from 'vitest';
import { proofMarkdown } from '../../../src/report/proof/markdown';
import { shownLine } from '../../../src/report/line';
import { afterAlone, beforeAndAfter, broken, hostile, HOSTILE, withoutDatabase } from './fixture';

const tableLines = (markdown: string) => markdown.split('\n').filter((line) => line.startsWith('|'));

describe('proofMarkdown', () => {
  it('has the sentence first and a row for each probe that ran', () => {
    const markdown = proofMarkdown(beforeAndAfter());
    expect(markdown).toMatch(
      /^<!-- tempered verify express-shop -->\n\n## Proof: express-shop\n\n\*\*26 of 28 attacks succeeded before, 0 of 29 after; 4 were skipped\.\*\*\n\n\| Attack \| before \| after \| Proves \|\n\| --- \| --- \| --- \| --- \|\n/,
    );
    expect(markdown).toContain(
      '| Send a body of 150 kB | ❌ failed `200` | ✅ passed `413` | A large body is refused before it is read. [CWE-770](https://cwe.mitre.org/data/definitions/770.html), RFC 9110, 15.5.14 |\n',
    );
    expect(tableLines(markdown)).toHaveLength(2 + 29);
    expect(markdown).toContain('\n\nSkipped: no route sets a cookie (2); ');
    expect(markdown).toContain('\n\n- Limits were attacked from 127.0.0.2 and up;');
  });

  it('has one column of results without a before', () => {
    expect(proofMarkdown(afterAlone())).toContain('\n| Attack | result | Proves |\n');
  });

  it('shows why the app did not start, and what is answered differently', () => {
    expect(proofMarkdown(withoutDatabase()))
      .toContain(`❌ **The app did not start.** The app ended with code 1 before it listened.

\`\`\`text
MongooseServerSelectionError: connect ECONNREFUSED 127.0.0.1:27017
at Connection.openUri (/srv/shop/node_modules/mongoose/lib/connection.js:825:32)
Connecting to mongodb://shop:***@127.0.0.1:27017/shop
JWT_SECRET=***
\`\`\`

Try: Start the database it needs`);
    expect(proofMarkdown(broken())).toContain(
      '| `GET /reports?year=2026` | `200 text/html` | `500 application/json` |\n',
    );
  });

  it('lets no answer break the table, or become HTML, a link, a mention or a heading', () => {
    const markdown = proofMarkdown(hostile());
    const fenced = /^(`{3,})text\n[^]*?\n\1$/gm;
    expect(markdown.match(fenced)).toHaveLength(1);
    const counts = new Set(tableLines(markdown.replace(fenced, '')).map((line) => line.split('|').length));
    expect([...counts].sort()).toEqual([5, 6]);
    // What stands in code or in a link of ours means nothing; the rest must hold no sign of Markdown or HTML.
    const prose = markdown
      .replace(/^<!-- tempered verify [\w.~!*'()%/-]+ -->$/m, '')
      .replace(fenced, '')
      .replace(/`[^`\n]*`/g, '')
      .replace(/<code>[^<>`|@\n]*<\/code>/g, '')
      .replace(/\[[\w.-]+\]\(https:\/\/[\w./]+\)/g, '');
    expect(prose).not.toMatch(/[<>`[\]\\]|:\/\/|@\w|[ (]#\d|www\./);
    expect(prose.match(/^#/gm)).toHaveLength(1);
  });

  it('shows in prose just what it was given', () => {
    const shown = proofMarkdown(hostile())
      .replaceAll('&#8203;', '')
      .replace(/&#(\d+);/g, (_, number) => String.fromCodePoint(Number(number)));
    for (const note of HOSTILE) expect(shown).toContain(`\n- ${shownLine(note)}\n`);
  });

  it('masks secrets', () => {
    expect(proofMarkdown(hostile()) + proofMarkdown(withoutDatabase())).not.toMatch(/hunter2|ghp_|0123456789abcdef/);
  });
});
