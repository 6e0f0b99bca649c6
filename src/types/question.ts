export type AnswerValue = string | number | boolean;

/** Keyed by question id, `measure.question`. */
export type Answers = Record<string, AnswerValue>;

export interface Question {
  /** `measure.question` */
  id: string;
  message: string;
  kind: 'select' | 'text' | 'number' | 'confirm';
  default: AnswerValue;
  /** The answer in a new app, where no client depends on the gentler one yet. */
  fresh?: AnswerValue;
  options?: { value: string; label: string; hint?: string }[];
  /** The greatest number that it takes, where a timer's greatest is not it. */
  most?: number;
  /** What is wrong with a text, behind its question's name: `takes origins`; null where it can be used. */
  flaw?: (text: string) => string | null;
  /** Asked at the prompt; the others are changed with `--set` only. */
  ask: boolean;
  /** One line shown in the summary of a `--yes` run, where an assumption should be checked. */
  assumption?: (value: AnswerValue) => string | undefined;
}
