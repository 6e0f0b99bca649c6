import { describe, expect, it } from 'vitest';
import { proofTable } from '../../../src/report/proof/table';
import type { Proof } from '../../../src/types/proof';
import { columns } from '../../../src/wrap';
import { afterAlone, beforeAlone, beforeAndAfter, broken, hostile, PROBES, withoutDatabase } from './fixture';

const last = (table: string) => table.trimEnd().split('\n').at(-1);
/** The table without its line breaks, since words may be anywhere in a cell. */
const words = (table: string) => table.replace(/\s+/g, ' ');

describe('proofTable', () => {
  it('shows each attack with what was seen before and after, by measure', () => {
    const table = proofTable(beforeAndAfter(), { width: 140 });
    expect(table).toMatch(/^Attack +before +after\n─+\nheaders\n/);
    expect(table).toMatch(/\n {2}Send a body of 150 kB +✗ 200 +✓ 413\n/);
    expect(table).toMatch(/\n {2}Ask for \/healthz over http 12 times +✓ 200 ×12 +✓ 200 ×12\nrate-limit\n/);
    expect(table).toMatch(/\n {2}Depend on a package with a known hole +– the repository has no workflow +✓ code 1\n/);
  });

  it('has one column of results without a before', () => {
    const table = proofTable(afterAlone());
    expect(table).toMatch(/^Attack +result\n/);
    expect(table).toMatch(/\n {2}Send a body of 150 kB +✓ 413\n/);
    expect(table).not.toContain('before  ');
  });

  it('sums up what was skipped by reason instead of listing it', () => {
    const table = proofTable(beforeAndAfter(), { width: 200 });
    expect(table).toContain(
      '\nSkipped: no route sets a cookie (2); only with --allow-writes (1); no route redirects to what it is given (1).\n',
    );
    expect(table).not.toContain('Steal a session cookie');
  });

  it('lists what was skipped where nothing was run', () => {
    const report = afterAlone();
    report.after.results = [];
    const table = proofTable(report);
    expect(table).toMatch(/Steal a session cookie by script +– not run\n/);
    expect(table).not.toContain('Skipped:');
    expect(last(table)).toBe('No probe ran; 33 were skipped.');
  });

  it('does not list what was skipped because the app did not start', () => {
    const report = withoutDatabase();
    report.after.results = [];
    const table = proofTable(report);
    expect(table).toMatch(/--start\.\n\nSkipped: the app did not start \(33\)\.\n\nThe app did not start\.\n$/);
  });

  it.each([
    ['before and after', beforeAndAfter(), '26 of 28 attacks succeeded before, 0 of 29 after; 4 were skipped.'],
    ['all passed', afterAlone(), '29 of 29 probes passed; 4 were skipped.'],
    ['some failed', beforeAlone(), '2 of 28 probes passed, 26 failed; 5 were skipped.'],
    [
      'no start',
      withoutDatabase(),
      'The app did not start, so that nothing of it was proven; of what needs no app, 1 of 1 probe passed.',
    ],
    [
      'no start before',
      { ...beforeAndAfter(), before: withoutDatabase().after },
      'The app did not start before; 0 of 29 attacks succeeded now; 4 were skipped.',
    ],
    [
      'no start after',
      { ...beforeAndAfter(), after: withoutDatabase().after },
      'The app started before and does not any more.',
    ],
  ])('ends with what it comes to: %s', (_, report, sentence) => {
    expect(last(proofTable(report))).toBe(sentence);
  });

  it('counts against one number where as many probes ran before as after', () => {
    const report = beforeAndAfter({ probes: PROBES.filter(({ id }) => id.startsWith('headers/')) });
    expect(last(proofTable(report))).toBe('4 of 4 attacks succeeded before, 0 after.');
  });

  it('counts what legitimate clients get apart from the attacks', () => {
    const probes = PROBES.slice(0, 3).map((probe, at) => (at === 0 ? { ...probe, client: true as const } : probe));
    const proof = (...statuses: ('passed' | 'failed')[]): Proof => ({
      ...beforeAndAfter().after,
      results: statuses.map((status, at) => ({ id: probes[at]!.id, status, evidence: '200' })),
    });
    const report = beforeAndAfter({
      probes,
      before: proof('failed', 'failed', 'passed'),
      after: proof('passed', 'passed', 'passed'),
    });
    expect(last(proofTable(report))).toBe(
      '1 of 2 attacks succeeded before, 0 after; 1 legitimate request failed before, 0 after.',
    );
  });

  it('shows why the app did not start, the end of its log without secrets, and what to try', () => {
    const table = proofTable(withoutDatabase());
    expect(table).toMatch(/^✗ The app did not start: The app ended with code 1 before it listened\.\n/);
    expect(table).toContain(
      '  │ Connecting to mongodb://shop:***@127.0.0.1:27017/shop\n  │ JWT_SECRET=***\n  Try: Start the',
    );
    expect(table).toContain('Skipped: the app did not start (32).');
  });

  it('shows what is answered differently, and notes once', () => {
    const table = proofTable(broken());
    expect(table).toMatch(
      /\nAnswered differently +before +after\n─+\nGET \/reports\?year=2026 +200 text\/html +✗ 500 app/,
    );
    expect(table.match(/^Note: /gm)).toHaveLength(1);
  });

  it('says in words, one below the other, what a screen reader cannot see', () => {
    const table = proofTable(beforeAndAfter(), { width: 140, plain: true });
    expect(table).toContain('  Send a body of 150 kB\n    before failed: 200\n    after  passed: 413\n');
    expect(table).toContain('    before skipped: the repository has no workflow\n');
    expect(proofTable(broken(), { plain: true })).toMatch(
      /^Failed: GET \/reports\?year=2026 was answered 200 text\/html before, and 500 app/m,
    );
    expect(proofTable(withoutDatabase(), { plain: true })).toMatch(
      /^Failed: The app did not start: [^]*\n {4}JWT_SECRET=\*{3}\n {2}Try: /,
    );
  });

  it('draws nothing in plain mode, however wide', () => {
    for (const report of [beforeAndAfter(), afterAlone(), withoutDatabase(), broken(), hostile()])
      for (const width of [60, 100]) expect(proofTable(report, { width, plain: true })).not.toMatch(/[✓✗─│]| – /);
  });

  it.each([60, 79, 80, 100, 160])('fits into %i columns', (width) => {
    for (const report of [beforeAndAfter(), afterAlone(), withoutDatabase(), broken(), hostile()]) {
      const table = proofTable(report, { width });
      expect(Math.max(...table.split('\n').map(columns))).toBeLessThanOrEqual(width);
    }
  });

  it('shows all of an attack and its evidence at 60 columns', () => {
    const table = proofTable(beforeAndAfter(), { width: 60 });
    expect(table).toContain('  Send a body of 150 kB\n    before ✗ 200\n    after  ✓ 413\n');
    expect(table).not.toContain('…');
    expect(words(table)).toContain('after ✓ 200, Content-Security-Policy-Report-Only: default-src');
  });

  it('holds nothing that a terminal would obey, no secret, and no endless evidence', () => {
    const table = proofTable(hostile());
    // eslint-disable-next-line no-control-regex
    expect(table).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/);
    expect(table).not.toContain('hunter2');
    expect(table).not.toContain('ghp_');
    expect(table).not.toContain('x'.repeat(200));
    expect(proofTable(hostile(), { width: 60 })).toContain('✗ <script>alert(1)</script><img');
  });

  it('paints with the styles given, and says the same without them', () => {
    const paint = (style: string, text: string) => `<${style}>${text}</${style}>`;
    const table = proofTable(beforeAndAfter({ probes: PROBES.slice(7, 8) }), { paint });
    expect(table).toBe(`<bold>Attack                   before  after</bold>
──────────────────────────────────────
<bold>limits</bold>
  Send a body of 150 kB  <high>✗ 200</high>   <good>✓ 413</good>

Note: Limits were attacked from 127.0.0.2 and up; nothing was sent beyond this machine.

<good><bold>1 of 1 attack succeeded before, 0 after.</bold></good>
`);
    const plain = proofTable(beforeAndAfter());
    expect(proofTable(beforeAndAfter(), { paint }).replace(/<\/?(?:bold|dim|good|high)>/g, '')).toBe(plain);
  });
});
