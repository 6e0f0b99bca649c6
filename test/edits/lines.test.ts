import { describe, expect, it } from 'vitest';
import { dropLines, ensureLines } from '../../src/edits/lines';

describe('ensureLines', () => {
  it('makes a new file that ends in a line end', () => {
    expect(ensureLines(null, [{ text: '.env' }, { text: '.env.*' }])).toBe('.env\n.env.*\n');
    expect(ensureLines('', [{ text: '.env' }])).toBe('.env\n');
  });

  it('appends only what is missing', () => {
    expect(ensureLines('node_modules\n.env\n', [{ text: '.env' }, { text: 'dist' }])).toBe(
      'node_modules\n.env\ndist\n',
    );
  });

  it('returns null where nothing is missing, also the second time', () => {
    const lines = [{ text: '# The port', key: 'PORT' }, { text: 'PORT=3000', key: 'PORT' }, { text: '.env' }];
    const once = ensureLines(null, lines);
    expect(once).toBe('# The port\nPORT=3000\n.env\n');
    expect(ensureLines(once, lines)).toBeNull();
    expect(ensureLines('x', [])).toBeNull();
    expect(ensureLines(null, [])).toBeNull();
  });

  it('keeps CRLF', () => {
    expect(ensureLines('a\r\nb\r\n', [{ text: 'b' }, { text: 'c\nd' }])).toBe('a\r\nb\r\nc\r\nd\r\n');
  });

  it('keeps a missing final newline', () => {
    expect(ensureLines('a\nb', [{ text: 'c' }])).toBe('a\nb\nc');
    expect(ensureLines('a\r\nb', [{ text: 'c' }])).toBe('a\r\nb\r\nc');
    expect(ensureLines('a', [{ text: 'c' }])).toBe('a\nc');
  });

  it.each([
    'PORT=1',
    '# PORT=',
    '#PORT=1',
    '  PORT = 1',
    'export PORT=1',
    '; PORT=1',
    '// PORT: 1',
    'PORT',
    '\uFEFFPORT=1',
  ])('finds the key in %j', (text) => {
    expect(ensureLines(text, [{ text: 'PORT=3000', key: 'PORT' }])).toBeNull();
  });

  it.each(['PORT_X=1', 'MY_PORT=1', 'A=PORT=1', '# PORT is the port', 'port=1', '## see PORT='])(
    'does not find the key in %j',
    (text) => {
      expect(ensureLines(text, [{ text: 'PORT=3000', key: 'PORT' }])).toBe(`${text}\nPORT=3000`);
    },
  );

  it('takes a key literally', () => {
    expect(ensureLines('aXb=1', [{ text: 'a.b=1', key: 'a.b' }])).toBe('aXb=1\na.b=1');
    expect(ensureLines('a.b=2', [{ text: 'a.b=1', key: 'a.b' }])).toBeNull();
    expect(ensureLines('ignore-scripts=false', [{ text: 'ignore-scripts=true', key: 'ignore-scripts' }])).toBeNull();
  });
});

describe('dropLines', () => {
  it('takes back what was added, with the empty line in front of it and no other', () => {
    const lines = [
      { text: '\ninclude:', key: 'include' },
      { text: '  - local: a.yml', key: 'include' },
    ];
    for (const text of ['stages:\n  - test\n\njob:\n  stage: test\n', 'a: 1\r\n\r\nb: 2\r\n']) {
      const added = ensureLines(text, lines);
      expect(added).toMatch(/\n\r?\ninclude:\r?\n  - local: a.yml\r?\n$/);
      expect(dropLines(added!, lines)).toBe(text);
    }
  });

  it('returns null where none of them is there', () => {
    expect(dropLines('a\n\nb\n', [{ text: 'c' }])).toBeNull();
  });

  it('keeps a missing final newline', () => {
    for (const text of ['a', 'a\r\nb'])
      expect(dropLines(ensureLines(text, [{ text: 'c' }])!, [{ text: 'c' }])).toBe(text);
  });

  it('leaves alone what shares a key with a line that is not there as it was added', () => {
    const lines = [{ text: '# The port', key: 'PORT' }, { text: 'PORT=3000', key: 'PORT' }, { text: '.env' }];
    expect(dropLines('PORT=3000\n.env\n', lines)).toBe('PORT=3000\n');
    expect(dropLines('# The port\nPORT=80\n', lines)).toBeNull();
    expect(dropLines('a\n# The port\nPORT=3000\n', lines)).toBe('a\n');
  });
});
