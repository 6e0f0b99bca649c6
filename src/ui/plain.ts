import { createInterface } from 'node:readline';
import { type Choice, type ChoiceGroup, matching, Selection } from './choices';
import type { Prompts } from './prompts';
import { createScreen, inLines, type Io, withoutControls } from './screen';

const CANCELLED = Symbol('cancelled');

/** Asks one line; a symbol where it was cancelled, or the input has ended. */
type ReadLine = (prompt: string) => Promise<string | symbol>;

/**
 * Prompts in plain lines, for screen readers and terminals that cannot redraw: numbered choices, no symbols, nothing that is
 * written twice. The terminal itself echoes what is typed.
 */
export function plainPrompts({ stdin, stdout, env }: Io): Prompts {
  const screen = createScreen(stdout, env);
  const tell = (text: string): void => screen.write(inLines(screen, text));
  const readLine: ReadLine = (prompt) => readOne(stdin, stdout, prompt);
  return {
    tell,
    note: (title, text) => tell(`${title}\n${text}\n`),
    confirm: (message, initial) => askConfirm(message, initial, readLine, tell),
    select: async (message, options, initial) => {
      const first = Math.max(
        0,
        options.findIndex(({ value }) => value === initial),
      );
      tell(message);
      options.forEach(({ label, hint }, at) => tell(`${at + 1}. ${label}${hint ? ` (${hint})` : ''}`));
      return again(`A number from 1 to ${options.length}, or nothing for ${first + 1}: `, readLine, tell, (line) => {
        const option = options[line === '' ? first : numberOf(line) - 1];
        return option ? { value: option.value } : { flaw: `There is no choice ${line}.` };
      });
    },
    text: (message, initial, validate) => {
      tell(message);
      const prompt =
        initial === '' ? 'A text, or nothing: ' : `A text, or nothing for ${initial}, or a dash for none: `;
      return again(prompt, readLine, tell, (line) => {
        const value = line === '' ? initial : line === '-' ? '' : line;
        const flaw = validate(value);
        return flaw === undefined ? { value } : { flaw };
      });
    },
    choose: (message, groups) => chooseByNumber(message, groups, readLine, tell),
  };
}

type Reply<T> = { value: T } | { flaw: string };

/** Asks until the answer can be used. */
async function again<T>(
  prompt: string,
  readLine: ReadLine,
  tell: (text: string) => void,
  take: (line: string) => Reply<T>,
): Promise<T | symbol> {
  for (;;) {
    const line = await readLine(prompt);
    if (typeof line === 'symbol') return line;
    const reply = take(line.trim());
    if ('value' in reply) return reply.value;
    tell(reply.flaw);
  }
}

function askConfirm(message: string, initial: boolean, readLine: ReadLine, tell: (text: string) => void) {
  return again(
    `${withoutControls(message)} Yes or no, or nothing for ${initial ? 'yes' : 'no'}: `,
    readLine,
    tell,
    (line) => {
      if (line === '') return { value: initial };
      const word = line.toLowerCase();
      if ('yes'.startsWith(word)) return { value: true };
      return 'no'.startsWith(word) ? { value: false } : { flaw: 'Answer yes or no.' };
    },
  );
}

const HELP =
  'A number chooses, or leaves out what is chosen. A question mark and a number explains. "all" and "none" do so. Any other word lists what it matches. Nothing goes on with what is chosen.';

async function chooseByNumber(
  message: string,
  groups: ChoiceGroup[],
  readLine: ReadLine,
  tell: (text: string) => void,
): Promise<string[] | symbol> {
  const selection = new Selection(groups);
  tell(`${message}\n${listed(selection, groups)}\n${HELP}`);
  return again<string[]>('Your choice: ', readLine, tell, (line) =>
    line === '' ? { value: selection.values } : { flaw: obey(selection, line) },
  );
}

/** Does what a line says, and returns what to say to it. */
function obey(selection: Selection, line: string): string {
  if (line === 'all' || line === 'none') {
    selection.set(line === 'all');
    return counted(selection);
  }
  const asked = line.startsWith('?');
  const numbers = line
    .replace(/^\?/, '')
    .split(/[\s,]+/)
    .filter((part) => part !== '');
  if (numbers.length === 0) return HELP;
  if (!numbers.every((part) => /^\d+$/.test(part))) {
    const found = matching(selection.groups, line);
    return found.length === 0 ? `Nothing matches ${line}.` : listed(selection, found);
  }
  return numbers.map((number) => obeyNumber(selection, Number(number), asked)).join('\n');
}

function obeyNumber(selection: Selection, number: number, asked: boolean): string {
  const choice = selection.all[number - 1];
  if (!choice) return `There is no choice ${number}.`;
  if (asked) return choice.about.join('\n');
  selection.toggle(choice.value);
  return `${choice.label}: ${selection.chosen.has(choice.value) ? 'chosen' : 'not chosen'}. ${counted(selection)}`;
}

const counted = ({ chosen, all }: Selection): string => `${chosen.size} of ${all.length} are chosen.`;

/** Every one by the number that it has among all. */
function listed(selection: Selection, groups: readonly ChoiceGroup[]): string {
  const { all, chosen } = selection;
  const line = (choice: Choice): string =>
    `${all.findIndex(({ value }) => value === choice.value) + 1}. ${choice.label}, ${chosen.has(choice.value) ? 'chosen' : 'not chosen'}${choice.hint === '' ? '' : ` (${choice.hint})`}`;
  return [...groups.flatMap(({ title, choices }) => [`${title}:`, ...choices.map(line)]), counted(selection)].join(
    '\n',
  );
}

const numberOf = (line: string): number => (/^\d+$/.test(line) ? Number(line) : Number.NaN);

/** The terminal edits the line itself: nothing is drawn, and Ctrl-C arrives as a signal. */
function readOne(input: NodeJS.ReadStream, output: NodeJS.WriteStream, prompt: string): Promise<string | symbol> {
  return new Promise((resolve) => {
    const lines = createInterface({ input, output, terminal: false });
    const end = (answer: string | symbol): void => {
      process.removeListener('SIGINT', cancel);
      lines.removeAllListeners();
      lines.close();
      resolve(answer);
    };
    const cancel = (): void => {
      output.write('\n');
      end(CANCELLED);
    };
    process.once('SIGINT', cancel);
    lines.once('close', cancel);
    lines.question(withoutControls(prompt), end);
  });
}
