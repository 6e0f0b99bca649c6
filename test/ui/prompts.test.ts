import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/types';
import type { MeasureChoice, MeasureGroup } from '../../src/ui/asker';
import { flawOf } from '../../src/steps/answers';
import { createAsker } from '../../src/ui/prompts';
import { mockTerminal } from './terminal';

const measure = (id: string, title: string, fields: Partial<MeasureChoice> = {}): MeasureChoice => ({
  ...{ id, title, summary: `${title} in one sentence.`, found: 0, recommended: true, whyNot: null, satisfied: false },
  ...fields,
});

const GROUPS: MeasureGroup[] = [
  {
    title: 'Browsers',
    measures: [
      measure('headers', 'Security headers', { satisfied: true }),
      measure('cors', 'Cross-origin rules', { found: 2, summary: 'An allow-list of origins.' }),
      measure('limits', 'Size limits', { recommended: false, whyNot: 'large bodies may be wanted' }),
    ],
  },
  { title: 'Code', measures: [measure('code', 'Code style', { satisfied: true })] },
  { title: 'Repository', measures: [measure('supply-chain', 'CI workflow')] },
];

function question(fields: Partial<Question>): Question {
  return { id: 'a.b', message: 'Which one?', kind: 'text', default: '', ask: true, ...fields };
}

describe('chooseMeasures', () => {
  it('preselects what is recommended and shows what is in place', async () => {
    const terminal = mockTerminal();
    const chosen = createAsker(terminal.io).chooseMeasures(GROUPS);
    await terminal.type('return');
    expect(await chosen).toEqual(['cors', 'supply-chain']);
    expect(terminal.seen()).toContain('Nothing to do for: Security headers, Code style');
    const list = terminal.seen().slice(terminal.seen().indexOf('Which measures'));
    expect(list).toContain('Repository');
    expect(list).not.toMatch(/Security headers|Code/);
  });

  it('takes and drops measures', async () => {
    const terminal = mockTerminal();
    const chosen = createAsker(terminal.io).chooseMeasures(GROUPS);
    await terminal.type('space', 'down', 'space', 'return');
    expect(await chosen).toEqual(['limits', 'supply-chain']);
  });

  it('takes all and none of what a filter leaves, and keeps what it hides', async () => {
    const terminal = mockTerminal();
    const chosen = createAsker(terminal.io).chooseMeasures(GROUPS);
    await terminal.type({ text: 'browsers' }, 'right', 'left');
    expect(terminal.seen()).toContain('filter: browsers (2 matches)');
    await terminal.type({ text: 'x' });
    expect(terminal.seen()).toContain('Nothing matches');
    await terminal.type('return');
    expect(await chosen).toEqual(['supply-chain']);
  });

  it('explains the measure that is reached in two lines, and why it is not recommended', async () => {
    const terminal = mockTerminal();
    const chosen = createAsker(terminal.io).chooseMeasures(GROUPS);
    await terminal.type({ text: '?' });
    expect(terminal.seen()).toContain(
      '│  Cross-origin rules: An allow-list of origins.\n│  Recommended: 2 findings here. More: tempered explain cors\n',
    );
    await terminal.type('down');
    expect(terminal.seen()).toContain('Not chosen, as large bodies may be wanted. More: tempered explain limits');
    await terminal.type('return');
    expect(await chosen).toEqual(['cors', 'supply-chain']);
  });

  it('leaves the explanation, then the filter, and then the question on Escape', async () => {
    const terminal = mockTerminal();
    const chosen = createAsker(terminal.io)
      .chooseMeasures(GROUPS)
      .catch((error: unknown) => error);
    await terminal.type({ text: '?' }, { text: 'limits' }, 'space', 'escape', 'escape', 'up', 'space');
    expect(terminal.isRaw()).toBe(true);
    expect(terminal.seen()).not.toContain('Cancelled');
    await terminal.type('escape');
    expect(await chosen).toMatchObject({ name: 'UserError', exitCode: 130 });
  });

  it('takes none for an answer', async () => {
    const terminal = mockTerminal();
    const chosen = createAsker(terminal.io).chooseMeasures(GROUPS.slice(2));
    await terminal.type('space', 'return');
    expect(await chosen).toEqual([]);
    expect(terminal.seen()).toMatch(/│ {2}None\n$/);
  });

  it('does not ask where everything is in place', async () => {
    expect(await createAsker(mockTerminal().io).chooseMeasures(GROUPS.slice(1, 2))).toEqual([]);
  });
});

describe('chooseFixes', () => {
  const offer = {
    measure: 'Databases',
    summary: 'Values become a part of the query.',
    count: 5,
    places: ['a.js:1', 'b.js:2', 'b.js:9'],
  };
  const OFFERS = [
    { ...offer, rule: 'sql/value', mayChange: false, recommended: true },
    { ...offer, rule: 'cookies/secure', count: 1, places: ['app.js:4'], mayChange: true, recommended: false },
  ];

  it('shows how often and where, and preselects what changes nothing for clients', async () => {
    const terminal = mockTerminal();
    const chosen = createAsker(terminal.io).chooseFixes(OFFERS);
    await terminal.type('return');
    expect(await chosen).toEqual(['sql/value']);
    expect(terminal.seen()).toContain('sql/value (a.js:1, b.js:2, b.js:9, and 2 more)');
    expect(terminal.seen()).toContain('cookies/secure (may change what clients see; app.js:4)');
  });

  it('takes none for an answer', async () => {
    const terminal = mockTerminal();
    const chosen = createAsker(terminal.io).chooseFixes(OFFERS);
    await terminal.type('space', 'return');
    expect(await chosen).toEqual([]);
  });
});

describe('ask', () => {
  it('asks every kind, with the default one key away', async () => {
    const terminal = mockTerminal();
    const options = [
      { value: 'memory', label: 'In memory' },
      { value: 'redis', label: 'Redis', hint: 'several processes' },
    ];
    const answers = createAsker(terminal.io).ask(
      [
        question({ id: 'rate-limit.store', kind: 'select', default: 'redis', options }),
        question({ id: 'rate-limit.limit', kind: 'number', default: 300 }),
        question({ id: 'https.host', kind: 'text', default: 'api.example' }),
        question({ id: 'cors.credentials', kind: 'confirm', default: false }),
      ],
      flawOf,
    );
    await terminal.type('return', 'return', 'return', 'return');
    expect(await answers).toEqual({
      'rate-limit.store': 'redis',
      'rate-limit.limit': 300,
      'https.host': 'api.example',
      'cors.credentials': false,
    });
  });

  it('takes other answers', async () => {
    const terminal = mockTerminal();
    const answers = createAsker(terminal.io).ask(
      [
        question({
          id: 'a.select',
          kind: 'select',
          default: 'x',
          options: [
            { value: 'x', label: 'X' },
            { value: 'y', label: 'Y' },
          ],
        }),
        question({ id: 'a.number', kind: 'number', default: 3 }),
        question({ id: 'a.text', kind: 'text', default: 'old' }),
        question({ id: 'a.confirm', kind: 'confirm', default: true }),
      ],
      flawOf,
    );
    await terminal.type(
      'down',
      'return',
      'right',
      { text: '0' },
      'return',
      { text: ' and new ' },
      'return',
      'right',
      'return',
    );
    expect(await answers).toEqual({ 'a.select': 'y', 'a.number': 30, 'a.text': 'old and new', 'a.confirm': false });
  });
});

describe('confirm', () => {
  it('does not change its answer when enter was pressed too early', async () => {
    const terminal = mockTerminal();
    const confirmed = createAsker(terminal.io).confirm('Write these changes?', true);
    await terminal.type('enter', 'return');
    expect(await confirmed).toBe(true);
  });
});

describe('cancelling', () => {
  it.each(['ctrl-c', 'escape'] as const)('by %s ends with 130', async (key) => {
    const terminal = mockTerminal();
    const asker = createAsker(terminal.io);
    const cancelled = { name: 'UserError', exitCode: 130 };
    const confirmed = asker.confirm('Write these changes?', true).catch((error: unknown) => error);
    await terminal.type(key);
    expect(await confirmed).toMatchObject(cancelled);
    const chosen = asker.chooseMeasures(GROUPS).catch((error: unknown) => error);
    await terminal.type('down', key);
    expect(await chosen).toMatchObject(cancelled);
  });
});

describe('createAsker', () => {
  it('refuses to ask where nobody can answer', () => {
    const terminal = mockTerminal();
    terminal.keyboard.isTTY = false;
    expect(() => createAsker(terminal.io)).toThrow(expect.objectContaining({ exitCode: 2 }));
    expect(() => createAsker(mockTerminal({ CI: 'true' }).io)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('shows a note', () => {
    const terminal = mockTerminal();
    createAsker(terminal.io).note('Found', 'Express 5.1.0');
    expect(terminal.seen()).toMatch(/Found[^]*Express 5\.1\.0/);
  });
});
