import { UserError } from '../errors';
import type { Answers, AnswerValue, Question } from '../types';

/** Node.js fires a timer of more milliseconds at once. */
const MOST = 2_147_483_647;
const LONGEST = 1_000;

/** What is wrong with an answer, wherever it comes from; null where it can be used. */
export function flawOf({ kind, options, most = MOST, flaw }: Question, value: unknown): string | null {
  if (kind === 'confirm') return typeof value === 'boolean' ? null : 'takes yes or no';
  if (kind === 'number')
    return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= most
      ? null
      : `takes a whole number from 1 to ${most}`;
  if (typeof value !== 'string') return 'takes a text';
  if (options && !options.some((option) => option.value === value))
    return `takes one of: ${options.map((option) => option.value).join(', ')}`;
  // Line ends, escape sequences and marks that turn the direction of writing have no place in any answer.
  if (/\p{C}|\u2028|\u2029/u.test(value)) return 'takes one line without control characters';
  if (value.length > LONGEST) return `takes at most ${LONGEST} characters`;
  return value === '' ? null : (flaw?.(value) ?? null);
}

/** The answers of `--set measure.question=value`; those of questions that are not asked here are left out. */
export function givenAnswers(settings: readonly string[], questions: readonly Question[]): Answers {
  const answers: Answers = {};
  for (const setting of settings) {
    const at = setting.indexOf('=');
    const question = questions.find(({ id }) => id === setting.slice(0, at));
    if (!question) continue;
    const value = valueOf(question, setting.slice(at + 1));
    const flaw = flawOf(question, value);
    if (flaw !== null)
      throw new UserError(
        `${question.id} cannot be ${JSON.stringify(setting.slice(at + 1))}.`,
        `It ${flaw}: --set ${question.id}=${String(question.default)}`,
        2,
      );
    answers[question.id] = value;
  }
  return answers;
}

function valueOf({ kind }: Question, text: string): AnswerValue {
  if (kind === 'number') return /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (kind === 'confirm') return /^(true|yes)$/.test(text) ? true : /^(false|no)$/.test(text) ? false : text;
  return text;
}

/** UserError 3 where an answer of the record cannot be used: it is a file that anybody may have written to. */
export function checkRecorded(recorded: Answers, questions: readonly Question[]): void {
  for (const question of questions) {
    const value = recorded[question.id];
    const flaw = value === undefined ? null : flawOf(question, value);
    if (flaw !== null)
      throw new UserError(
        `.tempered/record.json answers ${question.id} with ${JSON.stringify(value)}.`,
        `It ${flaw}: give another answer with --set ${question.id}=${String(question.default)}.`,
      );
  }
}
