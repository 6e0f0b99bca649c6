import { confirm, groupMultiselect, isCancel, log, multiselect, note, select, settings, text } from '@clack/prompts';
import { UserError } from '../errors';
import { wrap } from '../wrap';
import type { Answers, AnswerValue, FixOffer, Question } from '../types';
import type { Asker, MeasureChoice, MeasureGroup } from './asker';
import { inOneLine, isInteractive, type Io } from './screen';
import { settle } from './settle';

type Streams = { input: NodeJS.ReadStream; output: NodeJS.WriteStream };

/** An asker on the terminal. UserError 2 where there is none: a prompt without a terminal would wait for ever. */
export function createAsker(io: Io): Asker {
  if (!isInteractive(io))
    throw new UserError('There is no terminal to ask on', 'Run with --yes to take the defaults.', 2);
  // Enter pressed before a question shows arrives as a line feed, which clack would take for «change the answer».
  settings.actions.delete('enter');
  const streams: Streams = { input: io.stdin, output: io.stdout };
  return {
    ask: async (questions, flawOf) => {
      const answers: Answers = {};
      for (const question of questions) answers[question.id] = await askOne(question, flawOf, streams);
      return answers;
    },
    chooseMeasures: (groups) => chooseMeasures(groups, streams),
    chooseFixes: (offers) => chooseFixes(offers, streams),
    confirm: async (message, initial) => answered(await confirm({ message, initialValue: initial, ...streams })),
    settle: async (doubt) => answered(await settle(doubt, streams)),
    note: (title, body) => note(body, title, { output: io.stdout }),
  };
}

function answered<T>(value: T): Exclude<T, symbol> {
  if (isCancel(value)) throw new UserError('Cancelled', 'Nothing was written.', 130);
  return value as Exclude<T, symbol>;
}

async function askOne(
  question: Question,
  flawOf: (question: Question, value: unknown) => string | null,
  streams: Streams,
): Promise<AnswerValue> {
  const { kind, default: initial, options } = question;
  // Names of the project stand in some.
  const message = inOneLine(question.message);
  const validate = (text = ''): string | undefined => {
    const flaw = flawOf(question, kind === 'number' ? numberIn(text) : text.trim());
    return flaw === null ? undefined : `It ${flaw}.`;
  };
  switch (kind) {
    case 'confirm':
      return answered(await confirm({ message, initialValue: initial === true, ...streams }));
    case 'select':
      return answered(await select({ message, options: options ?? [], initialValue: String(initial), ...streams }));
    case 'number':
      return numberIn(answered(await text({ message, initialValue: String(initial), validate, ...streams })));
    case 'text':
      // An answer that was cleared is an answer too.
      return (answered(await text({ message, initialValue: String(initial), validate, ...streams })) ?? '').trim();
  }
}

const numberIn = (text: string): number => (/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN);

/** clack ignores `disabled` in groups, so that satisfied measures are a line of text above the list. */
async function chooseMeasures(groups: MeasureGroup[], streams: Streams): Promise<string[]> {
  const measures = groups.flatMap((group) => group.measures);
  const satisfied = measures.filter((measure) => measure.satisfied);
  if (satisfied.length > 0) {
    const text = `Already in place: ${satisfied.map(({ title }) => title).join(', ')}`;
    // clack breaks a long line in the middle of a word.
    log.success(wrap(text, Math.max(streams.output.columns, 40) - 4).join('\n'), { output: streams.output });
  }
  const open = measures.filter((measure) => !measure.satisfied);
  if (open.length === 0) return [];
  const chosen = await groupMultiselect({
    message: 'Which measures do you want? (space selects, enter goes on)',
    options: optionsOf(groups),
    initialValues: open.filter(({ recommended }) => recommended).map(({ id }) => id),
    required: false,
    ...streams,
  });
  const ids = new Set(answered(chosen));
  return open.map(({ id }) => id).filter((id) => ids.has(id));
}

function optionsOf(groups: MeasureGroup[]): Record<string, { value: string; label: string; hint?: string }[]> {
  const option = ({ id, title, hint }: MeasureChoice) => ({ value: id, label: title, ...(hint ? { hint } : {}) });
  const entries = groups.map(({ title, measures }) => [
    title,
    measures.filter(({ satisfied }) => !satisfied).map(option),
  ]);
  return Object.fromEntries(entries.filter(([, options]) => (options?.length ?? 0) > 0)) as ReturnType<
    typeof optionsOf
  >;
}

/** Each rule with how often it matched and where first; what it means stands beside the one that is reached. */
async function chooseFixes(offers: FixOffer[], streams: Streams): Promise<string[]> {
  const options = offers.map(({ rule, summary, count, places, mayChange }) => {
    const more = count > places.length ? `, and ${count - places.length} more` : '';
    const label = `${rule}: ${inOneLine(places.join(', '))}${more}${mayChange ? ' (may change what clients see)' : ''}`;
    return { value: rule, label, hint: summary };
  });
  const chosen = await multiselect({
    message: 'Which of these should be mended in your code? (space selects, enter goes on)',
    options,
    initialValues: offers.filter(({ recommended }) => recommended).map(({ rule }) => rule),
    required: false,
    ...streams,
  });
  return answered(chosen);
}
