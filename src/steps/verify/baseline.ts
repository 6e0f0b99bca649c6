import { statusOf } from '../../measures/expect';
import type { ProbeAnswer, Regression } from '../../types/proof';

/**
 * The answers that are the same whenever they are asked for: what both rounds of the same requests agree on, as the
 * regression guard sees it. A route that counts, or fails now and then, is no measure of anything.
 */
export function baseline(first: readonly ProbeAnswer[], second: readonly ProbeAnswer[]): ProbeAnswer[] {
  return first.filter((answer) => {
    const again = second.find(sameRequest(answer));
    return again !== undefined && difference(answer, again) === null;
  });
}

/** What worked before and does not work, or works differently, after. */
export function regressions(before: readonly ProbeAnswer[], after: readonly ProbeAnswer[]): Regression[] {
  return before.flatMap((answer) => {
    const now = after.find(sameRequest(answer));
    const found = now && difference(answer, now);
    return found ? [{ method: answer.request.method ?? 'GET', path: answer.request.path, ...found }] : [];
  });
}

/** Only what worked can break: a refusal may change, since error pages are what hardening replaces. */
function difference(before: ProbeAnswer, after: ProbeAnswer): Pick<Regression, 'before' | 'after'> | null {
  if (before.status === 0 || before.status >= 400) return null;
  const told = (answer: ProbeAnswer): string => `${statusOf(answer)} ${typeOf(answer)}`.trim();
  return told(before) === told(after) ? null : { before: told(before), after: told(after) };
}

const sameRequest =
  ({ request }: ProbeAnswer) =>
  (other: ProbeAnswer): boolean =>
    other.request.path === request.path && (other.request.method ?? 'GET') === (request.method ?? 'GET');

/** `text/html` of `text/html; charset=utf-8`; nothing where there is none. */
const typeOf = ({ headers }: ProbeAnswer): string =>
  String(headers['content-type'] ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase();
