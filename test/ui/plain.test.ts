import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/types';
import { flawOf } from '../../src/steps/answers';
import type { Asker } from '../../src/ui/asker';
import { createAsker } from '../../src/ui/prompts';
import { mockTerminal } from './terminal';

const measure = (id: string, title: string, fields = {}) => ({
  ...{ id, title, summary: `${title} in one sentence.`, found: 0, recommended: true, whyNot: null, satisfied: false },
  ...fields,
});

const GROUPS = [
  {
    title: 'Browsers',
    measures: [measure('headers', 'Security headers', { satisfied: true }), measure('cors', 'CORS', { found: 2 })],
  },
  {
    title: 'Running',
    measures: [measure('monitoring', 'Monitoring', { recommended: false, whyNot: 'it has to be watched' })],
  },
];

/** The answer that these lines come to, and everything that was written. */
async function answering<T>(
  ask: (asker: Asker) => Promise<T>,
  ...lines: string[]
): Promise<{ answer: T; text: string }> {
  const terminal = mockTerminal({ ACCESSIBLE: '1' });
  const asked = ask(createAsker(terminal.io));
  for (const line of lines) {
    await setTimeout(5);
    terminal.keyboard.push(`${line}\n`);
  }
  return { answer: await asked, text: terminal.raw() };
}

describe('the accessible mode', () => {
  it('numbers measures under their groups, says what is chosen, and takes nothing for an answer', async () => {
    const { answer, text } = await answering((asker) => asker.chooseMeasures(GROUPS), '');
    expect(answer).toEqual(['cors']);
    expect(text).toContain('Nothing to do for: Security headers\n');
    expect(text).toContain(
      'Browsers:\n1. CORS, chosen (2 findings)\nRunning:\n2. Monitoring, not chosen\n1 of 2 are chosen.\n',
    );
  });

  it('chooses, leaves out, explains and lists by what is typed', async () => {
    const { answer, text } = await answering(
      (asker) => asker.chooseMeasures(GROUPS),
      ...['1', '2', '?2', 'monitor', 'nothing like it', '7', 'all', 'none', '1, 2', ''],
    );
    expect(answer).toEqual(['cors', 'monitoring']);
    expect(text).toContain('CORS: not chosen. 0 of 2 are chosen.\n');
    expect(text).toContain('Monitoring: Monitoring in one sentence.\nNot chosen, as it has to be watched.');
    expect(text).toContain('Running:\n2. Monitoring, chosen\n');
    expect(text).toContain('Nothing matches nothing like it.\n');
    expect(text).toContain('There is no choice 7.\n');
  });

  it('asks every kind of question until the answer can be used', async () => {
    const base = { message: 'Which one?', ask: true };
    const options = [
      { value: 'memory', label: 'In memory' },
      { value: 'redis', label: 'Redis', hint: 'several processes' },
    ];
    const questions: Question[] = [
      { ...base, id: 'a.select', kind: 'select', default: 'redis', options },
      { ...base, id: 'a.number', kind: 'number', default: 300 },
      { ...base, id: 'a.text', kind: 'text', default: 'api.example' },
      { ...base, id: 'a.cleared', kind: 'text', default: 'api.example' },
      { ...base, id: 'a.confirm', kind: 'confirm', default: true },
    ];
    const { answer, text } = await answering(
      (asker) => asker.ask(questions, flawOf),
      ...['3', '1', 'many', '20', '', '-', 'perhaps', 'n'],
    );
    expect(answer).toEqual({
      'a.select': 'memory',
      'a.number': 20,
      'a.text': 'api.example',
      'a.cleared': '',
      'a.confirm': false,
    });
    expect(text).toContain('2. Redis (several processes)\nA number from 1 to 2, or nothing for 2: ');
    expect(text).toContain('There is no choice 3.\n');
    expect(text).toContain('Answer yes or no.\n');
  });
});
