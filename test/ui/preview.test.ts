import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/report/diff';
import { previewChanges } from '../../src/ui/preview';
import { createScreen } from '../../src/ui/screen';
import { mockTerminal } from './terminal';

const CHANGES = [
  { file: 'app.js', before: 'a\r\n-- b\r\nc', after: 'a\r\nB\r\nc', measures: [] },
  { file: 'src/my security/index.js', before: null, after: '++ new\u001B[8m\n', measures: [] },
  { file: 'tab\t"x" b/y.js', before: 'x\n', after: null, measures: [] },
  { file: 'z.js', before: null, after: '', measures: [] },
];

function shown(env: Record<string, string>): string {
  const terminal = mockTerminal(env);
  previewChanges(createScreen(terminal.io.stdout, terminal.io.env), unifiedDiff(CHANGES));
  return terminal.raw();
}

describe('previewChanges', () => {
  it('shows every file with its lines and their number', () => {
    expect(shown({ NO_COLOR: '1' })).toBe(`app.js changed +1 -1
@@ -1,3 +1,3 @@
 a
--- b
+B
 c
\\ No newline at end of file

src/my security/index.js new +1 -0
@@ -0,0 +1 @@
+++ new?[8m

tab\\t\\"x\\" b/y.js removed +0 -1
@@ -1 +0,0 @@
-x

z.js new +0 -0
`);
  });

  it('colours added and removed lines', () => {
    const text = shown({});
    expect(text).toContain('\u001B[32m+B\u001B[39m');
    expect(text).toContain('\u001B[31m--- b\u001B[39m');
  });

  it('shows nothing for no changes', () => {
    const terminal = mockTerminal();
    previewChanges(createScreen(terminal.io.stdout, terminal.io.env), '');
    expect(terminal.raw()).toBe('');
  });
});

describe('a long preview', () => {
  const added = { file: 'security/index.js', before: null, after: 'line\n'.repeat(200), measures: [] };
  const own = { file: 'app.js', before: 'a\n', after: 'b\n', measures: [] };
  const preview = (changes: (typeof own | typeof added)[], whole = false) => {
    const terminal = mockTerminal({ NO_COLOR: '1' });
    const left = previewChanges(createScreen(terminal.io.stdout, terminal.io.env), unifiedDiff(changes), { whole });
    return { left, text: terminal.raw() };
  };

  it('shows every line of the files that were there, and counts those of new ones', () => {
    const { left, text } = preview([own, added]);
    expect(left).toBe(true);
    expect(text).toBe('app.js changed +1 -1\n@@ -1 +1 @@\n-a\n+b\n\nsecurity/index.js new +200 -0\n');
  });

  it('is whole where that is wanted, or where nothing is new', () => {
    expect(preview([own, added], true)).toMatchObject({ left: false, text: expect.stringContaining('+line\n+line') });
    const changed = { ...added, before: 'line\n' };
    expect(preview([changed])).toMatchObject({ left: false, text: expect.stringContaining('+line\n+line') });
  });
});
