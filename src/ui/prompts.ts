import { UserError } from '../errors';
import type { Answers, AnswerValue, Question } from '../types';
import type { Asker, MeasureGroup } from './asker';
import type { ChoiceGroup } from './choices';
import { clackPrompts } from './clack';
import { fixChoices, measureChoices } from './offers';
import { plainPrompts } from './plain';
import { inOneLine, isAccessible, isInteractive, type Io } from './screen';
import { settle } from './settle';

export interface SelectOption {
  value: string;
  label: string;
  hint?: string;
}

/** The ways to ask; each resolves to a symbol where it was cancelled. */
export interface Prompts {
  confirm(message: string, initial: boolean): Promise<boolean | symbol>;
  select(message: string, options: SelectOption[], initial: string): Promise<string | symbol>;
  /** `validate` says what is wrong with a text; undefined where it can be used. */
  text(message: string, initial: string, validate: (text: string) => string | undefined): Promise<string | symbol>;
  /** Any number of them. */
  choose(message: string, groups: ChoiceGroup[]): Promise<string[] | symbol>;
  note(title: string, text: string): void;
  tell(text: string): void;
}

/** An asker on the terminal. UserError 2 where there is none: a prompt without a terminal would wait for ever. */
export function createAsker(io: Io): Asker {
  if (!isInteractive(io))
    throw new UserError('There is no terminal to ask on', 'Run with --yes to take the defaults.', 2);
  const prompts = promptsFor(io);
  return {
    ask: async (questions, flawOf) => {
      const answers: Answers = {};
      for (const question of questions) answers[question.id] = await askOne(question, flawOf, prompts);
      return answers;
    },
    chooseMeasures: (groups) => chooseMeasures(groups, prompts),
    chooseFixes: async (offers) =>
      answered(await prompts.choose('Which of these should be mended in your code?', fixChoices(offers))),
    confirm: async (message, initial) => answered(await prompts.confirm(message, initial)),
    select: async <T extends string>(message: string, options: { value: T; label: string }[]) =>
      answered(await prompts.select(message, options, options[0]!.value)) as T,
    settle: async (doubt) => answered(await settle(doubt, prompts)),
    note: (title, body) => prompts.note(title, body),
  };
}

/** As lines of text where that was asked for. */
export const promptsFor = (io: Io): Prompts => (isAccessible(io.env) ? plainPrompts(io) : clackPrompts(io));

/** What was answered. UserError 130 where the question was cancelled. */
export function answered<T>(value: T | symbol): T {
  if (typeof value === 'symbol') throw new UserError('Cancelled', 'Nothing was written.', 130);
  return value;
}

async function askOne(
  question: Question,
  flawOf: (question: Question, value: unknown) => string | null,
  prompts: Prompts,
): Promise<AnswerValue> {
  const { kind, default: initial, options = [] } = question;
  // Names of the project stand in some.
  const message = inOneLine(question.message);
  const validate = (text: string): string | undefined => {
    const flaw = flawOf(question, kind === 'number' ? numberIn(text) : text.trim());
    return flaw === null ? undefined : `It ${flaw}.`;
  };
  switch (kind) {
    case 'confirm':
      return answered(await prompts.confirm(message, initial === true));
    case 'select':
      return answered(await prompts.select(message, options, String(initial)));
    case 'number':
      return numberIn(answered(await prompts.text(message, String(initial), validate)));
    case 'text':
      return answered(await prompts.text(message, String(initial), validate)).trim();
  }
}

const numberIn = (text: string): number => (/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN);

async function chooseMeasures(groups: MeasureGroup[], prompts: Prompts): Promise<string[]> {
  const satisfied = groups.flatMap(({ measures }) => measures).filter((measure) => measure.satisfied);
  if (satisfied.length > 0) prompts.tell(`Nothing to do for: ${satisfied.map(({ title }) => title).join(', ')}`);
  const choices = measureChoices(groups);
  return choices.length === 0 ? [] : answered(await prompts.choose('Which measures do you want?', choices));
}
