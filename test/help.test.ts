import { describe, expect, it } from 'vitest';
import { program } from '../src/program';

const root = program();
const commands = [root, ...root.commands];

/** The help as a terminal of that width shows it. */
function helpOf(command: (typeof commands)[number], columns: number): string {
  let text = '';
  command.configureOutput({ getOutHelpWidth: () => columns, writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

describe.each(commands.map((command) => [command.name(), command] as const))('the help of %s', (_, command) => {
  it.each([60, 80])('fits into %i columns', (columns) => {
    const lines = helpOf(command, columns).split('\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
  });

  it('has examples that it would take', () => {
    const [, examples = ''] = helpOf(command, 80).replaceAll('\\\n', '').split('Examples:\n');
    const lines = examples.split('\n').filter((line) => /tempered/.test(line) && !line.includes('#'));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      const [first = '', ...words] = line
        .slice(line.indexOf('tempered') + 9)
        .replace(/[)>].*$/, '')
        .trim()
        .split(/\s+/);
      const named = root.commands.find((each) => each.name() === first);
      if (command !== root) expect(named).toBe(command);
      const options = (named ?? root.commands[0]!).options.map(({ long }) => long);
      expect([first, ...words].filter((word) => word.startsWith('--') && !options.includes(word))).toEqual([]);
    }
  });
});
