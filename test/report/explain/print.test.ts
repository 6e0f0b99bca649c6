import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../../src/report/explain/blocks';
import { Links, printBlocks } from '../../../src/report/explain/print';

/** The Markdown as a terminal of 40 columns shows it. */
function shown(markdown: string): string {
  const links = new Links();
  const lines = printBlocks(blocksOf(markdown), links, { width: 40, paint: (_style, text) => text });
  return [...lines.slice(1), ...links.lines()].join('\n');
}

describe('a page in the terminal', () => {
  it('is wrapped between words', () => {
    expect(shown('One sentence that is longer than\nforty columns, in two lines.\n')).toBe(
      'One sentence that is longer than forty\ncolumns, in two lines.',
    );
  });

  it('has code indented and never wrapped, with its file', () => {
    const line = "app.get('/a-rather-long-path', (req, res) => res.send(req.query.name));";
    expect(shown(`## Bad\n\n\`\`\`js title=app.js framework=koa\n${line}\n\n  x();\n\`\`\`\n`)).toBe(
      `Bad\n\n  app.js, koa\n    ${line}\n\n      x();`,
    );
  });

  it('does not take what stands in code for Markdown', () => {
    expect(shown('```yaml\n# not a heading\n- not a list\n```\n')).toBe('    # not a heading\n    - not a list');
  });

  it('has addresses at its end, each once', () => {
    const link = '[the list](https://example.com/a)';
    expect(shown(`See ${link}, and ${link} again; [a page](../other.md); <https://example.com/b>.\n`)).toBe(
      'See the list [1], and the list [1]\nagain; a page; https://example.com/b.\n [1] https://example.com/a',
    );
  });

  it('keeps names of code, and no marks of emphasis', () => {
    expect(shown('**Never** use `a_b_c` and snake_case_names, _really_.\n')).toBe(
      'Never use `a_b_c` and snake_case_names,\nreally.',
    );
  });

  it('has lists, and tables as lists', () => {
    expect(shown('- one\n  more\n- two\n')).toBe('- one more\n- two');
    expect(shown('| name | default |\n| --- | --- |\n| `a` | 1 \\| 2 |\n')).toBe('- `a` · default: 1 | 2');
  });
});
