import { describe, expect, it } from 'vitest';
import type { Doubt, FixOffer, Question } from '../../src/types';
import type { Asker } from '../../src/ui/asker';
import { createAsker } from '../../src/ui/prompts';
import { mockTerminal } from './terminal';

const question: Question = { id: 'a.b', message: 'Which one?', kind: 'text', default: '', ask: true };
const options = [
  { value: 'x', label: 'X' },
  { value: 'y', label: 'Y' },
];
const offer: FixOffer = {
  ...{ rule: 'sql/value', measure: 'SQL', summary: 'Values become a part of the query.', count: 1 },
  ...{ places: ['a.js:1'], mayChange: false, recommended: true },
};
const measure = { id: 'cors', title: 'CORS', summary: 'Origins.', found: 0, recommended: true, whyNot: null };
const doubt: Doubt = { kind: 'conflict', index: 0, file: 'a.js', measure: 'cors', base: 'a', yours: 'b', theirs: 'c' };

/** Every way in which something is asked. */
const PROMPTS: Record<string, (asker: Asker) => Promise<unknown>> = {
  measures: (asker) => asker.chooseMeasures([{ title: 'App', measures: [{ ...measure, satisfied: false }] }]),
  fixes: (asker) => asker.chooseFixes([offer]),
  'a yes or no': (asker) => asker.confirm('Write these files?', true),
  'one of several': (asker) => asker.select('Write these files?', options),
  'a conflict': (asker) => asker.settle(doubt),
  'a text': (asker) => asker.ask([question], () => null),
  'a number': (asker) => asker.ask([{ ...question, kind: 'number', default: 3 }], () => null),
  'a select': (asker) => asker.ask([{ ...question, kind: 'select', default: 'x', options }], () => null),
};

describe.each(Object.entries(PROMPTS))('a question for %s', (_, ask) => {
  it.each(['ctrl-c', 'escape'] as const)(
    'that is cancelled by %s ends with 130, and the cursor comes back',
    async (key) => {
      const terminal = mockTerminal();
      const asked = ask(createAsker(terminal.io)).catch((error: unknown) => error);
      await terminal.type(key);
      expect(await asked).toMatchObject({ name: 'UserError', exitCode: 130 });
      expect(terminal.raw().lastIndexOf('\u001B[?25h')).toBeGreaterThan(terminal.raw().lastIndexOf('\u001B[?25l'));
      expect(terminal.isRaw()).toBe(false);
      expect(terminal.keyboard.listenerCount('keypress')).toBe(0);
    },
  );

  it('that is interrupted or has no more input in the accessible mode ends with 130', async () => {
    const before = process.listenerCount('SIGINT');
    for (const end of [() => process.emit('SIGINT'), (keyboard: NodeJS.ReadableStream) => keyboard.emit('end')]) {
      const terminal = mockTerminal({ ACCESSIBLE: '1' });
      const asked = ask(createAsker(terminal.io)).catch((error: unknown) => error);
      end(terminal.keyboard);
      expect(await asked).toMatchObject({ name: 'UserError', exitCode: 130 });
      expect(terminal.raw()).not.toContain('\u001B');
      expect(process.listenerCount('SIGINT')).toBe(before);
    }
  });

  it('fits into 60 columns in the accessible mode, and draws nothing', async () => {
    const terminal = mockTerminal({ ACCESSIBLE: '1' });
    terminal.display.columns = 60;
    const asked = ask(createAsker(terminal.io)).catch((error: unknown) => error);
    process.emit('SIGINT');
    await asked;
    expect(terminal.raw()).toMatch(/^[\x20-\x7E\n]+$/);
    expect(
      terminal
        .raw()
        .split('\n')
        .filter((line) => line.length > 60),
    ).toEqual([]);
  });
});
