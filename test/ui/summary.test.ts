import { describe, expect, it } from 'vitest';
import { createScreen } from '../../src/ui/screen';
import { printSummary, type Summary } from '../../src/ui/summary';
import { mockTerminal } from './terminal';

const EMPTY: Summary = { done: [], check: [], manual: [], next: [] };

function shown(summary: Partial<Summary>, env: Record<string, string> = { NO_COLOR: '1' }): string {
  const terminal = mockTerminal(env);
  printSummary(createScreen(terminal.io.stdout, terminal.io.env), { ...EMPTY, ...summary });
  return terminal.raw();
}

describe('printSummary', () => {
  it('tells what was done, assumed, left to do, and what comes next', () => {
    const text = shown({
      done: ['Security headers'],
      check: ['Requests come through one proxy in a private network.'],
      manual: [
        {
          measure: 'cors',
          file: 'app.js',
          line: 12,
          reason: 'The options are computed.',
          snippet: 'cors(\n  corsOptions,\n)\n',
        },
        { measure: 'secrets', file: 'config.js', line: null, reason: 'Loaded elsewhere.', snippet: null },
      ],
      next: ['npm install', 'npm start'],
    });
    expect(text).toBe(`Done
  Security headers

Check this
  - Requests come through one proxy in a private network.

Left to you
  app.js:12 cors
    The options are computed.
      cors(
        corsOptions,
      )
  config.js secrets
    Loaded elsewhere.

Next
  1. npm install
  2. npm start
`);
  });

  it('breaks a long reason between words where the screen is narrow', () => {
    const reason = 'Your edits and the new version change the same lines; yours were kept.';
    let text = '';
    const screen = {
      write: (part: string) => void (text += part),
      paint: (_: string, each: string) => each,
      columns: 50,
    };
    printSummary(screen, { ...EMPTY, manual: [{ measure: 'cors', file: 'a.js', line: 1, reason, snippet: null }] });
    expect(text).toContain('    Your edits and the new version change the same\n    lines; yours were kept.\n');
  });

  it('leaves empty parts out', () => {
    expect(shown({})).toBe('');
    expect(shown({ next: ['npm start'] })).toBe('Next\n  1. npm start\n');
  });

  it('says once what is to be done in several places', () => {
    const again = (line: number) => ({
      ...{ measure: 'sql', file: 'db.js', line },
      ...{ reason: 'A name cannot be a parameter.', snippet: 'allowed(name)' },
    });
    const other = { ...again(9), reason: 'The options are computed.' };
    expect(shown({ manual: [1, 1, 2, 3, 4, 5, 6, 7].map(again).concat(other) })).toBe(`Left to you
  db.js:1, db.js:2, db.js:3, db.js:4, db.js:5, and 2 more sql
    A name cannot be a parameter.
      allowed(name)
  db.js:9 sql
    The options are computed.
      allowed(name)
`);
  });

  it('has its own colours and obeys no others', () => {
    expect(shown({ done: ['x\u001B[8my'] }, {})).toBe('\u001B[1mDone\u001B[22m\n  x?[8my\n');
  });
});
