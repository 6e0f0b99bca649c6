import type { ProbeAnswer, ProbeTarget, Seen, Skip, Verdict } from '../types/proof';

export type Judge = (seen: Seen, target: ProbeTarget) => Verdict | Skip;

/** What one answer must be. All that is given must hold. */
export interface Expected {
  status?: number | readonly number[];
  /** By lower-case name: the value, a pattern for it, or null where it must be absent. */
  headers?: Record<string, string | RegExp | null>;
  /** What its text must not contain. */
  without?: RegExp;
}

/** An answer's verdict by its own rule, where data does not do. */
export type Rule = (answer: ProbeAnswer, target: ProbeTarget) => Verdict | Skip;

/** Why nothing can be said. */
export const skip = (reason: string): Skip => ({ skip: reason });
/** What was seen where all is well, cut to one short line. */
export const pass = (evidence: string): Verdict => ({ ok: true, evidence: short(evidence) });
/** What was seen where it is not, cut to one short line. */
export const fail = (evidence: string): Verdict => ({ ok: false, evidence: short(evidence) });
export const isSkip = (value: object): value is Skip => 'skip' in value;

/** Every answer must be so. */
export const each =
  (expected: Expected | Rule): Judge =>
  ({ answers }, target) =>
    together(answers.map((answer) => judged(expected, answer, target)));

/** The first that failed; otherwise the first that passed; otherwise why nothing could be said. */
export function together(verdicts: (Verdict | Skip)[]): Verdict | Skip {
  const said = verdicts.filter((verdict): verdict is Verdict => !isSkip(verdict));
  return said.find(({ ok }) => !ok) ?? said[0] ?? verdicts[0] ?? skip('nothing was answered');
}

/** A header's value; several of one name with commas between; empty where it is absent. */
export const header = ({ headers }: ProbeAnswer, name: string): string => [headers[name] ?? []].flat().join(', ');

/** The status and the headers named, as evidence: `200, x-powered-by: Express`, `404, no vary`. */
export function said(answer: ProbeAnswer, ...names: string[]): string {
  return [statusOf(answer), ...names.map((name) => headerSaid(answer, name))].join(', ');
}

/** The status, or that there was no answer. */
export const statusOf = ({ status }: ProbeAnswer): string => (status === 0 ? 'no answer' : String(status));

/** Whether a status is in the hundreds given: `isIn(404, 4)`. */
export const isIn = ({ status }: Pick<ProbeAnswer, 'status'>, ...hundreds: number[]): boolean =>
  hundreds.includes(Math.floor(status / 100));

/** Whether the app itself gave up: it failed, or said nothing. */
export const gaveUp = (answer: ProbeAnswer): boolean => answer.status === 0 || isIn(answer, 5);

export const isHtml = (answer: ProbeAnswer): boolean => /\bhtml\b/i.test(header(answer, 'content-type'));

/** Limits that clients share can answer in the place of what is judged; a probe about limits has its own rule. */
function judged(expected: Expected | Rule, answer: ProbeAnswer, target: ProbeTarget): Verdict | Skip {
  if (typeof expected === 'function') return expected(answer, target);
  if (answer.status === 429 && ![expected.status].flat().includes(429)) return limited;
  return compared(expected, answer);
}

export const limited: Skip = { skip: 'a limit of the app answered first (429)' };

function compared({ status, headers = {}, without }: Expected, answer: ProbeAnswer): Verdict {
  const wrong = Object.entries(headers).find(([name, value]) => !matches(answer, name, value));
  if (status !== undefined && ![status].flat().includes(answer.status)) return fail(said(answer));
  if (wrong) return fail(said(answer, wrong[0]));
  if (without?.test(answer.text)) return fail(`${statusOf(answer)}, it says too much`);
  return pass(said(answer, ...Object.keys(headers).slice(0, 1)));
}

function matches(answer: ProbeAnswer, name: string, expected: string | RegExp | null): boolean {
  const value = header(answer, name);
  if (expected === null) return value === '';
  return typeof expected === 'string' ? value.toLowerCase() === expected.toLowerCase() : expected.test(value);
}

function headerSaid(answer: ProbeAnswer, name: string): string {
  const value = header(answer, name);
  return value === '' ? `no ${name}` : `${name}: ${short(value, 60)}`;
}

/** Evidence stands in a table. */
function short(text: string, most = 100): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
