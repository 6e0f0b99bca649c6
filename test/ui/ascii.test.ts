import { describe, expect, it } from 'vitest';
import { drawInAscii, inAscii, showsSymbols } from '../../src/ui/ascii';
import { mockTerminal } from './terminal';

describe('showsSymbols', () => {
  it.each([
    ['a locale of UTF-8', { LANG: 'en_GB.UTF-8' }, true],
    ['none', {}, true],
    ['LANG=C', { LANG: 'C' }, false],
    ['LC_ALL, which counts more', { LANG: 'en_GB.UTF-8', LC_ALL: 'POSIX' }, false],
    ['C with UTF-8', { LANG: 'en_GB', LC_CTYPE: 'C.utf8' }, true],
  ])('goes by the locale: %s', (_, env, shown) => {
    expect(showsSymbols(env)).toBe(shown);
  });
});

describe('a terminal without symbols', () => {
  it('is written to in ASCII, and the letters of names stay', () => {
    const { io, raw } = mockTerminal();
    drawInAscii(io.stdout);
    io.stdout.write('│ ◆ ✓ 200 ×12 – größe.js…');
    io.stdout.write(Buffer.from('✗'));
    expect(raw()).toBe('| * v 200 x12 - größe.js...✗');
  });

  it('leaves exact what is no terminal', () => {
    const { io, display, raw } = mockTerminal();
    display.isTTY = false;
    drawInAscii(io.stdout);
    io.stdout.write('+ ✓');
    expect(raw()).toBe('+ ✓');
  });

  it('draws lists of choices as wide as before', () => {
    const line = '│  ❯ ◼ CORS ●○◻◇■▲├╮╰─';
    expect(inAscii(line)).toMatch(/^[ -~]+$/);
    expect(inAscii(line)).toHaveLength(line.length);
  });
});
