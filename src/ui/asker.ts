import type { Answers, Doubt, FixOffer, Question, Verdict } from '../types';

/** Measures that the wizard shows together. */
export interface MeasureGroup {
  title: string;
  measures: MeasureChoice[];
}

export interface MeasureChoice {
  id: string;
  title: string;
  /** What it does, one sentence. */
  summary: string;
  /** How many findings are its own. */
  found: number;
  /** Preselected. */
  recommended: boolean;
  /** Why it is not, the end of a sentence. */
  whyNot: string | null;
  /** The user's own code does it already: shown, but not offered. */
  satisfied: boolean;
}

/**
 * The one who talks with the user. Every question may be cancelled (Ctrl-C, Esc): UserError 130, and nothing was written.
 */
export interface Asker {
  /** The answers to these questions, by id; `flawOf` says what is wrong with one, null where it can be used. */
  ask(questions: Question[], flawOf: (question: Question, value: unknown) => string | null): Promise<Answers>;
  /** Ids of the chosen measures, in the order they are shown. */
  chooseMeasures(groups: MeasureGroup[]): Promise<string[]>;
  /** The rules whose findings are to be mended. */
  chooseFixes(offers: FixOffer[]): Promise<string[]>;
  confirm(message: string, initial: boolean): Promise<boolean>;
  /** One of several; enter takes the first. */
  select<T extends string>(message: string, options: { value: T; label: string }[]): Promise<T>;
  /** What becomes of something that a re-run found. */
  settle(doubt: Doubt): Promise<Verdict>;
  note(title: string, text: string): void;
}
