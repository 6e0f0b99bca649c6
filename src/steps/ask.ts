import { UserError } from '../errors';
import { checkRecorded, flawOf, givenAnswers } from './answers';
import { pickFixes } from './fixes';
import { rowFor } from '../frameworks/index';
import { isRecorded } from '../measures/place';
import type { Answers, AnswerValue, Finding, FixOffer, Measure, Project, Protection, Question } from '../types';

/** What is asked for: the terminal's side of it is in `ui`. */
export interface Asker {
  /** Ids of the chosen measures. */
  chooseMeasures(groups: { title: string; measures: Offer[] }[]): Promise<string[]>;
  /** `flawOf` says what is wrong with an answer; null where it can be used. */
  ask(questions: Question[], flawOf: (question: Question, value: unknown) => string | null): Promise<Answers>;
  /** The rules whose findings are to be mended, of those that are mended in the user's own code. */
  chooseFixes(offers: FixOffer[]): Promise<string[]>;
  confirm(message: string, initial: boolean): Promise<boolean>;
}

/** A measure as the wizard offers it. */
interface Offer {
  id: string;
  title: string;
  /** What it does, one sentence. */
  summary: string;
  /** How many findings are its own. */
  found: number;
  /** Why it is not recommended, the end of a sentence; null where it is. */
  whyNot: string | null;
  protects: Protection;
  recommended: boolean;
  satisfied: boolean;
}

/** In the order in which the wizard shows them. */
export const GROUPS: Record<Protection, string> = {
  browser: 'Browsers and connections',
  accounts: 'Accounts and access',
  input: 'What clients send',
  load: 'Load and failures',
  code: 'Code, secrets and dependencies',
  operation: 'Seeing what happens',
};

export interface Choices {
  only: readonly string[];
  skip: readonly string[];
  /** `measure.question=value` */
  set: readonly string[];
  /** Rules whose fixes may change behaviour, or `all`. */
  fix: readonly string[];
  /** Recorded measures that leave. */
  remove?: readonly string[];
  /** The app is new: no client depends on anything yet. */
  fresh?: boolean;
}

export interface Decision {
  measures: Measure[];
  /** Those that were not excluded: what is found for them is reported, even where nothing is generated. */
  considered: Measure[];
  /** Of these, those that are to be taken out. */
  removed: string[];
  /** The only measures whose files are written, where nothing but an answer or a removal was asked for; otherwise null. */
  alone: string[] | null;
  answers: Answers;
  /** Those whose fix is to be applied: harmless ones, and those with a yes. */
  fixes: Finding[];
  /** Fixes that would need a yes. */
  left: Finding[];
  /** What a run without questions took for granted, to be checked. */
  assumptions: string[];
}

/** Finds out what is to be done: from the flags, the record, the terminal if there is one, and the defaults. */
export async function decide(
  project: Project,
  measures: readonly Measure[],
  findings: readonly Finding[],
  choices: Choices,
  asker: Asker | null,
): Promise<Decision> {
  const offered = measures.filter(
    ({ bindings }) => bindings === undefined || rowFor(bindings, project.framework) !== undefined,
  );
  checkIds(
    [...choices.only, ...choices.skip],
    offered.map(({ id }) => id),
    'measure',
  );
  const removed = removedMeasures(project, choices);
  const alone = namedAlone(project, choices);
  const chosen = alone
    ? offered.filter(({ id }) => isRecorded(project, id))
    : await choose(project, offered, findings, choices, asker);
  const answers = await answer(project, chosen, offered, choices, asker);
  const questions = asker ? [] : chosen.flatMap((measure) => measure.questions(project));
  const isNew = (question: Question): boolean =>
    project.record?.answers[question.id] === undefined && strictAnswer(question, choices) === undefined;
  const assumptions = questions.filter(isNew).flatMap(({ id, assumption }) => assumption?.(answers[id]!) ?? []);
  const considered = offered.filter(
    ({ id }) => !alone && (choices.only.length === 0 || choices.only.includes(id)) && !choices.skip.includes(id),
  );
  const rules = chosen.flatMap((measure) => measure.rules);
  checkIds(
    choices.fix.filter((rule) => rule !== 'all'),
    rules.map(({ id }) => id),
    'rule',
  );
  const picked = alone ? { fixes: [], left: [] } : await pickFixes(chosen, findings, choices.fix, asker);
  return { measures: chosen, considered, removed, alone, answers, assumptions, ...picked };
}

function removedMeasures({ record }: Project, { remove = [] }: Choices): string[] {
  const recorded = Object.keys(record?.measures ?? {}).sort();
  const other = remove.find((id) => !recorded.includes(id));
  if (other === undefined) return [...remove];
  const hint = recorded.length > 0 ? `Applied are: ${recorded.join(', ')}.` : 'No measure was applied here yet.';
  throw new UserError(`The measure "${other}" is not applied here, so it cannot be removed.`, hint, 2);
}

/** Where only answers or removals are asked for, an applied project gets nothing else: no new measure, fix or version. */
function namedAlone({ record }: Project, { only, fix, set, remove = [] }: Choices): string[] | null {
  const recorded = Object.keys(record?.measures ?? {});
  if (recorded.length === 0 || only.length + fix.length > 0 || set.length + remove.length === 0) return null;
  const named = set.map((setting) => setting.split('.')[0]!);
  const other = named.find((id) => !recorded.includes(id));
  if (other === undefined) return [...new Set([...named, ...remove, 'index'])];
  throw new UserError(
    `The measure "${other}" is not applied here, so it has no answers.`,
    `To apply it with that answer: tempered harden --only ${other} ${set.map((setting) => `--set ${setting}`).join(' ')}`,
    2,
  );
}

function checkIds(given: readonly string[], known: readonly string[], what: string): void {
  const unknown = given.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new UserError(`There is no ${what} "${unknown}".`, `Known are: ${known.join(', ')}.`, 2);
}

async function choose(
  project: Project,
  offered: readonly Measure[],
  findings: readonly Finding[],
  choices: Choices,
  asker: Asker | null,
): Promise<Measure[]> {
  const offers = offered
    .filter((measure) => !isRecorded(project, measure.id))
    .map((measure) => toOffer(project, measure, findings, choices.fresh === true));
  const recommended = offers.filter(({ recommended, satisfied }) => recommended && !satisfied).map(({ id }) => id);
  const wanted =
    choices.only.length > 0 ? choices.only : asker ? await asker.chooseMeasures(grouped(offers)) : recommended;
  return offered.filter(
    (measure) => isRecorded(project, measure.id) || (wanted.includes(measure.id) && !choices.skip.includes(measure.id)),
  );
}

const grouped = (offers: readonly Offer[]): { title: string; measures: Offer[] }[] =>
  Object.entries(GROUPS)
    .map(([id, title]) => ({ title, measures: offers.filter(({ protects }) => protects === id) }))
    .filter(({ measures }) => measures.length > 0);

function toOffer(project: Project, measure: Measure, findings: readonly Finding[], fresh: boolean): Offer {
  const { id, meta } = measure;
  const own = findings.filter(({ rule }) => rule.startsWith(`${id}/`));
  // What only mends code has nothing to do where nothing can be mended.
  const idle = meta.group === 'code' && own.every(({ fix }) => fix !== 'automatic');
  const recommended = (meta.recommended || (fresh && meta.fresh === true)) && !idle;
  const satisfied = measure.satisfied?.(project) === true || (meta.group === 'code' && own.length === 0);
  return {
    id,
    title: meta.title,
    summary: meta.summary,
    found: own.length,
    whyNot: recommended ? null : ((idle ? IDLE : meta.whyNot) ?? null),
    protects: meta.protects,
    recommended,
    satisfied,
  };
}

const IDLE = 'what it found is left to you: it can mend none of it';

async function answer(
  project: Project,
  chosen: readonly Measure[],
  offered: readonly Measure[],
  choices: Choices,
  asker: Asker | null,
): Promise<Answers> {
  const questions = chosen.flatMap((measure) => measure.questions(project));
  const ids = offered.flatMap((measure) => measure.questions(project)).map(({ id }) => id);
  checkSettings(choices.set, ids);
  const given = givenAnswers(choices.set, questions);
  const recorded = project.record?.answers ?? {};
  checkRecorded(
    recorded,
    questions.filter(({ id }) => given[id] === undefined),
  );
  const known = (question: Question): AnswerValue | undefined =>
    given[question.id] ?? recorded[question.id] ?? strictAnswer(question, choices);
  const open = questions.filter((question) => question.ask && known(question) === undefined);
  const asked = asker && open.length > 0 ? await asker.ask(open, flawOf) : {};
  return Object.fromEntries(
    questions.map((question) => [question.id, asked[question.id] ?? known(question) ?? question.default]),
  );
}

const strictAnswer = ({ fresh }: Question, choices: Choices): AnswerValue | undefined =>
  choices.fresh ? fresh : undefined;

function checkSettings(settings: readonly string[], known: readonly string[]): void {
  for (const setting of settings) {
    if (!setting.includes('='))
      throw new UserError(`--set ${setting} has no value.`, 'Write --set measure.question=value.', 2);
    checkIds([setting.slice(0, setting.indexOf('='))], known, 'question');
  }
}
